"""Thank-yous: owed to a contact, or said."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam

from storage.columns import bound, epoch, new_row, reader
from storage.contacts import require, with_contact
from storage.inserts import insert
from storage.records import Owner, ThankYou
from storage.tables import thank_yous

_thank_you = reader(ThankYou, thank_yous)
_ALL = with_contact(thank_yous)
_FIND = _ALL.where(thank_yous.c.id == bindparam("id"))
_OWED = _ALL.where(thank_yous.c.state == "owed").order_by(thank_yous.c.created_at, thank_yous.c.id)
_SAID_SINCE = _ALL.where(thank_yous.c.state == "said", thank_yous.c.closed_at >= bindparam("since")).order_by(
    thank_yous.c.closed_at, thank_yous.c.id
)


def add(
    conn: Connection,
    owner: Owner,
    contact_id: int,
    reason: str | None,
    now: datetime,
    state: Literal["owed", "said"] = "owed",
) -> ThankYou:
    """Keep a thank-you. Raises UnknownContact when the contact is not the member's own."""
    require(conn, owner, contact_id)
    closed_at = epoch(now) if state == "said" else None
    row = new_row(owner, now, contact_id=contact_id, reason=reason, state=state, closed_at=closed_at)
    thank_you = find(conn, owner, insert(conn, thank_yous, row))
    assert thank_you is not None
    return thank_you


def find(conn: Connection, owner: Owner, thank_you_id: int) -> ThankYou | None:
    """The member's thank-you of this number, owed or not."""
    row = conn.execute(_FIND, bound(owner, id=thank_you_id)).one_or_none()
    return _thank_you(row) if row else None


def owed(conn: Connection, owner: Owner) -> list[ThankYou]:
    """Thank-yous still owed, snoozed ones too; the oldest first."""
    return [_thank_you(row) for row in conn.execute(_OWED, bound(owner))]


def said_since(conn: Connection, owner: Owner, at: datetime) -> list[ThankYou]:
    """Thank-yous said since an instant, in that order; not the dropped."""
    return [_thank_you(row) for row in conn.execute(_SAID_SINCE, bound(owner, since=epoch(at)))]
