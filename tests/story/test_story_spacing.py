"""A fortnight of practice through the wire: what is due is trained, and an event comes in between."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from bot import membership
from storage import skills
from tests.listeners.looking import click, read_by, rows
from tests.world import World

LISBON = "Europe/Lisbon"
PITCH = "I'm Ann, and I repair lifts in old houses. Last year I got 41 of them going again. "


def noon(world: World, day: int, month: int = 11) -> str:
    """Go to the noon of a day; what alice reads then."""
    world.go_to_local(LISBON, 2026, month, day, 12)
    return read_by(world.alice)


def answer(world: World, button: str = "Answer") -> None:
    """Answer what stands there."""
    world.alice.click(button)
    world.alice.submit({"answer": PITCH})
    world.settle()


def due(world: World) -> dict[str, date]:
    """When each of alice's skills is due."""
    return {one.skill: one.due_on for one in world.run(skills.all_of, world.owner(world.alice))}


def practises_daily(world: World) -> None:
    """Alice, who practises at noon of every day, and lacks the ask of a pitch and the turn of a story."""
    world.alice.command("/kith", "status")
    days = {"practice_days": "1234567", "listener": "client", "goal": "lead"}
    world.run(membership.change, world.owner(world.alice), days, world.clock.now())
    cards: dict[str, Any] = {"ask": ({}, date(2026, 11, 24)), "turning": ({}, date(2026, 11, 25))}
    world.run(skills.put, world.owner(world.alice), cards, world.clock.now())


def prompts_brought(world: World) -> list[str]:
    """Every prompt that a nudge brought, in order."""
    turns = [row for row in rows(world, "outbox", world.alice) if row["kind"].startswith("prompt_")]
    return [row["payload"]["prompt"] for row in sorted(turns, key=lambda row: row["local_on"])]


def test_a_fortnight(world: World) -> None:
    practises_daily(world)
    before = noon(world, 23)
    assert "Today:" not in before, "nothing is due yet: the ring goes on"
    for day in (24, 25):
        shown = noon(world, day)
        assert "Elevator speech" in shown and "Today: the ask." in shown, "it stays due until it was trained"
    answer(world)
    assert due(world)["ask"] > date(2026, 11, 25)
    shown = noon(world, 26)
    assert "Story" in shown and "Today: the turn." in shown
    world.alice.command("/pitch", "for the trade fair on Saturday at 10:00")
    assert "*Tomorrow, 10:00: the trade fair*" in noon(world, 27)
    click(world, world.alice, "Rehearse")
    world.alice.submit({"answer": PITCH})
    world.settle()
    assert "41" in read_by(world.alice), "the feedback quotes her, below the event"
    assert "trade fair" not in noon(world, 28)
    world.go_to_local(LISBON, 2026, 12, 6, 13)
    assert all(one != other for one, other in pairwise(prompts_brought(world)))
    practised = [row for row in rows(world, "outbox", world.alice) if row["kind"] == "practice"]
    assert len({row["local_on"] for row in practised}) == len(practised) == 14, "one a day, no day without"
