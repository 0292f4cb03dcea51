"""What a person has entered: state.values as Slack fills them, element by element."""

from __future__ import annotations

from typing import Any

from bot.local_slack.block_rules import interactive_in

# The field that holds an element's value, and the field of the element that it starts from.
VALUE_FIELDS: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", ""),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
}
LISTS = ("selected_options", "selected_users", "selected_conversations", "selected_channels", "files")

Values = dict[str, dict[str, Any]]


def initial_values(holder: dict[str, Any]) -> Values:
    """The values of a view or message before anybody touched it."""
    values: Values = {}
    for block in holder.get("blocks") or ():
        for element in interactive_in(block):
            if element["type"] in VALUE_FIELDS:
                entry = value_entry(element, None)
                values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def kept_values(holder: dict[str, Any], typed: Values) -> Values:
    """The first values of the new content, save where the same input was there before."""
    values = initial_values(holder)
    for block_id, actions in values.items():
        for action_id, entry in actions.items():
            before = typed.get(block_id, {}).get(action_id)
            if before is not None and before["type"] == entry["type"]:
                actions[action_id] = before
    return values


def value_entry(element: dict[str, Any], value: Any) -> dict[str, Any]:
    """One entry of state.values; None stands for what the element starts with."""
    field, initial = VALUE_FIELDS[element["type"]]
    if value is None:
        value = element.get(initial)
    if value is None and field in LISTS:
        value = []
    entry = {"type": element["type"], field: value}
    if element["type"] == "timepicker" and element.get("timezone"):
        entry["timezone"] = element["timezone"]
    return entry


def entered(entry: dict[str, Any]) -> Any:
    """The bare value of an entry of state.values."""
    return entry[VALUE_FIELDS[entry["type"]][0]]
