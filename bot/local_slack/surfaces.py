"""Finds what a person can click or fill, by the words they see or by its id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.local_slack.block_objects import all_options
from bot.local_slack.block_rules import interactive_in
from bot.local_slack.view_state import VALUE_FIELDS

CLICKED = ("button", "overflow", "feedback_buttons", "icon_button", "workflow_button")


@dataclass(frozen=True)
class Spot:
    """An element and its block; `option` is the entry of a menu that was meant, if one was."""

    block: dict[str, Any]
    element: dict[str, Any]
    option: dict[str, Any] | None = None


def spots(holder: dict[str, Any]) -> list[Spot]:
    """Everything interactive in a message or view, in reading order."""
    return [Spot(b, e) for b in holder.get("blocks") or () for e in _elements(b)]


def _elements(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from interactive_in(block)


def clickable(holder: dict[str, Any], what: str) -> list[Spot]:
    """The buttons and menu entries that answer to a label or an action_id."""
    found = []
    for spot in spots(holder):
        element = spot.element
        if element["type"] == "overflow":
            options = [o for o in element["options"] if matches(what, _text(o))]
            found += [Spot(spot.block, element, option) for option in options]
        elif element["type"] == "feedback_buttons":
            choices = [element["positive_button"], element["negative_button"]]
            found += [Spot(spot.block, element, c) for c in choices if matches(what, _text(c))]
        elif element["type"] in CLICKED and matches(what, _text(element), element.get("action_id")):
            found.append(spot)
    return found


def fillable(holder: dict[str, Any], what: str) -> list[Spot]:
    """The inputs, selects and pickers that answer to a label, placeholder, block_id or action_id."""
    return [
        spot
        for spot in spots(holder)
        if spot.element["type"] in VALUE_FIELDS
        and matches(
            what, label_of(spot), placeholder_of(spot), spot.block["block_id"], spot.element["action_id"]
        )
    ]


def menus(holder: dict[str, Any], what: str) -> list[Spot]:
    """What `choose` may mean: fillable elements and overflow menus by their action_id."""
    overflows = [s for s in spots(holder) if s.element["type"] == "overflow"]
    return [*fillable(holder, what), *(s for s in overflows if matches(what, s.element["action_id"]))]


def label_of(spot: Spot) -> str:
    return str((spot.block.get("label") or {}).get("text", ""))


def placeholder_of(spot: Spot) -> str:
    return str((spot.element.get("placeholder") or {}).get("text", ""))


def _text(thing: dict[str, Any]) -> str:
    return str((thing.get("text") or {}).get("text", ""))


def matches(what: str, *names: str | None) -> bool:
    wanted = what.strip().casefold()
    return any(name is not None and name.strip().casefold() == wanted for name in names if name)


def option_named(element: dict[str, Any], name: str) -> dict[str, Any] | None:
    """An option by its text or its value."""
    return next((o for o in all_options(element) if matches(name, _text(o), str(o.get("value")))), None)


def visible_words(holder: dict[str, Any]) -> list[str]:
    """The labels of everything that can be used here, for error messages."""
    words: list[str] = []
    for spot in spots(holder):
        element = spot.element
        if element["type"] == "overflow":
            words += [_text(option) for option in element["options"]]
        elif element["type"] == "feedback_buttons":
            words += [_text(element["positive_button"]), _text(element["negative_button"])]
        else:
            words.append(
                _text(element) or label_of(spot) or placeholder_of(spot) or str(element["action_id"])
            )
    return words
