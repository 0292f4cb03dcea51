"""A sweep of due briefs, divided by what the same durable effect costs in raw sqlite3."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from uuid import uuid4

from sqlalchemy import Connection

from bot.jobs.sweep import BATCH, SweepCounts, sweep
from storage import members, migrations, promises, schedule
from storage.database import open_database
from storage.records import Member, Owner
from tests.bench.report import Row

DUE = 1_000
ROUNDS = 5
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)

CLAIM = "SELECT id, workspace_id, member_id FROM schedule WHERE due_at <= ? ORDER BY due_at, id LIMIT ?"
MOVE_ON = "UPDATE schedule SET due_at = ?, last_on = ? WHERE id = ?"
ADD = """INSERT INTO outbox (id, workspace_id, member_id, kind, ref, local_on, payload, state, due_at,
created_at, attempts, may_repeat) VALUES (?, ?, ?, 'brief', '', ?, ?, 'due', ?, ?, 0, 0)"""


def rows(folder: Path) -> list[Row]:
    """Both ways, each on a copy of the same file, in alternating turns."""
    template = folder / "template.db"
    fill(template)
    payload = json.dumps({"text": "A brief of this size", "blocks": [{"text": "x" * 400} for _ in range(4)]})
    numbers = count()

    def milliseconds(work: Callable[[Path], None]) -> float:
        path = folder / f"{next(numbers)}.db"
        shutil.copyfile(template, path)
        before = time.process_time_ns()
        work(path)
        return (time.process_time_ns() - before) / 1e6

    pairs = [
        (milliseconds(by_kith), milliseconds(lambda path: by_hand(path, payload))) for _ in range(ROUNDS)
    ]
    ratio = median(ours / raw for ours, raw in pairs)
    ours_ms, raw_ms = (median(column) for column in zip(*pairs, strict=True))
    how = f"CPU {ours_ms:.0f} ms ÷ {raw_ms:.0f} ms: rules, templates and savepoints are in the first alone"
    return [Row(f"A sweep of {DUE:,} due briefs ÷ raw sqlite3, claimed and completed", ratio, "x", how=how)]


def fill(path: Path) -> None:
    """Members who each have one promise due today, and a brief due now."""
    migrations.upgrade(f"sqlite:///{path}")
    db = open_database(f"sqlite:///{path}")
    try:
        db.run_sync(_fill)
    finally:
        db.close()


def _fill(conn: Connection) -> None:
    for number in range(DUE):
        owner = Owner("T0000000001", f"U{number:09d}")
        members.add(conn, Member(owner, "Europe/Lisbon", NOW - timedelta(days=30)))
        promises.add(conn, owner, "mine", "send the deck", None, TODAY, None, NOW - timedelta(days=3))
        schedule.put(conn, owner, "brief", 0, NOW)


def by_kith(path: Path) -> None:
    """What the heartbeat runs."""
    db = open_database(f"sqlite:///{path}")
    try:
        counts = asyncio.run(sweep(db, NOW))
    finally:
        db.close()
    assert counts == SweepCounts(due=DUE, queued=DUE), counts


def by_hand(path: Path, payload: str) -> None:
    """The same rows claimed, their messages kept, and moved on, in batches of the same size."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA journal_mode = WAL")
    now, today = int(NOW.timestamp()), TODAY.isoformat()
    while True:
        conn.execute("BEGIN IMMEDIATE")
        due = conn.execute(CLAIM, (now, BATCH)).fetchall()
        conn.executemany(
            ADD, [(uuid4().hex, team, person, today, payload, now, now) for _, team, person in due]
        )
        conn.executemany(MOVE_ON, [(now + 86_400, today, row) for row, _, _ in due])
        conn.execute("COMMIT")
        if not due:
            break
    conn.close()
