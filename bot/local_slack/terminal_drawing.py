"""Draws messages, modals and Home as lines of text: buttons as [Done], menus as [Snooze v]."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable
from typing import Any

from bot.local_slack.block_objects import all_options
from bot.local_slack.terminal_text import Ink, harmless, mrkdwn, rich_text, text_object
from bot.local_slack.view_state import VALUE_FIELDS, Values

WIDTH = 96
MOST_OPTIONS = 6
LINE = "-" * 24
GLUE = "\u00a0"
CHECKED = ("checkboxes", "radio_buttons")


class Drawing:
    """Draws one holder of blocks. Equal button words are numbered from the second on: [Done] [Done 2]."""

    def __init__(self, ink: Ink, values: Values | None = None, errors: dict[str, str] | None = None) -> None:
        self.ink, self.values, self.errors = ink, values or {}, errors or {}
        self._seen: Counter[str] = Counter()

    def blocks(self, blocks: list[dict[str, Any]]) -> list[str]:
        lines: list[str] = []
        for block in blocks:
            lines += self._block(block)
        return lines

    def _block(self, block: dict[str, Any]) -> list[str]:
        draw = DRAWERS.get(str(block.get("type")))
        if draw is None:
            return [f"[not supported: {block.get('type')}]"]
        return [piece for text in draw(self, block) for piece in wrapped(text)]

    def section(self, block: dict[str, Any]) -> list[str]:
        lines = [text_object(block.get("text"), self.ink)] if block.get("text") else []
        lines += [text_object(field, self.ink) for field in block.get("fields") or ()]
        if block.get("accessory"):
            lines.append("  " + self.element(block["accessory"], block))
        return lines

    def header(self, block: dict[str, Any]) -> list[str]:
        return [self.ink.styled(text_object(block["text"], self.ink), "bold")]

    def context(self, block: dict[str, Any]) -> list[str]:
        parts = [self._context_part(element) for element in block["elements"]]
        return [self.ink.styled("  ".join(parts), "dim")]

    def _context_part(self, element: dict[str, Any]) -> str:
        return _image(element) if element["type"] == "image" else text_object(element, self.ink)

    def actions(self, block: dict[str, Any]) -> list[str]:
        return [" ".join(self.element(element, block) for element in block["elements"])]

    def input(self, block: dict[str, Any]) -> list[str]:
        label = text_object(block["label"], self.ink)
        optional = " (optional)" if block.get("optional") else ""
        lines = [f"{label}{optional}: {self.element(block['element'], block)}"]
        if block.get("hint"):
            lines.append(self.ink.styled("  " + text_object(block["hint"], self.ink), "dim"))
        if error := self.errors.get(block.get("block_id", "")):
            lines.append(f"  ! {error}")
        return lines

    def element(self, element: dict[str, Any], block: dict[str, Any]) -> str:
        """One element, with what has been entered so far."""
        kind = element["type"]
        if kind == "image":
            return _image(element)
        if kind == "overflow":
            return f"[... v: {' | '.join(option_texts(element))}]"
        if kind == "feedback_buttons":
            buttons = (element["positive_button"], element["negative_button"])
            return " ".join(self._button(b["text"]["text"]) for b in buttons)
        if kind in VALUE_FIELDS:
            return self._entry(element, self._value(element, block))
        return self._button(text_object(element.get("text"), self.ink) or kind)

    def _button(self, words: str) -> str:
        self._seen[words] += 1
        number = self._seen[words]
        return glued(f"[{words} {number}]" if number > 1 else f"[{words}]")

    def _value(self, element: dict[str, Any], block: dict[str, Any]) -> Any:
        field, initial = VALUE_FIELDS[element["type"]]
        entry = self.values.get(str(block.get("block_id")), {}).get(str(element.get("action_id")))
        return entry[field] if entry else element.get(initial)

    def _entry(self, element: dict[str, Any], value: Any) -> str:
        kind = element["type"]
        if kind in CHECKED:
            return "  ".join(_mark(kind, option, value) for option in element["options"])
        shown = self._shown(value)
        if kind.endswith("_input"):
            return shown or "________"
        placeholder = text_object(element.get("placeholder"), self.ink) or kind.replace("_", " ")
        if shown:
            return f"[{shown} v]"
        return f"[{placeholder} v{_some_options(element)}]"

    def _shown(self, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(self._shown(item) for item in value)
        if isinstance(value, dict):
            if value.get("type") == "rich_text":
                return rich_text(value, self.ink)
            return text_object(value.get("text"), self.ink)
        return "" if value is None else self.ink.names(harmless(str(value)))


def _some_options(element: dict[str, Any]) -> str:
    options = option_texts(element)
    if not options:
        return ""
    more = " | ..." if len(options) > MOST_OPTIONS else ""
    return f": {' | '.join(options[:MOST_OPTIONS])}{more}"


def option_texts(element: dict[str, Any]) -> list[str]:
    return [harmless(str(option["text"]["text"])) for option in all_options(element)]


def _mark(kind: str, option: dict[str, Any], value: Any) -> str:
    chosen = value if isinstance(value, list) else [value]
    is_on = any(item and item.get("value") == option["value"] for item in chosen)
    left, right = "[]" if kind == "checkboxes" else "()"
    return glued(f"{left}{'x' if is_on else ' '}{right} {harmless(str(option['text']['text']))}")


def _image(element: dict[str, Any]) -> str:
    return f"[image: {harmless(str(element.get('alt_text', '')))}]"


def glued(text: str) -> str:
    """Words that no line end may part: a button, a box with its label."""
    return text.replace(" ", GLUE)


def wrapped(text: str, width: int = WIDTH) -> list[str]:
    """Lines of at most `width` characters; colour codes are few enough not to count."""
    lines = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        lines += textwrap.wrap(line, width, subsequent_indent=indent, replace_whitespace=False) or [""]
    return [line.replace(GLUE, " ") for line in lines]


def _card(drawing: Drawing, block: dict[str, Any]) -> list[str]:
    texts = [text_object(block.get(name), drawing.ink) for name in ("title", "subtitle", "body")]
    buttons = [drawing.element(button, block) for button in block.get("actions") or ()]
    return [line for line in (*texts, " ".join(buttons)) if line]


def _container(drawing: Drawing, block: dict[str, Any]) -> list[str]:
    return [text_object(block.get("title"), drawing.ink), *drawing.blocks(block["child_blocks"])]


def _carousel(drawing: Drawing, block: dict[str, Any]) -> list[str]:
    return [line for card in block["elements"] for line in _card(drawing, card)]


def _table(drawing: Drawing, block: dict[str, Any]) -> list[str]:
    rows = [[_cell(cell, drawing.ink) for cell in row] for row in block["rows"]]
    widths = [max(len(row[n]) if n < len(row) else 0 for row in rows) for n in range(max(map(len, rows)))]
    return ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=False)).rstrip() for row in rows]


def _cell(cell: dict[str, Any], ink: Ink) -> str:
    if cell["type"] == "rich_text":
        return rich_text(cell, ink)
    return harmless(str(cell.get("text") or cell.get("value") or ""))


def _task(drawing: Drawing, block: dict[str, Any]) -> list[str]:
    return [f"{harmless(str(block['title']))} ({block.get('status', 'pending')})"]


def _markdown(drawing: Drawing, block: dict[str, Any]) -> list[str]:
    return [harmless(block["text"]).replace("**", "")]


Drawer = Callable[[Drawing, dict[str, Any]], list[str]]

DRAWERS: dict[str, Drawer] = {
    "actions": Drawing.actions,
    "alert": lambda d, b: [f"! {text_object(b['text'], d.ink)}"],
    "call": lambda d, b: ["[call]"],
    "card": _card,
    "carousel": _carousel,
    "container": _container,
    "context": Drawing.context,
    "context_actions": Drawing.actions,
    "divider": lambda d, b: [LINE],
    "file": lambda d, b: ["[file]"],
    "header": Drawing.header,
    "image": lambda d, b: [_image(b)],
    "input": Drawing.input,
    "data_table": _table,
    "markdown": _markdown,
    "plan": lambda d, b: [b["title"], *(line for task in b.get("tasks") or () for line in _task(d, task))],
    "rich_text": lambda d, b: [rich_text(b, d.ink)],
    "section": Drawing.section,
    "table": _table,
    "task_card": _task,
    "video": lambda d, b: [f"[video: {harmless(str(b['alt_text']))}]"],
}


def draw_message(body: dict[str, Any], ink: Ink, values: Values | None = None) -> list[str]:
    """A message: its blocks, or its text when it has none; then its files."""
    drawing = Drawing(ink, values)
    lines = (
        drawing.blocks(body["blocks"]) if body.get("blocks") else wrapped(mrkdwn(body.get("text", ""), ink))
    )
    return lines + [f"[file: {harmless(file['name'])}]" for file in body.get("files") or ()]


def draw_view(
    view: dict[str, Any], ink: Ink, values: Values | None = None, errors: dict[str, str] | None = None
) -> list[str]:
    """A modal with its title and buttons, or a Home view."""
    lines = Drawing(ink, values, errors).blocks(view["blocks"])
    if view["type"] != "modal":
        return lines
    title = ink.styled(text_object(view["title"], ink), "bold")
    buttons = [f"[{text_object(view[name], ink)}]" for name in ("submit", "close") if view.get(name)]
    return [f"== {title} ==", *lines, " ".join(buttons or ["[Close]"])]
