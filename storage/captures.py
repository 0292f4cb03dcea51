"""Captures: lines as they were typed, what was read out of them, and what became of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from storage.columns import bound, new_row, owned_by, reader
from storage.inserts import insert
from storage.records import Capture, CaptureState, Owner
from storage.tables import captures

_capture = reader(Capture, captures)
_FIND = select(captures).where(owned_by(captures), captures.c.id == bindparam("capture"))
_STILL = (
    owned_by(captures),
    captures.c.id == bindparam("capture"),
    captures.c.state == bindparam("expected"),
)
_MARK = (
    update(captures)
    .where(*_STILL)
    .values(
        state=bindparam("new"),
        act_id=func.coalesce(bindparam("act", type_=captures.c.act_id.type), captures.c.act_id),
    )
)
_REREAD = update(captures).where(*_STILL).values(reading=bindparam("new_reading"))


def add(conn: Connection, owner: Owner, text: str, reading: dict[str, Any], now: datetime) -> Capture:
    """Keep a line that waits for the member's word. `reading` must be fit for JSON."""
    number = insert(conn, captures, new_row(owner, now, text=text, reading=reading, state="pending"))
    capture = find(conn, owner, number)
    assert capture is not None
    return capture


def find(conn: Connection, owner: Owner, capture_id: int) -> Capture | None:
    """The member's capture of this number, whatever became of it."""
    row = conn.execute(_FIND, bound(owner, capture=capture_id)).one_or_none()
    return _capture(row) if row else None


def mark(
    conn: Connection,
    owner: Owner,
    capture_id: int,
    state: CaptureState,
    act_id: int | None = None,
    expected: CaptureState = "pending",
) -> bool:
    """Move a capture on from `expected`. False when it is elsewhere by now: a second click changes nothing.

    Call it first, and do the rest only when it says True. Without `act_id` the one that is there stays.
    """
    values = bound(owner, capture=capture_id, expected=expected, new=state, act=act_id)
    return conn.execute(_MARK, values).rowcount == 1


def reread(conn: Connection, owner: Owner, capture_id: int, reading: dict[str, Any]) -> bool:
    """Replace the reading, as edited by the member. False when the capture no longer waits."""
    values = bound(owner, capture=capture_id, expected="pending", new_reading=reading)
    return conn.execute(_REREAD, values).rowcount == 1
