// What comes back from a request besides html: the toast that the server sends with it, or that it failed.
import { toast } from "./toasts.js";

export const SILENT = "The local Slack does not answer. Is it still running?";

/** The toast in an answer's HX-Trigger header, or null. */
function toastOf(xhr) {
  try {
    return JSON.parse(xhr.getResponseHeader("HX-Trigger")).toast ?? null;
  } catch {
    return null; // No header, or the bare name of an event.
  }
}

function answered(xhr) {
  const sent = toastOf(xhr);
  if (sent) toast(sent.text, sent.kind);
  else if (xhr.status >= 400) toast(`That did not work (${xhr.status}). Try it again.`, "error");
}

// On the request itself: the element that asked may be gone from the page when the answer comes.
document.addEventListener("htmx:beforeSend", ({ detail: { xhr } }) => {
  xhr.addEventListener("load", () => answered(xhr));
  xhr.addEventListener("error", () => toast(SILENT, "error"));
});
