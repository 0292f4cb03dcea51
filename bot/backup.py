"""`kith backup` and `kith restore`: what was done, in words."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.restoring import Passing
from storage import backup, backup_file, migrations
from storage import restore as storage_restore
from storage.backup_file import Backup
from storage.database import DatabaseError, open_database, parse_url
from storage.restore import Restored
from storage.single_writer import database_file, single_writer
from storage.trouble import explained

# What the line counts, in the reader's order; the rest is Kith's own.
KINDS = {
    "members": ("member", "members"),
    "contacts": ("person", "people"),
    "promises": ("promise", "promises"),
    "thank_yous": ("thank-you", "thank-yous"),
    "touches": ("touch", "touches"),
    "notes": ("note", "notes"),
    "captures": ("line", "lines"),
    "answers": ("answer", "answers"),
    "versions": ("version of a pitch", "versions of pitches"),
    "stories": ("story", "stories"),
    "teams": ("team", "teams"),
    "schedule": ("planned nudge", "planned nudges"),
    "outbox": ("message", "messages"),
}


def back_up(database_url: str, path: Path, now: datetime) -> str:
    """Write the backup; the line that says what it holds. Raises DatabaseError."""
    try:
        made = backup.take(database_url, path, now)
    except SQLAlchemyError as error:
        found = explained(error)
        raise DatabaseError(f"No backup was made. {found.what}", found.advice) from error
    return f"Backed up to {path}: {describe(made)}."


def describe(made: Backup) -> str:
    """Rows of each kind, size, schema and instant."""
    counts = [_count(made.rows.get(table, 0), *words) for table, words in KINDS.items()]
    rest = sum(number for table, number in made.rows.items() if table not in KINDS)
    told = [each for each in (*counts, _count(rest, "other row", "other rows")) if not each.startswith("0 ")]
    size = f"{made.size / 1_000_000:.1f} MB" if made.size >= 1_000_000 else f"{made.size // 1000} kB"
    as_of = f"as of {made.taken_at:%Y-%m-%d %H:%M:%S} UTC"
    return f"{', '.join(told) or 'no rows yet'}; {size}, schema {made.schema}, {as_of}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def restore(database_url: str, path: Path, now: datetime) -> str:
    """Replace everything by what the backup holds; what was done, in words. Raises DatabaseError."""
    with (
        backup_file.opened(path) as (described, source),
        single_writer(database_url, "kith restore"),
        closing(open_database(database_url)) as db,
    ):
        try:
            migrations.upgrade(db.engine)
            keep_at = kept_name(database_url, path, now)
            done = storage_restore.restore(db, source, described.taken_at, keep_at, now, Passing())
        except SQLAlchemyError as error:
            found = explained(error)
            message = f"Nothing was restored, and all is as it was. {found.what}"
            raise DatabaseError(message, found.advice) from error
    return "\n".join(sentences(described, done))


def kept_name(database_url: str, path: Path, now: datetime) -> Path:
    """Where to keep what is replaced: beside the database's file, or beside the backup."""
    beside = database_file(parse_url(database_url)) or path.absolute()
    return beside.with_name(f"{beside.name}.before-restore-{now:%Y%m%dT%H%M%SZ}")


def sentences(described: Backup, done: Restored) -> list[str]:
    """What a restore did, and what to do next."""
    said = [f"Restored {described.path}: {describe(described)}."]
    if done.kept:
        said.append(f"What was there before is kept in {done.kept.path}: `kith restore` brings it back.")
    else:
        said.append(
            "The database was empty before, so it cannot tell who asked to be forgotten after the backup was "
            f"taken ({described.taken_at:%Y-%m-%d %H:%M} UTC): they are in it again, until they ask anew."
        )
    unsent = _count(done.unsent, "message that waited was", "messages that waited were")
    moved = _count(done.moved, "nudge that came due since the backup was", "nudges that came due since were")
    said.append(f"Nothing old is sent: {unsent} put away, {moved} passed over.")
    if done.forgotten:
        again = _count(done.forgotten, "member who asked for it was", "members who asked for it were")
        said.append(f"{again} forgotten again.")
    said.append("Next: start `kith run` (and start those that still run anew). `kith doctor` looks it over.")
    return said
