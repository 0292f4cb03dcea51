"""Turns what a person types or picks into an element's value, and checks it as Slack's client does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.local_slack.conversations import Conversation
from bot.local_slack.surfaces import option_named
from bot.local_slack.users import User
from bot.local_slack.view_state import VALUE_FIELDS, entered, value_entry
from bot.local_slack.workspace import Workspace

MISSING = "Please complete this required field."
NO_CHOICE = "That choice is not offered here. Pick another one."
MOST_FILES = 10
OPTION_KINDS = ("static_select", "external_select", "checkboxes", "radio_buttons")
# What datetimepicker takes: ten digits, docs.slack.dev/reference/block-kit/block-elements.
EARLIEST, LATEST = 1_000_000_000, 9_999_999_999


def entry_for(workspace: Workspace, element: dict[str, Any], value: Any) -> dict[str, Any]:
    """The state entry for a value; raises LookupError for an option, person or channel that is not there."""
    field = VALUE_FIELDS[element["type"]][0]
    if value is None or value == "":
        return {**value_entry(element, None), field: [] if _is_list(field) else None}
    if _is_list(field):
        items = [value] if isinstance(value, str | dict) or not isinstance(value, Iterable) else list(value)
        return value_entry(element, [_item(workspace, element, item) for item in items])
    return value_entry(element, _item(workspace, element, value))


def _is_list(field: str) -> bool:
    return field in (
        "selected_options",
        "selected_users",
        "selected_conversations",
        "selected_channels",
        "files",
    )


def _item(workspace: Workspace, element: dict[str, Any], value: Any) -> Any:
    kind = str(element["type"]).removeprefix("multi_")
    if kind in OPTION_KINDS:
        return _option(element, value)
    if kind == "users_select":
        return workspace.user_by_handle(getattr(value, "id", value)).id
    if kind in ("conversations_select", "channels_select"):
        return workspace.channel_by_name(str(value)).id
    if kind == "datetimepicker":
        return int(value.timestamp()) if isinstance(value, datetime) else int(value)
    if kind == "rich_text_input" and isinstance(value, str):
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": value}]}
        return {"type": "rich_text", "elements": [section]}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value if isinstance(value, dict) else str(value)


def posted_entry(
    workspace: Workspace,
    user: User,
    element: dict[str, Any],
    posted: Sequence[Any],
    options: list[dict[str, Any]],
) -> dict[str, Any]:
    """The state entry for what a form posts: an option's value, an id, a date in the person's own zone.

    Files come as file objects. Raises LookupError, in words for the person, for what cannot be chosen here.
    """
    wanted = dict if element["type"] == "file_input" else str
    items = [_posted(workspace, user, element, item, options) for item in posted if isinstance(item, wanted)]
    items = [item for item in items if item != ""]
    if _is_list(VALUE_FIELDS[element["type"]][0]):
        return entry_for(workspace, element, items)
    return entry_for(workspace, element, items[0] if items else None)


def _posted(
    workspace: Workspace, user: User, element: dict[str, Any], item: Any, options: list[dict[str, Any]]
) -> Any:
    kind = str(element["type"]).removeprefix("multi_")
    if item == "" or kind == "file_input":
        return item
    if kind in OPTION_KINDS:
        return _offered([option for option in options if option.get("value") == item])
    if kind == "users_select":
        return _offered([user_id for user_id in workspace.users if user_id == item])
    if kind in ("conversations_select", "channels_select"):
        return _offered([place.id for place in _places(workspace, user) if place.id == item])
    if kind in READERS:
        return _read(kind, item, user.tz)
    return item.replace("\r\n", "\n")


def _offered(found: list[Any]) -> Any:
    if not found:
        raise LookupError(NO_CHOICE)
    return found[0]


def _places(workspace: Workspace, user: User) -> list[Conversation]:
    """Public channels and where they are in: others' direct messages do not exist for them."""
    return [c for c in workspace.conversations.values() if c.kind == "channel" or user.id in c.members]


READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "datepicker": (date.fromisoformat, "date. Example: 2026-12-01"),
    "timepicker": (time.fromisoformat, "time. Example: 09:30"),
    "datetimepicker": (datetime.fromisoformat, "date and time. Example: 2026-12-01T09:30"),
}


def _read(kind: str, text: str, tz: str) -> Any:
    """A date, a time, or a local time in the zone `tz`."""
    reader, example = READERS[kind]
    try:
        found = reader(text)
        if kind != "datetimepicker":
            return found
        seconds = int(found.replace(tzinfo=ZoneInfo(tz)).timestamp())
        if not EARLIEST <= seconds <= LATEST:
            raise ValueError(text)
    except (ValueError, OverflowError) as error:
        raise LookupError(f"I can't read {text[:40]!r} as a {example}") from error
    return seconds


def _option(element: dict[str, Any], value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    found = option_named(element, str(value))
    if found is None:
        options = [o["text"]["text"] for o in element.get("options") or ()]
        raise LookupError(f"There is no option {value!r} here. Options: {', '.join(options) or 'none'}.")
    return found


def client_error(block: dict[str, Any], entry: dict[str, Any]) -> str:
    """What Slack's own client says before it sends a form, or nothing."""
    element, value = block["element"], entered(entry)
    if value in (None, "", []):
        return "" if block.get("optional") else MISSING
    if element["type"] == "plain_text_input":
        return _length_error(element, str(value))
    if element["type"] == "number_input":
        return _number_error(element, str(value))
    if element["type"] == "email_text_input" and "@" not in str(value):
        return "Please enter a valid email address."
    if element["type"] == "url_text_input" and not str(value).startswith(("http://", "https://")):
        return "Please enter a valid URL."
    if element["type"] == "file_input":
        return _file_error(element, value)
    most = element.get("max_selected_items")
    if most and len(value) > most:
        return f"Please choose at most {most}."
    return ""


def _file_error(element: dict[str, Any], files: list[dict[str, Any]]) -> str:
    most, suffixes = element.get("max_files", MOST_FILES), element.get("filetypes")
    if len(files) > most:
        return f"Please choose at most {most}."
    wrong = [f for f in files if suffixes and f.get("filetype") not in suffixes]
    return f"Please choose only files of these kinds: {', '.join(suffixes)}." if suffixes and wrong else ""


def _length_error(element: dict[str, Any], text: str) -> str:
    longest = element.get("max_length", 3000)
    if len(text) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    return f"Please enter at most {longest} characters." if len(text) > longest else ""


def _number_error(element: dict[str, Any], text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        return "Please enter a valid number."
    if not element["is_decimal_allowed"] and number != int(number):
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""
