"""Promises, in both directions."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Select, bindparam

from storage.columns import bound, epoch, minute_of, new_row, time_of
from storage.contacts import require, with_contact
from storage.inserts import insert
from storage.prepared import Reading
from storage.records import Direction, Owner, Promise
from storage.tables import promises

_ALL = with_contact(promises, promises.c.due_minute.label("due_time"))


def _reading(statement: Select[Any]) -> Reading[Promise]:
    return Reading(Promise, promises, statement, due_time=time_of)


_FIND = _reading(_ALL.where(promises.c.id == bindparam("id")))
_OPEN = _reading(
    _ALL.where(promises.c.state == "open").order_by(
        promises.c.due_on.nulls_last(), promises.c.due_minute.nulls_last(), promises.c.id
    )
)
_CLOSED_SINCE = _reading(
    _ALL.where(promises.c.closed_at >= bindparam("since")).order_by(promises.c.closed_at, promises.c.id)
)


def add(
    conn: Connection,
    owner: Owner,
    direction: Direction,
    what: str,
    contact_id: int | None,
    due_on: date | None,
    due_time: time | None,
    now: datetime,
) -> Promise:
    """Keep an open promise. Raises UnknownContact when the contact is not the member's own."""
    require(conn, owner, contact_id)
    row = new_row(
        owner,
        now,
        direction=direction,
        what=what,
        contact_id=contact_id,
        due_on=due_on,
        due_minute=minute_of(due_time),
        state="open",
        renegotiated=0,
    )
    promise = find(conn, owner, insert(conn, promises, row))
    assert promise is not None
    return promise


def find(conn: Connection, owner: Owner, promise_id: int) -> Promise | None:
    """The member's promise of this number, open or closed."""
    return _FIND.one(conn, bound(owner, id=promise_id))


def open_ones(conn: Connection, owner: Owner) -> list[Promise]:
    """Open promises of both directions, snoozed ones too; by due date and hour, the undated last."""
    return _OPEN.all(conn, bound(owner))


def closed_since(conn: Connection, owner: Owner, at: datetime) -> list[Promise]:
    """Promises kept or dropped since an instant, in that order."""
    return _CLOSED_SINCE.all(conn, bound(owner, since=epoch(at)))
