"""Slack's formatting as plain text for a terminal: mrkdwn, plain text and rich text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Names = Callable[[str], str]

STYLES = {"bold": "1", "italic": "3", "strike": "9", "dim": "2", "reverse": "7"}
REFERENCE = re.compile(r"<([^<>]+)>")
# A mark formats only when it stands at the edges of words, as on Slack.
MARKS = [
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), "bold"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), "italic"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])"), "strike"),
]


def nobody(reference: str) -> str:
    return reference


@dataclass(frozen=True)
class Ink:
    """How to write: with colour codes or without, and how to name the ids of people and channels."""

    has_colour: bool = False
    names: Names = nobody

    def styled(self, text: str, style: str) -> str:
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.has_colour and text else text


def text_object(value: dict[str, Any] | None, ink: Ink) -> str:
    """A text object of either type; nothing for None."""
    if not value:
        return ""
    text = str(value.get("text", ""))
    return mrkdwn(text, ink) if value.get("type") == "mrkdwn" else harmless(text)


def mrkdwn(text: str, ink: Ink) -> str:
    """Bold, italic and struck words, links, mentions and quotes, without their marks."""
    lines = [_quoted(line, ink) for line in text.split("\n")]
    return "\n".join(lines)


def _quoted(line: str, ink: Ink) -> str:
    is_quote = line.startswith(("&gt;", ">"))
    if is_quote:
        line = line.removeprefix("&gt;").removeprefix(">").lstrip()
    line = harmless(line)
    for pattern, style in MARKS:
        line = "".join(_restyled(pattern.split(line), style, ink))
    line = REFERENCE.sub(lambda found: _reference(found.group(1), ink), line)
    line = line.replace("`", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return f"| {line}" if is_quote else line


def _restyled(pieces: list[str], style: str, ink: Ink) -> list[str]:
    """What re.split gives: every second piece is what stood between two marks."""
    return [ink.styled(piece, style) if number % 2 else piece for number, piece in enumerate(pieces)]


def _reference(inside: str, ink: Ink) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("!date^"):
        return label
    if target.startswith(("@", "#")):
        return label or ink.names(target[1:])
    if target.startswith("!"):
        return f"@{target[1:].split('^')[0]}"
    shown = target.removeprefix("mailto:")
    return f"{label} ({shown})" if label and label != shown else shown


def harmless(text: str) -> str:
    """Control characters could move the cursor or hide text; only tabs and line ends stay."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t" or c == "\u200d")


def rich_text(block: dict[str, Any], ink: Ink) -> str:
    """A rich_text block, line by line."""
    return "\n".join(_rich_part(part, ink) for part in block.get("elements") or ())


def _rich_part(part: dict[str, Any], ink: Ink) -> str:
    kind = part.get("type")
    if kind == "rich_text_list":
        bullets = enumerate(part["elements"], start=1 + int(part.get("offset", 0)))
        indent = "  " * int(part.get("indent", 0))
        is_ordered = part.get("style") == "ordered"
        return "\n".join(
            f"{indent}{f'{n}.' if is_ordered else '-'} {_inline(item, ink)}" for n, item in bullets
        )
    text = _inline(part, ink)
    prefix = {"rich_text_quote": "| ", "rich_text_preformatted": "    "}.get(str(kind), "")
    return "\n".join(prefix + line for line in text.split("\n"))


def _inline(part: dict[str, Any], ink: Ink) -> str:
    return "".join(_inline_element(element, ink) for element in part.get("elements") or ())


def _inline_element(element: dict[str, Any], ink: Ink) -> str:
    kind = element.get("type")
    if kind == "text":
        text = harmless(str(element["text"]))
    elif kind == "link":
        label = element.get("text")
        text = f"{harmless(label)} ({element['url']})" if label else str(element["url"])
    elif kind in ("user", "channel"):
        text = ink.names(str(element[f"{kind}_id"]))
    elif kind == "emoji":
        text = f":{element['name']}:"
    else:
        text = str(element.get("fallback") or element.get("range") or element.get("value") or "")
    for style in ("bold", "italic", "strike"):
        if (element.get("style") or {}).get(style):
            text = ink.styled(text, style)
    return text
