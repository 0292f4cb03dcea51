"""Whole databases for the tests of backup and restore: a row in every table, and all rows to compare."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, text

from storage import backup_file, restore
from storage.database import Database
from storage.records import Due
from storage.restore import Passed, Plan, Restored
from storage.tables import forgotten, inbox, metadata, restores, workspaces
from tests.storage.full_rows import SECONDS, fill
from tests.storage.owners import ALICE, BOB, CHARLIE

# Signs of many scripts, of four bytes, quotes, and none at all.
CANARY = "Zoë 'O\"Neil' 林 🎉 \\ \n %s :x {}"
NOBODYS: dict[Any, dict[str, Any]] = {
    forgotten: {"digest": "f" * 64, "forgotten_at": SECONDS},
    inbox: {"event_id": "Ev1", "workspace_id": "T1", "received_at": SECONDS},
    restores: {"restored_at": SECONDS - 900, "taken_at": SECONDS - 1800},
    workspaces: {"workspace_id": "T1", "next_send_at": 0, "paused_at": SECONDS, "pause_reason": "gone"},
}


def fill_all(conn: Connection) -> None:
    """Rows of three people and of nobody, in every table; what was to be sent is sent."""
    for owner in (ALICE, BOB, CHARLIE):
        fill(conn, owner, f"{owner.workspace_id} {owner.member_id} {CANARY}")
    for table, row in NOBODYS.items():
        conn.execute(insert(table), row)
    conn.execute(
        text("UPDATE outbox SET state = 'sent', channel_id = 'D1', payload = :p"), {"p": '{"a": [1.5, null]}'}
    )


def everything(conn: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, in an order."""
    return {
        table.name: sorted((tuple(row) for row in conn.execute(select(table))), key=repr)
        for table in metadata.sorted_tables
    }


def rows_of(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    return database.run_sync(everything)


def never(_conn: Connection, due: Due, _now: object) -> Passed:
    """A plan for restores at which nothing has come due."""
    raise AssertionError(f"{due} was not due")


def tomorrow(_conn: Connection, due: Due, now: datetime) -> Passed:
    return Passed(now.date(), now + timedelta(days=1))


def brought(path: Path, target: Database, now: datetime, plan: Plan = never) -> Restored:
    """Restore the backup; what was there before lies beside it."""
    with backup_file.opened(path) as (described, source):
        keep_at = path.with_name(f"before-{now:%H%M}")
        return restore.restore(target, source, described.taken_at, keep_at, now, plan)


def address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)
