"""What the doctor says of the database: clocks, room, locks, who serves it. It writes nothing there."""

from __future__ import annotations

import os
import sqlite3
from collections import namedtuple
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot import doctor_database
from bot.clock import real_seconds, utc_now
from bot.doctor_database import look_at_database
from bot.settings import Settings, load
from storage import outbox
from storage.columns import epoch
from storage.database import Database, open_database
from storage.records import Message, Owner
from storage.single_writer import single_writer
from storage.tables import restores
from tests.databases import SqliteFiles
from tests.postgres_server import PostgresServer

ALICE = Owner("T1", "U1")


@pytest.fixture
def file(sqlite_files: SqliteFiles) -> Iterator[Path]:
    with sqlite_files.fresh() as url:
        yield Path(url.removeprefix("sqlite:///"))


def on(url: str | Path) -> Settings:
    return load({"KITH_DATABASE_URL": url if isinstance(url, str) else f"sqlite:///{url}"})


def said(settings: Settings, *, good: bool = False) -> list[str]:
    """What is not good, or everything; each of the former says what to do."""
    found = look_at_database(settings)
    assert all(one.advice.endswith(".") for one in found if one.level != "good")
    return [str(one) for one in found if good or one.level != "good"]


def test_who_serves_the_file_is_told_and_a_dead_ones_note_is_not_believed(file: Path) -> None:
    with single_writer(f"sqlite:///{file}", "kith run"):
        assert any("Process: `kith run` (process " in line for line in said(on(file), good=True))
    (file.parent / f"{file.name}-lock").write_text("4711 kith run\n")
    assert "ok    Process: no `kith run` serves the database file at this moment." in said(
        on(file), good=True
    )


def test_looking_writes_nothing(file: Path) -> None:
    said(on(file))
    before = (sha256(file.read_bytes()).hexdigest(), sorted(file.parent.glob(f"{file.name}*")))
    said(on(file))
    assert (sha256(file.read_bytes()).hexdigest(), sorted(file.parent.glob(f"{file.name}*"))) == before


def test_a_disk_that_is_almost_full_is_a_fault(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor_database.shutil, "disk_usage", lambda _: usage(10**9, 10**9, 41_000_000))
    (line,) = said(on(file))
    assert line.startswith("FAIL  Disk: 41 MB are left for the database, and it needs 100 MB to be safe.")


def test_a_database_that_another_program_locks_is_told_as_that(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        (line,) = said(on(file))
    assert line.startswith("FAIL  Database: ") and "locked" in line


def test_a_clock_far_from_the_databases_is_told(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_database, "real_seconds", lambda: real_seconds() - 83)
    lines = said(on(database_url))
    expected = (
        [] if database.is_sqlite else ["FAIL  Clock: this machine is 83 seconds behind the database's clock."]
    )
    assert [line.partition(" -> ")[0] for line in lines] == expected


def test_a_clock_that_was_put_back_is_told_by_the_newest_row(database: Database, database_url: str) -> None:
    message = Message(ALICE, "brief", utc_now().date(), {})
    database.run_sync(outbox.add, message, utc_now() + timedelta(hours=23, seconds=30), "silent")
    (line,) = said(on(database_url))
    assert line.startswith("FAIL  Clock: it was put back by 23 hours: the newest row was made at ")


def test_the_last_restore_is_told(database: Database, database_url: str) -> None:
    def restore(conn: Connection) -> None:
        for days in (9, 2):
            at = utc_now() - timedelta(days=days)
            row = {"restored_at": epoch(at), "taken_at": epoch(at - timedelta(hours=5))}
            conn.execute(restores.insert(), row)

    database.run_sync(restore)
    (line,) = [line for line in said(on(database_url), good=True) if "Backup: " in line]
    assert line.startswith(f"ok    Backup: restored on {utc_now() - timedelta(days=2):%Y-%m-%d}")


def test_a_file_that_may_not_be_written_is_a_fault(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not by its rights: whoever tests as root may write everything.
    monkeypatch.setattr("storage.database.os.access", lambda _path, mode: mode != os.W_OK)
    (line,) = said(on(file))
    assert line.startswith(f"FAIL  Database: The database file {file} is read-only. -> Give Kith the right")


def test_a_table_that_somebody_holds_does_not_hold_the_doctor(
    postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_database, "LONGEST_LOOK_SECONDS", 1)
    with postgres_server.fresh() as url, closing(open_database(url)) as other:
        with other.engine.begin() as conn:
            conn.exec_driver_sql("LOCK TABLE schedule IN ACCESS EXCLUSIVE MODE")
            (line,) = said(on(url))
        assert line.startswith("FAIL  Database: The database took too long.")
        assert said(on(url)) == []
