// The modal: the server draws it, here it is shown, closed by Escape, and the keyboard led into it and back.
import { placeToReturnTo } from "./focus.js";
import { placeToasts } from "./toasts.js";

const place = document.getElementById("modal-place");
let shown = "";
let complaints = "";
let goBack = null;

const modal = () => document.getElementById("modal");
const FIELDS = "input:not([type=hidden]), select, textarea";
const wrongOf = (dialog) => [...dialog.querySelectorAll('[aria-invalid="true"]')];

function enter(dialog) {
  const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector(`.modal-body :is(${FIELDS}):enabled`);
  (first ?? dialog.querySelector("#modal-submit, #modal-close"))?.focus();
}

/** What the app or Slack said of the form: the first field it is about, or the banner, comes into view. */
function complain(dialog) {
  const banner = dialog.querySelector(".banner");
  const said = [banner?.textContent, ...wrongOf(dialog).map((field) => field.id)].join(" ");
  if (said === complaints) return;
  complaints = said;
  const wrong = wrongOf(dialog)[0];
  const field = wrong?.matches(FIELDS) ? wrong : wrong?.querySelector(FIELDS);
  (field ?? wrong)?.focus();
  if (!wrong) banner?.scrollIntoView({ block: "nearest" });
}

function left() {
  if (shown) goBack?.();
  [shown, complaints, goBack] = ["", "", null];
}

function settle() {
  const dialog = modal();
  if (!dialog) left();
  else {
    goBack ??= placeToReturnTo();
    if (!dialog.open) dialog.showModal();
    const isNew = dialog.dataset.view !== shown;
    shown = dialog.dataset.view;
    if (isNew || !dialog.contains(document.activeElement)) enter(dialog);
    complain(dialog);
  }
  placeToasts();
}

/** Leaves by the button, so that the app hears of it. */
function leave() {
  modal()?.querySelector("#modal-close")?.click();
}

if (place) {
  new MutationObserver(settle).observe(place, { childList: true, subtree: true, attributeFilter: ["data-view"] });
  settle();
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !modal()?.open) return;
  if (document.querySelector("dialog.confirm[open]")) return;
  event.preventDefault();
  leave();
});
document.addEventListener("cancel", (event) => {
  if (event.target !== modal()) return;
  event.preventDefault();
  leave();
}, true);
// Browsers let a second Escape through in any case: while the server has the form open it is shown.
document.addEventListener("close", (event) => event.target === modal() && settle(), true);
