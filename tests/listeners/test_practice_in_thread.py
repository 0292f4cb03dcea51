"""Typing an answer where one stands: in a thread of practice it is an answer, and elsewhere a line."""

from __future__ import annotations

from typing import Any

import pytest

from storage import practice
from tests.listeners.forged import greet, words_of
from tests.world import World

PITCH = "I'm Ann, and I repair lifts in old houses. Could you introduce me to your landlord?"


@pytest.fixture(autouse=True)
def _greeted(world: World) -> None:
    greet(world, world.alice, world.bob)


def prompted(world: World) -> dict[str, Any]:
    """A practice nudge in the direct message."""
    world.go_to_local("Europe/Lisbon", 2026, 11, 25, 12)
    found: dict[str, Any] = next(m for m in world.alice.messages[::-1] if "prompt:" in str(m))
    return found


def answers(world: World, person: Any) -> list[Any]:
    found: list[Any] = world.run(practice.answers, world.owner(person))
    return found


def type_in(world: World, message: dict[str, Any], text: str) -> None:
    world.alice.say(text, thread_ts=message["ts"])
    world.settle()


def test_sentences_typed_in_the_thread_of_a_prompt_answer_it(world: World) -> None:
    asked = prompted(world)
    type_in(world, asked, PITCH)
    (kept,) = answers(world, world.alice)
    said = [m for m in world.alice.messages if m.get("thread_ts") == asked["ts"]]
    assert kept.text == PITCH and f"prompt:{kept.prompt_id}" in str(asked)
    assert "Save" not in words_of(said) and "Again" in words_of(said)


def test_a_second_answer_in_the_thread_is_one_more_attempt(world: World) -> None:
    asked = prompted(world)
    for text in (PITCH, PITCH + " Before Friday would be good."):
        type_in(world, asked, text)
    assert [one.prompt_id for one in answers(world, world.alice)] == [
        answers(world, world.alice)[0].prompt_id
    ] * 2


@pytest.mark.parametrize("text", ["thanks!", "promised Dana the deck by Friday"])
def test_a_short_line_in_the_thread_is_read_as_any_line(world: World, text: str) -> None:
    type_in(world, prompted(world), text)
    assert answers(world, world.alice) == []


def test_sentences_in_another_thread_are_a_line(world: World) -> None:
    prompted(world)
    world.alice.say("hello")
    world.settle()
    type_in(world, world.alice.messages[-1], PITCH)
    assert answers(world, world.alice) == []


def test_sentences_outside_of_a_thread_are_a_line(world: World) -> None:
    prompted(world)
    world.alice.say(PITCH)
    world.settle()
    assert answers(world, world.alice) == []
