"""What stands in the way of a member's nudges, from that member's own rows alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.blocks.status import Hitch, HitchKind
from bot.coach.cadence import local_day
from bot.coach.local_words import moment_words
from storage import checkup, pace, standing
from storage.outbox_review import UNANSWERED
from storage.records import Member, OutboxState
from storage.standing import Planned, Standing

# Within this, sweep and delivery have simply not come by yet.
LATE = timedelta(minutes=2)
KINDS: dict[OutboxState, HitchKind] = {"parked": "kept", "unknown": "looked_for", "due": "again"}


def hitches(conn: Connection, member: Member, now: datetime) -> list[Hitch]:
    """Everything of the member's that was not sent as it should have been, with why and what comes next."""
    stopped = _workspace(conn, member, now)
    told = [_message(row, member, now) for row in standing.waiting_of(conn, member.owner, now - LATE)]
    told += [_row(row, member, now) for row in standing.hindered_of(conn, member.owner, now - LATE)]
    # What is late because of that needs no line of its own.
    return [*stopped, *(hitch for hitch in told if not (stopped and hitch.what == "late"))]


def _workspace(conn: Connection, member: Member, now: datetime) -> list[Hitch]:
    """Nothing can be written to anybody here: no token that works, or Slack asked to slow down."""
    mine, today = member.owner.workspace_id, local_day(now, member.tz)
    stopped = [Hitch("stopped", "", today) for one in pace.paused(conn) if one.workspace_id == mine]
    return stopped or [
        Hitch("held", "", today, "ratelimited", moment_words(one.until, member.tz, today))
        for one in checkup.held(conn, now)
        if one.workspace_id == mine
    ]


def _message(row: Standing, member: Member, now: datetime) -> Hitch:
    what: HitchKind = KINDS.get(row.state, "again") if row.attempts or row.error else "late"
    error = "unanswered" if row.error == UNANSWERED else row.error
    return Hitch(what, row.kind, row.local_on, error, _next(row.due_at, member, now))


def _row(row: Planned, member: Member, now: datetime) -> Hitch:
    on = local_day(row.due_at, member.tz)
    if not row.error:
        return Hitch("late", row.kind, on)
    if row.retry_at is not None:
        return Hitch("made_again", row.kind, on, when=_next(row.retry_at, member, now))
    # The sweep writes down where it failed; what Slack said of the receiver is one word.
    is_ours = " " in row.error
    return Hitch("not_made", row.kind, on) if is_ours else Hitch("out_of_reach", row.kind, on, row.error)


def _next(at: datetime, member: Member, now: datetime) -> str:
    return moment_words(at, member.tz, local_day(now, member.tz)) if at > now else ""
