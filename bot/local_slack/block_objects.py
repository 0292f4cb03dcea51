"""Block Kit's composition objects: texts, options, confirmations (docs.slack.dev/reference/block-kit)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.local_slack.block_schema import (
    Check,
    Finding,
    array,
    at_least_one,
    boolean,
    one_of,
    only_one,
    shape,
    string,
)

TEXT_LONGEST = 3000
OPTION_TEXT_LONGEST = 75
OPTION_VALUE_LONGEST = 150
URL_LONGEST = 3000


def plain_text(longest: int) -> Check:
    return shape({"type": one_of("plain_text"), "text": string(longest)}, {"emoji": boolean})


def any_text(longest: int) -> Check:
    """A plain_text or mrkdwn object."""
    formatted = shape({"type": one_of("mrkdwn"), "text": string(longest)}, {"verbatim": boolean})

    def check(value: Any, pointer: str) -> Iterator[Finding]:
        kind = value.get("type") if isinstance(value, dict) else None
        yield from (formatted if kind == "mrkdwn" else plain_text(longest))(value, pointer)

    return check


def _option(text: Check, **more: Check) -> Check:
    value = string(OPTION_VALUE_LONGEST)
    return shape({"text": text, "value": value}, {"description": text, **more})


OPTION = _option(plain_text(OPTION_TEXT_LONGEST))
# Radio buttons and checkboxes alone may format their options.
RICH_OPTION = _option(any_text(OPTION_TEXT_LONGEST))
OVERFLOW_OPTION = _option(plain_text(OPTION_TEXT_LONGEST), url=string(URL_LONGEST))

OPTION_GROUP = shape({"label": plain_text(75), "options": array(OPTION, 1, 100)}, {})

CONFIRM = shape(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)

CONVERSATION_FILTER = shape(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

DISPATCH_CONFIG = shape(
    {}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 1, 2)}
)

SLACK_FILE = shape({}, {"id": string(), "url": string()}, only_one("id", "url"))


def options_are_sound(value: dict[str, Any], pointer: str) -> Iterator[Finding]:
    """Values are unique, and what is chosen at first is among the options."""
    options = all_options(value)
    seen: set[str] = set()
    for option in options:
        if option["value"] in seen:
            yield Finding(f"{pointer}/options", f"option values must be unique: {option['value']}")
        seen.add(option["value"])
    chosen = value.get("initial_options") or (
        [value["initial_option"]] if value.get("initial_option") else []
    )
    name = "initial_options" if value.get("initial_options") else "initial_option"
    for option in chosen:
        if not any(option == known for known in options):
            yield Finding(f"{pointer}/{name}", "must be one of the provided options")


def all_options(element: dict[str, Any]) -> list[dict[str, Any]]:
    """The options of an element, out of groups too."""
    grouped = [option for group in element.get("option_groups") or () for option in group["options"]]
    return [*(element.get("options") or ()), *grouped]
