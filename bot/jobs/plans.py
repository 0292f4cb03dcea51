"""What should be planned for a member, and how a schedule that says something else is set right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from bot.coach import cadence
from storage import occasions, promises, schedule, teams
from storage.records import Due, Member, NudgeKind

Key = tuple[NudgeKind, int]


def restore(conn: Connection, member: Member, now: datetime, *, is_back: bool = False) -> int:
    """Make rows that are missing, move those that are due at another time than they should be, take off what
    nobody wants; how many.

    What is due already is left for the sweep, also when it is tried again. What is parked stays parked,
    unless the member `is_back`.
    """
    rows: dict[Key, Due] = {(row.kind, row.ref): row for row in schedule.of_member(conn, member.owner)}
    wanted = plan_of(conn, member, now, {key: row.last_on for key, row in rows.items()})
    parked = {(one.kind, one.ref) for one in schedule.parked_of(conn, member.owner)}
    wrong = 0
    for key in wanted.keys() | rows.keys():
        row, at = rows.get(key), wanted.get(key)
        if row and not (key in parked and is_back) and (key in parked or not is_wrong(row, at, member, now)):
            continue
        if at:
            schedule.put(conn, member.owner, *key, at)
        elif not schedule.remove(conn, member.owner, *key):
            continue
        wrong += 1
    return wrong


def is_wrong(row: Due, at: datetime | None, member: Member, now: datetime) -> bool:
    """Whether a row that should be due at `at` is due at an instant that nobody planned."""
    if row.due_at <= now:  # nothing was due before they came: a sweep would write a row for each day of it
        return row.due_at < member.joined_at
    return row.due_at != at


def plan_of(
    conn: Connection, member: Member, now: datetime, last_on: Mapping[Key, date | None]
) -> dict[Key, datetime]:
    """When each of the member's nudges, reminders and summaries is due next, by kind and number."""
    calendar_on = {kind: on for (kind, ref), on in last_on.items() if not ref}
    ahead = occasions.days(conn, member.owner, cadence.local_day(now, member.tz))
    calendar = cadence.first_dues(member, now, calendar_on, ahead)
    plan: dict[Key, datetime] = {(kind, 0): at for kind, at in calendar}
    for promise in promises.open_ones(conn, member.owner):
        if at := cadence.reminder_at(promise, member.tz, now):
            plan["reminder", promise.id] = at
    for team in teams.led_by(conn, member.owner):
        if at := cadence.team_due(team, member.tz, now, last_on.get(("team_summary", team.id))):
            plan["team_summary", team.id] = at
    return plan
