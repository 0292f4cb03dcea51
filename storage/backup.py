"""Backups: everything at one instant in one SQLite file, of either kind of database, beside who works."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, func, select, text

from storage import backup_file, migrations, row_copy
from storage.backup_file import Backup
from storage.database import DatabaseError, open_database, parse_url
from storage.single_writer import database_file
from storage.tables import metadata

BUSY_SECONDS = 30
_NOTHING = "Check KITH_DATABASE_URL: `kith doctor` says what is there."


def take(url: str, path: Path, now: datetime) -> Backup:
    """Write a backup of the database at `url` to the new file `path`. Raises DatabaseError.

    One read transaction: nobody who works meanwhile waits for it, and it holds whole transactions alone.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        source = database_file(parsed)
        if source is None or not source.is_file():
            raise DatabaseError(f"There is no database {source or 'in memory'} to back up.", _NOTHING)
        return backup_file.write(path, now, partial(_from_sqlite, source))
    backup_file.refuse_existing(path)
    with closing(open_database(parsed)) as db:
        _refuse_other_schema(migrations.current(db.engine))
        return backup_file.write(path, now, partial(_from_snapshot, db.engine))


def keep(conn: Connection, path: Path, now: datetime) -> Backup:
    """The same of the database in whose transaction we are, and in which nobody else can write now."""
    if source := database_file(conn.engine.url):
        return backup_file.write(path, now, partial(_from_sqlite, source))
    return backup_file.write(path, now, partial(_from_postgres, conn))


def _from_sqlite(source: Path, part: Path) -> None:
    """What is deleted is not copied, and no log is needed beside the copy."""
    with closing(sqlite3.connect(source, timeout=BUSY_SECONDS, isolation_level=None)) as db:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            raise DatabaseError(f"{source} holds nothing of Kith.", _NOTHING)
        db.execute("VACUUM INTO ?", (str(part),))


def _refuse_other_schema(found: str | None) -> None:
    if found is None:
        raise DatabaseError("The database holds nothing of Kith.", _NOTHING)
    if found > migrations.head():
        message = f"The database has schema {found}, and this Kith knows schemas up to {migrations.head()}."
        raise DatabaseError(message, "Back it up with the newer Kith that works there.")
    if found < migrations.head():
        message = f"The database has schema {found}, and this Kith backs up schema {migrations.head()}."
        raise DatabaseError(
            message, "Back it up with the Kith that works there, or run `kith migrate` first."
        )


def _from_snapshot(engine: Engine, part: Path) -> None:
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with snapshot.connect() as conn, conn.begin():
        # Before the first read, which fixes what is seen: an emptied table would be seen as empty.
        conn.execute(text(f"LOCK TABLE {', '.join(metadata.tables)} IN ACCESS SHARE MODE"))
        _refuse_other_schema(conn.execute(text("SELECT version_num FROM alembic_version")).scalar())
        _from_postgres(conn, part)


def _from_postgres(conn: Connection, part: Path) -> None:
    engine = create_engine("sqlite://", creator=lambda: _writing(part), poolclass=NullPool)
    try:
        migrations.upgrade(engine)
        with engine.begin() as file:
            copied = row_copy.copy_rows(conn, file)
            row_copy.raise_numbers(file, row_copy.numbers(conn))
            there = {name: _count(file, name) for name in copied}
    finally:
        engine.dispose()
    if there != copied:
        raise DatabaseError(f"{part} holds other rows than were read.", "Look at the disk, and try again.")


def _count(conn: Connection, name: str) -> int:
    return int(conn.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one())


def _writing(part: Path) -> sqlite3.Connection:
    """Nothing is read from the file before it was synced, so SQLite need not wait for the disk."""
    db = sqlite3.connect(part, check_same_thread=False)
    db.execute("PRAGMA journal_mode = MEMORY")
    db.execute("PRAGMA synchronous = OFF")
    return db
