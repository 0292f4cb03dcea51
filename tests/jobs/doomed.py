"""The lives of processes that kill themselves, really, at a named point on the way.

A point is an event, and how often it comes before it is the last one: `Point("message: answered", 2)`. Events
come from the database's own statements and commits and from the messenger, not from names of the jobs: so
they stay where they are when the jobs are written anew. `work`, `mend` and `serve` are run by the nursery.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, event

import bot.running  # noqa: F401 - every child has it from its birth
from bot.__main__ import main
from bot.jobs import delivery, repair, sweep
from bot.messenger import Messenger, open_session, web_client
from storage import database
from storage.database import open_database
from storage.records import Posting, Sent


class Point(NamedTuple):
    """Where the life ends: at this event, when it comes for the `nth` time."""

    event: str
    nth: int = 1

    def __str__(self) -> str:
        return f"{self.event}, {self.nth}."


# Slack's own hand ends the process: the message is there, and its answer is never read.
ACCEPTED = "slack: accepted"
POINTS = (
    Point("sweep: before a statement", 1),
    Point("sweep: after a statement", 1),
    Point("sweep: before writing the outbox"),
    Point("sweep: after writing the outbox"),
    Point("sweep: before the commit"),
    Point("sweep: after the commit"),
    Point("delivery: before a statement", 1),
    Point("delivery: before the commit"),
    Point("delivery: after the commit"),
    Point("message: before the post", 1),
    Point("message: before the post", 4),
    Point(ACCEPTED, 1),
    Point(ACCEPTED, 5),
    Point("message: answered", 1),
    Point("message: answered", 7),
    Point("completion: before a statement", 1),
    Point("completion: before the commit"),
    Point("completion: after the commit"),
)
REPAIRS = (
    Point("repair: after a statement", 2),
    Point("repair: before the commit"),
    Point("repair: after the commit"),
)
WRITES = frozenset({"INSERT", "UPDATE", "DELETE"})
EVENTS = (
    Point("event: before the commit"),
    Point("event: after the commit"),
)
# The first three are those at which something could be lost or said twice.
CLIPS = (
    Point("clip kept: after the commit"),
    Point("clip answered: before the commit"),
    Point("clip answered: after the commit"),
    Point("clip kept: before the commit"),
    Point("clip settled: before the commit"),
    Point("clip settled: after the commit"),
)
# A statement, and what stands in it or its values, that tells what a transaction is about.
TELLING = (
    # The inbox keeps other things that happen once, too; Slack's ids of events begin like this.
    ("INSERT INTO inbox", "'Ev", "event"),
    ("INSERT INTO clips", "", "clip kept"),
    ("INSERT INTO inbox", "'clip-", "clip answered"),
    ("UPDATE clips SET state", "", "clip settled"),
)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Passage(threading.local):
    """What one thread's transaction has done so far: others may be under way in other threads."""

    phase = ""
    has_written = False


class Trap:
    """Counts the events of a life, and ends it at the point."""

    def __init__(self, point: Point | None) -> None:
        self.point = point
        self.left = point.nth if point else 0
        self.phase = ""
        self.passage = Passage()

    def reached(self, what: str, phase: str = "") -> None:
        if self.point and self.point.event == f"{phase or self.passage.phase or self.phase}: {what}":
            self.left -= 1
            if self.left == 0:
                die()

    def watch(self, engine: Engine) -> None:
        """Follow every statement and every commit of the engine, and what comes back from the database."""
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)
        event.listen(engine, "commit", self._commit)
        event.listen(engine, "rollback", self._taken_back)
        event.listen(engine, "rollback_savepoint", self._taken_back)
        really = database.Database._transaction
        setattr(database.Database, "_transaction", self._followed(really))  # noqa: B010

    def _followed(self, really: Callable[..., Any]) -> Callable[..., Any]:
        def transaction(db: Any, fn: Callable[..., Any]) -> Any:
            self.passage.phase, self.passage.has_written = "", False
            result = really(db, fn)
            self._committed()
            return result

        return transaction

    def _before(self, _conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")):
            return
        self.reached("before a statement")
        if "INSERT INTO outbox" in statement:
            self.reached("before writing the outbox")

    def _after(self, _conn: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        words = statement.split()
        self.passage.has_written |= not WRITES.isdisjoint(words)
        for begun, about, phase in TELLING:
            if begun in statement and about in str(values):
                self.passage.phase = self.passage.phase or phase
        self.reached("after a statement")
        if "INSERT INTO outbox" in statement:
            self.reached("after writing the outbox")

    def _commit(self, _conn: Any) -> None:
        if self.passage.has_written:
            self.reached("before the commit")

    def _taken_back(self, *_: Any) -> None:
        if self.passage.phase:  # a rehearsal, or an effect that failed
            self.passage.phase, self.passage.has_written = "", False

    def _committed(self) -> None:
        if self.passage.has_written:
            self.reached("after the commit")
            if self.phase == "completion":
                self.phase = "delivery"


class Doomed(Messenger):
    """Dies just before, or just after, Slack has answered one of its messages."""

    def __init__(self, client_for: Any, trap: Trap) -> None:
        super().__init__(client_for)
        self.trap = trap

    async def send(self, posting: Posting, now: datetime) -> Sent:
        self.trap.reached("before the post", "message")
        result = await super().send(posting, now)
        self.trap.reached("answered", "message")
        self.trap.phase = "completion"
        return result


async def _with_parts(
    url: str, api_url: str, token: str, live: Callable[..., Any], trap: Trap, now: datetime
) -> None:
    db, session = open_database(url), open_session()
    trap.watch(db.engine)
    try:
        await live(db, web_client(token, api_url, session), trap, now)
    finally:
        await session.close()
        db.close()


async def _sweep_and_deliver(db: Any, client: Any, trap: Trap, now: datetime) -> None:
    trap.phase = "sweep"
    await sweep.sweep(db, now)
    trap.phase = "delivery"
    await delivery.deliver(db, Doomed(lambda _: client, trap), now)


async def _repair(db: Any, client: Any, trap: Trap, now: datetime) -> None:
    trap.phase = "repair"
    team_id = (await client.auth_test())["team_id"]
    await repair.repair(db, client, team_id, now)


def _live(
    live: Callable[..., Any], url: str, api_url: str, token: str, at: float, point: list[Any] | None
) -> None:
    trap = Trap(Point(*point) if point else None)
    asyncio.run(_with_parts(url, api_url, token, live, trap, datetime.fromtimestamp(at, UTC)))


def work(**order: Any) -> None:
    """Sweep and deliver once, as if it were `at` seconds after 1970."""
    _live(_sweep_and_deliver, **order)


def mend(**order: Any) -> None:
    """Repair once, likewise."""
    _live(_repair, **order)


def serve(env: dict[str, str], point: list[Any] | None = None) -> None:
    """`kith run` with this environment and no other."""
    os.environ.clear()
    os.environ.update(env)
    trap, really = Trap(Point(*point) if point else None), database.open_engine
    trap.phase = "serving"

    def watched(url: Any) -> Engine:
        engine = really(url)
        trap.watch(engine)
        return engine

    database.open_engine = watched
    main(["run"])


WORKS = {"work": work, "mend": mend, "serve": serve}
