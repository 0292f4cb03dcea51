"""Judges whole block lists and views as Slack does: a finding for each fault, the first one first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.local_slack.block_kinds import MOST_BLOCKS, SURFACES
from bot.local_slack.block_objects import plain_text
from bot.local_slack.block_schema import (
    Check,
    Finding,
    anything,
    array,
    boolean,
    by_type,
    one_of,
    shape,
    string,
)
from bot.local_slack.second_opinion import second_opinion, second_opinion_on_view

MARKDOWN_LONGEST = 12000
SHARED: dict[str, Check] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
VIEWS: dict[str, Check] = {
    "modal": shape(
        {"type": one_of("modal"), "title": plain_text(24), "blocks": array(anything, 1)},
        {
            "close": plain_text(24),
            "submit": plain_text(24),
            **SHARED,
            **dict.fromkeys(("clear_on_close", "notify_on_close", "submit_disabled"), boolean),
        },
    ),
    "home": shape({"type": one_of("home"), "blocks": array(anything, 1)}, SHARED),
}


def block_findings(blocks: Any, surface: str, pointer: str = "/blocks") -> list[Finding]:
    """What is wrong with blocks on a surface ("message", "modal", "home"); empty when all is well."""
    found = list(array(by_type(SURFACES[surface]), 0, MOST_BLOCKS[surface])(blocks, pointer))
    if not found:
        found = [*_rules_across_blocks(blocks, pointer), *second_opinion(blocks, pointer)]
    return found


def view_findings(view: Any, pointer: str = "/view") -> list[Finding]:
    """What is wrong with a modal or a home view."""
    found = list(by_type(VIEWS)(view, pointer))
    if found:
        return found
    found = block_findings(view["blocks"], view["type"], f"{pointer}/blocks")
    has_input = any(block.get("type") == "input" for block in view["blocks"])
    if view["type"] == "modal" and has_input and not view.get("submit"):
        found.append(Finding(f"{pointer}/submit", "missing required field: submit (the modal has an input)"))
    return found or second_opinion_on_view(view, pointer)


def _rules_across_blocks(blocks: list[dict[str, Any]], pointer: str) -> Iterator[Finding]:
    yield from _twice(((b.get("block_id"), f"{pointer}/{n}") for n, b in enumerate(blocks)), "block_id")
    for number, block in enumerate(blocks):
        for holder in _holders(block):
            ids = [(e.get("action_id"), f"{pointer}/{number}") for e in interactive_in(holder)]
            yield from _twice(iter(ids), "action_id")
    focused = [e for block in blocks for e in interactive_in(block) if e.get("focus_on_load")]
    if len(focused) > 1:
        yield Finding(pointer, "only one element can have focus_on_load")
    kinds = Counter(block["type"] for block in blocks)
    if kinds["table"] > 1:
        yield Finding(pointer, "only one table allowed in a message")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MARKDOWN_LONGEST:
        yield Finding(pointer, f"markdown text must be less than {MARKDOWN_LONGEST + 1} characters in all")


def _holders(block: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks within which action ids must be unique: cards and child blocks stand for themselves."""
    if block["type"] == "carousel":
        return list(block["elements"])
    return list(block["child_blocks"]) if block["type"] == "container" else [block]


def _twice(ids: Iterator[tuple[str | None, str]], name: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for value, pointer in ids:
        if value is None:
            continue
        if value in seen:
            yield Finding(f"{pointer}/{name}", f"{name} must be unique: {value}")
        seen.add(value)


def interactive_in(block: dict[str, Any]) -> list[dict[str, Any]]:
    """The elements of a block that can be acted on, in reading order, out of nested blocks too."""
    found = [e for e in block.get("elements") or () if isinstance(e, dict)]
    found += [block[key] for key in ("accessory", "element") if isinstance(block.get(key), dict)]
    found += [button for button in block.get("actions") or () if isinstance(button, dict)]
    for inner in block.get("child_blocks") or ():
        found += interactive_in(inner)
    nested = [button for card in found if card.get("type") == "card" for button in interactive_in(card)]
    silent = ("image", "card", "plain_text", "mrkdwn")
    return [e for e in [*found, *nested] if e.get("type") not in silent and not _is_rich_text(e)]


def _is_rich_text(element: dict[str, Any]) -> bool:
    return str(element.get("type", "")).startswith("rich_text_") and element["type"] != "rich_text_input"
