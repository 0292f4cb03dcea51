"""Databases of due briefs for the sweep's benchmarks, fresh copies of them, and what a sweep left there."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, insert

from bot.coach import cadence
from storage import migrations, tables
from storage.columns import epoch
from tests.bench.peers_turns import opened
from tests.bench.postgres import copy_of, plain, postgres, say

DUE = 10_000
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
# Where members live for whom it is a good time for a brief at that instant.
ZONES = ("Europe/Lisbon", "Europe/Berlin", "Africa/Cairo", "Asia/Dubai", "Asia/Kolkata", "Asia/Tokyo")
# What both sides must have left behind; ids and numbers of rows are each side's own.
LEFT = (
    """SELECT workspace_id, member_id, kind, ref, local_on, channel_id, CAST(payload AS TEXT), state, due_at,
    created_at, attempts, may_repeat, sent_at, ts, error, is_nudge, is_wanted FROM outbox
    ORDER BY 1, 2, 3, 4, 5""",
    "SELECT id, due_at, first_due_at, last_on, attempts, error FROM schedule ORDER BY 1",
    "SELECT team_id, workspace_id, member_id, answer FROM team_members ORDER BY 1, 2, 3",
)

# A database of its own for one side of one turn: its address.
Fresh = Callable[[], AbstractContextManager[str]]


def rows_left(url: str) -> int:
    """Everything that a sweep may have changed, as one number: all sides hold the same, or they differ."""
    found = _read(url)
    assert found[0] == DUE, f"{found[0]} rows in the outbox"
    return hash(found)


def _read(url: str) -> tuple[Any, ...]:
    is_sqlite = url.startswith("sqlite")
    conn: Any = sqlite3.connect(url.removeprefix("sqlite:///")) if is_sqlite else psycopg.connect(plain(url))
    try:
        tables_left = tuple(tuple(conn.execute(statement).fetchall()) for statement in LEFT)
    finally:
        conn.close()
    return len(tables_left[0]), *tables_left


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Fresh]:
    """Copies of a filled file in that folder."""
    template, numbers = folder / "filled.db", count()
    migrations.upgrade(f"sqlite:///{template}")
    fill(f"sqlite:///{template}")

    @contextmanager
    def fresh() -> Iterator[str]:
        path = folder / f"{next(numbers)}.db"
        shutil.copyfile(template, path)
        yield f"sqlite:///{path}"
        for used in folder.glob(f"{path.name}*"):
            used.unlink()

    yield fresh


@contextmanager
def on_postgres() -> Iterator[Fresh]:
    """Copies of a filled database, on a server of its own."""
    with postgres() as url, copy_of(url) as template:
        fill(template)
        say(template, "VACUUM ANALYZE")
        yield lambda: copy_of(template)


def fill(url: str) -> None:
    """Members with a brief due now: five in a hundred in a pause, the others with something to say."""
    with opened(url) as db:
        for made in (_members, _people, _plans):
            db.run_sync(made)


def _owners() -> list[dict[str, Any]]:
    return [{"workspace_id": f"T{number % 7}", "member_id": f"U{number:09d}"} for number in range(DUE)]


def _members(conn: Connection) -> None:
    paused = {number: TODAY + timedelta(days=9) for number in range(0, DUE, 20)}
    zones = [(tz, NOW.astimezone(cadence.zone(tz))) for tz in ZONES]
    values = [
        {
            **owner,
            "tz": zones[number % len(zones)][0],
            "joined_at": epoch(NOW) - 90 * 86_400,
            "nudges_on": True,
            "brief_minute": zones[number % len(zones)][1].hour * 60 + zones[number % len(zones)][1].minute,
            "brief_days": "12345",
            "brief_limit": 3,
            "practice_days": "3",
            "review_day": 5,
            "review_minute": 960,
            "paused_until": paused.get(number),
        }
        for number, owner in enumerate(_owners())
    ]
    conn.execute(insert(tables.members), values)


def _people(conn: Connection) -> None:
    """Each member knows two people, with a late deck, a call today and a book some day, and owes thanks."""
    people, promises, thanks = [], [], []
    for number, owner in enumerate(_owners()):
        row = {**owner, "created_at": epoch(NOW) - 30 * 86_400}
        for place, name in ((1, "Dana Lee"), (2, "Omar Haddad")):
            known = {"company": "Acme", "met_at": "the fair", "via": "Priya", "looking_for": "a press"}
            key = {
                "id": 2 * number + place,
                "name": name,
                "name_key": name.lower(),
                "cadence_days": 10 * place,
            }
            people.append({**row, **key, **known})
        for what, days in (("send the deck", -2), ("call back", 0), ("lend the book", 40)):
            promise = {"direction": "mine", "what": what, "state": "open", "renegotiated": 0}
            due = {"contact_id": 2 * number + 1, "due_on": TODAY + timedelta(days=days)}
            promises.append({**row, **promise, **due})
        thanks.append({**row, "contact_id": 2 * number + 2, "reason": "the introduction", "state": "owed"})
    conn.execute(insert(tables.contacts), people)
    conn.execute(insert(tables.promises), promises)
    conn.execute(insert(tables.thank_yous), thanks)


def _plans(conn: Connection) -> None:
    values = [{**owner, "kind": "brief", "ref": 0, "due_at": epoch(NOW)} for owner in _owners()]
    conn.execute(insert(tables.schedule), values)
