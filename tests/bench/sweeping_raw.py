"""The sweep of briefs as one would write it by hand for one driver: no SQLAlchemy, and no parts to exchange.

It decides by the same pure rules, makes the same messages, and writes the same rows in batches as large.
"""

from __future__ import annotations

import json
import sqlite3
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from secrets import token_hex
from typing import Any

import psycopg

from bot.coach import cadence
from bot.jobs.brief import BriefFacts
from bot.jobs.deciding import reason_for_silence
from bot.jobs.making import Made
from bot.jobs.sweep import BATCH
from storage.due_facts import Recent
from storage.records import Contact, Due, Member, Owner, Promise, Team, ThankYou
from tests.bench.postgres import plain

Promises = dict[int, list[tuple[Promise, Contact | None]]]
Thanks = dict[int, list[tuple[ThankYou, Contact | None]]]
MEMBER = """m.tz, m.joined_at, m.nudges_on, m.brief_minute, m.brief_days, m.brief_limit, m.practice_days,
m.review_day, m.review_minute, m.paused_until, m.channel_id, m.welcomed_at, m.onboarded_at,
m.deactivated_at, m.country"""
CLAIM = f"""SELECT s.id, s.workspace_id, s.member_id, s.due_at, s.last_on, {MEMBER} FROM schedule s
LEFT JOIN members m ON m.workspace_id = s.workspace_id AND m.member_id = s.member_id
WHERE s.due_at <= ? ORDER BY s.due_at"""
ADDED = """id, workspace_id, member_id, local_on, payload, state, kind, ref, due_at, created_at, attempts,
may_repeat, is_nudge, is_wanted"""
FRESH = "first_due_at = NULL, attempts = 0, error = NULL"
OWNED = "x.workspace_id = s.workspace_id AND x.member_id = s.member_id"
PERSON = """c.id, c.name, c.created_at, c.company, c.role, c.met_at, c.via, c.network, c.cadence_days,
c.looking_for, c.can_offer, c.last_touch_on, c.snoozed_until, c.stopped_at"""
WITH_PERSON = "LEFT JOIN contacts c ON c.id = x.contact_id AND c.workspace_id = s.workspace_id"
PROMISES = f"""SELECT s.id, x.id, x.direction, x.what, x.state, x.created_at, x.contact_id, x.due_on,
x.due_minute, x.snoozed_until, x.renegotiated, x.closed_at, {PERSON} FROM %s
JOIN promises x ON {OWNED} AND x.state = 'open' {WITH_PERSON} AND c.member_id = s.member_id
WHERE x.due_on <= ? OR x.snoozed_until IS NOT NULL"""
THANKS = f"""SELECT s.id, x.id, x.contact_id, x.state, x.created_at, x.reason, x.snoozed_until, x.closed_at,
{PERSON} FROM %s JOIN thank_yous x ON {OWNED} AND x.state = 'owed' {WITH_PERSON}
AND c.member_id = s.member_id"""
CADENCES = f"""SELECT s.id, {PERSON} FROM %s JOIN contacts c ON c.workspace_id = s.workspace_id
AND c.member_id = s.member_id AND c.cadence_days IS NOT NULL AND c.stopped_at IS NULL"""
ASKS = f"""SELECT s.id, t.id, t.workspace_id, t.channel_id, t.lead_id, t.weekday, t.minute, t.created_at
FROM %s JOIN team_members x ON {OWNED} AND x.answer = 'to_ask'
JOIN teams t ON t.id = x.team_id AND t.workspace_id = s.workspace_id AND t.stopped_at IS NULL ORDER BY t.id"""
RECENT = f"""SELECT s.id, x.kind, x.ref, x.local_on, x.state, x.created_at, x.attempts, x.is_wanted FROM %s
JOIN outbox x ON {OWNED} AND x.kind IN ('brief', 'review', 'practice') AND x.ref = '' AND x.local_on >= ?
UNION ALL SELECT s.id, x.kind, x.ref, x.local_on, x.state, x.created_at, x.attempts, x.is_wanted FROM %s
JOIN outbox x ON {OWNED} AND x.kind IN ('reminder', 'team_summary') AND x.local_on >= ?"""

Read = Callable[["RawSweep", Sequence[Due]], Any]
Make = Callable[[Due, Member, Any, datetime], Made | None]


