// A redraw by Idiomorph takes what is new from the server and leaves alone what the person did in the meantime.
import { BASE } from "./controls.js";

const TEXTS = "textarea, input:not([type=checkbox], [type=radio], [type=hidden], [type=button], [type=submit])";
const untouched = new WeakSet();
const drawnOpen = new WeakMap();

const offered = (select) => [...select.options].map((o) => `${o.value} ${o.defaultSelected}`).join("\n");

/** Whether the server draws a control as it did before: then what stands in it is the person's. */
function isDrawnAsBefore(old, drawn) {
  if (!old.id || old.id !== drawn.id) return false;
  if (old.localName === "select") return drawn.localName === "select" && offered(old) === offered(drawn);
  return ["value", "checked"].every((name) => old[BASE[name]] === drawn[BASE[name]]);
}

/** Folds follow the server only when it changes its mind about them. */
function noteFold(old, drawn) {
  const before = drawnOpen.get(old) ?? drawn.open;
  drawnOpen.set(old, drawn.open);
  if (before !== drawn.open) old.open = drawn.open;
}

function beforeNodeMorphed(old, drawn) {
  if (!(old instanceof HTMLElement) || !(drawn instanceof HTMLElement)) return true;
  if (old.localName === "details" && drawn.localName === "details") noteFold(old, drawn);
  if (old.matches("input, textarea, select")) {
    const parts = old.localName === "select" ? [...old.options] : [old];
    const act = isDrawnAsBefore(old, drawn) ? "add" : "delete";
    parts.forEach((part) => untouched[act](part));
  }
  return true;
}

/** False keeps the attribute as it is. */
function beforeAttributeUpdated(name, node) {
  if (name === "open") return !node.matches("details, dialog");
  if (name === "class") return !node.matches(".htmx-request, .menu[open], .far");
  if (name === "tabindex") return node !== document.activeElement;
  if (name === "value" && node === document.activeElement && node.matches(TEXTS)) return false;
  return !(name in BASE && untouched.has(node));
}

const beforeNodeRemoved = (node) => node.id !== "toasts";

Object.assign(Idiomorph.defaults.callbacks, { beforeNodeMorphed, beforeAttributeUpdated, beforeNodeRemoved });
for (const details of document.querySelectorAll("details")) drawnOpen.set(details, details.open);
