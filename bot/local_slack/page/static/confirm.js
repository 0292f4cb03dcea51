// "Are you sure?": an element with data-confirm asks in its dialog before its request goes out.
import { takeBack } from "./controls.js";
import { closeMenus } from "./menus.js";

/** The dialog of an element. A message may stand on the page twice, so the nearest one with that id. */
function dialogOf(element) {
  const found = `#${CSS.escape(element.dataset.confirm)}`;
  return element.closest("article, .surface")?.querySelector(found) ?? document.querySelector(found);
}

function ask(event) {
  const { elt, issueRequest } = event.detail;
  const dialog = elt.dataset.confirm && dialogOf(elt);
  if (!dialog) return;
  event.preventDefault();
  if (dialog.open) return;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => answer(dialog, elt, issueRequest), { once: true });
  dialog.showModal();
}

function answer(dialog, element, issueRequest) {
  closeMenus();
  (element.closest("details.menu")?.querySelector("summary") ?? element).focus();
  if (dialog.returnValue === "yes") issueRequest(true);
  else takeBack(element);
}

document.addEventListener("htmx:confirm", ask);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-answer]");
  button?.closest("dialog").close(button.dataset.answer);
});
