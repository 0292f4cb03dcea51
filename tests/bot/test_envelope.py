"""What is read out of a verified request: who, which element, which values, which words."""

from __future__ import annotations

from typing import Any

import pytest

from bot import envelope
from storage.records import Owner

HOME, OTHER = "T1", "T2"


@pytest.mark.parametrize(
    ("body", "member_id", "is_stranger"),
    [
        ({"command": "/kith", "user_id": "U1", "team_id": HOME}, "U1", False),
        ({"command": "/kith", "user_id": "U1", "team_id": OTHER}, "U1", True),
        ({"user": {"id": "U1", "team_id": HOME}, "team": {"id": HOME}}, "U1", False),
        ({"user": {"id": "U1", "team_id": OTHER}, "team": {"id": HOME}}, "U1", True),
        ({"event": {"user": "U1", "team": HOME}, "team_id": HOME}, "U1", False),
        ({"event": {"user": "U1", "user_team": OTHER}, "team_id": HOME}, "U1", True),
        ({"event": {"user": "U1", "source_team": OTHER}, "team_id": HOME}, "U1", True),
        ({"event": {"user": {"id": "U1", "team_id": HOME}}, "team_id": HOME}, "U1", False),
    ],
)
def test_the_sender_is_whom_the_envelope_names(
    body: dict[str, Any], member_id: str, is_stranger: bool
) -> None:
    # The workspace is always our own: a stranger's own rows would be another installation's.
    assert envelope.sender(body, HOME) == (Owner(HOME, member_id), is_stranger)


@pytest.mark.parametrize(
    "body",
    [
        {"event": {"bot_id": "B1", "user": "U1"}},
        {"event": {"hidden": True, "user": "U1"}},
        {"event": {"type": "app_uninstalled"}},
        {"event": {"user": {}}},
        {"user": {}},
        {"user": None},
        {},
    ],
)
def test_what_nobody_did_has_no_sender(body: dict[str, Any]) -> None:
    assert envelope.sender(body, HOME) is None


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("plain words", "plain words"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<https://a.b|a.b>", "a.b"),
        ("<https://a.b/|https://a.b>", "https://a.b"),
        ("<https://a.b?x=1&amp;y=2>", "https://a.b?x=1&y=2"),
        ("<https://a.b/c|the deck>", "the deck (https://a.b/c)"),
        ("<mailto:d@a.example|d@a.example> <tel:+351|+351>", "d@a.example +351"),
        ("<mailto:d@a.example>", "d@a.example"),
        ("<@U1|dana> <@U1> <#C1|growth> <#C1>", "dana @U1 #growth #C1"),
        ("<!here> <!channel|channel> <!subteam^S1|@team>", "@here channel @team"),
        ("<> < <unclosed", " < <unclosed"),
        ("my_\u2060file *\u2060x*\u2060", "my_file *x*"),
        ("", ""),
    ],
)
def test_a_text_is_read_as_it_was_typed(sent: str, typed: str) -> None:
    assert envelope.typed(sent) == typed


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("007", 7), (7, 7), ("9" * 15, 10**15 - 1)],
)
def test_a_number_is_read(text: object, number: int) -> None:
    assert envelope.row_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "-1", "1.0", "9" * 16, "x", "1 2", None, [1], -1, 10**30, True, "\u00b2"]
)
def test_what_is_no_number_is_nobodys(text: object) -> None:
    assert envelope.row_number(text) == 0


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"selected_option": {"value": "week"}}, "week"),
        ({"selected_date": "2026-12-01"}, "2026-12-01"),
        ({"selected_time": "09:00"}, "09:00"),
        ({"selected_conversation": "C1"}, "C1"),
        ({"value": "typed"}, "typed"),
        ({"selected_option": None, "value": None}, ""),
        ({}, ""),
    ],
)
def test_the_value_of_any_element(element: dict[str, Any], value: str) -> None:
    assert envelope.action_value(element) == value


def test_the_fields_of_a_form_by_their_blocks() -> None:
    ticked = {"type": "checkboxes", "selected_options": [{"value": "1"}, {"value": "3"}]}
    held = {
        "what": {"x": {"value": "deck"}},
        "days": {"y": ticked},
        "none": {"z": {"value": None}},
        "odd": {},
    }
    found = envelope.view_values({"state": {"values": held}})
    assert found == {"what": "deck", "days": ["1", "3"], "none": None, "odd": None}
    assert envelope.view_values({}) == {}


def test_a_fault_of_the_whole_form_stands_beside_its_first_field() -> None:
    blocks = [
        {"type": "section", "block_id": "a"},
        {"type": "input", "block_id": "b"},
        {"type": "input", "block_id": "c"},
    ]
    assert envelope.first_input({"blocks": blocks}) == "b"


@pytest.mark.parametrize(
    ("event", "name"),
    [({"type": "message"}, "message"), ({"type": "message", "subtype": "file_share"}, "message.file_share")],
)
def test_the_name_of_an_event(event: dict[str, Any], name: str) -> None:
    assert envelope.event_name(event) == name


def test_the_words_of_the_message_of_a_shortcut() -> None:
    assert envelope.message_text({"message": {"text": "a &amp; b"}}) == "a & b"
    assert envelope.message_text({"message": {"text": None}}) == envelope.message_text({}) == ""
