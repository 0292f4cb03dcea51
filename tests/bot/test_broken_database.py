"""A database that is locked, full or read-only: what was typed is given back, what was due is done later."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from itertools import takewhile
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import SQLAlchemyError

from bot.scheduler import Heartbeat
from storage import members, outbox, schedule
from storage.records import Member, Message
from storage.trouble import FULL, LOCKED, READ_ONLY, Trouble, explained
from tests.world import World

LINE = "send Dana the deck by Friday"


def say(world: World, statement: str) -> Any:
    """Run a statement on the bot's own connection, outside of any transaction."""

    def run(conn: Connection) -> Any:
        result = conn.exec_driver_sql(statement)
        return result.scalar() if result.returns_rows else None

    return world.run(run)


@contextmanager
def locked(world: World) -> Iterator[None]:
    """Another program holds the write lock for longer than Kith waits."""
    say(world, "PRAGMA busy_timeout = 20")
    other = sqlite3.connect(str(world.kith.db.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def on_every_connection(world: World, pragma: str) -> Iterator[None]:
    """It holds for the connection that is open, and for those that are opened after a failure."""

    def set_up(connection: Any, _: Any) -> None:
        connection.execute(pragma)

    say(world, pragma)
    event.listen(world.kith.db.engine, "connect", set_up)
    try:
        yield
    finally:
        event.remove(world.kith.db.engine, "connect", set_up)


@contextmanager
def full(world: World) -> Iterator[None]:
    """No page can be added, as on a full disk."""
    say(world, "CREATE TABLE filler (words TEXT)")
    with on_every_connection(world, f"PRAGMA max_page_count = {say(world, 'PRAGMA page_count')}"):
        fill(world)
        yield
    say(world, "PRAGMA max_page_count = 1000000")


def fill(world: World) -> None:
    """Use up what is free within the pages that are there."""
    with pytest.raises(SQLAlchemyError, match="full"):
        while True:
            say(world, f"INSERT INTO filler VALUES ('{'x' * 400}')")


@contextmanager
def read_only(world: World) -> Iterator[None]:
    """The file may be read, and not written."""
    with on_every_connection(world, "PRAGMA query_only = ON"):
        yield
    with suppress(SQLAlchemyError):  # on this one a statement fails, and it is not used again
        say(world, "CREATE TABLE after_all (words TEXT)")


Break = Callable[[World], AbstractContextManager[None]]
BREAKS: dict[str, tuple[Break, Trouble]] = {
    "locked": (locked, LOCKED),
    "full": (full, FULL),
    "read-only": (read_only, READ_ONLY),
}


@pytest.fixture(params=BREAKS)
def broken(request: pytest.FixtureRequest, world: World) -> AbstractContextManager[None]:
    """The block in which the database fails, in each of the ways."""
    world.alice.command("/kith", "help")
    world.settle()
    return BREAKS[request.param][0](world)


def tables(conn: Connection, name: str) -> int:
    return int(conn.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one())


def said(world: World) -> str:
    """What a command is answered with."""
    return str(world.alice.command("/promise", LINE).body)


def is_saved(answer: str) -> bool:
    """Whether it was kept. A full database takes what finds room in the pages that are there."""
    return "Saved" in answer


def beat(world: World, name: str) -> None:
    """One beat, as the heartbeat has it."""
    kith = world.kith
    heart = Heartbeat(kith.db, kith.messenger, kith.deliverer, kith.services)
    world.wait(heart._guarded(getattr(heart, name))())


def test_a_command_gives_back_what_was_typed_and_works_when_it_is_said_again(
    world: World, broken: AbstractContextManager[None]
) -> None:
    with broken:
        answers = list(takewhile(is_saved, (said(world) for _ in range(100))))
        for _ in range(3):
            assert LINE in said(world)
    assert world.run(tables, "promises") == len(answers) < 100
    assert is_saved(said(world))
    assert world.run(tables, "promises") == len(answers) + 1


def test_a_beat_that_fails_is_logged_in_words_and_the_next_one_decides_everything_once(
    world: World, broken: AbstractContextManager[None], caplog: pytest.LogCaptureFixture
) -> None:
    owner, due_at = world.owner(world.alice), world.clock.now()
    said(world)
    world.run(schedule.put, owner, "brief", 0, due_at)
    before = world.run(tables, "outbox")
    with broken:
        beat(world, "sweep")
    failed = [one.message for one in caplog.records if one.levelname == "ERROR"]
    is_written = world.run(tables, "outbox") > before
    assert failed == ([] if is_written else ["a beat failed"]) and "Dana" not in caplog.text
    for _ in range(2):
        beat(world, "sweep")
    assert world.run(tables, "outbox") == before + 1


def put(conn: Connection, world: World, now: datetime) -> None:
    outbox.add(conn, Message(world.owner(world.alice), "reply", now.date(), {"text": "one"}, "r"), now)


def test_what_cannot_be_claimed_now_is_sent_once_by_the_next_round(
    world: World, broken: AbstractContextManager[None]
) -> None:
    world.run(put, world, world.clock.now())
    with broken, suppress(SQLAlchemyError):  # a full database can still be changed
        world.wait(world.kith.deliverer.round())
    for _ in range(2):
        world.settle()
    assert [one["text"] for one in world.slack.messages("alice")].count("one") == 1


def many_join(world: World) -> None:
    """More than fits into what is left of a page."""
    for number in range(50):
        owner = world.owner(world.bob)._replace(member_id=f"U{number}")
        world.run(members.add, Member(owner, "UTC", world.clock.now(), channel_id="D" * 64))


@pytest.mark.parametrize("name", BREAKS)
def test_the_failure_is_told_in_one_sentence(world: World, name: str) -> None:
    break_it, expected = BREAKS[name]
    with break_it(world), pytest.raises(SQLAlchemyError) as caught:
        many_join(world)
    assert explained(caught.value) == expected
