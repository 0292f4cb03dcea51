"""Promises, in both directions."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import Connection, bindparam

from storage.columns import bound, epoch, minute_of, new_row, reader, time_of
from storage.contacts import require, with_contact
from storage.inserts import insert
from storage.records import Direction, Owner, Promise
from storage.tables import promises

_promise = reader(Promise, promises, due_time=time_of)
_ALL = with_contact(promises, promises.c.due_minute.label("due_time"))
_FIND = _ALL.where(promises.c.id == bindparam("id"))
_OPEN = _ALL.where(promises.c.state == "open").order_by(
    promises.c.due_on.nulls_last(), promises.c.due_minute.nulls_last(), promises.c.id
)
_CLOSED_SINCE = _ALL.where(promises.c.closed_at >= bindparam("since")).order_by(
    promises.c.closed_at, promises.c.id
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
    row = conn.execute(_FIND, bound(owner, id=promise_id)).one_or_none()
    return _promise(row) if row else None


def open_ones(conn: Connection, owner: Owner) -> list[Promise]:
    """Open promises of both directions, snoozed ones too; by due date and hour, the undated last."""
    return [_promise(row) for row in conn.execute(_OPEN, bound(owner))]


def closed_since(conn: Connection, owner: Owner, at: datetime) -> list[Promise]:
    """Promises kept or dropped since an instant, in that order."""
    return [_promise(row) for row in conn.execute(_CLOSED_SINCE, bound(owner, since=epoch(at)))]
