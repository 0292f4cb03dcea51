// Where the keyboard stands: after a redraw took the focused element away, and a place to return to.

let last = { element: null, id: "", around: "" };

export const isEditable = (element) => Boolean(element?.closest("input, select, textarea, [contenteditable]"));

/** A function that puts the focus back where it is now, or to what stands there by then. */
export function placeToReturnTo(element = document.activeElement) {
  const { id } = element;
  const around = element.closest("article, #home, #main")?.id;
  return () => {
    const there = element.isConnected && element !== document.body ? element : id && document.getElementById(id);
    focus(there || document.getElementById(around) || document.getElementById("line"));
  };
}

/** Focuses an element, also one that is not reached by Tab. */
export function focus(element) {
  if (!element) return;
  if (!element.matches("a, button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
  element.focus({ preventScroll: element.matches("article, main, aside, div, nav") });
}

function remember(event) {
  const around = event.target.parentElement?.closest("article, [id].surface, aside[id], nav[id], div[id]");
  last = { element: event.target, id: event.target.id, around: around?.id ?? "" };
}

const isThere = (element) => element?.isConnected && element.checkVisibility();

function recover() {
  if (document.activeElement !== document.body || !last.element || isThere(last.element)) return;
  const again = document.getElementById(last.id);
  focus(isThere(again) ? again : document.getElementById(last.around));
}

document.addEventListener("focusin", remember);
// What a card folds away keeps the focus until it is drawn: so it is looked at once more after that.
const later = () => requestAnimationFrame(() => setTimeout(recover));
document.addEventListener("htmx:oobAfterSwap", () => { recover(); later(); });
