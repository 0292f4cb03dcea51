"""Forgetting a member: no row, and on SQLite no byte of a row, stays; nor comes back from an old backup."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Insert, func, update
from sqlalchemy.dialects import postgresql, sqlite

from storage import hearing_posts, hearings, partners
from storage.columns import bound, epoch, owned_by, owned_tables
from storage.database import leave_no_trace
from storage.records import Owner
from storage.tables import forgotten, teams
from storage.teams import LED

# Those that refer to others go first. The changes of acts go with their acts.
_DELETE = {table.name: table.delete().where(owned_by(table)) for table in reversed(owned_tables())}
# The team stays for those whom it lists, and may come back to life under another lead.
_STOP_TEAMS = (
    update(teams)
    .where(*LED)
    .values(stopped_at=func.coalesce(teams.c.stopped_at, teams.c.created_at), lead_id="")
)


def _upsert(new: sqlite.Insert | postgresql.Insert) -> Insert:
    return new.on_conflict_do_update(
        index_elements=["digest"], set_={"forgotten_at": new.excluded.forgotten_at}
    )


_REMEMBER = {
    "sqlite": _upsert(sqlite.insert(forgotten)),
    "postgresql": _upsert(postgresql.insert(forgotten)),
}


def forget(conn: Connection, owner: Owner, now: datetime) -> dict[str, int]:
    """Delete everything of the member, and stop the teams that they lead; how many rows in each table.

    What stays is a digest and the instant, by which a backup from before forgets them again.
    """
    gone = take_out(conn, owner)
    conn.execute(_REMEMBER[conn.dialect.name], {"digest": digest(owner), "forgotten_at": epoch(now)})
    return gone


def take_out(conn: Connection, owner: Owner) -> dict[str, int]:
    """The same, of which nothing is remembered: for members whom nobody asked to forget, such as samples.

    On SQLite `Database.run` writes the file anew after the commit, and empties its log.
    On PostgreSQL the room of deleted rows is overwritten when autovacuum has passed.
    """
    leave_no_trace(conn)
    gone = {name: conn.execute(statement, bound(owner)).rowcount for name, statement in _DELETE.items()}
    # What others' rows say of the member: with whom they practise, and who listened to them.
    for out_of_others in (hearing_posts.forget, hearings.forget, partners.forget):
        out_of_others(conn, owner)
    gone["teams"] = conn.execute(_STOP_TEAMS, bound(owner)).rowcount
    return gone


def digest(owner: Owner) -> str:
    """What stays of a forgotten member: it names nobody, but who knows the ids can tell that it is theirs."""
    return sha256(f"{owner.workspace_id}\n{owner.member_id}".encode()).hexdigest()
