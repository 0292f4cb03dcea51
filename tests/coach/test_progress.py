"""How attempts compare: only what both witnesses saw flip, or a count that moved by more than a tenth."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.progress import Change, changes, chart, monday, streak, target_words
from storage.practice_records import Answer
from storage.records import Owner

TODAY = date(2026, 11, 26)  # a Thursday
BEFORE: dict[str, Any] = {"ask": "absent", "proof": "present", "hook": "unsure"}


def attempt(words: int = 140, seconds: int | None = 60, **fields: Any) -> Answer:
    given_fields = {"states": BEFORE, "counts": {}, "target_seconds": seconds, **fields}
    kind = given_fields.pop("kind", "pitch")
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    return Answer(1, Owner("T", "U"), "p", kind, "", words, words * 60 // 140, (), at, **given_fields)


@pytest.mark.parametrize(
    ("element", "state", "expected"),
    [
        ("ask", "present", [Change("gained", "ask")]),
        ("ask", "unsure", []),
        ("proof", "absent", [Change("lost", "proof")]),
        ("proof", "unsure", []),
        ("hook", "present", []),
        ("hook", "absent", []),
    ],
)
def test_an_element_counts_when_both_witnesses_flip(element: str, state: str, expected: list[Change]) -> None:
    now = attempt(states={**BEFORE, element: state})
    assert changes(now, attempt()) == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (60, 100, [Change("longer", None, 60, 100)]),
        (220, 150, [Change("shorter", None, 220, 150)]),
        (220, 210, []),  # less than a tenth
        (100, 60, []),  # away from the target
        (140, 126, []),  # both fit
        (100, 300, []),  # past it
        (10, 13, []),  # three words are nothing that one hears
    ],
)
def test_a_length_counts_when_it_moves_towards_the_target(
    before: int, now: int, expected: list[Change]
) -> None:
    assert changes(attempt(now), attempt(before)) == expected


@pytest.mark.parametrize("what", ["jargon", "fillers", "long_sentences"])
def test_a_count_that_falls_is_better_and_one_that_rises_is_not_told(what: Any) -> None:
    many, few = attempt(counts={what: 5}), attempt(counts={what: 2})
    assert changes(few, many) == [Change(what, None, 5, 2)]
    assert changes(many, few) == []


def test_less_jargon_in_fewer_words_is_no_less_jargon() -> None:
    whole = attempt(140, counts={"jargon": 4})
    half = attempt(130, counts={"jargon": 4})
    assert changes(half, whole) == [] and changes(attempt(140, counts={"jargon": 4}), whole) == []


def test_fillers_that_the_transcript_does_not_keep_are_not_compared() -> None:
    assert changes(attempt(counts={}), attempt(counts={"fillers": 9})) == []


def test_what_is_better_comes_before_what_was_lost() -> None:
    now = attempt(states={**BEFORE, "ask": "present", "proof": "absent"})
    assert [one.what for one in changes(now, attempt())] == ["gained", "lost"]


@given(st.integers(0, 500), st.integers(0, 500))
def test_of_two_attempts_at_most_one_is_the_better_length(first: int, second: int) -> None:
    assert not (changes(attempt(first), attempt(second)) and changes(attempt(second), attempt(first)))


def test_attempts_from_before_states_were_kept_say_nothing() -> None:
    assert changes(attempt(), attempt(states=None, counts=None)) == []
    assert chart([attempt(), attempt(states=None)]) is None


@pytest.mark.parametrize(
    ("kind", "seconds", "expected"),
    [("pitch", 30, (63, 77)), ("pitch", None, (126, 154)), ("story", None, (90, 250))],
)
def test_a_target_is_a_tenth_around_the_seconds_or_a_storys_band(
    kind: Any, seconds: int | None, expected: tuple[int, int]
) -> None:
    assert target_words(kind, seconds) == expected


def test_a_chart_has_a_row_for_each_element_the_oldest_attempt_first() -> None:
    drawn = chart([attempt(100, states={"ask": "present"}), attempt(50)])
    assert drawn is not None
    assert drawn.lengths == (50, 100) and dict(drawn.rows)["ask"] == ("absent", "present")
    assert next(name for name, _ in drawn.rows) == "hook" and dict(drawn.rows)["who"] == ("unsure", "unsure")


def test_a_chart_holds_the_last_twelve() -> None:
    drawn = chart([attempt(number) for number in range(30, 0, -1)])
    assert drawn is not None and drawn.lengths == tuple(range(19, 31))


@pytest.mark.parametrize(
    ("weeks_ago", "expected"),
    [((), 0), ((0,), 1), ((1,), 1), ((2,), 0), ((0, 1, 2), 3), ((1, 2), 2), ((0, 2), 1), ((0, 0, 1, 1), 2)],
)
def test_a_streak_is_weeks_in_a_row_and_the_present_one_does_not_break_it(
    weeks_ago: tuple[int, ...], expected: int
) -> None:
    assert streak([TODAY - timedelta(weeks=ago) for ago in weeks_ago], TODAY) == expected


def test_a_week_begins_on_monday() -> None:
    assert monday(TODAY) == date(2026, 11, 23) == monday(date(2026, 11, 29))
    assert streak([date(2026, 11, 23), date(2026, 11, 22)], TODAY) == 2
