// Controls that act at once, things that show and hide others, and forms that begin anew when they were sent.
import { isDone } from "./requests.js";

const controlsOf = (element) =>
  element.matches("input, select, textarea") ? [element] : element.querySelectorAll("input, select, textarea");

/** Back to what the server knows. */
export function takeBack(element) {
  for (const control of controlsOf(element)) {
    if (control.localName === "select") {
      for (const option of control.options) option.selected = option.defaultSelected;
      if (!control.multiple && control.selectedIndex < 0) control.selectedIndex = 0;
    } else if (["checkbox", "radio"].includes(control.type)) control.checked = control.defaultChecked;
    else if (control.type !== "hidden") control.value = control.defaultValue;
  }
}

/** The server knows now what stands here. */
function settle(element) {
  for (const control of controlsOf(element)) {
    if (control.localName === "select") {
      for (const option of control.options) option.defaultSelected = option.selected;
    } else if (["checkbox", "radio"].includes(control.type)) control.defaultChecked = control.checked;
    else if (!["hidden", "file"].includes(control.type)) control.defaultValue = control.value;
  }
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
