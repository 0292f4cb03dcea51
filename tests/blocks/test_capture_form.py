"""The form of a capture: what is filled in is what is read back."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from bot.blocks import forms
from bot.coach.capture import Person, ReadFact, Reading, ReadPromise
from tests.blocks.core_rows import reading


def filled(form: dict[str, Any]) -> dict[str, Any]:
    """The values with which a form opens, by block_id, as they are when it is submitted unchanged."""
    return {
        block["block_id"]: initial(block["element"]) for block in form["blocks"] if block["type"] == "input"
    }


def initial(element: dict[str, Any]) -> Any:
    """What stands in an element."""
    chosen = element.get("initial_option")
    if chosen:
        return chosen["value"]
    return element.get("initial_value") or element.get("initial_date") or element.get("initial_time")


@pytest.mark.parametrize(
    "said", [reading("Dana"), reading("x", 4), Reading(people=(Person("Dana", via="Omar"),))]
)
def test_an_unchanged_form_says_what_was_read(said: Reading) -> None:
    assert forms.read_capture_form(filled(forms.capture_form(said, "text", {}))) == (said, {})


def test_of_an_empty_reading_the_text_stands_as_a_note() -> None:
    values = filled(forms.capture_form(Reading(), "florb", {}))
    assert values["facts.0.fact"] == "florb" and values["promises.0.what"] is None


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({}, {"people.0.name"}),
        ({"facts.0.fact": "x"}, {"facts.0.person"}),
        ({"thank_yous.0.reason": "x"}, {"thank_yous.0.person"}),
        ({"people.0.company": "Acme"}, {"people.0.name"}),
        ({"promises.0.due_time": "09:00", "promises.0.what": "x"}, {"promises.0.due_on"}),
        ({"people.0.name": "   "}, {"people.0.name"}),
        ({"facts.0.fact": "x", "people.0.via": "y"}, {"facts.0.person", "people.0.name"}),
    ],
)
def test_what_is_missing_is_told_beside_its_field(changes: dict[str, str], faulty: set[str]) -> None:
    empty = {**dict.fromkeys(("people.0.name", "facts.0.fact")), "promises.0.direction": "mine"}
    _, faults = forms.read_capture_form({**empty, **changes})
    assert faults.keys() == faulty and all(faults.values())


def test_fields_of_no_group_are_left_alone() -> None:
    said, faults = forms.read_capture_form({"people.0.name": "Dana", "odd": "x", "a.b": "y", "x.0.y": "z"})
    assert (said, faults) == (Reading(people=(Person("Dana"),)), {})


def test_an_hour_goes_with_its_date() -> None:
    values = {"promises.0.what": "x", "promises.0.direction": "mine", "promises.0.due_on": "2026-12-01"}
    said, _ = forms.read_capture_form({**values, "promises.0.due_time": "09:30"})
    assert said.promises[0].due_time == time(9, 30)


def test_a_text_that_was_cut_for_its_field_is_whole_again() -> None:
    text = "florb " * 1000
    shown = filled(forms.capture_form(Reading(), text, {}))["facts.0.fact"]
    assert len(shown) == 3000
    said = Reading(facts=(ReadFact("Dana", shown), ReadFact("Omar", "own words")))
    assert forms.with_cut_texts(said, text).facts == (ReadFact("Dana", text), ReadFact("Omar", "own words"))


def test_a_promise_without_a_person_is_one() -> None:
    said, _ = forms.read_capture_form({"promises.0.what": "x", "promises.0.direction": "theirs"})
    assert said.promises == (ReadPromise("theirs", None, "x"),)
