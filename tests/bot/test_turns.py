"""Which prompt comes: the one that trains the skill, and never the one that was there just before."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import library
from bot.coach import rehearsal
from bot.coach.practice import elements_of, required
from bot.turns import Turns
from storage.records import Member, Owner

MEMBER = Member(Owner("T1", "U1"), "UTC", datetime(2026, 3, 2, tzinfo=UTC))
PITCHES = [one.id for one in library.prompts("pitch")]


@pytest.mark.parametrize("skill", [*elements_of("pitch"), *required("story")])
@pytest.mark.parametrize("turn", [0, 5, 23])
def test_the_prompt_asks_for_the_skill(skill: str, turn: int) -> None:
    found = Turns({"prompt_pitch": turn, "prompt_story": turn}).for_skill(skill, MEMBER)
    assert found and skill in required(found.kind, found.goal, found.listener)


def test_length_is_trained_by_whichever_kind_has_its_turn() -> None:
    kinds = [Turns({"practice": told}).for_skill("length", MEMBER) for told in range(3)]
    assert [one.kind for one in kinds if one] == ["pitch", "story", "pitch"]


def test_a_skill_that_no_scene_asks_for_has_no_prompt() -> None:
    assert Turns().for_skill("dialogue", MEMBER) is None


@given(
    st.lists(st.sampled_from(["/pitch", "problem", "ask", "hook", "nothing due"]), min_size=2, max_size=30)
)
def test_no_prompt_comes_twice_in_a_row_whoever_brings_it(asked: list[str]) -> None:
    shown, nudged = list[str](), set[str]()
    for turn, why in enumerate(asked):
        # An even number of practices told: it is the turn of the pitch.
        turns = Turns({"prompt_pitch": turn, "practice": 0}, nudged)
        if why == "/pitch":
            shown.append(rehearsal.choose(PITCHES, turn))
            continue
        prompt = turns.next() if why == "nothing due" else turns.for_skill(why, MEMBER)
        assert prompt
        shown.append(prompt.id)
        nudged = {prompt.id}
    assert all(one != other for one, other in pairwise(shown))
