"""Block Kit's rules: what is fine passes, each fault has its pointer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack.block_rules import block_findings
from tests.local_slack.sample_app import (
    actions,
    asking,
    button,
    mrkdwn,
    option,
    plain,
    section,
    select,
    typed,
)

IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a chart"}
RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Hello ", "style": {"bold": True}},
                {"type": "user", "user_id": "U1"},
                {"type": "link", "url": "https://example.com", "text": "here"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}],
        },
        {"type": "rich_text_quote", "elements": [{"type": "emoji", "name": "wave"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
    ],
}
OVERFLOW = {"type": "overflow", "action_id": "more", "options": [option("Draft"), option("Not this one")]}
DATEPICKER = {"type": "datepicker", "action_id": "day", "initial_date": "2026-12-01"}
CONFIRM = {
    "title": plain("Sure?"),
    "text": plain("It goes away."),
    "confirm": plain("Yes"),
    "deny": plain("No"),
    "style": "danger",
}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "useful",
    "positive_button": {"text": plain("Useful"), "value": "yes"},
    "negative_button": {"text": plain("Not useful"), "value": "no"},
}
CARD = {"type": "card", "title": mrkdwn("Dana Lee"), "actions": [button()]}
VIDEO = {
    "type": "video",
    "alt_text": "a talk",
    "title": plain("Talk"),
    "thumbnail_url": "https://example.com/t.png",
    "video_url": "https://example.com/v",
}
ROW = [{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}]

FINE_IN_MESSAGES = [
    section(),
    section("x" * 3000),
    {"type": "section", "fields": [mrkdwn("*a*"), plain("b")]},
    section(accessory=OVERFLOW),
    section(accessory=IMAGE),
    section(accessory=button(confirm=CONFIRM, style="danger", value="1")),
    actions(button(), select("Snooze", "Tomorrow", "Next week"), DATEPICKER, OVERFLOW),
    actions({"type": "users_select", "action_id": "who"}),
    actions({"type": "timepicker", "action_id": "at", "initial_time": "09:00", "timezone": "Europe/Lisbon"}),
    {"type": "divider"},
    {"type": "header", "text": plain("Today")},
    {"type": "context", "elements": [mrkdwn("Only you see this"), IMAGE]},
    {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a", "title": plain("A")},
    RICH,
    {"type": "markdown", "text": "**bold**"},
    {"type": "table", "rows": [ROW, ROW], "column_settings": [{"align": "right"}]},
    {"type": "data_table", "caption": "Wins", "rows": [ROW, ROW]},
    {"type": "context_actions", "elements": [FEEDBACK]},
    VIDEO,
    CARD,
    {"type": "carousel", "elements": [CARD, CARD]},
    {"type": "container", "title": plain("Box"), "child_blocks": [section(), {"type": "divider"}]},
    {"type": "task_card", "task_id": "1", "title": "Look", "status": "pending"},
    {"type": "plan", "title": "Plan", "tasks": [{"type": "task_card", "task_id": "1", "title": "Look"}]},
    {"type": "file", "external_id": "x", "source": "remote"},
    {"type": "call", "call_id": "R1"},
]


@pytest.mark.parametrize("block", FINE_IN_MESSAGES, ids=lambda block: str(block["type"]))
def test_a_good_block_passes_in_a_message(block: dict[str, Any]) -> None:
    assert block_findings([block], "message") == []


MANY = [option(str(number)) for number in range(101)]

FAULTS = [
    (section("x" * 3001), "/blocks/0/text/text", "must be less than 3001 characters"),
    (section(""), "/blocks/0/text/text", "must be more than 0 characters"),
    ({"type": "section"}, "/blocks/0", "at least one of these is required: text, fields"),
    ({"type": "section", "text": "bare"}, "/blocks/0/text", "must be an object"),
    ({"type": "section", "fields": [plain("a")] * 11}, "/blocks/0/fields", "no more than 10 items allowed"),
    ({"type": "section", "fields": [plain("a" * 2001)]}, "/blocks/0/fields/0/text", "must be less than 2001"),
    ({"type": "header", "text": mrkdwn("h")}, "/blocks/0/text/type", "must be one of: plain_text"),
    ({"type": "header", "text": plain("h" * 151)}, "/blocks/0/text/text", "must be less than 151"),
    ({"type": "header"}, "/blocks/0", "missing required field: text"),
    ({"type": "context", "elements": [mrkdwn("a")] * 11}, "/blocks/0/elements", "no more than 10"),
    ({"type": "context", "elements": [button()]}, "/blocks/0/elements/0/type", "unsupported type: button"),
    (actions(), "/blocks/0/elements", "no fewer than 1"),
    (actions(*(button(action_id=f"a{n}") for n in range(26))), "/blocks/0/elements", "no more than 25"),
    (actions(button("x" * 76)), "/blocks/0/elements/0/text/text", "must be less than 76"),
    (actions(button(value="x" * 2001)), "/blocks/0/elements/0/value", "must be less than 2001"),
    (actions(button(style="loud")), "/blocks/0/elements/0/style", "must be one of: primary, danger"),
    (actions(button(action_id="x" * 256)), "/blocks/0/elements/0/action_id", "must be less than 256"),
    (actions(button(colour="red")), "/blocks/0/elements/0", "invalid additional property: colour"),
    (actions(IMAGE), "/blocks/0/elements/0/type", "unsupported type: image"),
    (actions({"type": "multi_users_select", "action_id": "w"}), "/blocks/0/elements/0/type", "unsupported"),
    (actions(select("S")), "/blocks/0/elements/0/options", "no fewer than 1"),
    (actions(select("S", "x" * 76)), "/blocks/0/elements/0/options/0/text/text", "must be less than 76"),
    (actions(select("S", *map(str, range(101)))), "/blocks/0/elements/0/options", "no more than 100"),
    (actions(select("S", "A", "A")), "/blocks/0/elements/0/options", "option values must be unique: a"),
    (
        actions(select("S", "A", initial_option=option("B"))),
        "/blocks/0/elements/0/initial_option",
        "must be one of the provided options",
    ),
    (actions({**DATEPICKER, "initial_date": "1 Dec"}), "/blocks/0/elements/0/initial_date", "must match"),
    (
        actions({**OVERFLOW, "options": [option(str(n)) for n in range(6)]}),
        "/blocks/0/elements/0/options",
        "5",
    ),
    (section(accessory=FEEDBACK), "/blocks/0/accessory/type", "unsupported type: feedback_buttons"),
    (section(block_id="x" * 256), "/blocks/0/block_id", "must be less than 256"),
    (
        {"type": "image", "alt_text": "a"},
        "/blocks/0",
        "exactly one of these is required",
    ),
    ({"type": "table", "rows": [ROW * 11]}, "/blocks/0/rows/0", "no more than 20"),
    (
        {"type": "data_table", "caption": "c", "rows": [ROW, ROW[:1]]},
        "/blocks/0/rows",
        "same number of cells",
    ),
    ({"type": "markdown", "text": "x" * 12001}, "/blocks/0/text", "must be less than 12001"),
    ({"type": "card"}, "/blocks/0", "at least one of these"),
    ({"type": "rich_text", "elements": []}, "/blocks/0/elements", "no fewer than 1"),
    ({"type": "sparkles"}, "/blocks/0/type", "unsupported type: sparkles"),
    ({}, "/blocks/0", "missing required field: type"),
    ("words", "/blocks/0", "must be an object"),
    (typed(), "/blocks/0/type", "unsupported type: input"),
    ({"type": "alert", "text": plain("a")}, "/blocks/0/type", "unsupported type: alert"),
]


@pytest.mark.parametrize(("block", "pointer", "message"), FAULTS)
def test_a_fault_is_pointed_at(block: Any, pointer: str, message: str) -> None:
    first = block_findings([block], "message")[0]
    assert first.pointer == pointer
    assert message in first.message


ACROSS = [
    ([section(block_id="a"), section(block_id="a")], "block_id must be unique: a"),
    ([actions(button(), button())], "action_id must be unique: done"),
    ([{"type": "table", "rows": [ROW]}] * 2, "only one table allowed"),
    ([{"type": "markdown", "text": "x" * 7000}] * 2, "in all"),
    ([section()] * 51, "no more than 50 items allowed"),
    ({"type": "section"}, "must be an array"),
]


@pytest.mark.parametrize(("blocks", "message"), ACROSS)
def test_rules_across_blocks_are_kept(blocks: Any, message: str) -> None:
    assert message in str(block_findings(blocks, "message")[0])


def test_the_same_action_id_may_stand_in_two_blocks() -> None:
    assert block_findings([actions(button()), actions(button())], "message") == []


MODAL_FAULTS = [
    (asking("L", {"type": "button"}, "b"), "/blocks/0/element/type"),
    (typed("x" * 2001), "/blocks/0/label/text"),
    ({"type": "input", "element": {"type": "plain_text_input"}}, "/blocks/0"),
    (typed(max_length=3001), "/blocks/0/element/max_length"),
    (typed(min_length=9, max_length=3), "/blocks/0/element/min_length"),
    (asking("L", {"type": "number_input"}, "b"), "/blocks/0/element"),
    ({"type": "markdown", "text": "x"}, "/blocks/0/type"),
    ({"type": "table", "rows": [ROW]}, "/blocks/0/type"),
]


@pytest.mark.parametrize(("block", "pointer"), MODAL_FAULTS)
def test_a_fault_in_a_modal_is_pointed_at(block: dict[str, Any], pointer: str) -> None:
    assert block_findings([block], "modal")[0].pointer == pointer


NUMBERS = {"type": "number_input", "is_decimal_allowed": False}
INPUTS = [
    {"type": "plain_text_input", "multiline": True, "initial_value": "x", "min_length": 1, "max_length": 300},
    {"type": "email_text_input"},
    {"type": "url_text_input"},
    {**NUMBERS, "min_value": "1", "initial_value": "3", "max_value": "9"},
    {"type": "checkboxes", "options": [{"text": mrkdwn("*a*"), "value": "1"}]},
    {"type": "radio_buttons", "options": [option("A")], "initial_option": option("A")},
    {"type": "multi_static_select", "options": [option("A")], "max_selected_items": 1},
    {"type": "static_select", "option_groups": [{"label": plain("G"), "options": [option("A")]}]},
    {"type": "external_select", "min_query_length": 0},
    {"type": "conversations_select", "filter": {"include": ["public"]}},
    {"type": "multi_conversations_select"},
    {"type": "datetimepicker", "initial_date_time": 1796115600},
    {"type": "file_input", "filetypes": ["csv"], "max_files": 1},
    {"type": "rich_text_input"},
    DATEPICKER,
]


@pytest.mark.parametrize("element", INPUTS, ids=lambda element: str(element["type"]))
def test_a_good_input_passes_in_a_modal(element: dict[str, Any]) -> None:
    assert block_findings([asking("Label", element, "b")], "modal") == []


def test_numbers_out_of_order_are_refused() -> None:
    block = asking("L", {**NUMBERS, "min_value": "5", "max_value": "1"}, "b")
    assert "in order" in block_findings([block], "modal")[0].message


def test_only_one_element_may_take_the_focus() -> None:
    blocks = [typed(block_id="a", focus_on_load=True), typed(block_id="b", focus_on_load=True)]
    assert "focus_on_load" in block_findings(blocks, "modal")[0].message


def test_what_the_documents_leave_open_is_no_failure_of_the_local_slack() -> None:
    card = {"type": "task_card", "task_id": "1", "title": "Send the deck"}
    assert list(block_findings([card], "message")) == []
