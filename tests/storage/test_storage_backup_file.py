"""The file of a backup: what is no backup, or a damaged one, is refused before anything is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import backup, backup_file
from storage.database import DatabaseError, open_database
from tests.databases import SqliteFiles
from tests.storage.owners import NOW
from tests.storage.whole_databases import everything, fill_all


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Größere Sicherung, am Montag.kith"


@pytest.fixture
def good(sqlite_files: SqliteFiles, path: Path) -> Path:
    with sqlite_files.fresh() as url:
        database = open_database(url)
        database.run_sync(fill_all)
        database.close()
        backup.take(url, path, NOW)
    return path


def changed(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


def overwrite(path: Path, at: int, with_bytes: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(with_bytes)


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "a text": (lambda path: path.write_text("Dear all, ..." * 99), "is no backup"),
    "nothing": (lambda path: path.write_text(""), "is no backup"),
    "a file that is gone": (Path.unlink, "cannot be read: No such file"),
    "half of it": (lambda path: os.truncate(path, path.stat().st_size // 2), "is damaged"),
    "a broken page": (lambda path: overwrite(path, 8192, b"\xff" * 4096), "is damaged"),
    "no stamp": (lambda path: changed(path, "DROP TABLE kith_backup"), "is a database in use"),
    "an empty stamp": (lambda path: changed(path, "DELETE FROM kith_backup"), "is damaged"),
    "a newer schema": (
        lambda path: changed(path, "UPDATE alembic_version SET version_num = '9999'"),
        "has schema 9999, and this Kith knows",
    ),
    "no such contact": (
        lambda path: changed(path, "PRAGMA foreign_keys = OFF", "UPDATE touches SET contact_id = 99"),
        "rows refer to others",
    ),
    "used since": (lambda path: changed(path, "PRAGMA journal_mode = WAL"), "or was since it was a backup"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_backup_or_a_damaged_one_is_refused_in_one_line(good: Path, wrong: str) -> None:
    damage, told = WRONG[wrong]
    damage(good)
    with pytest.raises(DatabaseError, match=told) as refused, backup_file.opened(good):
        pass
    assert "\n" not in str(refused.value)


def test_reading_a_backup_changes_nothing_beside_it(good: Path) -> None:
    before = good.read_bytes()
    good.chmod(0o400)
    with backup_file.opened(good) as (_, conn):
        assert len(everything(conn)["contacts"]) == 3
    assert [*good.parent.iterdir()] == [good] and good.read_bytes() == before


def test_a_backup_of_an_older_schema_is_read_at_the_present_one(
    sqlite_files: SqliteFiles, path: Path
) -> None:
    with sqlite_files.fresh() as url:
        source = url.removeprefix("sqlite:///")
        changed(Path(source), *older())
        made = backup.take(url, path, NOW)
    before = path.read_bytes()
    with backup_file.opened(path) as (described, conn):
        assert everything(conn)["restores"] == []
    assert (made.schema, described) == ("0001", made)
    assert path.read_bytes() == before


def older() -> tuple[str, ...]:
    """What makes the newest schema the first one, as far as the migration looks."""
    columns = (
        ("members", "country"),
        ("workspaces", "blind_until"),
        ("outbox", "is_nudge"),
        ("outbox", "is_wanted"),
        *(("members", name) for name in ("listener", "goal", "practice_seconds", "second_opinion_on")),
        *(("answers", name) for name in ("listener", "goal", "target_seconds", "states", "counts")),
        *(("answers", name) for name in ("fix", "is_spoken", "is_hinted", "hint_at")),
    )
    tables = (
        "clips",
        "tellings",
        "stories",
        "occasions",
        "versions",
        "skills",
        "practice_partners",
        "hearings",
    )
    return (
        *(f"DROP TABLE {table}" for table in tables),
        *("DROP INDEX ix_outbox_waiting", "DROP INDEX ix_outbox_parked"),
        "CREATE INDEX ix_outbox_due ON outbox (state, due_at)",
        *(f"ALTER TABLE {table} DROP COLUMN {column}" for table, column in columns),
        "ALTER TABLE outbox ADD COLUMN lease_until BIGINT",
        *("DROP TABLE forgotten", "DROP TABLE restores"),
        "UPDATE alembic_version SET version_num = '0001'",
    )


def test_a_backup_of_a_backup_that_was_used_has_an_instant_of_its_own(good: Path, tmp_path: Path) -> None:
    used = tmp_path / "used.db"
    shutil.copyfile(good, used)
    open_database(f"sqlite:///{used}").close()
    made = backup.take(f"sqlite:///{used}", tmp_path / "second.kith", NOW.replace(year=2027))
    assert made.taken_at.year == 2027
