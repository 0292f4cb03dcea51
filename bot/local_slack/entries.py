"""Turns what a person types or picks into an element's value, and checks it as Slack's client does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from bot.local_slack.surfaces import option_named
from bot.local_slack.view_state import VALUE_FIELDS, entered, value_entry
from bot.local_slack.workspace import Workspace

MISSING = "Please complete this required field."


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
    if kind in ("static_select", "external_select", "checkboxes", "radio_buttons"):
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
    most = element.get("max_selected_items") or element.get("max_files")
    if most and len(value) > most:
        return f"Please choose at most {most}."
    return ""


def _length_error(element: dict[str, Any], text: str) -> str:
    longest = element.get("max_length", 3000)
    if len(text) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    return f"Please enter at most {longest} characters." if len(text) > longest else ""


def _number_error(element: dict[str, Any], text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        return "Please enter a valid number."
    if not element["is_decimal_allowed"] and number != int(number):
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""
