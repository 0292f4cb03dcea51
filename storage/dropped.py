"""What members dropped of their practice: kept for Undo for a time, then gone with everything it said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from storage.columns import epoch
from storage.tables import act_changes, acts, occasions, stories, tellings, versions

# Those that others refer to go last.
_TABLES = (tellings, occasions, versions, stories)
_OLD = {table.name: table.c.dropped_at < bindparam("before") for table in _TABLES}
# Who takes back an act that is half gone would be told an untruth: the whole act goes.
_ACTS_ON = {
    table.name: delete(acts).where(
        acts.c.id.in_(
            select(act_changes.c.act_id).where(
                act_changes.c.noun == table.name,
                act_changes.c.row_id.in_(select(table.c.id).where(_OLD[table.name])),
            )
        )
    )
    for table in _TABLES
}
_DROP = {table.name: delete(table).where(_OLD[table.name]) for table in _TABLES}
# What a change has replaced stands in the act alone.
_OLD_CHANGES = delete(acts).where(
    acts.c.created_at < bindparam("before"),
    acts.c.id.in_(
        select(act_changes.c.act_id).where(
            act_changes.c.noun.in_([table.name for table in _TABLES]), act_changes.c.before.is_not(None)
        )
    ),
)


def forget(conn: Connection, before: datetime) -> int:
    """Forget the versions, stories, tellings and occasions that were dropped before that instant, and what
    was replaced in others before it: with the acts that could be undone until then. How many rows went."""
    old, gone = {"before": epoch(before)}, 0
    for table in _TABLES:
        conn.execute(_ACTS_ON[table.name], old)
        gone += conn.execute(_DROP[table.name], old).rowcount
    conn.execute(_OLD_CHANGES, old)
    return gone
