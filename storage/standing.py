"""How single rows of the clockwork stand: one found by its id, and what still waits for one member."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, bindparam, or_, select

from storage.columns import bound, epoch, instant, owned_by
from storage.records import OutboxState, Owner
from storage.schedule import PARKED_AT
from storage.tables import outbox, schedule

# More rows that fit the beginning of an id than anybody would compare.
MOST_ALIKE = 5


class Standing(NamedTuple):
    """A message: its state, when it is to be tried next, and why it was not sent at once. No words of it."""

    id: str
    owner: Owner
    kind: str
    local_on: date
    state: OutboxState
    due_at: datetime
    sent_at: datetime | None
    attempts: int
    error: str


class Planned(NamedTuple):
    """A schedule row: what it is due for and, when it failed, when it is tried again. None: it is parked."""

    id: int
    owner: Owner
    kind: str
    due_at: datetime
    retry_at: datetime | None
    attempts: int
    error: str


_o, _s = outbox.c, schedule.c
_MESSAGES: Select[Any] = select(
    *(_o.id, _o.workspace_id, _o.member_id, _o.kind, _o.local_on),
    *(_o.state, _o.due_at, _o.sent_at, _o.attempts, _o.error),
)
_LIKE = (
    _MESSAGES.where(_o.id >= bindparam("first"), _o.id <= bindparam("last")).order_by(_o.id).limit(MOST_ALIKE)
)
_WAITING = _MESSAGES.where(
    owned_by(outbox),
    or_(
        _o.state.in_(("unknown", "parked")),
        and_(_o.state == "due", or_(_o.attempts > 0, _o.error.is_not(None), _o.due_at <= bindparam("late"))),
    ),
).order_by(_o.due_at, _o.id)
_ROW = select(schedule).where(_s.id == bindparam("row"))
_HINDERED = (
    select(schedule)
    .where(owned_by(schedule), or_(_s.error.is_not(None), _s.due_at <= bindparam("late")))
    .order_by(_s.id)
)


def messages_like(conn: Connection, beginning: str) -> list[Standing]:
    """The messages whose id begins like this (hexadecimal digits, lower case), a few at most."""
    ends = {"first": beginning.ljust(32, "0"), "last": beginning.ljust(32, "f")}
    return [_standing(row) for row in conn.execute(_LIKE, ends)]


def planned(conn: Connection, row_id: int) -> Planned | None:
    """The schedule row of that number."""
    row = conn.execute(_ROW, {"row": row_id}).one_or_none()
    return _planned(row) if row else None


def waiting_of(conn: Connection, owner: Owner, late: datetime) -> list[Standing]:
    """The member's own messages that were tried in vain, or are due since `late`; parked ones among them."""
    return [_standing(row) for row in conn.execute(_WAITING, bound(owner, late=epoch(late)))]


def hindered_of(conn: Connection, owner: Owner, late: datetime) -> list[Planned]:
    """The member's own schedule rows that failed, or are due since `late`; parked ones among them."""
    return [_planned(row) for row in conn.execute(_HINDERED, bound(owner, late=epoch(late)))]


def _standing(row: Row[Any]) -> Standing:
    due_at = instant(row.due_at)
    assert due_at is not None
    return Standing(
        row.id,
        Owner(row.workspace_id, row.member_id),
        row.kind,
        row.local_on,
        row.state,
        due_at,
        instant(row.sent_at),
        row.attempts,
        row.error or "",
    )


def _planned(row: Row[Any]) -> Planned:
    first_due_at = instant(row.due_at if row.first_due_at is None else row.first_due_at)
    assert first_due_at is not None
    retry_at = None if row.due_at == PARKED_AT else instant(row.due_at)
    owner = Owner(row.workspace_id, row.member_id)
    return Planned(row.id, owner, row.kind, first_due_at, retry_at, row.attempts, row.error or "")
