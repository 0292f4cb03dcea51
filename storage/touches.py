"""Touches: one interaction with a contact on a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select, update

from storage.columns import bound, new_row, owned_by, reader
from storage.contacts import require, with_contact
from storage.inserts import insert
from storage.records import Owner, Touch, TouchKind
from storage.tables import contacts, touches

_touch = reader(Touch, touches)
_ALL = with_contact(touches)
_FIND = _ALL.where(touches.c.id == bindparam("id"))
_NEWEST_FIRST = (touches.c.on.desc(), touches.c.id.desc())
_FOR_CONTACT = (
    _ALL.where(touches.c.contact_id == bindparam("contact"))
    .order_by(*_NEWEST_FIRST)
    .limit(bindparam("limit"))
)
_SINCE = _ALL.where(touches.c.on >= bindparam("day")).order_by(touches.c.on, touches.c.id)
_THE_CONTACT = contacts.c.id == bindparam("contact")
_MOVE_FORWARD = (
    update(contacts)
    .where(owned_by(contacts), _THE_CONTACT)
    .where(or_(contacts.c.last_touch_on.is_(None), contacts.c.last_touch_on < bindparam("day")))
    .values(last_touch_on=bindparam("day"))
)
_LATEST = (
    select(func.max(touches.c.on))
    .where(owned_by(touches), touches.c.contact_id == bindparam("contact"))
    .scalar_subquery()
)
_MOVE_BACK = (
    update(contacts)
    .where(owned_by(contacts), _THE_CONTACT, contacts.c.last_touch_on == bindparam("day"))
    .values(last_touch_on=_LATEST)
)


class Meeting(NamedTuple):
    """Whom a touch is about, and its day."""

    contact_id: int
    on: date


def add(conn: Connection, owner: Owner, contact_id: int, kind: TouchKind, on: date, now: datetime) -> Touch:
    """Keep a touch, and move the contact's `last_touch_on` forward when this one is later.

    Raises UnknownContact when the contact is not the member's own.
    """
    require(conn, owner, contact_id)
    number = insert(conn, touches, new_row(owner, now, contact_id=contact_id, kind=kind, on=on))
    moved(conn, owner, None, Meeting(contact_id, on))
    touch = find(conn, owner, number)
    assert touch is not None
    return touch


def find(conn: Connection, owner: Owner, touch_id: int) -> Touch | None:
    """The member's touch of this number."""
    row = conn.execute(_FIND, bound(owner, id=touch_id)).one_or_none()
    return _touch(row) if row else None


def for_contact(conn: Connection, owner: Owner, contact_id: int, limit: int = 20) -> list[Touch]:
    """The touches with a contact, the latest first."""
    rows = conn.execute(_FOR_CONTACT, bound(owner, contact=contact_id, limit=limit))
    return [_touch(row) for row in rows]


def since(conn: Connection, owner: Owner, day: date) -> list[Touch]:
    """The touches on `day` and after it, in that order."""
    return [_touch(row) for row in conn.execute(_SINCE, bound(owner, day=day))]


def moved(conn: Connection, owner: Owner, before: Meeting | None, after: Meeting | None) -> None:
    """A touch changed, or went when `after` is None: its contacts' `last_touch_on` follow."""
    if before:
        conn.execute(_MOVE_BACK, bound(owner, contact=before.contact_id, day=before.on))
    if after:
        conn.execute(_MOVE_FORWARD, bound(owner, contact=after.contact_id, day=after.on))
