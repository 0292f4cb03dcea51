"""A week of a team: set up, asked inside the brief, joined, and posted in counts, or not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.listeners.forged import greet, last_said, words_of
from tests.world import World

PEOPLE = ("alice", "bob", "priya")


@pytest.fixture
def people(world: World) -> list[Any]:
    """Three members in #growth, of whom alice has set up the summary for Friday 16:00 in Lisbon."""
    people = [world.slack.person(handle) for handle in PEOPLE]
    greet(world, *people)
    world.slack.invite_app("growth")
    world.alice.command("/kith", "team")
    world.alice.submit({"channel": "growth", "weekday": "Friday", "hour": "16:00"})
    world.settle()
    return people


def join(world: World, *people: Any) -> None:
    for person in people:
        person.command("/kith", "team")
        person.click("Join")
    world.settle()


def posted(world: World) -> list[dict[str, Any]]:
    """What Kith said in the channel, other than that it came in."""
    return [m for m in world.alice.sees("growth") if m.get("bot_id") and not m.get("subtype")]


def test_three_who_said_yes_make_one_summary_in_counts(world: World, people: list[Any]) -> None:
    join(world, *people)
    world.alice.command("/pitch")
    world.alice.click("Answer")
    world.alice.submit({"answer": "I'm Zuleika, and I repair lifts."})
    world.settle()
    world.go_to_local("Europe/Lisbon", 2026, 11, 27, 16)
    (summary,) = posted(world)
    told = words_of(summary)
    assert "Zuleika" not in told and not any(person.id in told for person in people)


def test_two_make_none_and_the_lead_is_told(world: World, people: list[Any]) -> None:
    join(world, *people[:2])
    world.go_to_local("Europe/Lisbon", 2026, 11, 27, 16)
    assert posted(world) == []
    assert "1 person is missing" in last_said(world.alice) and world.bob.id not in last_said(world.alice)


def test_after_the_end_nothing_comes(world: World, people: list[Any]) -> None:
    join(world, *people)
    world.alice.command("/kith", "team")
    world.alice.click("Stop")
    world.settle()
    world.go_to_local("Europe/Lisbon", 2026, 12, 4, 17)
    assert posted(world) == []


def asked(world: World, person: Any) -> int:
    """How many messages ask the person to join."""
    return sum("May your counts be in the sum?" in words_of(message) for message in person.messages)


def test_a_member_is_asked_inside_the_brief_and_may_answer_there(world: World, people: list[Any]) -> None:
    world.bob.command("/promise", "send Dana the deck by tomorrow")
    world.go_to_local("America/New_York", 2026, 11, 23, 9)
    assert asked(world, world.bob) == 1
    world.bob.click("Join")
    world.settle()
    assert "You take part" in last_said(world.bob) and "Dana" in last_said(world.bob)


def test_a_member_who_does_not_answer_is_not_asked_again(world: World, people: list[Any]) -> None:
    world.bob.command("/promise", "send Dana the deck by tomorrow")
    world.go_to_local("America/New_York", 2026, 11, 25, 10)
    assert asked(world, world.bob) == 1
