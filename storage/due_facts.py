"""What the nudges of one batch speak of, read for all of them in one statement each.

Every function takes schedule rows that were claimed and answers by their numbers. What is read belongs to
the owner of the schedule row: each statement joins on both of its columns.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from storage import tables
from storage.columns import epoch, instant, time_of
from storage.driver_rows import Columns, numbers, read_all
from storage.practice_records import Occasion, Version
from storage.records import Contact, Due, Owner, Promise, Team, ThankYou, Touch

Dues = Sequence[Due]
About = tuple[Promise, Contact | None]


class Recent(NamedTuple):
    """A nudge of the last days: its kind, the member's date for it, and what became of it so far."""

    kind: str
    ref: str
    local_on: date
    state: str
    created_at: datetime
    is_tried: bool


class SoFar(NamedTuple):
    """The prompts that a member saw last: the answered one, and the last that a nudge brought of each kind;
    and the skill that is due first, with its date, if they have trained any."""

    seen: frozenset[str]
    skill: str
    due_on: date | None


_name = ("c.name", None)
_promise = Columns(Promise, tables.promises, "p", contact=_name, due_time=("p.due_minute", time_of))
_thank_you = Columns(ThankYou, tables.thank_yous, "t", contact=_name)
_touch = Columns(Touch, tables.touches, "t", contact=_name)
_contact = Columns(Contact, tables.contacts, "c")
_team = Columns(Team, tables.teams, "t")
_occasion = Columns(Occasion, tables.occasions, "o", at=("o.minute", time_of))
_version = Columns(Version, tables.versions, "v")


def _theirs(alias: str) -> str:
    return f"{alias}.workspace_id = s.workspace_id AND {alias}.member_id = s.member_id"


def _with_contact(columns: Columns[Any], table: str, alias: str, and_where: str) -> str:
    return f"""
        SELECT s.id, {columns.sql}, {_contact.sql} FROM {{batch}}
        {{join}} {table} AS {alias} ON {_theirs(alias)} AND {and_where}
        LEFT JOIN contacts AS c ON c.id = {alias}.contact_id AND {_theirs("c")}"""


_OPEN = _with_contact(_promise, "promises", "p", "p.state = 'open'")
_BY_DATE = "ORDER BY p.due_on NULLS LAST, p.due_minute NULLS LAST, p.id"
# What is not due by then is spoken of when it was put off to a day that has come; the rules look closer.
_PRESSING = f"{_OPEN} WHERE p.due_on <= ? OR p.snoozed_until IS NOT NULL {_BY_DATE}"
_ALL_OPEN = f"{_OPEN} {_BY_DATE}"
_REFERRED = _with_contact(_promise, "promises", "p", "p.id = s.ref")
_CLOSED = _with_contact(_promise, "promises", "p", "p.closed_at >= ?") + " ORDER BY p.closed_at, p.id"
_OWED = _with_contact(_thank_you, "thank_yous", "t", "t.state = 'owed'") + " ORDER BY t.created_at, t.id"
_SAID = (
    _with_contact(_thank_you, "thank_yous", "t", "t.state = 'said' AND t.closed_at >= ?")
    + " ORDER BY t.closed_at, t.id"
)
_TOUCHED = _with_contact(_touch, "touches", "t", 't."on" >= ?') + ' ORDER BY t."on", t.id'
_WITH_CADENCE = f"""
    SELECT s.id, {_contact.sql} FROM {{batch}}
    {{join}} contacts AS c ON {_theirs("c")} AND c.cadence_days IS NOT NULL AND c.stopped_at IS NULL"""
_TO_ASK = f"""
    SELECT s.id, {_team.sql} FROM {{batch}}
    {{join}} team_members AS l ON {_theirs("l")} AND l.answer = 'to_ask'
    JOIN teams AS t ON t.id = l.team_id AND t.workspace_id = s.workspace_id AND t.stopped_at IS NULL
    ORDER BY t.id"""
_LED = f"""
    SELECT s.id, {_team.sql} FROM {{batch}} {{join}} teams AS t ON t.id = s.ref
    AND t.workspace_id = s.workspace_id AND t.lead_id = s.member_id AND t.stopped_at IS NULL"""
_NUDGES_OF = f"""
    SELECT s.id, o.kind, o.ref, o.local_on, o.state, o.created_at, o.attempts, o.is_wanted
    FROM {{batch}} {{join}} outbox AS o ON {_theirs("o")}"""
