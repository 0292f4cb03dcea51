"""The settings that a form may and may not set."""

from __future__ import annotations

from typing import Any

import pytest

from bot.coach.preferences import read_preferences

WHOLE = {
    "nudges": "on",
    "hour": "07:30",
    "days": ["5", "1"],
    "limit": "5",
    "practice": [],
    "review_day": "7",
    "review_hour": "00:00",
    "country": "DE",
    "listener": "recruiter",
    "goal": "job",
    "seconds": "30",
    "second_opinion": "off",
}


def test_a_whole_form_becomes_changes_by_the_names_of_the_members_fields() -> None:
    assert read_preferences(WHOLE) == (
        {
            "nudges_on": True,
            "brief_minute": 450,
            "brief_days": "15",
            "brief_limit": 5,
            "practice_days": "",
            "review_day": 7,
            "review_minute": 0,
            "country": "DE",
            "listener": "recruiter",
            "goal": "job",
            "practice_seconds": 30,
            "second_opinion_on": False,
        },
        {},
    )


def test_what_the_form_does_not_ask_stays_as_it_is() -> None:
    assert read_preferences({"hour": "23:59", "something": "else"}) == ({"brief_minute": 1439}, {})


@pytest.mark.parametrize("nothing", [None, []])
def test_a_brief_needs_a_day(nothing: Any) -> None:
    assert read_preferences({"days": nothing}) == ({}, {"days": "no_days"})


@pytest.mark.parametrize("nothing", [None, []])
def test_practice_needs_none(nothing: Any) -> None:
    assert read_preferences({"practice": nothing}) == ({"practice_days": ""}, {})


def test_no_country_is_a_choice_too() -> None:
    assert read_preferences({"country": "none"}) == ({"country": None}, {})


FORGED = [
    ("nudges", None),
    ("nudges", "maybe"),
    ("hour", None),
    ("hour", "25:00"),
    ("days", ["8"]),
    ("days", ["'; drop"]),
    ("limit", "0"),
    ("limit", "6"),
    ("limit", None),
    ("limit", "many"),
    ("practice", ["0"]),
    ("review_day", "9"),
    ("review_hour", "soon"),
    ("country", "XX"),
    ("country", None),
    ("country", ["DE"]),
    ("country", "DE-BY' or 1"),
]


@pytest.mark.parametrize(("name", "value"), FORGED)
def test_a_value_that_the_form_does_not_offer_is_refused(name: str, value: Any) -> None:
    assert read_preferences({name: value}) == ({}, {name: "bad_value"})


def test_a_fault_does_not_hide_the_other_fields() -> None:
    changes, faults = read_preferences({**WHOLE, "limit": "99"})
    assert list(faults) == ["limit"]
    assert changes["review_day"] == 7


def test_a_scene_that_is_left_open_is_kept_as_open() -> None:
    empty = {"listener": None, "goal": "", "seconds": None}
    assert read_preferences(empty) == ({"listener": None, "goal": None, "practice_seconds": None}, {})


@pytest.mark.parametrize(("name", "value"), [("listener", "king"), ("goal", "fame"), ("seconds", "45")])
def test_a_scene_that_nobody_offered_is_refused(name: str, value: str) -> None:
    assert read_preferences({name: value}) == ({}, {name: "bad_value"})
