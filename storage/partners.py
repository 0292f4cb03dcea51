"""Colleagues who practise together: they do when each has said so; until then nobody hears of it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, func, select

from storage.columns import bound, new_row, owned_by
from storage.inserts import insert_new
from storage.practice_records import Partner
from storage.records import Owner
from storage.tables import members, practice_partners

# As many as a form can offer as buttons to choose from (docs.slack.dev, radio button group element).
MOST = 10


class Wish(NamedTuple):
    """What became of a wish: whether it is a new one, and whether the other one has it, too."""

    is_new: bool
    is_agreed: bool


_mine, _theirs = practice_partners, practice_partners.alias("theirs")
_OWN = (owned_by(_mine), _mine.c.partner_id == bindparam("partner"))
_back = and_(
    _theirs.c.workspace_id == _mine.c.workspace_id,
    _theirs.c.member_id == _mine.c.partner_id,
    _theirs.c.partner_id == _mine.c.member_id,
)
_person = and_(
    members.c.workspace_id == _mine.c.workspace_id,
    members.c.member_id == _mine.c.partner_id,
    members.c.deactivated_at.is_(None),
)
_ALL = (
    select(_mine.c.partner_id, _theirs.c.id.label("back"), members.c.member_id.label("person"))
    .select_from(_mine.outerjoin(_theirs, _back).outerjoin(members, _person))
    .where(owned_by(_mine))
    .order_by(_mine.c.id)
)
_COUNT = select(func.count()).select_from(_mine).where(owned_by(_mine))
_DELETE = delete(_mine).where(*_OWN)
_FORGET = delete(_mine).where(
    _mine.c.workspace_id == bindparam("of_workspace"), _mine.c.partner_id == bindparam("of_member")
)
# The lock is PostgreSQL's, in one order for everybody; SQLite has one writer at a time.
_LOCK = (
    select(members.c.member_id)
    .where(members.c.workspace_id == bindparam("of_workspace"), members.c.deactivated_at.is_(None))
    .where(members.c.member_id.in_(bindparam("ids", expanding=True)))
    .order_by(members.c.member_id)
    .with_for_update()
)


def lock(conn: Connection, workspace_id: str, *member_ids: str) -> list[str]:
    """Those of them who use Kith and are not deactivated; until the transaction ends nobody else locks them.

    Of two who press at once the later one sees what the earlier one did.
    """
    return list(conn.execute(_LOCK, {"of_workspace": workspace_id, "ids": member_ids}).scalars())


def wish(conn: Connection, owner: Owner, partner_id: str, now: datetime) -> Wish | None:
    """Keep that the member wants to practise with a colleague. It is for them alone until the other agrees.

    None, and nothing is kept, when the colleague does not use Kith, or is the member.
    """
    both = {owner.member_id, partner_id}
    if len(both) < 2 or both != set(lock(conn, owner.workspace_id, *both)):
        return None
    is_new = insert_new(conn, _mine, new_row(owner, now, partner_id=partner_id))
    return Wish(is_new, are_agreed(conn, owner, partner_id))


def count(conn: Connection, owner: Owner) -> int:
    """With how many colleagues the member wants to practise."""
    return int(conn.execute(_COUNT, bound(owner)).scalar_one())


def all_of(conn: Connection, owner: Owner) -> list[Partner]:
    """The colleagues with whom the member wants to practise, in the order of asking."""
    rows = conn.execute(_ALL, bound(owner))
    return [Partner(row.partner_id, row.back is not None, row.person is not None) for row in rows]


def agreed(conn: Connection, owner: Owner) -> list[str]:
    """The ids of those who want it, too, and are still here."""
    return [one.partner_id for one in all_of(conn, owner) if one.is_agreed and one.is_here]


def are_agreed(conn: Connection, owner: Owner, partner_id: str) -> bool:
    """Whether the two practise together."""
    return partner_id in agreed(conn, owner)


def stop(conn: Connection, owner: Owner, partner_id: str) -> bool:
    """The member does not want it any more: for both of them it ends. False when there was no such wish."""
    return conn.execute(_DELETE, bound(owner, partner=partner_id)).rowcount == 1


def forget(conn: Connection, owner: Owner) -> None:
    """Nobody wants to practise with this member any more: they are forgotten."""
    conn.execute(_FORGET, bound(owner))
