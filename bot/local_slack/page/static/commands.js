// The list of commands above the composer: opens with a slash, narrows as one types, arrows choose in it.

export class CommandList {
  /** `list` is the listbox, `line` the text it completes. */
  constructor(line, list) {
    this.line = line;
    this.list = list;
    this.options = [...list.children];
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // The line keeps the focus.
    this.list.addEventListener("click", (event) => this.complete(event.target.closest("[data-command]")));
    this.line.addEventListener("blur", () => this.close());
  }

  get isOpen() {
    return !this.list.hidden;
  }

  get active() {
    return this.shown().find((option) => option.getAttribute("aria-selected") === "true");
  }

  shown() {
    return this.options.filter((option) => !option.hidden);
  }

  /** Shows what begins with what was typed so far; nothing once the command is complete and words follow. */
  update() {
    const typed = this.line.value.toLowerCase();
    const isCommand = /^\/\S*$/.test(typed);
    for (const option of this.options) option.hidden = !isCommand || !option.dataset.command.startsWith(typed);
    if (!this.shown().length) return this.close();
    this.list.hidden = false;
    this.line.setAttribute("aria-expanded", "true");
    this.choose(this.shown()[0]);
  }

  close() {
    this.list.hidden = true;
    this.line.setAttribute("aria-expanded", "false");
    this.line.removeAttribute("aria-activedescendant");
  }

  choose(option) {
    for (const other of this.options) other.setAttribute("aria-selected", String(other === option));
    this.line.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  move(by) {
    const shown = this.shown();
    this.choose(shown[(shown.indexOf(this.active) + by + shown.length) % shown.length]);
  }

  complete(option) {
    if (!option) return;
    this.line.value = `${option.dataset.command} `;
    this.close();
    this.line.dispatchEvent(new Event("input", { bubbles: true }));
    this.line.focus();
  }

  /** Whether it took the key. Enter on a command that is typed in full is left to send it. */
  onKey(key) {
    if (!this.isOpen) return false;
    if (key === "ArrowDown") this.move(1);
    else if (key === "ArrowUp") this.move(-1);
    else if (key === "Escape") this.close();
    else if (key === "Tab") this.complete(this.active);
    else if (key === "Enter" && this.active.dataset.command !== this.line.value) this.complete(this.active);
    else return false;
    return true;
  }
}
