"""Members: the people who use Kith, and how they want to be coached."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy import update as sql_update

from storage.columns import bound, epoch, owned_by, reader, to_columns
from storage.inserts import insert_new
from storage.prepared import Reading
from storage.records import Member, Owner
from storage.tables import members

_member = reader(Member, members)
_FIND = Reading(Member, members, select(members).where(owned_by(members)))
_IN_WORKSPACE = (
    select(members)
    .where(members.c.workspace_id == bindparam("of_workspace"), members.c.deactivated_at.is_(None))
    .order_by(members.c.joined_at, members.c.member_id)
)
_UPDATE = sql_update(members).where(owned_by(members)).returning(members)


def add(conn: Connection, member: Member) -> bool:
    """Keep a new member. False when they are there already; then nothing changes."""
    values = asdict(member)
    del values["owner"]
    joined_at = epoch(values.pop("joined_at"))
    row = {**member.owner._asdict(), "joined_at": joined_at, **to_columns(members, values)}
    return insert_new(conn, members, row)


def find(conn: Connection, owner: Owner) -> Member | None:
    """The member, also when deactivated."""
    return _FIND.one(conn, bound(owner))


def update(conn: Connection, owner: Owner, **changes: Any) -> Member | None:
    """Change settings by the names of Member's fields. None when there is no such member."""
    if not changes:
        return find(conn, owner)
    row = conn.execute(_UPDATE.values(to_columns(members, changes)), bound(owner)).one_or_none()
    return _member(row) if row else None


def in_workspace(conn: Connection, workspace_id: str) -> list[Member]:
    """The workspace's members in the order of joining, without the deactivated."""
    rows = conn.execute(_IN_WORKSPACE, {"of_workspace": workspace_id})
    return [_member(row) for row in rows]
