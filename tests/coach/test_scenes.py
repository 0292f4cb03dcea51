"""The scene of practice: from the profile, and for one answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.coach.practice import Scene
from bot.coach.scenes import chosen_scene, is_set, kept_scene, own_scene
from storage.records import Member, Owner

MEMBER = Member(Owner("T1", "U1"), "Europe/Lisbon", datetime(2026, 11, 20, 9, tzinfo=UTC))
USUAL = Scene("client", "lead", 30)


def test_a_profile_that_says_nothing_is_anybody_and_a_minute() -> None:
    assert own_scene(MEMBER) == Scene("none", "none", 60) and not is_set(MEMBER)


@pytest.mark.parametrize("changes", [{"listener": "press"}, {"goal": "help"}, {"listener": "none"}])
def test_one_choice_sets_the_scene(changes: dict[str, str]) -> None:
    assert is_set(replace(MEMBER, **changes))
    assert not is_set(replace(MEMBER, practice_seconds=90)), "how long says nothing of for whom"


@pytest.mark.parametrize(
    ("form", "scene"),
    [
        ({}, USUAL),
        ({"listener": "press"}, Scene("press", "lead", 30)),
        ({"listener": "press", "goal": "none", "seconds": "90"}, Scene("press", "none", 90)),
        ({"listener": "king", "goal": "", "seconds": "45"}, USUAL),
        ({"listener": None, "goal": ["lead"], "seconds": None}, USUAL),
    ],
)
def test_a_form_changes_what_it_holds_and_no_more(form: dict[str, Any], scene: Scene) -> None:
    assert chosen_scene(form, USUAL) == scene


def test_only_what_was_chosen_goes_into_the_profile() -> None:
    assert kept_scene({"listener": "peer", "goal": "none", "seconds": "30"}) == {
        "listener": "peer",
        "practice_seconds": 30,
    }
    assert kept_scene({"answer": "I repair lifts."}) == {}
