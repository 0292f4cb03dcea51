// Short notices at the edge of the page. They go by themselves, but not while somebody reads or holds them.

const SECONDS = 8;
const box = document.getElementById("toasts");
const timers = new WeakMap();

/** Where they are seen and heard: within the modal while one is open, for all else is out of reach then. */
export function placeToasts() {
  const home = document.querySelector("#modal[open]") ?? document.body;
  if (box && box.parentNode !== home) home.append(box);
}

/** Shows a sentence; the same one again only stays longer. `kind` is "info" or "error". */
export function toast(text, kind = "info") {
  if (!text || !box) return;
  placeToasts();
  const same = [...box.children].find((shown) => shown.dataset.text === text);
  const element = same ?? drawn(text, kind);
  if (!same) box.append(element);
  linger(element);
}

function drawn(text, kind) {
  const element = document.createElement("div");
  element.className = kind === "error" ? "toast toast-error" : "toast";
  element.dataset.text = text;
  const words = document.createElement("p");
  words.textContent = text;
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "tool", textContent: "Close" });
  close.addEventListener("click", () => element.remove());
  for (const name of ["mouseleave", "focusout"]) element.addEventListener(name, () => linger(element));
  element.append(words, close);
  return element;
}

function linger(element) {
  clearTimeout(timers.get(element));
  timers.set(element, setTimeout(() => leave(element), SECONDS * 1000));
}

function leave(element) {
  if (!element.matches(":hover, :focus-within")) element.remove();
}
