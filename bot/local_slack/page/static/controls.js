// Controls that act at once, things that show and hide others, and forms that begin anew when they were sent.
import { isDone } from "./requests.js";

const CONTROLS = "input:not([type=hidden], [type=file]), select, textarea";
/** What a control holds now, and what the server last said of it. */
export const BASE = { value: "defaultValue", checked: "defaultChecked", selected: "defaultSelected" };

/** Whatever holds a value in an element, with the name of its property. */
function* partsOf(element) {
  for (const control of element.matches(CONTROLS) ? [element] : element.querySelectorAll(CONTROLS)) {
    if (control.localName === "select") for (const option of control.options) yield [option, "selected"];
    else yield [control, ["checkbox", "radio"].includes(control.type) ? "checked" : "value"];
  }
}

/** Back to what the server knows. */
export function takeBack(element) {
  for (const [part, name] of partsOf(element)) part[name] = part[BASE[name]];
}

/** The server knows now what stands here. */
function settle(element) {
  for (const [part, name] of partsOf(element)) part[BASE[name]] = part[name];
}

function show(box) {
  const shown = document.getElementById(box.dataset.shows);
  if (shown) shown.hidden = !box.checked;
}

function beginAnew(form) {
  form.reset();
  form.querySelectorAll("[data-shows]").forEach(show);
  const menu = form.closest("details.menu");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-shows]")) show(event.target);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!isDone(detail) || detail.requestConfig.verb !== "post") return;
  if (detail.elt.matches("[data-attach], #clock form")) beginAnew(detail.elt);
  else if (detail.elt.matches("input, select, textarea, fieldset, .options")) settle(detail.elt);
});
