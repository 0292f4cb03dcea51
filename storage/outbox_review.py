"""Looking at the outbox, for people: counts, what is parked, replay and cancel."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, case, func, select, text
from sqlalchemy import update as sql_update

from storage.columns import bound, epoch, instant, owned_by
from storage.records import Owner
from storage.tables import PARKED, WAITING, outbox

# The error of a message that may be there or not: a replay looks for it first.
UNANSWERED = "no answer; it may have been delivered"


class ParkedPosting(NamedTuple):
    """A message that waits for somebody to look at why it could not be sent."""

    id: str
    owner: Owner
    kind: str
    error: str
    created_at: datetime


class Place(NamedTuple):
    """Where a message stands in Slack, and what was sent there."""

    channel_id: str
    ts: str
    payload: dict[str, Any]


NOT_YET = Place("", "", {})
_c = outbox.c
_WAITING = _c.state.in_(("due", "unknown"))
_COUNTS = select(_c.state, func.count()).group_by(_c.state)
_NEXT_TRY = select(func.min(_c.due_at)).where(text(WAITING), _WAITING, _c.due_at > bindparam("after"))
_PARKED = (
    select(_c.id, _c.workspace_id, _c.member_id, _c.kind, _c.error, _c.created_at)
    .where(text(PARKED))
    .order_by(_c.created_at, _c.id)
)
_REPLAY = (
    sql_update(outbox)
    .where(_c.id == bindparam("row"), _c.state == "parked")
    .values(
        state=case((_c.error == UNANSWERED, "unknown"), else_="due"),
        due_at=bindparam("now"),
        attempts=1,
        error=None,
        is_wanted=True,  # a nudge of an older day is sent, worded as late, and not folded
    )
)
_CANCEL = (
    sql_update(outbox)
    .where(owned_by(outbox), _c.id == bindparam("row"), _c.state.in_(("due", "unknown", "parked")))
    .values(state="canceled")
)
_CANCEL_OF = sql_update(outbox).where(owned_by(outbox), _WAITING).values(state="canceled")
_TOLD = select(func.count()).where(
    owned_by(outbox),
    _c.kind == bindparam("of_kind"),
    _c.state.in_(("due", "claimed", "sent", "unknown")),
)

_PLACE = (
    select(_c.state, _c.channel_id, _c.ts, _c.payload)
    .where(owned_by(outbox), _c.kind == bindparam("of_kind"), _c.ref == bindparam("of_ref"))
    .order_by(_c.id.desc())
    .limit(1)
)


def counts(conn: Connection) -> dict[str, int]:
    """How many rows there are in each state."""
    return {row[0]: row[1] for row in conn.execute(_COUNTS)}


def next_try_at(conn: Connection, after: datetime) -> datetime | None:
    """When the next waiting message is to be tried, later than `after`; None when none waits."""
    return instant(conn.execute(_NEXT_TRY, {"after": epoch(after)}).scalar_one())


def parked(conn: Connection) -> list[ParkedPosting]:
    """Every parked message, oldest first, for `kith doctor`. Holds nobody's words."""
    return [_parked(*row) for row in conn.execute(_PARKED)]


def replay(conn: Connection, row_id: str, now: datetime) -> bool:
    """Make a parked message due again, with four tries, however late. False when it is not parked."""
    return conn.execute(_REPLAY, {"row": row_id, "now": epoch(now)}).rowcount == 1


def cancel(conn: Connection, owner: Owner, row_id: str) -> bool:
    """Do not send this message of the owner's. False when it is sent, being sent, or not theirs."""
    return conn.execute(_CANCEL, bound(owner, row=row_id)).rowcount == 1


def cancel_of(conn: Connection, owner: Owner) -> int:
    """Do not send anything that waits for this member; how many there were."""
    return conn.execute(_CANCEL_OF, bound(owner)).rowcount


def told(conn: Connection, owner: Owner, kind: str) -> int:
    """How many nudges of the kind the member was or will be sent."""
    return int(conn.execute(_TOLD, bound(owner, of_kind=kind)).scalar_one())


def place(conn: Connection, owner: Owner, kind: str, ref: str) -> Place | None:
    """Where the owner's message stands; `NOT_YET` while it waits, None when it is not sent, or is none."""
    row = conn.execute(_PLACE, bound(owner, of_kind=kind, of_ref=ref)).one_or_none()
    if row is None or row.state not in ("sent", "due", "claimed", "unknown"):
        return None
    if row.state != "sent":
        return NOT_YET
    return Place(row.channel_id, row.ts, row.payload) if row.channel_id and row.ts else None


def _parked(
    row_id: str, workspace_id: str, member_id: str, kind: str, error: str | None, at: int
) -> ParkedPosting:
    created_at = datetime.fromtimestamp(at, UTC)
    return ParkedPosting(row_id, Owner(workspace_id, member_id), kind, error or "", created_at)
