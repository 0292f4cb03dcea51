"""What is due becomes a decision: a message in the outbox, or a row that says why there is none."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from traceback import extract_tb
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from bot.coach import cadence
from bot.jobs import brief, practice, reminder, review, team_summary
from storage import members, outbox, schedule, teams
from storage.database import Database
from storage.records import Due, Member, Message, NudgeKind, OutboxState, Owner

log = logging.getLogger(__name__)

# One transaction's worth. SQLite has a single writer: a command of a member never waits for more than this.
BATCH = 50

Maker = Callable[[Connection, Due, Member, datetime], Message | None]
Outcome = Literal["queued", "silent", "folded", "again", "failed"]

MAKERS: Mapping[NudgeKind, Maker] = {
    "brief": brief.make,
    "reminder": reminder.make,
    "review": review.make,
    "practice": practice.make,
    "team_summary": team_summary.make,
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

    def counting(self, outcome: Outcome) -> SweepCounts:
        """One more of these."""
        return self._replace(**{"due": self.due + 1, outcome: getattr(self, outcome) + 1})


@dataclass(slots=True)
class Sweep:
    """One transaction of the sweep. With `replays`, each row is decided as at its own due time."""

    conn: Connection
    now: datetime
    makers: Mapping[NudgeKind, Maker] = field(default_factory=lambda: MAKERS)
    replays: bool = False
    counts: SweepCounts = field(default_factory=SweepCounts)
    moves: list[tuple[int, datetime, date]] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    known: dict[Owner, Member | None] = field(default_factory=dict)

    def run(self, dues: list[Due]) -> SweepCounts:
        """Deal with every row: decided and moved on, or failed and to be tried again."""
        for due in dues:
            self.counts = self.counts.counting(self._deal_with(due))
        schedule.move_on(self.conn, self.moves)
        schedule.drop(self.conn, self.done)
        return self.counts

    def _deal_with(self, due: Due) -> Outcome:
        # A savepoint a row: one that fails takes nothing of the others with it.
        savepoint = self.conn.begin_nested()
        try:
            outcome, next_at, on = self._decide(due)
        except Exception as error:
            savepoint.rollback()
            return self._fail(due, error)
        savepoint.commit()
        if next_at and on:
            self.moves.append((due.id, next_at, on))
        else:
            self.done.append(due.id)
        return outcome

    def _decide(self, due: Due) -> tuple[Outcome, datetime | None, date | None]:
        member = self._member(due.owner)
        if member is None:  # forgotten since
            return "silent", None, None
        on = cadence.local_day(due.due_at, member.tz)
        outcome = self._say(due, member, on) if due.last_on is None or on > due.last_on else "again"
        last_on = max(on, due.last_on or on)
        return outcome, next_at(self.conn, due, member, last_on), last_on

    def _say(self, due: Due, member: Member, on: date) -> Outcome:
        at = due.due_at if self.replays else self.now
        if why := reason_for_silence(due, member, on):
            return self._note(due, on, at, "silent", why)
        if cadence.is_too_late(due.due_at, at):
            return self._note(due, on, at, "folded", "too late")
        message = self.makers[due.kind](self.conn, due, member, at)
        if message is None:
            return self._note(due, on, at, "silent", "nothing to say")
        return "queued" if outbox.add(self.conn, message, at) else "again"

    def _note(self, due: Due, on: date, at: datetime, state: OutboxState, why: str) -> Outcome:
        ref = str(due.ref) if due.ref else ""
        row = Message(due.owner, due.kind, on, {"why": why}, ref)
        outbox.add(self.conn, row, at, state)
        return "folded" if state == "folded" else "silent"

    def _member(self, owner: Owner) -> Member | None:
        if owner not in self.known:
            self.known[owner] = members.find(self.conn, owner)
        return self.known[owner]

    def _fail(self, due: Due, error: Exception) -> Outcome:
        failures = schedule.failures(self.conn, due.id) + 1
        retry_at = schedule.next_retry(failures, self.now)
        schedule.fail(self.conn, due.id, where(error), retry_at)
        log.error("%s %d failed (%d): %s", due.kind, due.id, failures, where(error))
        return "failed"


def where(error: Exception) -> str:
    """The kind of an error and where it was raised; never its text, which may hold a member's words."""
    frames = extract_tb(error.__traceback__)
    last = [frame for frame in frames if "site-packages" not in frame.filename][-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"


def reason_for_silence(due: Due, member: Member, on: date) -> str | None:
    """Why the member is not to be written to; None when they are."""
    if member.deactivated_at:
        return "deactivated"
    if due.kind == "team_summary":  # it goes to the channel, whatever its lead's own nudges are set to
        return None
    if not member.nudges_on:
        return "nudges off"
    return "paused" if member.paused_until and on < member.paused_until else None


def next_at(conn: Connection, due: Due, member: Member, last_on: date) -> datetime | None:
    """When the row is due next, from its own due time on, so that no date is passed over; None: never."""
    if due.kind == "reminder":
        return None
    if due.kind == "team_summary":
        team = teams.find(conn, member.owner.workspace_id, due.ref)
        is_live = team and not team.stopped_at and team.lead_id == member.owner.member_id
        return cadence.team_due(team, member.tz, due.due_at, last_on) if team and is_live else None
    return cadence.next_due(due.kind, member, due.due_at, last_on)


def sweep_once(
    conn: Connection, now: datetime, limit: int = BATCH, makers: Mapping[NudgeKind, Maker] = MAKERS
) -> SweepCounts:
    """Deal with at most `limit` rows that are due by `now`, in this transaction."""
    return Sweep(conn, now, makers).run(schedule.claim_due(conn, now, limit))


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
    counts = Sweep(conn, at, replays=True).run(schedule.claim_due(conn, at, BATCH))
    # Another process may hold the row: then it is dealing with it.
    return (at, counts) if counts.due else None
