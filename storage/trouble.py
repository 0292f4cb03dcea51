"""What a failure of the database means, in one plain sentence: for logs, the doctor and the command line."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.database import TooBusyError


class Trouble(NamedTuple):
    """What happened and what to do, without any value of a statement, an address or a password."""

    what: str
    advice: str


LOCKED = Trouble(
    "The database is locked by another process.",
    "End what holds it for so long: a copy, a shell, another program.",
)
FULL = Trouble("There is no room left for the database.", "Make room on its disk; nothing is lost meanwhile.")
READ_ONLY = Trouble(
    "The database is read-only.", "Give Kith the right to write the database (the file and its folder)."
)
NO_TABLE = Trouble("The database has no such table or column.", "Run `kith migrate`.")
UNREACHABLE = Trouble(
    "The database cannot be reached.", "Check that it runs, and the address in KITH_DATABASE_URL."
)
BUSY = Trouble(
    "The database allows no more connections.",
    "Raise its limit (max_connections, or that of the user), or run fewer processes of Kith.",
)
RESTARTING = Trouble(
    "The database is starting or ending.", "Wait until it is up again; Kith then goes on by itself."
)
REFUSED = Trouble("The database refuses the user or the password.", "Correct both in KITH_DATABASE_URL.")
UNKNOWN_NAME = Trouble(
    "The server has no database of this name.", "Create it, or correct the name in KITH_DATABASE_URL."
)
NO_FILE = Trouble(
    "The database file cannot be opened.", "Check that it is there and that Kith may read and write it."
)
NO_DATABASE = Trouble("The file is not a SQLite database.", "Correct KITH_DATABASE_URL.")
DAMAGED = Trouble("The database is damaged.", "Restore the last backup with `kith restore`.")
DISK = Trouble("The disk under the database fails.", "Look at the disk and at the system's log.")
NOT_ALLOWED = Trouble(
    "The user may not do that in the database.", "Grant the user of KITH_DATABASE_URL all rights on it."
)
IN_TURN = Trouble("Two transactions were in each other's way.", "Nothing is to be done: it is tried again.")
TOO_LONG = Trouble("The database took too long.", "See what keeps it busy; Kith tries again by itself.")
POOL = Trouble("Every connection to the database is in use.", "Wait a moment; it is tried again.")
OTHER = Trouble("The database failed", "Run `kith doctor`, and look at the database's own log.")

# sqlite.org/rescode.html: the low byte of a code is its kind.
_SQLITE = {
    3: NOT_ALLOWED, 5: LOCKED, 6: LOCKED, 8: READ_ONLY, 10: DISK, 11: DAMAGED, 13: FULL, 14: NO_FILE,
    26: NO_DATABASE,
}  # fmt: skip
# postgresql.org/docs/current/errcodes-appendix.html: five letters, of which two name the class.
_POSTGRES = {
    "08": UNREACHABLE, "25006": READ_ONLY, "28": REFUSED, "3D": UNKNOWN_NAME, "40": IN_TURN,
    "42501": NOT_ALLOWED, "42703": NO_TABLE, "42P01": NO_TABLE, "53100": FULL, "53300": BUSY,
    "55P03": LOCKED, "57014": TOO_LONG, "57P01": RESTARTING, "57P02": RESTARTING, "57P03": RESTARTING,
    "58030": DISK, "XX001": DAMAGED, "XX002": DAMAGED,
}  # fmt: skip
# A refused connection has no code, only the server's words.
_WORDS = (
    ("no such table", NO_TABLE), ("no such column", NO_TABLE), ("authentication failed", REFUSED),
    ("no password supplied", REFUSED), ("no pg_hba.conf entry", REFUSED), ("too many", BUSY),
    ("connection slots", BUSY), ("starting up", RESTARTING), ("shutting down", RESTARTING),
    ("recovery mode", RESTARTING), ("not yet accepting", RESTARTING), ("terminating", RESTARTING),
    ('role "', REFUSED), ("does not exist", UNKNOWN_NAME),
)  # fmt: skip


def trouble(error: Exception) -> str:
    """What an error of the database means: one sentence that quotes no statement, value or password."""
    return explained(error).what


def explained(error: Exception) -> Trouble:
    """The sentence, and what to do about it. An error that is not the database's is named by its kind."""
    if isinstance(error, PoolTimeout | TooBusyError):
        return POOL
    if not isinstance(error, DBAPIError):
        return _named(error)
    reason = error.orig or error
    return _by_code(reason) or _by_words(str(reason)) or (UNREACHABLE if _is_cut(reason) else _named(error))


def _by_code(reason: BaseException) -> Trouble | None:
    sqlite: int = getattr(reason, "sqlite_errorcode", None) or 0
    postgres: str = getattr(reason, "sqlstate", None) or ""
    return _SQLITE.get(sqlite & 0xFF) or _POSTGRES.get(postgres) or _POSTGRES.get(postgres[:2])


def _by_words(text: str) -> Trouble | None:
    lowered = text.lower()
    return next((found for words, found in _WORDS if words in lowered), None)


def _is_cut(reason: BaseException) -> bool:
    """Whether there was no answer at all: the driver has no code then."""
    return type(reason).__module__.startswith("psycopg") and getattr(reason, "sqlstate", None) is None


def _named(error: BaseException) -> Trouble:
    return Trouble(f"{OTHER.what} ({type(error).__name__}).", OTHER.advice)
