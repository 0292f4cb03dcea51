"""Backups: whole transactions alone, in one private file that is there when it is whole, or not at all."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from storage import backup, backup_file, migrations
from storage.database import Database, DatabaseError, open_database
from storage.tables import metadata
from tests.databases import SqliteFiles
from tests.storage.owners import NOW
from tests.storage.whole_databases import address, everything, fill_all, rows_of

LATER_MONDAY = "Größere Sicherung, am Montag.kith"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / LATER_MONDAY


def held_by(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()}


def test_a_backup_holds_every_row_of_every_table(database: Database, path: Path) -> None:
    database.run_sync(fill_all)
    made = backup.take(address(database), path, NOW)
    with backup_file.opened(path) as (described, conn):
        assert everything(conn) == rows_of(database)
    assert made == described
    assert made.rows == {name: len(rows) for name, rows in rows_of(database).items()}
    assert (made.taken_at, made.schema, made.size) == (NOW, migrations.head(), path.stat().st_size)


def test_a_backup_is_one_file_for_its_owner_alone(database: Database, path: Path) -> None:
    before = os.umask(0)
    try:
        backup.take(address(database), path, NOW)
    finally:
        os.umask(before)
    assert held_by(path) == {path.name}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_backup_has_the_tables_of_the_migrations(database: Database, path: Path) -> None:
    backup.take(address(database), path, NOW)
    with sqlite3.connect(path) as db:
        names = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names - {"sqlite_sequence"} == {*metadata.tables, "alembic_version", "kith_backup"}


def test_a_backup_is_never_overwritten(database: Database, path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(DatabaseError, match="is there already"):
        backup.take(address(database), path, NOW)
    assert path.read_text() == "mine" and held_by(path) == {path.name}


def test_what_a_killed_backup_left_is_replaced(database: Database, path: Path) -> None:
    path.with_name(f"{path.name}.part").write_bytes(b"half of it" * 9999)
    backup.take(address(database), path, NOW)
    assert held_by(path) == {path.name}


def test_two_backups_to_one_file_do_not_mix(database: Database, path: Path) -> None:
    def second(_part: Path) -> None:
        backup.take(address(database), path, NOW)

    with pytest.raises(DatabaseError, match="is being written by another"):
        backup_file.write(path, NOW, second)
    assert held_by(path) == set()


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt(), sqlite3.Error("x")]
)
def test_a_backup_that_fails_leaves_nothing(path: Path, error: BaseException) -> None:
    def fail(part: Path) -> None:
        part.write_bytes(b"half of it")
        raise error

    with pytest.raises((DatabaseError, KeyboardInterrupt)):
        backup_file.write(path, NOW, fail)
    assert held_by(path) == set()


def test_a_folder_that_is_not_there_is_told(database: Database, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="was not made: No such file or directory"):
        backup.take(address(database), tmp_path / "none" / "b.kith", NOW)


SMALL_DISK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage import backup
from storage.database import DatabaseError
try:
    backup.take(sys.argv[1], Path(sys.argv[2]), datetime(2026, 3, 2, tzinfo=UTC))
except DatabaseError as error:
    print(error)
"""


def limited() -> None:
    """No file of more than 64 KiB, as on a disk that is full then."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))


def test_a_full_disk_is_one_line_and_leaves_nothing(database: Database, path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, address(database), str(path)],
        preexec_fn=limited,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ended.stderr, ended.stdout.count("\n")) == ("", 1)
    assert f"The backup {path} was not made" in ended.stdout and "Look for room on the disk" in ended.stdout
    assert held_by(path) == set()


def pair(conn: Connection, number: int) -> None:
    """Two rows that belong together, in the first table that is copied and in the last."""
    conn.execute(text("INSERT INTO forgotten VALUES (:digest, 1)"), {"digest": str(number)})
    conn.execute(text("INSERT INTO workspaces (workspace_id) VALUES (:id)"), {"id": str(number)})


@contextmanager
def busy(url: str) -> Iterator[list[int]]:
    """Somebody writes pairs as fast as the database takes them; how many there are."""
    stop, written = threading.Event(), [0]

    def write() -> None:
        db = open_database(url)
        while not stop.is_set():
            db.run_sync(pair, written[0])
            written[0] += 1
        db.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield written
    finally:
        stop.set()
        thread.join()


def test_a_backup_under_load_holds_whole_transactions(database: Database, tmp_path: Path) -> None:
    database.close()
    counts = []
    with busy(address(database)) as written:
        for number in range(5):
            before = written[0]
            made = backup.take(address(database), tmp_path / f"{number}.kith", NOW)
            assert before <= made.rows["forgotten"] == made.rows["workspaces"] <= written[0] + 1
            counts.append(made.rows["forgotten"])
    assert counts == sorted(counts) and counts[0] < counts[-1], "there was load"


def test_who_holds_the_write_lock_does_not_keep_a_backup_waiting(database: Database, path: Path) -> None:
    with database.engine.begin() as conn:
        pair(conn, 1)
        made = backup.take(address(database), path, NOW)
    assert made.rows["workspaces"] == 0


def test_text_that_was_deleted_is_in_no_backup(sqlite_files: SqliteFiles, path: Path) -> None:
    with sqlite_files.fresh() as url:
        db = sqlite3.connect(url.removeprefix("sqlite:///"))
        db.execute("INSERT INTO inbox VALUES ('canary', 'T1', 1)")
        db.execute("DELETE FROM inbox")
        db.commit()
        db.close()
        backup.take(url, path, NOW)
    assert b"canary" not in path.read_bytes()


def test_a_database_that_is_not_there_or_empty_is_told(tmp_path: Path, path: Path) -> None:
    (tmp_path / "empty.db").touch()
    for name, told in (("none.db", "There is no database"), ("empty.db", "holds nothing of Kith")):
        with pytest.raises(DatabaseError, match=told):
            backup.take(f"sqlite:///{tmp_path / name}", path, NOW)
    assert held_by(path) == {"empty.db"}


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
@pytest.mark.parametrize(("schema", "told"), [("0001", "run `kith migrate`"), ("9999", "the newer Kith")])
def test_postgres_at_another_schema_is_told_what_to_do(
    database: Database, path: Path, schema: str, told: str
) -> None:
    database.run_sync(lambda conn: conn.execute(text(f"UPDATE alembic_version SET version_num = '{schema}'")))
    with pytest.raises(DatabaseError, match=told):
        backup.take(address(database), path, NOW)
    assert held_by(path) == set()


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_numbers_that_were_given_and_taken_back_are_in_the_backup(database: Database, path: Path) -> None:
    database.run_sync(lambda conn: conn.execute(text("SELECT setval('contacts_id_seq', 77)")))
    backup.take(address(database), path, NOW)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'contacts'").fetchone() == (77,)
