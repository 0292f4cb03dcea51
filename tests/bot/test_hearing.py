"""How a listener hears of an act: in one hop if the database is all it needs, its member as they are now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from bot import hearing
from bot.interaction import CoachError, Interaction
from storage import members
from storage.database import open_database
from storage.promises import open_ones
from tests.world import World

LINE = "send Dana the deck by Friday"


@pytest.fixture
def hops(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name of what each hop to the database runs."""
    seen: list[str] = []
    real = world.kith.db.run_soon

    async def run(seconds: float, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        seen.append(fn.__name__)
        return await real(seconds, fn, *args, **kwargs)

    monkeypatch.setattr(world.kith.db, "run_soon", run)
    return seen


def test_a_members_command_is_one_hop(world: World, hops: list[str]) -> None:
    world.alice.command("/promise", LINE)
    world.settle()
    hops.clear()
    assert "Saved" in str(world.alice.command("/promise", LINE).body)
    assert hops == ["_at_once"]


def test_a_newcomers_command_makes_a_member_and_is_heard(world: World, hops: list[str]) -> None:
    assert "Saved" in str(world.alice.command("/promise", LINE).body)
    assert [name for name in hops if name in ("_at_once", "join", "command")] == [
        "_at_once",
        "join",
        "command",
    ]
    assert world.run(members.find, world.owner(world.alice)) is not None


def test_a_setting_that_another_process_changed_is_seen_at_once(world: World) -> None:
    owner = world.owner(world.alice)
    world.alice.command("/promise", LINE)
    other = open_database(world.kith.db.engine.url)
    # At 10:00 UTC on Monday it is Monday in Lisbon, and already Tuesday in Kiritimati.
    other.run_sync(members.update, owner, tz="Pacific/Kiritimati")
    other.close()
    world.alice.command("/promise", "send Omar the list by tomorrow")
    due = {one.what: one.due_on for one in world.run(open_ones, owner)}
    assert str(due["send the list"]) == "2026-11-25"


def refusing(_conn: Connection, _it: Interaction) -> None:
    raise CoachError("No.")


async def telling(it: Interaction) -> str:
    return f"{it.text} {it.value} {it.ref}"


def test_both_kinds_of_listeners_hear_the_same_words(world: World) -> None:
    def plainly(_conn: Connection, it: Interaction) -> str:
        return f"{it.text} {it.value} {it.ref}"

    words = {"text": "a", "value": "b", "ref": "c"}
    for listener in (telling, plainly, plainly):  # the first makes a member
        heard = hearing.heard(world.kith.services, listener, world.owner(world.bob), {}, words)
        it, answer = world.wait(heard)
        assert answer == "a b c" and it.owner == world.owner(world.bob)


def test_a_refusal_leaves_nothing_and_is_told(world: World) -> None:
    world.kith.routes.commands["/promise"] = refusing
    for _ in range(2):
        assert "No." in str(world.alice.command("/promise", LINE).body)
