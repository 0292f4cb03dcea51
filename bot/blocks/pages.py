"""A long list, ten at a time: a message holds at most fifty blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.blocks import kit
from bot.blocks.kit import Element
from bot.content import plain

PAGE = 10
Row = TypeVar("Row")


def page(rows: Sequence[Row], start: int) -> tuple[int, Sequence[Row]]:
    """Where the page begins, and what is on it; the first one when `start` lies outside of the list."""
    first = start if 0 <= start < len(rows) else 0
    return first, rows[first : first + PAGE]


def turns(name: str, first: int, count: int) -> list[Element]:
    """The buttons to the pages before and after; `name` is the action that shows a page by its start."""
    made = []
    if first:
        made.append(kit.button(plain("pages.before"), name, max(first - PAGE, 0)))
    if first + PAGE < count:
        rest = min(count - first - PAGE, PAGE)
        made.append(kit.button(plain("pages.after", count=rest), name, first + PAGE))
    return made
