"""Spacing: what an answer means for the cards of its skills, and which skill is trained next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach import spacing
from bot.coach.practice import elements_of
from storage.practice_records import Answer
from storage.records import Owner

ALICE = Owner("T1", "U1")
WEDNESDAY = date(2026, 3, 4)
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ALL = dict.fromkeys(elements_of("pitch"), "present")
ANSWER = Answer(1, ALICE, "p", "pitch", "", 140, 60, (), NOON, target_seconds=60, states=ALL)  # type: ignore[arg-type]


def rated(**changes: Any) -> dict[str, str]:
    """The ratings of an answer by name."""
    return {skill: rating.name for skill, rating in spacing.ratings(replace(ANSWER, **changes)).items()}


def dues(answer: Answer, on: date = WEDNESDAY, cards: Mapping[str, Any] | None = None) -> dict[str, int]:
    """In how many days each skill is due after an answer."""
    return {name: (due - on).days for name, (_, due) in spacing.turned(cards or {}, answer, on).items()}


@pytest.mark.parametrize(
    ("changes", "ask"),
    [
        ({"states": ALL | {"ask": "absent"}}, "Again"),
        ({"states": ALL | {"ask": "absent"}, "is_hinted": True}, "Again"),
        ({"states": ALL | {"ask": "unsure"}}, "Hard"),
        ({"is_hinted": True}, "Hard"),
        ({"words": 100}, "Good"),
        ({}, "Easy"),
    ],
)
def test_a_skill_is_rated_by_how_it_was_shown(changes: dict[str, Any], ask: str) -> None:
    assert rated(**changes)["ask"] == ask


@pytest.mark.parametrize(
    ("goal", "listener", "skills"),
    [
        ("job", "recruiter", {"who", "solution", "proof", "ask", "audience", "length"}),
        ("help", "executive", {"problem", "solution", "ask", "length"}),
        ("lead", "client", {*elements_of("pitch"), "length"}),
    ],
)
def test_only_what_the_scene_asks_for_is_reviewed(goal: str, listener: str, skills: set[str]) -> None:
    assert rated(goal=goal, listener=listener).keys() == skills


def test_of_a_story_what_makes_it_one_is_reviewed_and_not_its_ornaments() -> None:
    found = rated(kind="story", states=dict.fromkeys(elements_of("story"), "present"), words=120)
    assert found.keys() == {
        *("setting", "character", "conflict", "turning", "resolution", "takeaway", "length")
    }


@pytest.mark.parametrize("states", [None, {}, dict.fromkeys(ALL, "unsure")])
def test_where_nothing_was_read_for_sure_no_card_is_turned(states: Any) -> None:
    assert rated(states=states) == {}


@pytest.mark.parametrize(
    ("changes", "rating"),
    [
        ({"words": 140}, "Good"),
        ({"words": 100}, "Hard"),
        ({"words": 40}, "Again"),
        ({"words": 300}, "Again"),
        ({"words": 300, "is_spoken": True, "seconds": 60}, "Good"),
        ({"words": 140, "is_spoken": True, "seconds": 120}, "Again"),
    ],
)
def test_the_length_is_a_skill_too_and_a_clip_has_its_own(changes: dict[str, Any], rating: str) -> None:
    assert rated(**changes)["length"] == rating


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({"states": ALL | {"ask": "absent"}}, 1),
        ({"is_hinted": True}, 1),
        ({"words": 100}, 2),
        ({}, 8),
    ],
)
def test_what_is_missing_comes_back_tomorrow_and_what_sits_later(changes: dict[str, Any], days: int) -> None:
    assert dues(replace(ANSWER, **changes))["ask"] == days


def test_the_first_showing_of_a_date_counts() -> None:
    missing = replace(ANSWER, states=ALL | {"ask": "absent"})  # type: ignore[arg-type]
    cards = {name: card for name, (card, _) in spacing.turned({}, missing, WEDNESDAY).items()}
    assert spacing.turned(cards, ANSWER, WEDNESDAY) == {}
    assert spacing.turned(cards, ANSWER, WEDNESDAY - DAY) == {}, "who flew west has had that date"
    assert "ask" in spacing.turned(cards, ANSWER, WEDNESDAY + DAY)


@given(st.lists(st.sampled_from(["present", "absent", "unsure"]), min_size=1, max_size=30))
def test_every_wait_is_a_day_at_least_and_ninety_at_most(states: list[Any]) -> None:
    cards: dict[str, Any] = {}
    on = WEDNESDAY
    for state in states:
        made = spacing.turned(cards, replace(ANSWER, states=ALL | {"ask": state}), on)
        cards |= {name: card for name, (card, _) in made.items()}
        wait = made["ask"][1] - on
        assert DAY <= wait <= 90 * DAY and (state != "absent" or wait == DAY)
        on += wait


@pytest.mark.parametrize("kept", [{}, {"state": 9}, {"due": "soon"}, {"last_review": 3}, {"stability": "x"}])
def test_a_card_that_nobody_can_read_begins_anew(kept: dict[str, Any]) -> None:
    assert spacing.turned({"ask": kept}, ANSWER, WEDNESDAY) == spacing.turned({}, ANSWER, WEDNESDAY)


def test_waits_grow_while_it_sits() -> None:
    on, waits, cards = WEDNESDAY, list[int](), dict[str, Any]()
    for _ in range(6):
        card, due = spacing.turned(cards, ANSWER, on)["ask"]
        waits.append((due - on).days)
        cards, on = {**cards, "ask": card}, due
    assert waits == sorted(waits) and waits[0] == 8 and waits[-1] == 90


def test_the_cards_follow_from_the_answers_alone() -> None:
    answers = [replace(ANSWER, created_at=NOON + days * DAY) for days in (0, 0, 3, 9)]
    cards: dict[str, spacing.Sitting] = {}
    for answer in answers:
        before = {name: card for name, (card, _) in cards.items()}
        cards |= spacing.turned(before, answer, answer.created_at.date())
    assert spacing.replayed(answers, "UTC") == cards
    assert spacing.replayed(answers[:1], "UTC")["ask"][1] == date(2026, 3, 12)
    assert spacing.replayed(answers[:1], "Pacific/Kiritimati")["ask"][1] == date(2026, 3, 13)


def test_a_skill_belongs_to_a_kind_and_length_to_both() -> None:
    assert [spacing.kind_of(name) for name in ("ask", "turning", "length")] == ["pitch", "story", None]
