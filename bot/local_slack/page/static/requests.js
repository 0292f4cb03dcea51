// What comes back from a request besides html: the toast that the server sends with it, or that it failed.
import { toast } from "./toasts.js";

export const SILENT = "The local Slack does not answer. Is it still running?";

/** What the server says beside its answer: `toast` ({text, kind}), and `refused` when nothing was done. */
function headersOf(xhr) {
  try {
    return JSON.parse(xhr.getResponseHeader("HX-Trigger")) ?? {};
  } catch {
    return {}; // The bare name of an event.
  }
}

/** Whether what was asked is done: neither failed nor politely refused. */
export const isDone = ({ successful, xhr }) => successful && !headersOf(xhr).refused;

function answered(xhr) {
  const sent = headersOf(xhr).toast;
  if (sent) toast(sent.text, sent.kind);
  else if (xhr.status >= 400) toast(`That did not work (${xhr.status}). Try it again.`, "error");
}

// On the request itself: the element that asked may be gone from the page when the answer comes.
document.addEventListener("htmx:beforeSend", ({ detail: { xhr } }) => {
  xhr.addEventListener("load", () => answered(xhr));
  xhr.addEventListener("error", () => toast(SILENT, "error"));
});
