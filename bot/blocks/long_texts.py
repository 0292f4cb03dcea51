"""Texts longer than a field, or a message, of Slack's: as several fields, and a part at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Element
from bot.coach.pieces import joined, pieces
from bot.content import plain

# The words of all blocks of a message may be some 12,000: the text leaves room for the rest.
SHOWN = 9000


def text_fields(label: str, name: str, text: str) -> list[Block]:
    """The text in as many fields as it needs; an empty one in one field."""
    parts = pieces(text, kit.INPUT_TEXT) or [""]
    labels = [label, *(plain("stories.next_part", label=label, number=n) for n in range(2, len(parts) + 1))]
    return [
        # A part may be emptied, as long as one is left: the listener looks.
        kit.field(
            labels[n], f"{name}.{n}", kit.text_input(f"{name}.{n}", part, multiline=True), optional=n > 0
        )
        for n, part in enumerate(parts)
    ]


def typed_text(form: Mapping[str, Any], name: str) -> str:
    """The one text of these fields."""
    found = {key: value for key, value in form.items() if key.partition(".")[0] == name}
    return joined((str(found[key] or "") for key in sorted(found, key=_part)), kit.INPUT_TEXT)


def _part(key: str) -> int:
    digits = key.rpartition(".")[2]
    return int(digits) if digits.isdecimal() else 0


def first_field(name: str) -> str:
    """The block_id of the first of these fields: where a fault is told."""
    return f"{name}.0"


def shown_text(text: str, start: int, more: str, number: int) -> tuple[list[Block], list[Element]]:
    """The part of a text that begins at `start`, and the button to what follows, if anything does.

    `more` is the action that shows the rest; its value is `number-start`.
    """
    start = start if 0 <= start < len(text) else 0
    parts = pieces(text[start:], SHOWN)
    part = parts[0] if parts else ""
    end = start + len(part)
    rest = [kit.button(plain("stories.read_on"), more, f"{number}-{end}")] if end < len(text) else []
    return kit.quoted(part), rest
