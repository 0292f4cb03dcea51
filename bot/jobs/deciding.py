"""One batch of the sweep: what each row that is due comes to, all of it written in a few statements."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from traceback import extract_tb
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection

from bot.coach import cadence
from bot.jobs.making import Made, Maker
from storage import due_facts, outbox, schedule, schedule_claim, teams
from storage.records import Due, Member, Message, Owner, Team
from storage.schedule_claim import Claimed, Move

log = logging.getLogger(__name__)

Outcome = Literal["queued", "silent", "folded", "again", "failed"]
Makers = Mapping[str, Maker[Any]]


class Failure(NamedTuple):
    """A row that could not be decided, the how manieth time that was, and where; holds no member's words."""

    due: Due
    number: int
    why: str


class Beside(NamedTuple):
    """What is written with a nudge that is new."""

    owner: Owner
    turn: outbox.Row | None
    asked: int | None


# A row for which there may be something to say: whose, and as at which time it is decided.
ToSay = tuple[Due, Member, datetime]


@dataclass(slots=True)
class Batch:
    """Rows that are dealt with together. With `replays`, each is decided as at its own due time."""

    conn: Connection
    now: datetime
    makers: Makers
    replays: bool = False
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    plans: dict[int, Move | None] = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)
    # What is written to the outbox, by the time as at which it was decided; a note is a decision not to send.
    notes: dict[datetime, list[outbox.Row]] = field(default_factory=dict)
    made: dict[datetime, list[outbox.Row]] = field(default_factory=dict)
    beside: dict[datetime, dict[int, Beside]] = field(default_factory=dict)  # by the place in `made`
    teams: Mapping[int, Team] = field(default_factory=dict)
    occasions: Mapping[int, Sequence[date]] = field(default_factory=dict)

    def decide(self, rows: Sequence[Claimed]) -> Counter[Outcome]:
        """Deal with every row: decided and moved on, or failed and to be tried again."""
        self.teams, self.occasions = self._teams(rows), self._occasions(rows)
        wanted = [to_say for row in rows if (to_say := self._sorted_out(row))]
        if self.outcomes["folded"]:
            # Before anything is read: a brief tells what was folded in its own batch, too.
            self._write()
        self._make(wanted, {row.due.id: row.failures for row in rows})
        self._write()
        schedule_claim.move_on(self.conn, [move for move in self.plans.values() if move])
        schedule_claim.drop(self.conn, [row_id for row_id, move in self.plans.items() if not move])
        keep_failures(self.conn, self.failed, self.now)
        return self.outcomes

    def _teams(self, rows: Sequence[Claimed]) -> Mapping[int, Team]:
        dues = [row.due for row in rows if row.due.kind == "team_summary"]
        return due_facts.led_teams(self.conn, dues) if dues else {}

    def _occasions(self, rows: Sequence[Claimed]) -> Mapping[int, Sequence[date]]:
        """The dates whose eves may be the next practice."""
        dues = [row.due for row in rows if row.due.kind == "practice"]
        return due_facts.occasion_days(self.conn, dues) if dues else {}

    def _sorted_out(self, row: Claimed) -> ToSay | None:
        """Plan when the row is due next; what is to be said of it now, if anything may be."""
        try:
            return self._sort_out(row.due, row.member)
        except Exception as error:
            self._fail(row.due, row.failures, error)
            return None

    def _sort_out(self, due: Due, member: Member | None) -> ToSay | None:
        if member is None:  # forgotten since
            self.plans[due.id] = None
            self.outcomes["silent"] += 1
            return None
        on, last_on = cadence.local_day(due.due_at, member.tz), due.last_on
        is_new = last_on is None or on > last_on
        last_on = on if last_on is None or is_new else last_on
        next_at = self._next_at(due, member, last_on)
        self.plans[due.id] = (due.id, next_at, last_on) if next_at else None
        if not is_new:
            self.outcomes["again"] += 1
            return None
        at = due.due_at if self.replays else self.now
        if why := reason_for_silence(due, member, on):
            self._note(due, on, at, "silent", why)
        elif cadence.is_too_late(due.due_at, at):
            self._note(due, on, at, "folded", "too late")
        else:
            return due, member, at
        return None

    def _next_at(self, due: Due, member: Member, last_on: date) -> datetime | None:
        """When the row is due next, from its own due time on, so that no date is passed over; None: never."""
        if due.kind == "reminder":
            return None
        if due.kind == "team_summary":
            team = self.teams.get(due.id)
            return cadence.team_due(team, member.tz, due.due_at, last_on) if team else None
        return cadence.next_due(due.kind, member, due.due_at, last_on, self.occasions.get(due.id, ()))

    def _make(self, wanted: Sequence[ToSay], failures: Mapping[int, int]) -> None:
        by_kind: dict[str, list[Due]] = defaultdict(list)
        for due, _, _ in wanted:
            by_kind[due.kind].append(due)
        facts = {kind: self.makers[kind].read(self.conn, dues) for kind, dues in by_kind.items()}
        for due, member, at in wanted:
            try:
                made = self.makers[due.kind].make(due, member, facts[due.kind], at)
                if made is None:
                    on = cadence.local_day(due.due_at, member.tz)
                    self._note(due, on, at, "silent", "nothing to say")
                else:
                    self._keep(made, at)
            except Exception as error:
                self._fail(due, failures[due.id], error)

    def _keep(self, made: Made, at: datetime) -> None:
        """Its payloads become text at once; one that cannot fails alone."""
        row, rows = outbox.row_of(made.message), self.made.setdefault(at, [])
        if made.turn or made.asked is not None:
            turn = outbox.row_of(made.turn, "sent") if made.turn else None
            self.beside.setdefault(at, {})[len(rows)] = Beside(made.message.owner, turn, made.asked)
        rows.append(row)

    def _note(self, due: Due, on: date, at: datetime, state: Literal["silent", "folded"], why: str) -> None:
        row = Message(due.owner, due.kind, on, {"why": why}, str(due.ref) if due.ref else "")
        self.notes.setdefault(at, []).append(outbox.row_of(row, state))
        self.outcomes[state] += 1

    def _fail(self, due: Due, failures: int, error: Exception) -> None:
        self.plans.pop(due.id, None)
        self.failed.append(Failure(due, failures + 1, where(error)))
        self.outcomes["failed"] += 1

    def _write(self) -> None:
        for at in self.made.keys() | self.notes.keys():
            made, notes = self.made.pop(at, []), self.notes.pop(at, [])
            ids = outbox.add_many(self.conn, made + notes, at)
            old = ids[: len(made)].count(None)
            self.outcomes["queued"] += len(made) - old
            self.outcomes["again"] += old
            new = [one for place, one in self.beside.pop(at, {}).items() if ids[place]]
            self._write_beside(new, at)

    def _write_beside(self, new: Sequence[Beside], at: datetime) -> None:
        """What belongs to nudges that are new, and to those alone."""
        outbox.add_many(self.conn, [one.turn for one in new if one.turn], at)
        for one in new:
            if one.asked is not None:
                teams.mark_asked(self.conn, one.owner, one.asked)


def keep_failures(conn: Connection, failures: Sequence[Failure], now: datetime) -> None:
    """Count them, so that each row is tried again after a while, or parked."""
    for due, number, why in failures:
        about = {"row": due.id, "kind": due.kind, "failures": number, "where": why}
        log.error("a schedule row failed", extra=about)
    schedule.fail_all(
        conn, [(due.id, why, schedule.next_retry(number, now)) for due, number, why in failures]
    )


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
