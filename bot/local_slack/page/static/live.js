// The live stream: whether it is there, what it says aloud, and when the whole page must be read anew.
import { SILENT } from "./requests.js";
import { toast } from "./toasts.js";

const PATIENCE_MS = 2000;
const notice = document.getElementById("offline");
let timer = 0;

function gone() {
  timer ||= setTimeout(() => {
    notice.textContent = SILENT;
    notice.hidden = false;
  }, PATIENCE_MS);
}

function back() {
  clearTimeout(timer);
  timer = 0;
  notice.hidden = true;
}

function onToast(event) {
  toast(event.detail.data);
}

document.addEventListener("htmx:sseError", gone);
document.addEventListener("htmx:sseOpen", back);
document.getElementById("stream-toast")?.addEventListener("sse:toast", onToast);
document.getElementById("stream-reload")?.addEventListener("sse:reload", () => location.reload());
// A page that the browser kept for its Back button has missed what happened since.
addEventListener("pageshow", (event) => event.persisted && location.reload());
