"""The doctor looks at the database: whether it can be used, and what is in the way. It writes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import real_seconds, utc_now
from bot.doctor_clockwork import look_at_clockwork
from bot.doctor_findings import Finding, moment, span
from bot.settings import Settings
from storage import checkup, migrations
from storage.database import Database, DatabaseError, open_database, parse_url
from storage.held_file import is_locked
from storage.single_writer import database_file
from storage.trouble import explained

LEAST_ROOM_MB = 100
# A clock that is kept by the network differs by less.
FAR_SECONDS = 5.0
MADE_LATER_SECONDS = 60.0
LONGEST_LOOK_SECONDS = 5


def look_at_database(settings: Settings) -> list[Finding]:
    """Everything that there is to say of the database and of the clockwork in it; never raises."""
    try:
        if missing := missing_file(settings.database_url):
            advice = "Run `kith migrate` or `kith run`, which make it, or correct KITH_DATABASE_URL."
            return [Finding("warning", f"Database: there is no file {missing} yet.", advice)]
        file = database_file(parse_url(settings.database_url))
        around = [*_room(file), *_holder(file)] if file else []
        return [*around, *_opened(settings)]
    except DatabaseError as error:
        return [Finding("fault", f"Database: {error.message}", error.hint)]


def missing_file(database_url: str) -> Path | None:
    """The SQLite file that opening would make, in a folder that is there. Looking should not make it."""
    file = database_file(parse_url(database_url))
    return file if file and file.parent.is_dir() and not file.exists() else None


def _room(file: Path) -> Iterable[Finding]:
    try:
        free_mb = shutil.disk_usage(file.parent).free // 1_000_000
    except OSError:
        return
    if free_mb < LEAST_ROOM_MB:
        what = f"Disk: {free_mb} MB are left for the database, and it needs {LEAST_ROOM_MB} MB to be safe."
        yield Finding("fault", what, "Make room on its disk; nothing that is kept is lost meanwhile.")


def _holder(file: Path) -> Iterable[Finding]:
    """Who serves this file. What they noted is believed as long as the file is held."""
    try:
        with file.with_name(f"{file.name}-lock").open(encoding="utf-8", errors="replace") as held:
            pid, _, command = held.read(200).strip().partition(" ")
            is_held = bool(pid) and not is_locked(held)
    except OSError:
        is_held = False
    if is_held:
        yield Finding("good", f"Process: `{command}` (process {pid}) serves the database file.")
    else:
        yield Finding("good", "Process: no `kith run` serves the database file at this moment.")


def _opened(settings: Settings) -> list[Finding]:
    db = open_database(settings.database_url)
    try:
        return [*_schema(db)]
    except SQLAlchemyError as error:
        trouble = explained(error)
        return [Finding("fault", f"Database: {trouble.what}", trouble.advice)]
    finally:
        db.close()


def _schema(db: Database) -> Iterable[Finding]:
    current, head = migrations.current(db.engine), migrations.head()
    if current is None or current < head:
        what = f"Database: schema {current or 'none'}, this version needs {head}."
        yield Finding("warning", what, "Run `kith migrate`, or just start `kith run`.")
    elif current > head:
        what = f"Database: schema {current} is of a newer Kith; this one knows schemas up to {head}."
        yield Finding("fault", what, "Start the newer Kith, or restore a backup from before it.")
    else:
        yield Finding("good", f"Database: {db.engine.dialect.name}, schema {current}.")
        yield from db.run_sync(_inside)


def _inside(conn: Connection) -> list[Finding]:
    if conn.dialect.name == "postgresql":  # somebody may hold a table for as long as they like
        conn.exec_driver_sql(f"SET LOCAL statement_timeout = '{LONGEST_LOOK_SECONDS}s'")
    now = utc_now()
    looks: tuple[Callable[[Connection], Iterable[Finding]], ...] = (_clocks, _newest, _restored)
    found = [finding for look in looks for finding in look(conn)]
    return [*found, *look_at_clockwork(conn, now)]


def _clocks(conn: Connection) -> Iterable[Finding]:
    told = checkup.database_seconds(conn)
    ahead = real_seconds() - told if told is not None else 0.0
    if abs(ahead) > FAR_SECONDS:
        way = "ahead of" if ahead > 0 else "behind"
        what = f"Clock: this machine is {abs(ahead):.0f} seconds {way} the database's clock."
        advice = "Let both be set by the network (NTP): nudges come by this machine's clock."
        yield Finding("fault" if abs(ahead) > MADE_LATER_SECONDS else "warning", what, advice)


def _newest(conn: Connection) -> Iterable[Finding]:
    now, newest = utc_now(), checkup.newest_at(conn)
    if newest and (newest - now).total_seconds() > MADE_LATER_SECONDS:
        what = (
            f"Clock: it was put back by {span(newest - now)}: the newest row was made {moment(newest, now)}."
        )
        advice = "Set the clock right. Nothing is sent twice; new nudges wait until the clock has caught up."
        yield Finding("fault", what, advice)


def _restored(conn: Connection) -> Iterable[Finding]:
    if restored := checkup.last_restore(conn):
        when = f"{restored.restored_at:%Y-%m-%d %H:%M} UTC"
        taken = f"{restored.taken_at:%Y-%m-%d %H:%M} UTC"
        what = (
            f"Backup: restored on {when} from one taken on {taken}; what was to be sent before is not sent."
        )
        yield Finding("good", what)
