"""Occasions: events and meetings to come, for which a pitch is practised the day before."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import Connection, bindparam, select, update

from storage.columns import bound, minute_of, new_row, owned_by, reader, time_of, to_columns
from storage.inserts import insert
from storage.practice_records import Occasion
from storage.records import Owner
from storage.tables import occasions, versions

_occasion = reader(Occasion, occasions, at=time_of)
_ALL = select(occasions, occasions.c.minute.label("at")).where(owned_by(occasions))
_FIND = _ALL.where(occasions.c.id == bindparam("id"))
_AHEAD = occasions.c.on >= bindparam("day"), occasions.c.dropped_at.is_(None)
_UPCOMING = _ALL.where(*_AHEAD).order_by(occasions.c.on, occasions.c.minute.nulls_first(), occasions.c.id)
_DAYS = select(occasions.c.on).distinct().where(owned_by(occasions), *_AHEAD).order_by(occasions.c.on)
_OWN_VERSION = select(versions.c.id).where(
    owned_by(versions), versions.c.id == bindparam("version"), versions.c.dropped_at.is_(None)
)


class UnknownVersion(LookupError):
    """The member keeps no version of this number. Somebody else's version is unknown as well."""


def add(
    conn: Connection,
    owner: Owner,
    what: str,
    on: date,
    at: time | None,
    listener: str,
    goal: str,
    now: datetime,
) -> Occasion:
    """Keep an occasion, and whom the pitch for it speaks to."""
    row = new_row(owner, now, what=what, on=on, minute=minute_of(at), listener=listener, goal=goal)
    made = find(conn, owner, insert(conn, occasions, row))
    assert made is not None
    return made


def find(conn: Connection, owner: Owner, occasion_id: int) -> Occasion | None:
    """The member's occasion of this number, also when it is over or was dropped."""
    row = conn.execute(_FIND, bound(owner, id=occasion_id)).one_or_none()
    return _occasion(row) if row else None


def upcoming(conn: Connection, owner: Owner, today: date) -> list[Occasion]:
    """The occasions of today and later that were not dropped, the next one first."""
    return [_occasion(row) for row in conn.execute(_UPCOMING, bound(owner, day=today))]


def days(conn: Connection, owner: Owner, since: date) -> list[date]:
    """The dates, from `since` on, that have an occasion."""
    return list(conn.execute(_DAYS, bound(owner, day=since)).scalars())


def choose(
    conn: Connection,
    owner: Owner,
    occasion_id: int,
    *,
    listener: str | None = None,
    goal: str | None = None,
    version_id: int | None = None,
) -> bool:
    """Change for whom the pitch is, or take a version that the member keeps (0: none); what is None stays.

    False when the member has no such occasion. Raises UnknownVersion when the version is not their own.
    """
    given = {"listener": listener, "goal": goal, "version_id": version_id}
    values = to_columns(occasions, {name: value for name, value in given.items() if value is not None})
    if version_id and conn.execute(_OWN_VERSION, bound(owner, version=version_id)).first() is None:
        raise UnknownVersion
    if version_id == 0:
        values["version_id"] = None
    if not values:
        return find(conn, owner, occasion_id) is not None
    these = update(occasions).where(owned_by(occasions), occasions.c.id == bindparam("row"))
    return conn.execute(these.values(**values), bound(owner, row=occasion_id)).rowcount == 1