class RawSweep(ABC):
    """What is the same with both drivers."""

    numbers = count()
    # The schedule rows whose numbers are the one parameter, and how a date comes back.
    these = ""
    day: Callable[[Any], date]
    conn: Any

    @abstractmethod
    def begin(self) -> None: ...
    @abstractmethod
    def commit(self) -> None: ...
    @abstractmethod
    def rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]: ...
    @abstractmethod
    def claim(self, at: int) -> list[tuple[Any, ...]]: ...
    @abstractmethod
    def write(self, added: list[tuple[Any, ...]], moved: list[tuple[Any, ...]], at: int) -> None: ...
    @abstractmethod
    def listed(self, dues: Sequence[Due]) -> Any: ...

    def close(self) -> None:
        """Let go of the connection."""
        self.conn.close()

    def batch(self, now: datetime, read: Read, make: Make) -> int:
        """One transaction; how many rows were due."""
        self.begin()
        rows = self.claim(int(now.timestamp()))
        if rows:
            self._decide(rows, now, read, make)
        self.commit()
        return len(rows)

    def _decide(self, rows: list[tuple[Any, ...]], now: datetime, read: Read, make: Make) -> None:
        day, added, moved, wanted = self.day, [], [], []
        at, made_at = int(now.timestamp()), f"{int(now.timestamp() * 1_000_000):014x}"

        def add(owner: Owner, on: date, payload: dict[str, Any], state: str) -> None:
            new_id = f"{made_at}{next(self.numbers) & 0xFFFF:04x}{token_hex(7)}"
            added.append((new_id, *owner, on.isoformat(), json.dumps(payload), state))

        for row_id, workspace_id, member_id, due_at, last_on, *values in rows:
            owner = Owner(workspace_id, member_id)
            due = Due(row_id, owner, "brief", 0, at_utc(due_at), day(last_on) if last_on else None)
            member = self._member(owner, *values)
            on = cadence.local_day(due.due_at, member.tz)
            next_at = cadence.next_due("brief", member, due.due_at, on)
            assert next_at and (due.last_on is None or on > due.last_on)
            moved.append((int(next_at.timestamp()), on.isoformat(), row_id))
            if why := reason_for_silence(due, member, on):
                add(owner, on, {"why": why}, "silent")
            elif cadence.is_too_late(due.due_at, now):
                add(owner, on, {"why": "too late"}, "folded")
            else:
                wanted.append((due, member, on))
        facts = read(self, [due for due, _, _ in wanted])
        for due, member, on in wanted:
            if made := make(due, member, facts, now):
                add(due.owner, on, made.message.payload, "due")
            else:
                add(due.owner, on, {"why": "nothing to say"}, "silent")
        self.write(added, moved, at)

    def _member(self, owner: Owner, tz: str, joined_at: int, nudges_on: Any, *values: Any) -> Member:
        minute, days, limit, practice, review_day, review_minute, paused, channel, *instants, country = values
        return Member(
            owner,
            tz,
            at_utc(joined_at),
            bool(nudges_on),
            minute,
            days,
            limit,
            practice,
            review_day,
            review_minute,
            self.day(paused) if paused else None,
            channel,
            *(at_utc(at) if at else None for at in instants),
            country,
        )

    def on(self, value: Any) -> date | None:
        """A date, or none."""
        return self.day(value) if value else None

    def person(self, owner: Owner, values: Sequence[Any]) -> Contact | None:
        """A contact of the columns PERSON; none when they are empty."""
        if values[0] is None:
            return None
        number, name, made, *known, touched, snoozed, stopped = values
        ended = at_utc(stopped) if stopped else None
        return Contact(number, owner, name, at_utc(made), *known, self.on(touched), self.on(snoozed), ended)


def at_utc(seconds: int) -> datetime:
    """The instant of epoch seconds."""
    return datetime.fromtimestamp(seconds, UTC)


