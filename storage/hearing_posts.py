"""What was posted about a colleague's ear: where it stands, and taking it out of the outbox again.

The row of one person names the other one in its `ref`: who is forgotten is found in everybody's outbox.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, and_, bindparam, case, delete, or_, select, update

from storage import outbox as outbox_rows
from storage.columns import bound
from storage.practice_records import Hearing
from storage.records import Message, Owner
from storage.tables import outbox

# To the listener: the question. To the sender: that it went out, and what was heard. To the first of two
# who agreed: that the second one did.
Kind = Literal["ear_request", "ear_sent", "ear_heard", "ear_agreed"]
KINDS: tuple[Kind, ...] = ("ear_request", "ear_sent", "ear_heard", "ear_agreed")
WHY = "taken back"


class Place(NamedTuple):
    """Where a message stands in Slack."""

    channel_id: str
    ts: str


class Places(NamedTuple):
    """Where the two messages of a request stand; None for one that was not, or not yet, sent."""

    request: Place | None
    sent: Place | None


_c = outbox.c
_THE_TWO = and_(_c.workspace_id == bindparam("of_workspace")) & or_(
    and_(_c.member_id == bindparam("listener"), _c.kind == "ear_request", _c.ref == bindparam("of_sender")),
    and_(_c.member_id == bindparam("of_member"), _c.kind == "ear_sent", _c.ref == bindparam("of_listener")),
)
_PLACES = select(_c.kind, _c.channel_id, _c.ts).where(_THE_TWO, _c.state == "sent", _c.ts.is_not(None))
_TAKE_BACK = (
    update(outbox)
    # What is on its way cannot be stopped; whoever answers it is told that it was taken back.
    .where(_THE_TWO, _c.state != "claimed")
    .values(
        state=case((_c.state.in_(("due", "unknown", "parked")), "canceled"), else_=_c.state),
        payload={"why": WHY},
    )
)
_FORGET = delete(outbox).where(
    _c.workspace_id == bindparam("of_workspace"),
    _c.kind.in_(KINDS),
    _c.ref.startswith(bindparam("about"), autoescape=False),
)


def add(
    conn: Connection,
    to: Owner,
    kind: Kind,
    about: tuple[str, int],
    payload: dict[str, Any],
    on: date,
    now: datetime,
) -> None:
    """Post a message; `about`: the other person's id, and the number of the hearing (0: of none)."""
    outbox_rows.add(conn, Message(to, kind, on, payload, ref=_ref(*about)), now)


def _ref(other_id: str, hearing_id: int) -> str:
    return f"{other_id}-{hearing_id}"


def places(conn: Connection, hearing: Hearing) -> Places:
    """Where the question stands, and what the sender was told of it."""
    rows = conn.execute(_PLACES, _both(hearing))
    found = {row.kind: Place(row.channel_id, row.ts) for row in rows if row.channel_id}
    return Places(found.get("ear_request"), found.get("ear_sent"))


def take_back(conn: Connection, hearing: Hearing) -> Places:
    """The same, and neither is sent any more, or kept in words. What stands in Slack is the caller's."""
    found = places(conn, hearing)
    conn.execute(_TAKE_BACK, _both(hearing))
    return found


def _both(hearing: Hearing) -> dict[str, Any]:
    return bound(
        hearing.owner,
        listener=hearing.listener_id,
        of_sender=_ref(hearing.owner.member_id, hearing.id),
        of_listener=_ref(hearing.listener_id, hearing.id),
    )


def forget(conn: Connection, owner: Owner) -> int:
    """Delete what the outboxes of others hold of the member: their id, and their words. How many rows."""
    values = {"of_workspace": owner.workspace_id, "about": f"{owner.member_id}-"}
    return conn.execute(_FORGET, values).rowcount
