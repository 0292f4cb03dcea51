"""The schedule: one row a member and kind, whose due time is moved on when it has been dealt with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Table, bindparam, delete, func, select
from sqlalchemy import update as sql_update
from sqlalchemy.dialects import postgresql, sqlite

from storage.columns import bound, epoch, instant, owned_by
from storage.prepared import Prepared
from storage.records import Due, NudgeKind, Owner
from storage.tables import schedule

# A row that failed is tried again after these waits; after the fifth failure it is parked. Together they stay
# within the two hours after which a nudge would be too late anyway.
RETRY_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
# A parked row is due in the year 9999: no sweep finds it, `parked` does.
PARKED_AT = 253_370_764_800


class ParkedDue(NamedTuple):
    """A schedule row that waits for somebody to look: what failed, and what it was due for."""

    id: int
    owner: Owner
    kind: str
    ref: int
    error: str
    due_at: datetime


_c = schedule.c
_ROWS = select(schedule).order_by(_c.due_at, _c.id)
_FAIL = (
    sql_update(schedule)
    .where(_c.id == bindparam("row"))
    .values(
        attempts=_c.attempts + 1,
        first_due_at=func.coalesce(_c.first_due_at, _c.due_at),
        due_at=bindparam("retry_at"),
        error=bindparam("why"),
    )
)
_REPLAY = (
    sql_update(schedule)
    .where(_c.id == bindparam("row"), _c.due_at == PARKED_AT)
    .values(
        due_at=func.coalesce(_c.first_due_at, bindparam("now")), first_due_at=None, attempts=0, error=None
    )
)
_REMOVE = Prepared(
    delete(schedule).where(owned_by(schedule), _c.kind == bindparam("of_kind"), _c.ref == bindparam("of_ref"))
)
_PARKED = _ROWS.where(_c.due_at == PARKED_AT)
_OF_MEMBER = _ROWS.where(owned_by(schedule))
_OF_KIND = _ROWS.where(_c.kind == bindparam("of_kind"))
_NEXT = select(func.min(_c.due_at)).where(_c.due_at < PARKED_AT)
_OWNERS = select(_c.workspace_id, _c.member_id).where(_c.workspace_id == bindparam("of_workspace")).distinct()


def _upsert(insert: Any, table: Table) -> Any:
    """A new row, or a new due time for the one that is there, which then starts with no failures."""
    new = insert(table)
    return new.on_conflict_do_update(
        index_elements=["workspace_id", "member_id", "kind", "ref"],
        set_={"due_at": new.excluded.due_at, "first_due_at": None, "attempts": 0, "error": None},
    )


_PUT = {"sqlite": _upsert(sqlite.insert, schedule), "postgresql": _upsert(postgresql.insert, schedule)}


def put(conn: Connection, owner: Owner, kind: NudgeKind, ref: int, due_at: datetime) -> None:
    """Set when this is due next, whether it was there or not. The date on which it last came is kept."""
    row = {**owner._asdict(), "kind": kind, "ref": ref, "due_at": epoch(due_at)}
    conn.execute(_PUT[conn.dialect.name], row)


def remove(conn: Connection, owner: Owner, kind: NudgeKind, ref: int = 0) -> bool:
    """Take it off the schedule. False when it was not there."""
    return _REMOVE.count(conn, bound(owner, of_kind=kind, of_ref=ref)) == 1


def replan(
    conn: Connection,
    owner: Owner,
    dues: Iterable[tuple[NudgeKind, datetime]],
    now: datetime | None = None,
) -> None:
    """Put the member's calendar nudges as `cadence.first_dues` says, and take off those that have no day now.

    Call it with every change of zone, hours, days or pause. With `now`, a row that is due already is left for
    the sweep, which decides it and then plans by the new settings: none is lost between two sweeps.
    """
    wanted = dict(dues)
    due = {one.kind for one in of_member(conn, owner) if now and one.due_at <= now}
    for kind in ("brief", "review", "practice"):
        if kind in due:
            continue
        if kind in wanted:
            put(conn, owner, kind, 0, wanted[kind])
        else:
            remove(conn, owner, kind)


def fail(conn: Connection, row_id: int, error: str, retry_at: datetime | None) -> None:
    """Count a failure, and try again at `retry_at`; None parks the row. `error` holds no member's words."""
    fail_all(conn, [(row_id, error, retry_at)])


