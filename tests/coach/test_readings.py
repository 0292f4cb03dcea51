"""A reading that waits: as JSON and back, whom it speaks of, how much of it fits on a card."""

from __future__ import annotations

import json
from datetime import date, time

import pytest

from bot.coach import readings
from bot.coach.capture import Person, ReadFact, Reading, ReadPromise, ReadThankYou, ReadTouch

TODAY = date(2026, 11, 23)
FULL = Reading(
    (Person("Dana Lee", "Acme", "the fair", "Omar"), Person("Bo")),
    (
        ReadPromise("mine", "Dana Lee", "send the deck", TODAY, time(15, 5)),
        ReadPromise("theirs", None, "call"),
    ),
    (ReadThankYou("Omar", "the intro", "owed"), ReadThankYou("Priya", None, "said")),
    (ReadTouch("Dana Lee", TODAY, "met"),),
    (ReadFact("Ines", "likes *tea* & <cake>"),),
)


@pytest.mark.parametrize("reading", [FULL, Reading(), Reading(people=(Person("田中"),))])
def test_a_reading_survives_json(reading: Reading) -> None:
    assert readings.from_json(json.loads(json.dumps(readings.to_json(reading)))) == reading


def test_of_an_older_version_what_is_missing_is_empty() -> None:
    assert readings.from_json({}) == Reading()


def test_everybody_is_named_once_in_the_order_of_appearance() -> None:
    assert readings.names_in(FULL) == ["Dana Lee", "Bo", "Omar", "Priya", "Ines"]


def test_who_introduced_comes_last_and_is_named_too() -> None:
    assert readings.names_in(Reading(people=(Person("Dana", via="Omar"),))) == ["Dana", "Omar"]


def test_everybody_known_is_called_by_the_full_name() -> None:
    named = readings.renamed(FULL, {"Omar": "Omar Haddad", "Dana Lee": "Dana Leeds"})
    assert [one.person for one in readings.items(named)] == [
        "Dana Leeds",
        None,
        "Omar Haddad",
        "Priya",
        "Dana Leeds",
        "Ines",
    ]
    assert named.people == FULL.people


@pytest.mark.parametrize(("people", "is_too_much"), [(0, False), (5, False), (19, False), (20, True)])
def test_what_does_not_fit_into_a_form_is_too_much(people: int, is_too_much: bool) -> None:
    assert readings.is_too_much(Reading(people=(Person("Dana"),) * people)) is is_too_much


@pytest.mark.parametrize(
    ("reading", "length", "is_long"),
    [(FULL, 1500, False), (FULL, 1501, True), (Reading(), 9999, False)],
)
def test_a_text_beyond_what_is_read_is_long_where_something_was_read(
    reading: Reading, length: int, is_long: bool
) -> None:
    assert readings.is_long(reading, "x" * length) is is_long
