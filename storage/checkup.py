"""How the clockwork stands as a whole: numbers, errors and ids for metrics and the doctor, never words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, literal, or_, select, text, union_all

from storage import schedule
from storage.columns import epoch, instant
from storage.pace import RATE_LIMITED
from storage.tables import (
    PARKED,
    WAITING,
    captures,
    contacts,
    members,
    outbox,
    promises,
    restores,
    workspaces,
)
from storage.tables import schedule as schedule_table

# Counted by their indexes. What is done with grows for ever, and tells nothing of how things stand.
OPEN_STATES = ("due", "claimed", "unknown", "parked")


class Clockwork(NamedTuple):
    """How late the sweep and the delivery are; messages by open state; schedule rows that are parked."""

    schedule_lag: timedelta
    outbox_lag: timedelta
    messages: Mapping[str, int]
    parked_rows: int


class Waiting(NamedTuple):
    """Rows that failed with one error and are tried again, the first of them at `next_at`."""

    state: str
    error: str
    number: int
    next_at: datetime


class Held(NamedTuple):
    """A workspace whose messages wait for something, and until when."""

    workspace_id: str
    until: datetime


class Restored(NamedTuple):
    """The last time that a backup was put in the place of the database."""

    restored_at: datetime
    taken_at: datetime


_o, _s, _w = outbox.c, schedule_table.c, workspaces.c
_OPEN = union_all(
    select(_o.state, func.count()).where(text(WAITING)).group_by(_o.state),
    select(literal("parked"), func.count()).select_from(outbox).where(text(PARKED)),
)
_PARKED_ROWS = select(func.count()).where(_s.due_at == schedule.PARKED_AT)
_MESSAGES = (
    select(_o.state, _o.error, func.count(), func.min(_o.due_at))
    # One that Slack asked to send later was not at fault: its try is not counted, only its error tells of it.
    .where(text(WAITING), _o.state != "claimed", or_(_o.attempts > 0, _o.error.is_not(None)))
    .group_by(_o.state, _o.error)
    .order_by(func.min(_o.due_at))
)
_ROWS = (
    select(_s.error, func.count(), func.min(_s.due_at))
    .where(_s.error.is_not(None), _s.due_at < schedule.PARKED_AT)
    .group_by(_s.error)
    .order_by(func.min(_s.due_at))
)
_HELD: Select[Any] = (
    select(_w.workspace_id, _w.next_send_at)
    .where(_w.next_send_at > bindparam("now"), _w.pause_reason == RATE_LIMITED)
    .order_by(_w.workspace_id)
)
_BLIND: Select[Any] = (
    select(_w.workspace_id, _w.blind_until).where(_w.blind_until > bindparam("now")).order_by(_w.workspace_id)
)
_STOPPED = select(_w.workspace_id).where(or_(_w.paused_at.is_not(None), _w.next_send_at > bindparam("now")))
_OLDEST = select(func.min(_o.due_at)).where(text(WAITING), _o.workspace_id.not_in(_STOPPED))
_ZONES = select(members.c.tz, func.count()).where(members.c.deactivated_at.is_(None)).group_by(members.c.tz)
_NEWEST = tuple(
    select(table.c.created_at).order_by(table.c.id.desc()).limit(1)
    for table in (outbox, captures, contacts, promises)
)
_RESTORED: Select[Any] = (
    select(restores.c.restored_at, restores.c.taken_at).order_by(restores.c.restored_at.desc()).limit(1)
)


def clockwork(conn: Connection, now: datetime) -> Clockwork:
    """All of it in one transaction, in a few milliseconds however much is kept."""
    counts = {row[0]: row[1] for row in conn.execute(_OPEN)}
    return Clockwork(
        schedule.lag(conn, now),
        delivery_lag(conn, now),
        {state: counts.get(state, 0) for state in OPEN_STATES},
        int(conn.execute(_PARKED_ROWS).scalar_one()),
    )


def delivery_lag(conn: Connection, now: datetime) -> timedelta:
    """How far the delivery is behind, those workspaces left out to which nothing may be sent now."""
    oldest = instant(conn.execute(_OLDEST, {"now": epoch(now)}).scalar_one())
    return max(now - oldest, timedelta(0)) if oldest else timedelta(0)


def waiting_messages(conn: Connection) -> list[Waiting]:
    """The messages that were tried and wait to be tried again, by state and error."""
    return [_waiting(*row) for row in conn.execute(_MESSAGES)]


def waiting_rows(conn: Connection) -> list[Waiting]:
    """The schedule rows that failed and wait to be tried again, by error."""
    return [_waiting("due", *row) for row in conn.execute(_ROWS)]


def held(conn: Connection, now: datetime) -> list[Held]:
    """The workspaces for which Slack said that there was too much."""
    return [_held(row) for row in conn.execute(_HELD, {"now": epoch(now)})]


def blind(conn: Connection, now: datetime) -> list[Held]:
    """The workspaces whose conversations cannot be read."""
    return [_held(row) for row in conn.execute(_BLIND, {"now": epoch(now)})]


def zones(conn: Connection) -> dict[str, int]:
    """How many members there are in each zone."""
    return {row[0]: row[1] for row in conn.execute(_ZONES)}


def newest_at(conn: Connection) -> datetime | None:
    """When the newest of the rows that people and Kith make most was made."""
    found = [conn.execute(newest).scalar_one_or_none() for newest in _NEWEST]
    return instant(max((at for at in found if at is not None), default=None))


def database_seconds(conn: Connection) -> float | None:
    """The database's own clock, in seconds since 1970; None of one that has none."""
    if conn.dialect.name == "sqlite":
        return None
    return float(conn.execute(select(func.extract("epoch", func.clock_timestamp()))).scalar_one())


def last_restore(conn: Connection) -> Restored | None:
    """The last restore; None when there was none."""
    row = conn.execute(_RESTORED).one_or_none()
    return Restored(_at(row[0]), _at(row[1])) if row else None


def _waiting(state: str, error: str | None, number: int, next_at: int) -> Waiting:
    return Waiting(state, error or "", number, _at(next_at))


def _held(row: Any) -> Held:
    return Held(row[0], _at(row[1]))


def _at(seconds: int) -> datetime:
    at = instant(seconds)
    assert at is not None
    return at