# In two parts, so that a year of briefs is not walked through: those with a ref have no range in the index.
_RECENT = f"""
    {_NUDGES_OF} AND o.kind IN ('brief', 'review', 'practice') AND o.ref = '' AND o.local_on >= ?
    UNION ALL
    {_NUDGES_OF} AND o.kind IN ('reminder', 'team_summary') AND o.local_on >= ?
    ORDER BY 4, 2, 3"""
_TOLD = f"""
    SELECT s.id, o.kind, count(*) FROM {{batch}}
    {{join}} outbox AS o ON {_theirs("o")} AND o.state IN ('due', 'claimed', 'sent', 'unknown')
    AND o.kind IN ('practice', 'prompt_pitch', 'prompt_story') GROUP BY s.id, o.kind"""
_NUDGED = f"""(
    SELECT o.payload FROM outbox AS o WHERE {_theirs("o")} AND o.kind = 'prompt_%s' AND o.ref = 'nudge'
    ORDER BY o.local_on DESC LIMIT 1)"""
# Of skills that are due on one date the one that was there first. In one text: it is one look into the index.
_FIRST_SKILL = f"""(
    SELECT CAST(k.due_on AS VARCHAR(10)) || ' ' || k.skill FROM skills AS k WHERE {_theirs("k")}
    ORDER BY k.due_on, k.id LIMIT 1)"""
_SO_FAR = f"""
    SELECT s.id, (SELECT a.prompt_id FROM answers AS a WHERE {_theirs("a")}
                  ORDER BY a.created_at DESC, a.id DESC LIMIT 1),
    {_NUDGED % "pitch"}, {_NUDGED % "story"}, {_FIRST_SKILL} FROM {{batch}}"""
_OCCASION_DAYS = f"""
    SELECT s.id, o."on" FROM {{batch}}
    {{join}} occasions AS o ON {_theirs("o")} AND o."on" >= ? AND o.dropped_at IS NULL"""
_OCCASIONS = f"""
    SELECT s.id, {_occasion.sql}, {_version.sql} FROM {{batch}}
    {{join}} occasions AS o ON {_theirs("o")} AND o."on" BETWEEN ? AND ? AND o.dropped_at IS NULL
    LEFT JOIN versions AS v ON v.id = o.version_id AND {_theirs("v")} AND v.dropped_at IS NULL
    ORDER BY o."on", o.minute NULLS FIRST, o.id"""


def pressing(conn: Connection, dues: Dues, by: date) -> dict[int, list[About]]:
    """Open promises that are due by that date or were put off, each with the person it is about."""
    return _about(conn, dues, _promise, _PRESSING, by.isoformat())


def open_promises(conn: Connection, dues: Dues) -> dict[int, list[About]]:
    """All open promises, by due date and hour, the undated last."""
    return _about(conn, dues, _promise, _ALL_OPEN)


def referred(conn: Connection, dues: Dues) -> dict[int, list[About]]:
    """The promise whose number is the row's `ref`, open or closed: one each, or none."""
    return _about(conn, dues, _promise, _REFERRED)


def closed_since(conn: Connection, dues: Dues, at: datetime) -> dict[int, list[About]]:
    """Promises kept or dropped since an instant, in that order."""
    return _about(conn, dues, _promise, _CLOSED, epoch(at))


def owed(conn: Connection, dues: Dues) -> dict[int, list[tuple[ThankYou, Contact | None]]]:
    """Thank-yous still owed, the oldest first."""
    return _about(conn, dues, _thank_you, _OWED)


def said_since(
    conn: Connection, dues: Dues, at: datetime
) -> dict[int, list[tuple[ThankYou, Contact | None]]]:
    """Thank-yous said since an instant, in that order."""
    return _about(conn, dues, _thank_you, _SAID, epoch(at))


def touched_since(conn: Connection, dues: Dues, day: date) -> dict[int, list[tuple[Touch, Contact | None]]]:
    """Touches on `day` and after it, in that order."""
    return _about(conn, dues, _touch, _TOUCHED, day.isoformat())


def with_cadence(conn: Connection, dues: Dues) -> dict[int, list[Contact]]:
    """The contacts with a cadence that was not stopped, whether it ran out or not."""
    return _records(conn, dues, _contact, _WITH_CADENCE)


def team_asks(conn: Connection, dues: Dues) -> dict[int, list[Team]]:
    """The live teams about which the member is still to be asked."""
    return _records(conn, dues, _team, _TO_ASK)


