// A suggested line of the guide goes into the composer of the direct message with the app. It is not sent.
import { lineOf } from "./composer.js";
import { leaveDraft } from "./drafts.js";
import { unfold } from "./panes.js";

function suggest(text) {
  unfold();
  const { who, place } = document.body.dataset;
  const composer = lineOf();
  if (place === "dm" && composer) return composer.put(text);
  leaveDraft("dm", text);
  location.assign(`/p/${encodeURIComponent(who)}/dm`);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-suggest]");
  if (button) suggest(button.dataset.suggest);
});
