"""What is due becomes a decision: a message in the outbox, or a row that says why there is none."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from bot.jobs import brief, practice, reminder, review, team_summary
from bot.jobs.deciding import Batch, Failure, Makers, Outcome, keep_failures, where
from storage import schedule, schedule_claim
from storage.database import Database
from storage.schedule_claim import Claimed

log = logging.getLogger(__name__)

# One transaction's worth. SQLite has a single writer: a command of a member never waits for more than this.
BATCH = 250

MAKERS: Makers = {
    "brief": brief.MAKER,
    "reminder": reminder.MAKER,
    "review": review.MAKER,
    "practice": practice.MAKER,
    "team_summary": team_summary.MAKER,
}


class SweepCounts(NamedTuple):
    """How many rows were due and what was decided. `again`: that date had been dealt with before."""

    due: int = 0
    queued: int = 0
    silent: int = 0
    folded: int = 0
    again: int = 0
    failed: int = 0

    def __add__(self, other: object) -> SweepCounts:
        if not isinstance(other, SweepCounts):
            return NotImplemented
        return SweepCounts(*map(sum, zip(self, other, strict=True)))


def sweep_once(
    conn: Connection, now: datetime, limit: int = BATCH, makers: Makers = MAKERS, replays: bool = False
) -> SweepCounts:
    """Deal with at most `limit` rows that are due by `now`, in this transaction.

    With `replays`, each is decided as if it were its own due time.
    """
    rows = schedule_claim.claim_due(conn, now, limit)
    outcomes = _together(conn, rows, Batch(conn, now, makers, replays))
    if outcomes is None:
        outcomes = Counter()
        for row in rows:
            outcomes += _alone(conn, row, Batch(conn, now, makers, replays))
    return SweepCounts(len(rows), **{str(outcome): number for outcome, number in outcomes.items()})


def _together(conn: Connection, rows: Sequence[Claimed], batch: Batch) -> Counter[Outcome] | None:
    """All of them at once; None, and nothing changed, when the database or the reading refused that."""
    savepoint = conn.begin_nested()
    try:
        outcomes = batch.decide(rows)
    except Exception as error:
        savepoint.rollback()
        log.warning("a batch of %d is done row by row: %s", len(rows), where(error))
        return None
    savepoint.commit()
    return outcomes


def _alone(conn: Connection, row: Claimed, batch: Batch) -> Counter[Outcome]:
    """One row by itself: when it is the one at fault it fails, and takes nothing of the others with it."""
    savepoint = conn.begin_nested()
    try:
        outcomes = batch.decide([row])
    except Exception as error:
        savepoint.rollback()
        keep_failures(conn, [Failure(row.due, row.failures + 1, where(error))], batch.now)
        return Counter({"failed": 1})
    savepoint.commit()
    return outcomes


async def sweep(db: Database, now: datetime, limit: int = BATCH) -> SweepCounts:
    """Deal with everything that is due by `now`, batch after batch."""
    total = SweepCounts()
    while (counts := await db.run(sweep_once, now, limit)).due:
        total += counts
    return total


async def replay_until(
    db: Database, as_of: datetime, after_each: Callable[[datetime], Awaitable[object]] | None = None
) -> SweepCounts:
    """Deal with everything due by `as_of` in the order of its due times, each as if it were that time.

    So nothing is late. `after_each` is awaited with each due time that was dealt with.
    """
    total = SweepCounts()
    while step := await db.run(_replay_step, as_of):
        at, counts = step
        total += counts
        if after_each:
            await after_each(at)
    return total


def _replay_step(conn: Connection, as_of: datetime) -> tuple[datetime, SweepCounts] | None:
    at = schedule.next_due_at(conn)
    if at is None or at > as_of:
        return None
    counts = sweep_once(conn, at, replays=True)
    # Another process may hold the row: then it is dealing with it.
    return (at, counts) if counts.due else None
