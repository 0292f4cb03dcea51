// The composer: Enter sends, the line grows with its text, and nothing typed is lost before it is sent.
import { CommandList } from "./commands.js";
import { draft, keepDraft, keepLastLine, lastLine } from "./drafts.js";
import { isDone } from "./requests.js";

const grows = CSS.supports("field-sizing", "content");

class Composer {
  constructor(form) {
    this.form = form;
    this.line = form.elements.text;
    const list = form.querySelector("[role=listbox]");
    this.commands = list && new CommandList(this.line, list);
    this.sent = "";
    this.line.addEventListener("input", () => this.onInput());
    this.line.addEventListener("keydown", (event) => this.onKey(event));
    form.addEventListener("htmx:beforeRequest", (event) => this.beforeSending(event));
    form.addEventListener("htmx:afterRequest", (event) => this.afterSending(event));
    if (!this.line.value) this.line.value = draft(form);
    this.fit();
  }

  put(text) {
    this.line.value = text;
    this.line.focus();
    this.line.setSelectionRange(text.length, text.length);
    this.line.dispatchEvent(new Event("input", { bubbles: true }));
  }

  onInput() {
    keepDraft(this.form, this.line.value);
    this.commands?.update();
    this.fit();
  }

  fit() {
    if (grows) return;
    this.line.style.height = "auto";
    this.line.style.height = `${this.line.scrollHeight + 2}px`;
  }

  onKey(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!event.shiftKey && this.commands?.onKey(event.key)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "ArrowUp" && !this.line.value && lastLine(this.form)) {
      event.preventDefault();
      this.put(lastLine(this.form));
    }
  }

  beforeSending(event) {
    if (event.target !== this.form) return;
    this.commands?.close();
    this.sent = this.line.value;
    if (!this.sent.trim()) event.preventDefault();
  }

  /** What was added while it was on its way stays. */
  afterSending({ target, detail }) {
    if (target !== this.form || !isDone(detail)) return;
    keepLastLine(this.form, this.sent);
    const { value } = this.line;
    this.line.value = value.startsWith(this.sent) ? value.slice(this.sent.length) : value;
    this.onInput();
    this.commands?.close();
    if ([document.body, ...this.form.elements].includes(document.activeElement)) this.line.focus();
  }
}

const composers = [...document.querySelectorAll("[data-composer]")].map((form) => new Composer(form));

/** The composer of the place itself, not of a thread; undefined where there is none. */
export const lineOf = () => composers.find((composer) => composer.commands);
