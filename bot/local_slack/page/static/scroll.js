// A conversation stays at its end while one is there, and where one reads otherwise.
import { isDone } from "./requests.js";

const NEAR = 32;
// So many at the end of a conversation are always laid out: there nothing may move.
const FAR = ".message:not(.far):nth-last-child(n + 81)";

class Scroller {
  constructor(box) {
    this.box = box;
    this.isAtEnd = true;
    [this.top, this.height] = [0, 0];
    this.last = box.lastElementChild;
    this.button = this.drawButton();
    this.listen();
    this.toEnd();
  }

  drawButton() {
    const place = document.createElement("div");
    place.className = "newer";
    place.hidden = true;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button-primary", textContent: "New messages" });
    button.addEventListener("click", () => {
      this.toEnd();
      this.box.focus({ preventScroll: true });
    });
    place.append(button);
    this.box.after(place);
    return place;
  }

  listen() {
    const again = () => this.isAtEnd && this.toEnd();
    this.box.addEventListener("scroll", () => this.onScroll(), { passive: true });
    for (const name of ["wheel", "keydown"]) this.box.addEventListener(name, (event) => this.onHand(event), { passive: true });
    new MutationObserver(() => this.onChange()).observe(this.box, { childList: true, subtree: true });
    new ResizeObserver(again).observe(this.box);
    // Sizes are known only when things are drawn: messages that come into view, pictures.
    this.box.addEventListener("contentvisibilityautostatechange", again);
    this.box.addEventListener("load", again, true);
    this.box.addEventListener("htmx:beforeSwap", (event) => this.keepPlace(event));
  }

  toEnd() {
    this.isAtEnd = true;
    this.button.hidden = true;
    this.box.scrollTop = this.box.scrollHeight;
    [this.top, this.height] = [this.box.scrollTop, this.box.scrollHeight];
  }

  /** Only who moves up leaves the end. Where only sizes changed, it is gone to again. */
  onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.box;
    if (scrollHeight - scrollTop - clientHeight < NEAR) {
      this.isAtEnd = true;
      this.button.hidden = true;
    } else if (this.isAtEnd && scrollHeight !== this.height) this.toEnd();
    else if (scrollTop < this.top) this.isAtEnd = false;
    [this.top, this.height] = [scrollTop, scrollHeight];
  }

  /** A hand that moves up is believed before anything has moved: new messages may come at every moment. */
  onHand(event) {
    if (event.deltaY < 0 || ["ArrowUp", "PageUp", "Home"].includes(event.key)) this.isAtEnd = false;
  }

  onChange() {
    const isNew = this.box.lastElementChild !== this.last;
    this.last = this.box.lastElementChild;
    this.markFar();
    if (this.isAtEnd) requestAnimationFrame(() => this.isAtEnd && this.toEnd());
    else if (isNew) this.button.hidden = false;
  }

  markFar() {
    for (const message of this.box.querySelectorAll(FAR)) message.classList.add("far");
  }

  /** Earlier messages come in above: what one reads stays where it is. */
  keepPlace(event) {
    if (!event.target.matches(".earlier")) return;
    const first = this.box.querySelector("article");
    const before = first?.getBoundingClientRect().top;
    const put = () => { this.box.scrollTop += first.getBoundingClientRect().top - before; };
    if (first) this.box.addEventListener("htmx:afterSwap", put, { once: true });
  }
}

const scrollers = [...document.querySelectorAll(".messages")].map((box) => new Scroller(box));

// What one says oneself is seen.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!isDone(detail) || !detail.elt.matches("[data-composer]")) return;
  scrollers.filter((scroller) => scroller.box.parentElement.contains(detail.elt)).forEach((one) => one.toEnd());
});
