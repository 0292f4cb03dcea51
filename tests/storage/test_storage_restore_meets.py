"""A restore and who works in the same PostgreSQL: each sees the old rows or the new ones, never a mixture."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from storage import backup
from storage.database import Database, open_database
from tests.storage.owners import NOW
from tests.storage.whole_databases import address, brought

pytestmark = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)


def pairs(conn: Connection, number: int) -> None:
    """As many rows in a table that is copied early and in one that is copied late, and no others."""
    conn.execute(text("TRUNCATE inbox, workspaces"))
    numbers = f"SELECT CAST(n AS text) FROM generate_series(1, {number}) AS n"
    conn.execute(text(f"INSERT INTO inbox SELECT number, 'T1', 1 FROM ({numbers}) AS given (number)"))
    conn.execute(text(f"INSERT INTO workspaces (workspace_id) {numbers}"))


def counted(conn: Connection) -> tuple[int, int]:
    """The rows of both, with time for somebody to come in between."""
    first = conn.execute(text("SELECT count(*) FROM inbox")).scalar_one()
    conn.execute(text("SELECT pg_sleep(0.02)"))
    return first, conn.execute(text("SELECT count(*) FROM workspaces")).scalar_one()


@pytest.fixture
def two(database: Database, tmp_path: Path) -> tuple[Path, Path]:
    """Backups of five pairs and of nine; the nine are there."""
    for number in (5, 9):
        database.run_sync(pairs, number)
        backup.take(address(database), tmp_path / f"{number}.kith", NOW)
    return tmp_path / "5.kith", tmp_path / "9.kith"


@contextmanager
def restoring(database: Database, two: tuple[Path, Path]) -> Iterator[threading.Event]:
    """Now the one, now the other is restored by somebody else, four times; the event tells the end."""
    over = threading.Event()

    def work() -> None:
        other = open_database(address(database))
        for turn in range(4):
            brought(two[turn % 2], other, NOW + timedelta(minutes=turn))
        other.close()
        over.set()

    thread = threading.Thread(target=work)
    thread.start()
    yield over
    thread.join()
    assert over.is_set(), "every restore came to its end"


def test_a_backup_meanwhile_is_of_the_old_or_of_the_new(
    database: Database, two: tuple[Path, Path], tmp_path: Path
) -> None:
    seen = []
    with restoring(database, two) as over:
        while not over.is_set():
            made = backup.take(address(database), tmp_path / f"made-{len(seen)}", NOW)
            seen.append((made.rows["inbox"], made.rows["workspaces"]))
    assert set(seen) <= {(5, 5), (9, 9)} and seen


def test_a_transaction_meanwhile_is_of_the_old_or_of_the_new(
    database: Database, two: tuple[Path, Path]
) -> None:
    seen = []
    with restoring(database, two) as over:
        while not over.is_set():
            seen.append(database.run_sync(counted))
    assert len(seen) > 2 and set(seen) <= {(5, 5), (9, 9)}