class RawSqlite(RawSweep):
    """With sqlite3."""

    these = "json_each(?) b CROSS JOIN schedule s ON s.id = b.value CROSS"
    day = staticmethod(date.fromisoformat)
    add = f"""INSERT INTO outbox ({ADDED}) VALUES (?, ?, ?, ?, ?, ?, 'brief', '', ?, ?, 0, 0, 1, 0)
    ON CONFLICT DO NOTHING"""
    move = f"UPDATE schedule SET due_at = ?, last_on = ?, {FRESH} WHERE id = ?"

    def __init__(self, url: str) -> None:
        self.conn = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in (
            "busy_timeout = 2000",
            "journal_mode = WAL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            self.conn.execute(f"PRAGMA {pragma}")

    def begin(self) -> None:
        self.conn.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self.conn.execute("COMMIT")

    def rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        return self.conn.execute(statement, parameters).fetchall()

    def claim(self, at: int) -> list[tuple[Any, ...]]:
        return self.rows(f"{CLAIM}, s.id LIMIT ?", at, BATCH)

    def write(self, added: list[tuple[Any, ...]], moved: list[tuple[Any, ...]], at: int) -> None:
        self.conn.executemany(self.add, [(*row, at, at) for row in added])
        self.conn.executemany(self.move, moved)

    def listed(self, dues: Sequence[Due]) -> Any:
        return json.dumps([due.id for due in dues])


class RawPostgres(RawSweep):
    """With psycopg."""

    these = "unnest(%s::bigint[]) AS b (value) JOIN schedule s ON s.id = b.value"
    add = f"""INSERT INTO outbox ({ADDED}) SELECT added.*, 'brief', '', %s, %s, 0, false, true, false
    FROM unnest(%b::text[], %b::text[], %b::text[], %b::date[], %b::json[], %b::text[]) AS added
    ON CONFLICT DO NOTHING"""
    move = f"""UPDATE schedule SET due_at = moved.due_at, last_on = moved.last_on, {FRESH}
    FROM unnest(%b::bigint[], %b::date[], %b::bigint[]) AS moved (due_at, last_on, id)
    WHERE schedule.id = moved.id"""

    def __init__(self, url: str) -> None:
        self.conn = psycopg.connect(plain(url))

    @staticmethod
    def day(value: Any) -> date:
        on: date = value
        return on

    def begin(self) -> None:
        """psycopg begins with the first statement."""

    def commit(self) -> None:
        self.conn.commit()

    def rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        return self.conn.execute(statement.replace("?", "%s").encode(), parameters).fetchall()

    def claim(self, at: int) -> list[tuple[Any, ...]]:
        return self.rows(f"{CLAIM} LIMIT ? FOR UPDATE OF s SKIP LOCKED", at, BATCH)

    def write(self, added: list[tuple[Any, ...]], moved: list[tuple[Any, ...]], at: int) -> None:
        self.conn.execute(self.add.encode(), (at, at, *map(list, zip(*added, strict=True))))
        self.conn.execute(self.move.encode(), tuple(map(list, zip(*moved, strict=True))))

    def listed(self, dues: Sequence[Due]) -> Any:
        return [due.id for due in dues]


def read_nothing(raw: RawSweep, dues: Sequence[Due]) -> None:
    """For a message that is always the same."""


def read_briefs(raw: RawSweep, dues: Sequence[Due]) -> BriefFacts:
    """What `bot.jobs.brief.make` speaks of."""
    owners, listed = {due.id: due.owner for due in dues}, raw.listed(dues)
    by = (max(due.due_at for due in dues).date() + timedelta(days=2)).isoformat()
    since = (min(due.due_at for due in dues).date() - timedelta(days=8)).isoformat()
    people: dict[int, list[Contact]] = defaultdict(list)
    for row in raw.rows(CADENCES.replace("%s", raw.these, 1), listed):
        if found := raw.person(owners[row[0]], row[1:]):
            people[row[0]].append(found)
    asks: dict[int, list[Team]] = defaultdict(list)
    for due_id, *values, made in raw.rows(ASKS.replace("%s", raw.these, 1), listed):
        asks[due_id].append(Team(*values, at_utc(made)))
    recent: dict[int, list[Recent]] = defaultdict(list)
    for row in raw.rows(RECENT.replace("%s", raw.these), listed, since, listed, since):
        due_id, kind, ref, local_on, state, at, tried, wanted = row
        one = Recent(kind, ref, raw.day(local_on), state, at_utc(at), bool(tried or wanted))
        recent[due_id].append(one)
    promises, thanks = read_promises(raw, owners, listed, by), read_thanks(raw, owners, listed)
    return BriefFacts(promises, thanks, people, asks, recent)


def read_promises(raw: RawSweep, owners: dict[int, Owner], listed: Any, by: str) -> Promises:
    """Promises that press, each with its person."""
    found: Promises = defaultdict(list)
    for row in raw.rows(PROMISES.replace("%s", raw.these, 1), listed, by):
        owner, about = owners[row[0]], raw.person(owners[row[0]], row[12:])
        promise = Promise(
            row[1],
            owner,
            *row[2:5],
            at_utc(row[5]),
            row[6],
            about.name if about else None,
            raw.on(row[7]),
            None if row[8] is None else time(*divmod(row[8], 60)),
            raw.on(row[9]),
            row[10],
            at_utc(row[11]) if row[11] else None,
        )
        found[row[0]].append((promise, about))
    return found


def read_thanks(raw: RawSweep, owners: dict[int, Owner], listed: Any) -> Thanks:
    """Thanks that are owed, each with its person."""
    found: Thanks = defaultdict(list)
    for row in raw.rows(THANKS.replace("%s", raw.these, 1), listed):
        owner, about = owners[row[0]], raw.person(owners[row[0]], row[8:])
        name, made_at = about.name if about else "", at_utc(row[4])
        thank_you = ThankYou(row[1], owner, row[2], name, row[3], made_at, row[5], raw.on(row[6]))
        found[row[0]].append((thank_you, about))
    return found
