"""A sweep and a completion that break at any of their statements leave everything or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from bot.jobs import consequences
from bot.jobs.sending import Ending
from bot.jobs.sweep import sweep_once
from storage import outbox_claim, schedule
from storage.database import Database
from storage.records import Sent
from tests.jobs.stage import NOW
from tests.jobs.test_sweep import ALICE, joined


class Breaks(Exception):
    """The database is gone at this statement."""


@contextmanager
def breaking_at(db: Database, number: int) -> Iterator[list[int]]:
    """Fail at the statement of that number, counted from 1, and at every one after it."""
    seen = [0]

    def count(*_: Any) -> None:
        seen[0] += 1
        if seen[0] >= number:
            raise Breaks

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", count)


def state(conn: Connection) -> list[Any]:
    """Everything that a sweep or a delivery may change."""
    tables = ("schedule", "outbox", "members", "workspaces")
    return [conn.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2")).all() for table in tables]


def broken_everywhere(db: Database, work: Callable[[Connection], Any]) -> int:
    """Break the work at each of its statements in turn; how many there are. It is whole in the end."""
    before = db.run_sync(state)
    for number in range(1, 500):
        with breaking_at(db, number) as seen:
            try:
                db.run_sync(work)
            except Breaks:
                pass
            else:
                return seen[0]
        assert db.run_sync(state) == before, f"half of it was kept when statement {number} broke"
    raise AssertionError("it never came to its end")


def test_a_sweep_is_all_or_nothing_at_every_statement(database: Database) -> None:
    database.run_sync(joined)
    statements = broken_everywhere(database, lambda conn: sweep_once(conn, NOW))
    assert statements > 5
    assert [due.last_on for due in database.run_sync(schedule.of_member, ALICE) if due.kind == "brief"]
    assert len(database.run_sync(outbox_claim.claim, NOW, 9, 60)) == 1


def test_a_completed_batch_is_all_or_nothing_at_every_statement(database: Database) -> None:
    database.run_sync(joined)
    database.run_sync(sweep_once, NOW)
    (posting,) = database.run_sync(outbox_claim.claim, NOW, 9, 60)

    def complete(conn: Connection) -> None:
        ending = Ending(posting, Sent(posting.id, "parked", NOW, error="user_disabled"), "receiver")
        outbox_claim.complete(conn, [ending.sent])
        consequences.draw(conn, [ending], NOW)

    assert broken_everywhere(database, complete) > 2
    later = NOW + timedelta(hours=9)
    assert database.run_sync(outbox_claim.claim, later, 9, 60) == []


@pytest.mark.parametrize("lease", [60, 120])
def test_a_claim_is_all_or_nothing_at_every_statement(database: Database, lease: int) -> None:
    database.run_sync(joined)
    database.run_sync(sweep_once, NOW)
    broken_everywhere(database, lambda conn: outbox_claim.claim(conn, NOW, 9, lease, pace=1))
    assert database.run_sync(outbox_claim.claim, NOW, 9, lease) == []
    assert len(database.run_sync(outbox_claim.claim, NOW + timedelta(seconds=lease), 9, lease)) == 1