def fail_all(conn: Connection, failed: Sequence[tuple[int, str, datetime | None]]) -> None:
    """The same for many rows `(id, error, retry_at)` at once."""
    if failed:
        rows = [
            {"row": row_id, "why": error, "retry_at": epoch(at) if at else PARKED_AT}
            for row_id, error, at in failed
        ]
        conn.execute(_FAIL, rows)


def next_retry(failures: int, now: datetime) -> datetime | None:
    """When a row that has now failed so many times is tried again; None when it is to be parked."""
    return now + RETRY_WAITS[failures - 1] if failures <= len(RETRY_WAITS) else None


def park(conn: Connection, owner: Owner, kinds: Sequence[str], error: str, ref: int | None = None) -> int:
    """Park the member's rows of these kinds (of one `ref` only, when given); how many there were."""
    these = [owned_by(schedule), _c.kind.in_(kinds), _c.due_at < PARKED_AT]
    if ref is not None:
        these.append(_c.ref == ref)
    first = func.coalesce(_c.first_due_at, _c.due_at)
    parked_now = sql_update(schedule).where(*these).values(first_due_at=first, due_at=PARKED_AT, error=error)
    return conn.execute(parked_now, bound(owner)).rowcount


def parked(conn: Connection) -> list[ParkedDue]:
    """Every parked row, for `kith doctor`."""
    return [_parked(row) for row in conn.execute(_PARKED)]


def parked_of(conn: Connection, owner: Owner) -> list[ParkedDue]:
    """The member's own parked rows, for `/kith status`."""
    rows = conn.execute(_PARKED.where(owned_by(schedule)), bound(owner))
    return [_parked(row) for row in rows]


def replay(conn: Connection, row_id: int, now: datetime) -> bool:
    """Make a parked row due again for what it was due for. False when it is not parked."""
    return conn.execute(_REPLAY, {"row": row_id, "now": epoch(now)}).rowcount == 1


def next_due_at(conn: Connection) -> datetime | None:
    """When the earliest row is due; None when nothing is planned."""
    return instant(conn.execute(_NEXT).scalar_one())


def lag(conn: Connection, now: datetime) -> timedelta:
    """How far the sweep is behind: the age of the earliest row that is due; zero when none is."""
    at = next_due_at(conn)
    return max(now - at, timedelta(0)) if at else timedelta(0)


def of_member(conn: Connection, owner: Owner) -> list[Due]:
    """The member's rows, the next one first; parked ones come last."""
    return [_due(row) for row in conn.execute(_OF_MEMBER, bound(owner))]


def of_kind(conn: Connection, kind: NudgeKind) -> list[Due]:
    """Every row of the kind, of all members: for the daily repair."""
    return [_due(row) for row in conn.execute(_OF_KIND, {"of_kind": kind})]


def owners(conn: Connection, workspace_id: str) -> set[Owner]:
    """Everybody of the workspace who has a row, deactivated members too."""
    return {Owner(*row) for row in conn.execute(_OWNERS, {"of_workspace": workspace_id})}


def _due(row: Row[Any]) -> Due:
    at = instant(row.due_at if row.first_due_at is None else row.first_due_at)
    assert at is not None
    return Due(row.id, Owner(row.workspace_id, row.member_id), row.kind, row.ref, at, row.last_on)


def _parked(row: Row[Any]) -> ParkedDue:
    due = _due(row)
    return ParkedDue(due.id, due.owner, due.kind, due.ref, row.error or "", due.due_at)
