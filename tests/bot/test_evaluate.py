"""`kith capture evaluate`: records in, slots out, and a clear word on a line that is broken."""

import json

import pytest

from bot.evaluate import EvaluateError, evaluate_capture

RECORD = {
    "id": "x1",
    "text": "Met Dana Lee yesterday, promised her the deck by Friday 5pm, thanked Omar for the tip",
    "today": "2026-11-23",
    "tz": "Europe/Lisbon",
    "known": ["Omar Haddad"],
    "gold": {"people": "ignored"},
}


def test_a_record_becomes_the_slots_of_the_guide() -> None:
    (line,) = evaluate_capture([json.dumps(RECORD)])
    assert json.loads(line) == {
        "id": "x1",
        "people": [
            {"name": "Dana Lee", "company": None, "met_at": None, "via": None},
            {"name": "Omar Haddad", "company": None, "met_at": None, "via": None},
        ],
        "promises": [
            {
                "direction": "mine",
                "person": "Dana Lee",
                "what": "send the deck",
                "due_on": "2026-11-27",
                "due_time": "17:00",
            }
        ],
        "thank_yous": [{"person": "Omar Haddad", "for": "the tip", "state": "said"}],
        "touches": [{"person": "Dana Lee", "on": "2026-11-22", "kind": "met"}],
        "facts": [],
    }


def test_empty_lines_are_passed_over_and_known_may_be_missing() -> None:
    lines = ["", json.dumps({"id": 1, "text": "hi", "today": "2026-11-23"}), "  \n"]
    assert [json.loads(line)["id"] for line in evaluate_capture(lines)] == [1]


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        ("{", "not JSON"),
        ("[1]", "not an object"),
        ('{"today": "2026-11-23"}', '"text"'),
        ('{"text": "hi"}', '"today"'),
        ('{"text": "hi", "today": "soon"}', '"today" must be a date'),
        ('{"text": "hi", "today": "2026-11-23", "known": "Dana"}', '"known"'),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_broken_line_is_named_by_its_number(broken: str, word: str) -> None:
    with pytest.raises(EvaluateError, match="Line 2") as caught:
        list(evaluate_capture([json.dumps(RECORD), broken]))
    assert word in str(caught.value)
