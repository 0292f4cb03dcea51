"""Block Kit's elements and which block may hold which (docs.slack.dev/reference/block-kit/block-elements)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.local_slack.block_objects import (
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH_CONFIG,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    RICH_OPTION,
    SLACK_FILE,
    URL_LONGEST,
    options_are_sound,
    plain_text,
)
from bot.local_slack.block_schema import (
    Check,
    Finding,
    anything,
    array,
    boolean,
    integer,
    one_of,
    only_one,
    shape,
    string,
)
from bot.local_slack.rich_text_rules import RICH_TEXT

ACTION_ID = string(255)
LABEL = string(75)
DATE = string(pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = string(pattern=r"([01]\d|2[0-3]):[0-5]\d")
USER_IDS = array(string(), 1)
STYLE = one_of("primary", "danger")


def _element(required: dict[str, Check], optional: dict[str, Check], *also: Check) -> Check:
    return shape({"type": anything, **required}, {"action_id": ACTION_ID, **optional}, *also)


def _picker(required: dict[str, Check], optional: dict[str, Check], *also: Check) -> Check:
    """What selects and pickers share."""
    shared = {"placeholder": plain_text(150), "confirm": CONFIRM, "focus_on_load": boolean}
    return _element(required, {**shared, **optional}, *also)


def _multi(optional: dict[str, Check], *also: Check) -> Check:
    return _picker({}, {"max_selected_items": integer(1), **optional}, *also)


def _typed(optional: dict[str, Check], *also: Check) -> Check:
    """What the typing fields share."""
    shared = {
        "placeholder": plain_text(150),
        "dispatch_action_config": DISPATCH_CONFIG,
        "focus_on_load": boolean,
    }
    return _element({}, {**shared, **optional}, *also)


def _lengths_in_order(value: dict[str, Any], pointer: str) -> Iterator[Finding]:
    shortest, longest = value.get("min_length"), value.get("max_length")
    if shortest is not None and longest is not None and shortest > longest:
        yield Finding(f"{pointer}/min_length", "min_length must not exceed max_length")


def _numbers_in_order(value: dict[str, Any], pointer: str) -> Iterator[Finding]:
    limits = [value.get(k) for k in ("min_value", "initial_value", "max_value")]
    given = [float(limit) for limit in limits if limit is not None]
    if given != sorted(given):
        yield Finding(pointer, "min_value, initial_value and max_value must be in order")


NUMBER = string(pattern=r"-?\d+(\.\d+)?")
OPTIONS = {"options": array(OPTION, 1, 100), "option_groups": array(OPTION_GROUP, 1, 100)}
EXTERNAL = {"min_query_length": integer(0)}
CONVERSATIONS = {
    "default_to_current_conversation": boolean,
    "response_url_enabled": boolean,
    "filter": CONVERSATION_FILTER,
}
MULTI_CONVERSATIONS = {k: v for k, v in CONVERSATIONS.items() if k != "response_url_enabled"}
ONE_LIST = only_one("options", "option_groups")
CHOICES = {"options": array(RICH_OPTION, 1, 10)}
CHOICES_MORE: dict[str, Check] = {"confirm": CONFIRM, "focus_on_load": boolean}
FEEDBACK = shape({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": LABEL})
WORKFLOW = shape(
    {"trigger": shape({"url": string(URL_LONGEST)}, {"customizable_input_parameters": anything})}, {}
)
IMAGE_SOURCE: dict[str, Check] = {"image_url": string(URL_LONGEST), "slack_file": SLACK_FILE}

ELEMENTS: dict[str, Check] = {
    "button": _element(
        {"text": plain_text(75)},
        {
            "url": string(URL_LONGEST),
            "value": string(2000),
            "style": STYLE,
            "confirm": CONFIRM,
            "accessibility_label": LABEL,
            "visible_to_user_ids": USER_IDS,
        },
    ),
    "checkboxes": _element(
        CHOICES, {"initial_options": array(RICH_OPTION), **CHOICES_MORE}, options_are_sound
    ),
    "radio_buttons": _element(CHOICES, {"initial_option": RICH_OPTION, **CHOICES_MORE}, options_are_sound),
    "datepicker": _picker({}, {"initial_date": DATE}),
    "timepicker": _picker({}, {"initial_time": TIME, "timezone": string()}),
    "datetimepicker": _element(
        {}, {"initial_date_time": integer(1_000_000_000, 9_999_999_999), **CHOICES_MORE}
    ),
    "overflow": _element({"options": array(OVERFLOW_OPTION, 1, 5)}, {"confirm": CONFIRM}, options_are_sound),
    "static_select": _picker({}, {**OPTIONS, "initial_option": OPTION}, ONE_LIST, options_are_sound),
    "external_select": _picker({}, {**EXTERNAL, "initial_option": OPTION}),
    "users_select": _picker({}, {"initial_user": string()}),
    "conversations_select": _picker({}, {**CONVERSATIONS, "initial_conversation": string()}),
    "channels_select": _picker({}, {"initial_channel": string(), "response_url_enabled": boolean}),
    "multi_static_select": _multi({**OPTIONS, "initial_options": array(OPTION)}, ONE_LIST, options_are_sound),
    "multi_external_select": _multi({**EXTERNAL, "initial_options": array(OPTION)}),
    "multi_users_select": _multi({"initial_users": USER_IDS}),
    "multi_conversations_select": _multi({**MULTI_CONVERSATIONS, "initial_conversations": USER_IDS}),
    "multi_channels_select": _multi({"initial_channels": USER_IDS}),
    "plain_text_input": _typed(
        {
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        _lengths_in_order,
    ),
    "email_text_input": _typed({"initial_value": string()}),
    "url_text_input": _typed({"initial_value": string()}),
    "number_input": _element(
        {"is_decimal_allowed": boolean},
        {
            "placeholder": plain_text(150),
            "dispatch_action_config": DISPATCH_CONFIG,
            "focus_on_load": boolean,
            **dict.fromkeys(("initial_value", "min_value", "max_value"), NUMBER),
        },
        _numbers_in_order,
    ),
    "rich_text_input": _typed({"initial_value": RICH_TEXT}),
    "file_input": _element({}, {"filetypes": array(string(), 1), "max_files": integer(1, 10)}),
    "feedback_buttons": _element({"positive_button": FEEDBACK, "negative_button": FEEDBACK}, {}),
    "icon_button": _element(
        {"icon": one_of("trash"), "text": plain_text(75)},
        {
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": LABEL,
            "visible_to_user_ids": USER_IDS,
        },
    ),
    "workflow_button": _element(
        {"text": plain_text(75), "workflow": WORKFLOW}, {"style": STYLE, "accessibility_label": LABEL}
    ),
    "image": shape(
        {"type": anything, "alt_text": string(2000)}, IMAGE_SOURCE, only_one("image_url", "slack_file")
    ),
}

SELECTS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
MULTI_SELECTS = tuple(f"multi_{name}" for name in SELECTS)
PICKERS = ("datepicker", "timepicker", "checkboxes", "radio_buttons")

# The "works with block types" line of each element's reference page.
IN_ACTIONS = ("button", "overflow", "datetimepicker", "workflow_button", *SELECTS, *PICKERS)
IN_SECTION = ("button", "overflow", "image", "workflow_button", *SELECTS, *MULTI_SELECTS, *PICKERS)
IN_CONTEXT_ACTIONS = ("feedback_buttons", "icon_button")
IN_INPUT = (
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
    "datetimepicker",
    *SELECTS,
    *MULTI_SELECTS,
    *PICKERS,
)


def elements(names: tuple[str, ...]) -> dict[str, Check]:
    """The checks of some elements, by type."""
    return {name: ELEMENTS[name] for name in names}
