// A list that acts at once: arrows and letters look through it, Enter chooses. Opened, browsers do so by themselves.
import { BASE, takeBack } from "./controls.js";

const LIST = "select[hx-post]";
let looked = null;

const isChanged = (list) => [...list.options].some((option) => option.selected !== option[BASE.selected]);

function choose(list) {
  looked = null;
  if (isChanged(list)) list.dispatchEvent(new Event("change", { bubbles: true }));
}

function leave(list) {
  looked = null;
  takeBack(list);
}

document.addEventListener("keydown", (event) => {
  const list = event.target;
  if (!list.matches?.(LIST) || event.key === "Tab") return;
  if (event.key === "Enter" && looked === list) {
    event.preventDefault();
    choose(list);
  } else if (event.key === "Escape" && looked === list) {
    event.preventDefault();
    leave(list);
  } else looked = event.key === " " || event.altKey ? null : list;
}, true);
document.addEventListener("mousedown", () => { looked = null; }, true);
for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => event.target === looked && event.stopImmediatePropagation(), true);
}
document.addEventListener("focusout", (event) => event.target === looked && leave(looked));
