"""Forgetting a member: no row, and on SQLite no byte of a row, stays."""

from __future__ import annotations

from sqlalchemy import Connection, func, update

from storage.columns import bound, owned_by, owned_tables
from storage.database import leave_no_trace
from storage.records import Owner
from storage.tables import teams
from storage.teams import LED

# Those that refer to others go first. The changes of acts go with their acts.
_DELETE = {table.name: table.delete().where(owned_by(table)) for table in reversed(owned_tables())}
# The team stays for those whom it lists, and may come back to life under another lead.
_STOP_TEAMS = (
    update(teams)
    .where(*LED)
    .values(stopped_at=func.coalesce(teams.c.stopped_at, teams.c.created_at), lead_id="")
)


def forget(conn: Connection, owner: Owner) -> dict[str, int]:
    """Delete everything of the member, and stop the teams that they lead; how many rows in each table.

    On SQLite `Database.run` writes the file anew after the commit, and empties its log.
    On PostgreSQL the room of deleted rows is overwritten when autovacuum has passed.
    """
    leave_no_trace(conn)
    gone = {name: conn.execute(statement, bound(owner)).rowcount for name, statement in _DELETE.items()}
    gone["teams"] = conn.execute(_STOP_TEAMS, bound(owner)).rowcount
    return gone