def led_teams(conn: Connection, dues: Dues) -> dict[int, Team]:
    """The team whose number is the row's `ref`, while it is live and the row's owner leads it."""
    return {due_id: team for due_id, (team,) in _records(conn, dues, _team, _LED).items()}


def recent_nudges(conn: Connection, dues: Dues, since: date) -> dict[int, list[Recent]]:
    """The owner's nudges from that local date on, in the order of their dates."""
    found: dict[int, list[Recent]] = defaultdict(list)
    is_sqlite = conn.dialect.name == "sqlite"
    batch = numbers(conn, [due.id for due in dues])
    rows = read_all(conn, _RECENT, batch, since.isoformat(), batch, since.isoformat())
    for due_id, kind, ref, on, state, at, attempts, is_wanted in rows:
        created_at = instant(at)
        assert created_at is not None
        local_on = date.fromisoformat(on) if is_sqlite else on
        found[due_id].append(Recent(kind, ref, local_on, state, created_at, bool(attempts or is_wanted)))
    return found


def practice_so_far(conn: Connection, dues: Dues) -> dict[int, SoFar]:
    """How far the owner of each row is."""
    found = {}
    for due_id, _, (answered, *nudged, first) in _rows(conn, dues, _SO_FAR):
        turns = [json.loads(one) if isinstance(one, str) else one for one in nudged if one]
        seen = {turn["prompt"] for turn in turns} | ({answered} if answered else set())
        on, _, skill = (first or "").partition(" ")
        found[due_id] = SoFar(frozenset(seen), skill, date.fromisoformat(on) if on else None)
    return found


def occasion_days(conn: Connection, dues: Dues) -> dict[int, list[date]]:
    """The dates of the owner's occasions, of those that can still be practised for."""
    found: dict[int, list[date]] = defaultdict(list)
    is_sqlite = conn.dialect.name == "sqlite"
    first = min(due.due_at for due in dues).date()  # an occasion is a day after its eve, wherever that is
    for due_id, _, (on,) in _rows(conn, dues, _OCCASION_DAYS, first.isoformat()):
        found[due_id].append(date.fromisoformat(on) if is_sqlite else on)
    return found


def occasions_between(
    conn: Connection, dues: Dues, first: date, last: date
) -> dict[int, list[tuple[Occasion, Version | None]]]:
    """The occasions from one date to another, in their order, each with the version that is kept for it."""
    days = (first.isoformat(), last.isoformat())
    return _pairs(conn, dues, _occasion, _version, _OCCASIONS, *days)


def told_practice(conn: Connection, dues: Dues) -> dict[int, dict[str, int]]:
    """How often the owner was or will be sent a practice, a pitch prompt and a story prompt, by kind."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for due_id, _, (kind, number) in _rows(conn, dues, _TOLD):
        counts[due_id][kind] = number
    return counts


def _rows(
    conn: Connection, dues: Dues, statement: str, *parameters: Any
) -> Iterator[tuple[int, Owner, list[Any]]]:
    owners = {due.id: due.owner for due in dues}
    for values in read_all(conn, statement, numbers(conn, list(owners)), *parameters):
        yield values[0], owners[values[0]], list(values[1:])


def _records(conn: Connection, dues: Dues, columns: Columns[Any], statement: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    read = columns.reader(conn.dialect.name)
    for due_id, owner, values in _rows(conn, dues, statement):
        found[due_id].append(read(values, owner))
    return found


def _about(
    conn: Connection, dues: Dues, columns: Columns[Any], statement: str, *parameters: Any
) -> dict[int, list[tuple[Any, Contact | None]]]:
    """Records and the contact of each."""
    return _pairs(conn, dues, columns, _contact, statement, *parameters)


def _pairs(
    conn: Connection, dues: Dues, one: Columns[Any], other: Columns[Any], statement: str, *parameters: Any
) -> dict[int, list[tuple[Any, Any]]]:
    """Two records a row: the columns of the one, then of the other, NULL when there is none."""
    found: dict[int, list[tuple[Any, Any]]] = defaultdict(list)
    read, read_other = one.reader(conn.dialect.name), other.reader(conn.dialect.name)
    end = len(one.names)
    for due_id, owner, values in _rows(conn, dues, statement, *parameters):
        second = None if values[end] is None else read_other(values[end:], owner)
        found[due_id].append((read(values[:end], owner), second))
    return found
