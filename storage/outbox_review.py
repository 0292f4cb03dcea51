"""Looking at the outbox, for people and for the next brief: counts, what is parked, replay and cancel."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

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


class Folded(NamedTuple):
    """A nudge that was too late to be sent, and the member's own date for which it was meant."""

    kind: str
    ref: str
    local_on: date


_c = outbox.c
_WAITING = _c.state.in_(("due", "unknown"))
_COUNTS = select(_c.state, func.count()).group_by(_c.state)
_OLDEST = select(func.min(_c.due_at)).where(text(WAITING), _WAITING)
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
_FOLDED = (
    select(_c.kind, _c.ref, _c.local_on)
    .where(owned_by(outbox), _c.state == "folded", _c.local_on >= bindparam("since_on"))
    .order_by(_c.local_on, _c.kind, _c.ref)
)
_SAID = (
    owned_by(outbox),
    _c.kind == bindparam("of_kind"),
    _c.state.in_(("due", "claimed", "sent", "unknown")),
)
_TOLD = select(func.count()).where(*_SAID)
_LAST_TOLD = select(func.max(_c.local_on)).where(*_SAID)


def counts(conn: Connection) -> dict[str, int]:
    """How many rows there are in each state."""
    return {row[0]: row[1] for row in conn.execute(_COUNTS)}


def lag(conn: Connection, now: datetime) -> timedelta:
    """How far delivery is behind: the age of the oldest message that waits; zero when none does."""
    oldest = instant(conn.execute(_OLDEST).scalar_one())
    return max(now - oldest, timedelta(0)) if oldest else timedelta(0)


def next_try_at(conn: Connection, after: datetime) -> datetime | None:
    """When the next waiting message is to be tried, later than `after`; None when none waits."""
    return instant(conn.execute(_NEXT_TRY, {"after": epoch(after)}).scalar_one())


def parked(conn: Connection) -> list[ParkedPosting]:
    """Every parked message, oldest first, for `kith doctor`. Holds nobody's words."""
    return [_parked(*row) for row in conn.execute(_PARKED)]


def parked_of(conn: Connection, owner: Owner) -> list[ParkedPosting]:
    """The member's own parked messages, for `/kith status`."""
    return [_parked(*row) for row in conn.execute(_PARKED.where(owned_by(outbox)), bound(owner))]


def replay(conn: Connection, row_id: str, now: datetime) -> bool:
    """Make a parked message due again, with four tries, however late. False when it is not parked."""
    return conn.execute(_REPLAY, {"row": row_id, "now": epoch(now)}).rowcount == 1


def cancel(conn: Connection, owner: Owner, row_id: str) -> bool:
    """Do not send this message of the owner's. False when it is sent, being sent, or not theirs."""
    return conn.execute(_CANCEL, bound(owner, row=row_id)).rowcount == 1


def cancel_of(conn: Connection, owner: Owner) -> int:
    """Do not send anything that waits for this member; how many there were."""
    return conn.execute(_CANCEL_OF, bound(owner)).rowcount


def folded_since(conn: Connection, owner: Owner, since_on: date) -> list[Folded]:
    """The member's nudges from that date on which were too late to be sent."""
    rows = conn.execute(_FOLDED, bound(owner, since_on=since_on))
    return [Folded(*row) for row in rows]


def told(conn: Connection, owner: Owner, kind: str) -> int:
    """How many nudges of the kind the member was or will be sent."""
    return int(conn.execute(_TOLD, bound(owner, of_kind=kind)).scalar_one())


def last_told_on(conn: Connection, owner: Owner, kind: str) -> date | None:
    """The member's own date of the last nudge of the kind that was or will be sent."""
    on: date | None = conn.execute(_LAST_TOLD, bound(owner, of_kind=kind)).scalar_one()
    return on


def _parked(
    row_id: str, workspace_id: str, member_id: str, kind: str, error: str | None, at: int
) -> ParkedPosting:
    created_at = datetime.fromtimestamp(at, UTC)
    return ParkedPosting(row_id, Owner(workspace_id, member_id), kind, error or "", created_at)
