"""The file of a backup: one SQLite file, written under another name until it is whole, checked when read."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import SQLAlchemyError

from storage import migrations
from storage.columns import epoch
from storage.database import DatabaseError
from storage.held_file import is_locked
from storage.trouble import trouble

# What tells a backup from a database in use, and when it was taken.
_STAMP = (
    "PRAGMA journal_mode = MEMORY",
    "DROP TABLE IF EXISTS kith_backup",
    "CREATE TABLE kith_backup (taken_at INTEGER NOT NULL)",
)
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    " AND name NOT IN ('alembic_version', 'kith_backup') ORDER BY name"
)
_MAGIC = b"SQLite format 3\0"
_WAL = b"\2"  # what the write version (byte 18, sqlite.org/fileformat.html) says of a database in use
_OTHER_FILE = "Name a file that `kith backup FILE` has made, like `kith restore kith-monday.backup`."


class Backup(NamedTuple):
    """A backup that is whole: how many rows of each table, its size in bytes, its schema and instant."""

    path: Path
    rows: dict[str, int]
    size: int
    schema: str
    taken_at: datetime


def write(path: Path, taken_at: datetime, fill: Callable[[Path], object]) -> Backup:
    """Make the backup `path`: `fill` gets the path of an empty private file and makes a database of it.

    It has its name only when it was checked and lies on the disk. Raises DatabaseError; then nothing is left.
    """
    refuse_existing(path)
    part = path.with_name(f"{path.name}.part")
    try:
        with _private(part) as descriptor:
            with _removed_when_it_fails(part):
                fill(part)
                made = _stamped(part, taken_at)
                os.fsync(descriptor)
                refuse_existing(path)
                part.rename(path)
            _sync_folder(path.parent)
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        raise _unwritten(path, error) from error
    return made._replace(path=path)


def refuse_existing(path: Path) -> None:
    """Raise DatabaseError when there is something of that name: a backup is never overwritten."""
    if os.path.lexists(path):
        hint = f"Give another name, like `kith backup {path.name}.2`, or move that one away."
        raise DatabaseError(f"{path} is there already.", hint)


def _unwritten(path: Path, error: Exception) -> DatabaseError:
    hint = "Look for room on the disk and for the right to write the folder, then run it again."
    if isinstance(error, OSError):
        return DatabaseError(
            f"The backup {path} was not made: {error.strerror or type(error).__name__}.", hint
        )
    if isinstance(error, sqlite3.Error):  # SQLite's words name tables at most
        return DatabaseError(f"The backup {path} was not made: {error}.", hint)
    return DatabaseError(f"The backup {path} was not made. {trouble(error)}", hint)


@contextmanager
def _private(part: Path) -> Iterator[int]:
    """The file, made or emptied, for nobody else to read, and held against a second backup of the name."""
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        # A file that became a backup between the two lines must not be emptied.
        if not is_locked(descriptor) or not os.path.samestat(os.fstat(descriptor), part.lstat()):
            raise DatabaseError(f"{part} is being written by another `kith backup`.", "Wait for its end.")
        os.fchmod(descriptor, 0o600)
        os.ftruncate(descriptor, 0)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _removed_when_it_fails(part: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Until then the name may be lost when the power is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _stamped(part: Path, taken_at: datetime) -> Backup:
    with closing(sqlite3.connect(part, isolation_level=None)) as db:
        for statement in _STAMP:
            db.execute(statement)
        db.execute("INSERT INTO kith_backup VALUES (?)", (epoch(taken_at),))
        _refuse_damaged(db, part)
        return _described(db, part)


def _described(db: sqlite3.Connection, path: Path) -> Backup:
    names = [name for (name,) in db.execute(_TABLES)]
    rows = {name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}
    (schema,) = db.execute("SELECT version_num FROM alembic_version").fetchone()
    (taken_at,) = db.execute("SELECT taken_at FROM kith_backup").fetchone()
    return Backup(path, rows, path.stat().st_size, schema, datetime.fromtimestamp(taken_at, UTC))


def _refuse_damaged(db: sqlite3.Connection, path: Path) -> None:
    found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise DatabaseError(f"{path} is damaged: {found.splitlines()[-1]}.", "Take another backup.")


@contextmanager
def opened(path: Path) -> Iterator[tuple[Backup, Connection]]:
    """A backup that was checked, and a connection to read it at the present schema, from a copy if need be.

    Raises DatabaseError when it is no backup, damaged, or of a schema that this Kith does not know.
    """
    described = _checked(path)
    with contextlib.ExitStack() as stack:
        at_head = path
        if described.schema != migrations.head():
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kith-restore-")))
            at_head = _migrated(path, folder)
        engine = create_engine("sqlite://", creator=lambda: _reading(at_head), poolclass=NullPool)
        stack.callback(engine.dispose)
        yield described, stack.enter_context(engine.connect())


def _migrated(path: Path, folder: Path) -> Path:
    copy = folder / "backup.db"
    try:
        shutil.copyfile(path, copy)
        migrations.upgrade(f"sqlite:///{copy}")
    except (OSError, SQLAlchemyError) as error:
        reason = error.strerror if isinstance(error, OSError) else trouble(error)
        hint = "Look for room on that disk; TMPDIR names another."
        raise DatabaseError(
            f"{path} cannot be brought to schema {migrations.head()}: {reason}", hint
        ) from error
    return copy


def _checked(path: Path) -> Backup:
    _refuse_other_files(path)
    try:
        with closing(_reading(path)) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'kith_backup'").fetchone():
                raise _in_use(path)
            _refuse_damaged(db, path)
            if db.execute("PRAGMA foreign_key_check").fetchone():
                raise DatabaseError(
                    f"{path} is damaged: rows refer to others that are not there.", _OTHER_FILE
                )
            described = _described(db, path)
    except (sqlite3.Error, TypeError) as error:  # TypeError: a row that must be there is not
        raise DatabaseError(f"{path} is damaged: {error}.", "Take another backup.") from error
    if described.schema > migrations.head():
        raise DatabaseError(
            f"{path} has schema {described.schema}, and this Kith knows schemas up to {migrations.head()}.",
            "Restore it with the Kith that made it, or a newer one.",
        )
    return described


def _refuse_other_files(path: Path) -> None:
    try:
        with path.open("rb") as file:
            first = file.read(20)
    except OSError as error:
        raise DatabaseError(f"{path} cannot be read: {error.strerror}.", _OTHER_FILE) from error
    if not first.startswith(_MAGIC):
        raise DatabaseError(f"{path} is no backup.", _OTHER_FILE)
    if first[18:19] == _WAL:
        raise _in_use(path)


def _in_use(path: Path) -> DatabaseError:
    return DatabaseError(
        f"{path} is a database in use, or was since it was a backup.",
        f"Make a backup of it: `KITH_DATABASE_URL=sqlite:///{path} kith backup {path.name}.backup`.",
    )


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, check_same_thread=False)
