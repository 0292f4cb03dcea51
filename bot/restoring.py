"""What becomes of a nudge that came due between a backup and its restore: the next one is the next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.coach import cadence
from storage import members, occasions, teams
from storage.records import Due, Member, Owner
from storage.restore import Passed

# Every kind comes at least once in so many days, unless it is paused: no older date matters.
LOOK_BACK = timedelta(days=15)
# The others come once, as a reminder does.
GOES_ON: tuple[str, ...] = (*cadence.CALENDAR_KINDS, "team_summary")


class Passing:
    """The rule for rows of many members; it remembers whom it has read."""

    def __init__(self) -> None:
        self._known: dict[Owner, Member | None] = {}

    def __call__(self, conn: Connection, due: Due, now: datetime) -> Passed | None:
        """The last date on which it may have been sent, and its next time; None when it is nobody's."""
        if due.owner not in self._known:
            self._known[due.owner] = members.find(conn, due.owner)
        member = self._known[due.owner]
        return passed(conn, due, member, now) if member else None


def passed(conn: Connection, due: Due, member: Member, now: datetime) -> Passed:
    """Go from one moment to the next until it lies after `now`, by the settings of the member."""
    last_on = _later(due.last_on, cadence.local_day(due.due_at, member.tz))
    if due.kind not in GOES_ON:
        return Passed(last_on, None)
    at = next_at(conn, due, member, max(due.due_at, now - LOOK_BACK), last_on)
    while at is not None and at <= now:
        last_on = _later(last_on, cadence.local_day(at, member.tz))
        at = next_at(conn, due, member, at, last_on)
    return Passed(last_on, at)


def next_at(conn: Connection, due: Due, member: Member, after: datetime, last_on: date) -> datetime | None:
    """The next moment of the same nudge; None when there is none."""
    if due.kind != "team_summary":
        ahead = occasions.days(conn, member.owner, last_on) if due.kind == "practice" else ()
        return cadence.next_due(due.kind, member, after, last_on, ahead)
    team = teams.find(conn, member.owner.workspace_id, due.ref)
    is_live = team and not team.stopped_at and team.lead_id == member.owner.member_id
    return cadence.team_due(team, member.tz, after, last_on) if team and is_live else None


def _later(one: date | None, other: date) -> date:
    return max(one, other) if one else other
