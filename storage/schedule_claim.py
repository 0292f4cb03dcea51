"""Taking rows of the schedule that are due, a batch at once, and moving them on, in the driver's own SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from storage.columns import epoch, instant
from storage.driver_rows import Columns, read_all, wording
from storage.records import Due, Member, Owner
from storage.tables import members


class Claimed(NamedTuple):
    """A row that is due, its member (None: forgotten since), and how often it has failed so far."""

    due: Due
    member: Member | None
    failures: int


# Where a row goes that was dealt with: its number, when it is due next, the local date it came on last.
Move = tuple[int, datetime, date]

_member = Columns(Member, members, "m")
_OWN = """s.workspace_id, s.member_id, s.id, s.kind, s.ref, coalesce(s.first_due_at, s.due_at), s.last_on,
    s.attempts"""
_CLAIM = f"""
    SELECT {_OWN}, {_member.sql} FROM schedule AS s
    LEFT JOIN members AS m ON m.workspace_id = s.workspace_id AND m.member_id = s.member_id
    WHERE s.due_at <= ? ORDER BY s.due_at"""
_CLAIMS = {
    "sqlite": f"{_CLAIM}, s.id LIMIT ?",
    # Without the id: PostgreSQL would sort everything that is due at nine for each batch of it.
    "postgresql": f"{_CLAIM} LIMIT ? FOR UPDATE OF s SKIP LOCKED",
}
_AFRESH = "first_due_at = NULL, attempts = 0, error = NULL"
_MOVES = {
    "sqlite": f"UPDATE schedule SET due_at = ?, last_on = ?, {_AFRESH} WHERE id = ?",
    "postgresql": f"""
        UPDATE schedule SET due_at = moved.due_at, last_on = moved.last_on, {_AFRESH}
        FROM unnest(%b::bigint[], %b::text[]::date[], %b::bigint[]) AS moved (due_at, last_on, id)
        WHERE schedule.id = moved.id""",
}
_DROP = "DELETE FROM schedule WHERE id = ?"


def claim_due(conn: Connection, now: datetime, limit: int) -> list[Claimed]:
    """The rows due by `now`, oldest first; no other process gets them until this transaction ends.

    `due_at` is what the row was due for at first, also when it failed and is tried again.
    """
    dialect = conn.dialect.name
    rows = read_all(conn, _CLAIMS[dialect], epoch(now), limit)
    member_of, is_sqlite = _member.reader(dialect), dialect == "sqlite"
    claimed = []
    # Most briefs are due at the same few instants.
    instants = {at: instant(at) for at in {row[5] for row in rows}}
    for workspace_id, member_id, row_id, kind, ref, at, last_on, failures, *values in rows:
        owner, due_at = Owner(workspace_id, member_id), instants[at]
        assert due_at is not None
        if is_sqlite and last_on is not None:
            last_on = date.fromisoformat(last_on)
        # Only who is a member has a zone.
        member = None if values[0] is None else member_of(values, owner)
        claimed.append(Claimed(Due(row_id, owner, kind, ref, due_at, last_on), member, failures))
    return claimed


def move_on(conn: Connection, moves: Sequence[Move]) -> None:
    """Set the next due time and the local date that was dealt with, of all these rows in one batch."""
    if not moves:
        return
    rows: list[tuple[Any, ...]] = [(epoch(at), on.isoformat(), row_id) for row_id, at, on in moves]
    dialect = conn.dialect.name
    if dialect == "sqlite":
        conn.exec_driver_sql(_MOVES[dialect], rows)
    else:
        conn.exec_driver_sql(wording(_MOVES[dialect], dialect), tuple(map(list, zip(*rows, strict=True))))


def drop(conn: Connection, row_ids: Sequence[int]) -> None:
    """Take rows off the schedule that will not be due again."""
    if row_ids:
        conn.exec_driver_sql(wording(_DROP, conn.dialect.name), [(row_id,) for row_id in row_ids])
