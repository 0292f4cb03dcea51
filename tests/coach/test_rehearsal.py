"""Choosing a prompt, comparing attempts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.coach.rehearsal import choose, progress
from storage.practice_records import Answer
from storage.records import Owner

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
IDS = [f"p{number}" for number in range(22)]


def attempt(number: int, prompt_id: str, *found: str) -> Answer:
    at = NOW + timedelta(hours=number)
    return Answer(number, Owner("T1", "U1"), prompt_id, "pitch", "words", number, number, found, at)


def test_no_prompt_comes_twice_in_a_row() -> None:
    chosen = [choose(IDS, turn) for turn in range(100)]
    assert all(one != after for one, after in pairwise(chosen))


def test_every_prompt_has_its_turn() -> None:
    assert {choose(IDS, turn) for turn in range(len(IDS))} == set(IDS)


@pytest.mark.parametrize("avoid", [{IDS[3]}, {IDS[3], IDS[14]}])
def test_what_is_to_be_avoided_is_not_chosen(avoid: set[str]) -> None:
    assert choose(IDS, 3, avoid) not in avoid


@pytest.mark.parametrize("avoided", IDS)
def test_jumping_over_one_does_not_make_the_next_a_repeat(avoided: str) -> None:
    chosen = [choose(IDS, turn, {avoided}) for turn in range(60)]
    assert all(one != after for one, after in pairwise(chosen))


def test_a_single_prompt_is_given_even_if_it_was_to_be_avoided() -> None:
    assert choose(["only"], 5, {"only"}) == "only"


def test_attempts_are_told_by_prompt_the_last_practised_first() -> None:
    told = progress([attempt(3, "b"), attempt(2, "a"), attempt(1, "b")])
    assert [(one.prompt_id, one.attempts, one.last.id) for one in told] == [("b", 2, 3), ("a", 1, 2)]


def test_the_best_attempt_has_most_elements_the_newest_of_equals() -> None:
    answers = [
        attempt(4, "a"),
        attempt(3, "a", "who", "ask"),
        attempt(2, "a", "who", "hook"),
        attempt(1, "a"),
    ]
    assert progress(answers)[0].best.id == 3


def test_no_answers_are_no_progress() -> None:
    assert progress([]) == []
