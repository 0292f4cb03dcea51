"""How messages, forms and Home look as plain text."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack.block_kinds import SURFACES
from bot.local_slack.terminal_drawing import DRAWERS, draw_message, draw_view, wrapped
from bot.local_slack.terminal_text import Ink, mrkdwn, rich_text
from bot.local_slack.view_state import initial_values
from tests.local_slack.sample_app import (
    actions,
    asking,
    button,
    home,
    modal,
    option,
    plain,
    section,
    select,
    typed,
)
from tests.local_slack.test_block_rules import FINE_IN_MESSAGES, INPUTS, RICH

INK = Ink()
COLOUR = Ink(has_colour=True)

FORMATTED = [
    ("*bold* and _slanted_ and ~gone~", "bold and slanted and gone"),
    ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
    ("<https://example.com|the page>", "the page (https://example.com)"),
    ("<https://example.com>", "https://example.com"),
    ("<mailto:dana@example.com|dana@example.com>", "dana@example.com"),
    ("A &amp; B &lt;C&gt;", "A & B <C>"),
    ("&gt; quoted", "| quoted"),
    ("`code`", "code"),
    ("<!date^1796115600^{date}|1 December>", "1 December"),
    ("<@U1> and <#C1|growth>", "U1 and growth"),
    ("safe\x1b[31mred\x07", "safe[31mred"),
]


@pytest.mark.parametrize(("text", "shown"), FORMATTED)
def test_formatting_becomes_readable(text: str, shown: str) -> None:
    assert mrkdwn(text, INK) == shown


def test_bold_is_bold_where_there_is_colour() -> None:
    assert mrkdwn("a *b* c", COLOUR) == "a \x1b[1mb\x1b[0m c"
    assert mrkdwn("*a* *b*", COLOUR).count("\x1b[1m") == 2


def test_ids_are_named() -> None:
    ink = Ink(names={"U1": "@bob"}.get)  # type: ignore[arg-type]
    assert mrkdwn("<@U1>", ink) == "@bob"


def test_rich_text_is_drawn_line_by_line() -> None:
    assert rich_text(RICH, INK).split("\n") == [
        "Hello U1here (https://example.com)",
        "1. one",
        "| :wave:",
        "    x = 1",
    ]


BRIEF = [
    {"type": "header", "text": plain("Today")},
    section("*Dana Lee*\nSend the deck", accessory=select("Snooze", "Tomorrow", "Next week")),
    actions(button(), button("Draft", "draft")),
    {"type": "divider"},
    actions(button(action_id="done2")),
    {"type": "context", "elements": [plain("Only you see this")]},
]


def test_a_brief_reads_from_top_to_bottom() -> None:
    assert draw_message({"text": "x", "blocks": BRIEF}, INK) == [
        "Today",
        "Dana Lee",
        "Send the deck",
        "  [Snooze v: Tomorrow | Next week]",
        "[Done] [Draft]",
        "-" * 24,
        "[Done 2]",
        "Only you see this",
    ]


def test_a_message_without_blocks_shows_its_text_and_files() -> None:
    body = {"text": "see *here*", "files": [{"name": "people.csv"}]}
    assert draw_message(body, INK) == ["see here", "[file: people.csv]"]


def test_a_form_shows_labels_values_errors_and_buttons() -> None:
    blocks = [
        typed(),
        typed("Why", "why", initial_value="because") | {"optional": True, "hint": plain("Short.")},
    ]
    view = modal(*blocks, close=plain("Cancel"))
    assert draw_view(view, INK, None, {"what": "Too short."}) == [
        "== A form ==",
        "What: ________",
        "  ! Too short.",
        "Why (optional): because",
        "  Short.",
        "[Save] [Cancel]",
    ]


DRAWN_INPUTS = [
    (
        {"type": "checkboxes", "options": [option("A"), option("B")], "initial_options": [option("B")]},
        "[ ] A  [x] B",
    ),
    ({"type": "radio_buttons", "options": [option("A")], "initial_option": option("A")}, "(x) A"),
    ({"type": "datepicker", "initial_date": "2026-12-01"}, "[2026-12-01 v]"),
    ({"type": "datepicker"}, "[datepicker v]"),
    ({"type": "users_select", "initial_user": "U1", "placeholder": plain("Who")}, "[U1 v]"),
    ({**select("Pick", *"ABCDEFGH")}, "[Pick v: A | B | C | D | E | F | ...]"),
    ({"type": "multi_static_select", "options": [option("A")], "initial_options": [option("A")]}, "[A v]"),
]


@pytest.mark.parametrize(("element", "drawn"), DRAWN_INPUTS)
def test_inputs_show_what_is_chosen(element: dict[str, Any], drawn: str) -> None:
    block = asking("L", {**element, "action_id": "a"}, "b")
    assert draw_view(home(block), INK) == [f"L: {drawn}"]


def test_what_was_entered_goes_before_what_it_began_with() -> None:
    view = home(typed(initial_value="old"))
    values = initial_values(view)
    values["what"]["text"]["value"] = "new"
    assert draw_view(view, INK, values) == ["What: new"]


def test_an_unknown_block_is_named() -> None:
    assert draw_message({"blocks": [{"type": "sparkles"}]}, INK) == ["[not supported: sparkles]"]


@pytest.mark.parametrize("block", FINE_IN_MESSAGES, ids=lambda block: str(block["type"]))
def test_every_block_that_slack_takes_can_be_drawn(block: dict[str, Any]) -> None:
    lines = draw_message({"blocks": [block]}, COLOUR)
    assert lines and not any("not supported" in line for line in lines)


@pytest.mark.parametrize("element", INPUTS, ids=lambda element: str(element["type"]))
def test_every_input_can_be_drawn(element: dict[str, Any]) -> None:
    view = modal(asking("Label", {**element, "action_id": "a"}, "b"))
    assert draw_view(view, INK)[1].startswith("Label: ")


def test_no_kind_of_block_is_forgotten() -> None:
    kinds = {kind for surface in SURFACES.values() for kind in surface}
    assert kinds <= set(DRAWERS)


def test_a_box_stays_with_its_label() -> None:
    days = ["Monday next", "Tuesday next", "Wednesday next", "Thursday next", "Friday next", "Saturday next"]
    boxes = {"type": "checkboxes", "action_id": "a", "options": [option(day) for day in days]}
    [first, second] = draw_view(home(asking("On", boxes, "b")), INK)
    assert first.endswith("[ ] Friday next") and second == "[ ] Saturday next"


def test_long_lines_are_wrapped_and_keep_their_indent() -> None:
    lines = wrapped("  " + "word " * 40, width=40)
    assert all(len(line) <= 40 for line in lines)
    assert all(line.startswith("  word") for line in lines)
