// Columns: unfolding sidebar and guide on a narrow page, closing a pane by Escape, and the keys of the whole page.
import { focus, isEditable } from "./focus.js";

const folds = () => document.querySelectorAll("[data-fold]");

/** Shows one folded column ("places", "guide") or, without a name, none. */
export function unfold(name = "") {
  document.body.dataset.unfolded = name;
  for (const button of folds()) button.setAttribute("aria-expanded", String(button.dataset.fold === name));
}

function onFold(button) {
  const isOpen = document.body.dataset.unfolded === button.dataset.fold;
  unfold(isOpen ? "" : button.dataset.fold);
  if (!isOpen) focus(document.getElementById(button.getAttribute("aria-controls")));
}

function onEscape(event) {
  const name = document.body.dataset.unfolded;
  const close = event.target.closest?.("aside")?.querySelector("[data-close]");
  if (name) {
    unfold();
    document.querySelector(`[data-fold="${name}"]`)?.focus();
  } else close?.click();
}

/** A slash goes to the composer, and stands in it when it is empty: a command begins with one. */
function onSlash(event) {
  const line = document.getElementById("line");
  if (!line || isEditable(event.target) || document.querySelector("dialog[open]")) return;
  if (event.target.closest("a, button, summary")) return;
  if (line.value) event.preventDefault();
  line.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fold]");
  if (button) onFold(button);
});
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") onEscape(event);
  else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey) onSlash(event);
});
