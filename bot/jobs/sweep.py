"""What is due becomes a decision: a message in the outbox, or a row that says why there is none."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
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


class Refused(Exception):
    """A batch could not be read or written, and nothing of it is kept: it is to be done row by row."""


def sweep_once(
    conn: Connection,
    now: datetime,
    limit: int = BATCH,
    makers: Makers = MAKERS,
    *,
    replays: bool = False,
    singly: bool = False,
) -> SweepCounts:
    """Deal with at most `limit` rows that are due by `now`, in this transaction.

    With `replays`, each is decided as if it were its own due time. Raises what the database raises when it
    does not take the batch: then call it anew, `singly`, and only the row at fault fails.
    """
    rows = schedule_claim.claim_due(conn, now, limit)
    outcomes: Counter[Outcome] = Counter()
    if not singly:
        # No savepoint: SQLite would copy every page that changes, only to be able to go back.
        outcomes = Batch(conn, now, makers, replays).decide(rows)
    for row in rows if singly else ():
        outcomes += _alone(conn, row, Batch(conn, now, makers, replays))
    return SweepCounts(len(rows), **{str(outcome): number for outcome, number in outcomes.items()})


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


def _or_refused(conn: Connection, now: datetime, limit: int, makers: Makers, replays: bool) -> SweepCounts:
    try:
        return sweep_once(conn, now, limit, makers, replays=replays)
    except Exception as error:
        raise Refused(where(error)) from error


async def sweep_batch(
    db: Database, now: datetime, limit: int = BATCH, makers: Makers = MAKERS, *, replays: bool = False
) -> SweepCounts:
    """One batch in a transaction of its own; when it is refused, row by row in another one."""
    try:
        return await db.run(_or_refused, now, limit, makers, replays)
    except Refused as error:
        log.warning("a batch is done row by row: %s", error)
        return await db.run(sweep_once, now, limit, makers, replays=replays, singly=True)


async def sweep(db: Database, now: datetime, limit: int = BATCH, makers: Makers = MAKERS) -> SweepCounts:
    """Deal with everything that is due by `now`, batch after batch."""
    total = SweepCounts()
    while (counts := await sweep_batch(db, now, limit, makers)).due:
        total += counts
    return total


async def replay_until(
    db: Database, as_of: datetime, after_each: Callable[[datetime], Awaitable[object]] | None = None
) -> SweepCounts:
    """Deal with everything due by `as_of` in the order of its due times, each as if it were that time.

    So nothing is late. `after_each` is awaited with each due time that was dealt with.
    """
    total = SweepCounts()
    while (at := await db.run(schedule.next_due_at)) and at <= as_of:
        counts = await sweep_batch(db, at, replays=True)
        if not counts.due:  # another process holds the row: it is dealing with it
            break
        total += counts
        if after_each:
            await after_each(at)
    return total
