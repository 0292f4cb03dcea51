"""Restoring: what a backup holds takes the place of all that is there, and an epoch begins.

What was decided before is not sent any more, what came due meanwhile is passed over, and who was forgotten
stays so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, text, union, update
from sqlalchemy.exc import OperationalError

from storage import backup, erase, outbox, row_copy
from storage.backup_file import Backup
from storage.columns import epoch, instant, owned_tables
from storage.database import Database, leave_no_trace
from storage.records import Due, Message, OutboxState, Owner
from storage.schedule import PARKED_AT
from storage.tables import WAITING, forgotten, members, metadata, restores, schedule, teams, workspaces
from storage.tables import outbox as outbox_rows

WHY = "restored from a backup"
DEADLOCK = "40P01"
LOCK_TRIES = 5
_ALL = ", ".join(metadata.tables)
_LOCK = (
    "SET LOCAL lock_timeout = '20s'",
    # Whoever works there waits, and then sees the new rows alone.
    f"LOCK TABLE {_ALL} IN ACCESS EXCLUSIVE MODE",
)
_REFS = (schedule.c.workspace_id, schedule.c.member_id, schedule.c.kind, schedule.c.ref)
_DEALT_WITH = select(*_REFS, schedule.c.last_on).where(schedule.c.last_on.is_not(None))
_PASSED = (
    select(schedule)
    # Also what failed and was to be tried again: that may have been done since, too.
    .where(or_(schedule.c.due_at <= bindparam("now"), schedule.c.first_due_at <= bindparam("now")))
    .where(schedule.c.due_at < PARKED_AT)
    .order_by(schedule.c.id)
)
_MOVE = (
    update(schedule)
    .where(schedule.c.id == bindparam("row"))
    .values(due_at=bindparam("at"), last_on=bindparam("on"), first_due_at=None, attempts=0, error=None)
)
_DATE = update(schedule).where(schedule.c.id == bindparam("row")).values(last_on=bindparam("on"))
_DROP = delete(schedule).where(schedule.c.id == bindparam("row"))
_STOP_SENDING = (
    update(outbox_rows)
    .where(text(WAITING))
    .values(state=text("CASE WHEN is_nudge THEN 'folded' ELSE 'canceled' END"), may_repeat=False, error=WHY)
)


class Passed(NamedTuple):
    """What becomes of a schedule row that came due before the restore: its last date, and its next time."""

    last_on: date
    next_at: datetime | None


class Restored(NamedTuple):
    """What a restore did. `kept`: the backup of what was there before, None when there was nothing."""

    kept: Backup | None
    unsent: int
    moved: int
    forgotten: int


class Before(NamedTuple):
    """What the database that is replaced knows, and the restored one must not lose."""

    forgotten: dict[str, int]
    restores: dict[int, int]
    numbers: dict[str, int]
    dealt_with: dict[tuple[str, str, str, int], date]


# Says what becomes of a row by the settings of its member, of which storage knows no rules; None: nobody's.
Plan = Callable[[Connection, Due, datetime], Passed | None]


def restore(
    db: Database, source: Connection, taken_at: datetime, keep_at: Path, now: datetime, plan: Plan
) -> Restored:
    """Replace everything, in one transaction, by what `source` (a backup at the present schema) holds.

    What was there is kept first, as a backup at `keep_at`. Raises DatabaseError and SQLAlchemyError; then,
    and when it is killed, all is as it was.
    """
    work = partial(_keep_and_replace, source=source, taken_at=taken_at, keep_at=keep_at, now=now, plan=plan)
    for _ in range(LOCK_TRIES - 1):
        try:
            return db.run_sync(work)
        except OperationalError as error:
            # Others hold one table and wait for the next one. Nothing has happened yet.
            if getattr(error.orig, "sqlstate", None) != DEADLOCK:
                raise
    return db.run_sync(work)


def _keep_and_replace(
    conn: Connection, source: Connection, taken_at: datetime, keep_at: Path, now: datetime, plan: Plan
) -> Restored:
    _lock(conn)
    kept = None if _is_empty(conn) else backup.keep(conn, keep_at, now)
    try:
        return replace(conn, source, taken_at, now, plan)._replace(kept=kept)
    except BaseException:
        keep_at.unlink(missing_ok=True)
        raise


def _lock(conn: Connection) -> None:
    """On SQLite the transaction holds the only write lock from its beginning."""
    if conn.dialect.name == "postgresql":
        for statement in _LOCK:
            conn.execute(text(statement))


def _is_empty(conn: Connection) -> bool:
    return not any(conn.execute(select(1).select_from(t).limit(1)).first() for t in metadata.sorted_tables)


def replace(conn: Connection, source: Connection, taken_at: datetime, now: datetime, plan: Plan) -> Restored:
    """The same within a transaction that holds every lock, and keeping nothing."""
    leave_no_trace(conn)
    before = _known(conn)
    _empty(conn)
    row_copy.copy_rows(source, conn)
    row_copy.raise_numbers(conn, row_copy.numbers(source), before.numbers)
    _begin_epoch(conn, before, taken_at, now)
    again = _forget_again(conn, before)
    conn.execute(update(workspaces).values(next_send_at=0))
    unsent = conn.execute(_STOP_SENDING).rowcount
    _carry_dates(conn, before, now)
    return Restored(None, unsent, _pass_over(conn, now, plan), again)


def _known(conn: Connection) -> Before:
    dealt_with = {tuple(row[:4]): row.last_on for row in conn.execute(_DEALT_WITH)}
    return Before(
        {row.digest: row.forgotten_at for row in conn.execute(select(forgotten))},
        {row.restored_at: row.taken_at for row in conn.execute(select(restores))},
        row_copy.numbers(conn),
        dealt_with,
    )


def _empty(conn: Connection) -> None:
    if conn.dialect.name == "postgresql":
        conn.execute(text(f"TRUNCATE {_ALL}"))
        return
    for table in reversed(metadata.sorted_tables):
        conn.execute(delete(table))


def _begin_epoch(conn: Connection, before: Before, taken_at: datetime, now: datetime) -> None:
    epochs = {row.restored_at: row.taken_at for row in conn.execute(select(restores))}
    epochs |= before.restores | {epoch(now): epoch(taken_at)}
    conn.execute(delete(restores))
    rows = [{"restored_at": restored, "taken_at": taken} for restored, taken in sorted(epochs.items())]
    conn.execute(insert(restores), rows)


def _forget_again(conn: Connection, before: Before) -> int:
    """Who asked to be forgotten after they had joined is not brought back; how many there were."""
    at = {row.digest: row.forgotten_at for row in conn.execute(select(forgotten))}
    for digest, forgotten_at in before.forgotten.items():
        at[digest] = max(forgotten_at, at.get(digest, 0))
    if not at:
        return 0
    conn.execute(delete(forgotten))
    conn.execute(insert(forgotten), [{"digest": d, "forgotten_at": t} for d, t in sorted(at.items())])
    joined = {Owner(m.workspace_id, m.member_id): m.joined_at for m in conn.execute(select(members))}
    gone = [who for who in _people(conn) if at.get(erase.digest(who), 0) > joined.get(who, 0)]
    for who in gone:
        erase.take_out(conn, who)
    return len(gone)


def _people(conn: Connection) -> list[Owner]:
    """Everybody of whom there is a row."""
    owned = [select(table.c.workspace_id, table.c.member_id) for table in owned_tables()]
    return [Owner(*row) for row in conn.execute(union(*owned, select(teams.c.workspace_id, teams.c.lead_id)))]


def _carry_dates(conn: Connection, before: Before, now: datetime) -> None:
    """A date that was dealt with since the backup, perhaps by other settings, is not dealt with again."""
    latest = datetime.fromtimestamp(epoch(now) + 14 * 3600, UTC).date()  # of no zone is it later
    carried: list[tuple[Due, date]] = []
    for row in conn.execute(select(schedule)):
        on = before.dealt_with.get((row.workspace_id, row.member_id, row.kind, row.ref))
        if on and on <= latest and (row.last_on is None or row.last_on < on):
            carried.append((_due(row), on))
    if carried:
        conn.execute(_DATE, [{"row": due.id, "on": on} for due, on in carried])
    _note(conn, carried, now)


def _pass_over(conn: Connection, now: datetime, plan: Plan) -> int:
    """Move on what came due since the backup, or before it: nobody knows whether it was sent."""
    dues = [_due(row) for row in conn.execute(_PASSED, {"now": epoch(now)})]
    moves: list[dict[str, Any]] = []
    drops: list[dict[str, Any]] = []
    noted: list[tuple[Due, date]] = []
    for due in dues:
        passed = plan(conn, due, now)
        if passed:
            noted.append((due, passed.last_on))
        if passed and passed.next_at:
            moves.append({"row": due.id, "at": epoch(passed.next_at), "on": passed.last_on})
        else:
            drops.append({"row": due.id})
    for statement, values in ((_MOVE, moves), (_DROP, drops)):
        if values:
            conn.execute(statement, values)
    _note(conn, noted, now)
    return len(dues)


def _note(conn: Connection, dues: list[tuple[Due, date]], now: datetime) -> None:
    """No date is passed over without a row. A reminder comes only once: the next brief tells of it."""
    for due, on in dues:
        state: OutboxState = "folded" if due.kind == "reminder" else "silent"
        ref = str(due.ref) if due.ref else ""
        outbox.add(conn, Message(due.owner, due.kind, on, {"why": WHY}, ref), now, state)


def _due(row: Any) -> Due:
    at = instant(row.due_at if row.first_due_at is None else row.first_due_at)
    assert at is not None
    return Due(row.id, Owner(row.workspace_id, row.member_id), row.kind, row.ref, at, row.last_on)
