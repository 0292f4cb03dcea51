"""What a failing database is said to suffer from: real failures where they can be had, codes for the rest."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

from storage import members, trouble
from storage.database import Database, open_engine
from tests.postgres_server import PostgresServer
from tests.storage.owners import member


def failure(database: Database, *statements: str) -> Exception:
    """What the statements, run one after the other, fail with."""

    def say(conn: object) -> None:
        for statement in statements:
            conn.execute(text(statement))  # type: ignore[attr-defined]

    with pytest.raises(SQLAlchemyError) as caught:
        database.run_sync(say)
    return caught.value


def test_a_missing_table_asks_for_the_migration(database: Database) -> None:
    found = trouble.explained(failure(database, "SELECT * FROM nowhere"))
    assert found == trouble.NO_TABLE and "kith migrate" in found.advice


def test_a_missing_column_too(database: Database) -> None:
    assert trouble.explained(failure(database, "SELECT hobby FROM members")) == trouble.NO_TABLE


READ_ONLY = {
    True: ("PRAGMA query_only = ON", "DELETE FROM inbox"),
    False: ("SET TRANSACTION READ ONLY", "DELETE FROM inbox"),
}


def test_a_read_only_database_is_told(database: Database) -> None:
    assert trouble.explained(failure(database, *READ_ONLY[database.is_sqlite])) == trouble.READ_ONLY


def test_a_value_is_never_quoted(database: Database) -> None:
    database.run_sync(members.add, member())
    row = "INSERT INTO members SELECT * FROM members"
    said = trouble.trouble(failure(database, row))
    assert said == "The database failed (IntegrityError)." and "U1" not in said


@pytest.mark.parametrize(
    ("break_it", "found"),
    [
        (lambda path: path.write_text("Dear diary, " * 200), trouble.NO_DATABASE),
        (lambda path: path.mkdir(), trouble.NO_FILE),
    ],
)
def test_a_file_that_cannot_be_used_is_told(
    tmp_path: Path, break_it: Callable[[Path], None], found: trouble.Trouble
) -> None:
    break_it(tmp_path / "kith.db")
    with pytest.raises(DBAPIError) as caught:
        open_engine(f"sqlite:///{tmp_path / 'kith.db'}").connect()
    assert trouble.explained(caught.value) == found


def coded(cls: type[Exception], **marks: object) -> OperationalError:
    """An error of a driver with these marks, and a text that holds a member's words."""
    reason = cls("canarybird")
    for name, value in marks.items():
        setattr(reason, name, value)
    return OperationalError("INSERT ...", {"what": "canarybird"}, reason)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (sqlite3.SQLITE_BUSY, trouble.LOCKED),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, trouble.LOCKED),
        (sqlite3.SQLITE_FULL, trouble.FULL),
        (sqlite3.SQLITE_IOERR_FSYNC, trouble.DISK),
        (sqlite3.SQLITE_CORRUPT, trouble.DAMAGED),
    ],
)
def test_the_codes_of_sqlite(code: int, found: trouble.Trouble) -> None:
    assert trouble.explained(coded(sqlite3.OperationalError, sqlite_errorcode=code)) == found


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (psycopg.errors.DiskFull, trouble.FULL),
        (psycopg.errors.TooManyConnections, trouble.BUSY),
        (psycopg.errors.AdminShutdown, trouble.RESTARTING),
        (psycopg.errors.CannotConnectNow, trouble.RESTARTING),
        (psycopg.errors.DeadlockDetected, trouble.IN_TURN),
        (psycopg.errors.LockNotAvailable, trouble.LOCKED),
        (psycopg.errors.QueryCanceled, trouble.TOO_LONG),
        (psycopg.errors.InsufficientPrivilege, trouble.NOT_ALLOWED),
        (psycopg.errors.InvalidPassword, trouble.REFUSED),
        (psycopg.OperationalError, trouble.UNREACHABLE),
    ],
)
def test_the_codes_of_postgresql(error: type[Exception], found: trouble.Trouble) -> None:
    assert trouble.explained(coded(error)) == found
    assert "canarybird" not in " ".join(trouble.explained(coded(error)))


def test_what_nobody_knows_is_named_by_its_kind() -> None:
    assert trouble.trouble(ValueError("canarybird")) == "The database failed (ValueError)."
    unique = IntegrityError("INSERT", {}, sqlite3.IntegrityError("canarybird"))
    assert trouble.trouble(unique) == "The database failed (IntegrityError)."


@pytest.mark.parametrize("found", [one for one in vars(trouble).values() if isinstance(one, trouble.Trouble)])
def test_every_trouble_is_a_sentence_and_an_advice(found: trouble.Trouble) -> None:
    assert found is trouble.OTHER or found.what.endswith(".")
    assert found.advice.endswith(".") and found.advice[0].isupper()


def test_a_server_that_lets_nobody_in_is_told_apart(postgres_server: PostgresServer) -> None:
    """Who is not known, whom the limit keeps out, what is not there, and who does not listen."""
    role = "kith_trouble_limited"
    postgres_server.say(f"CREATE ROLE {role} LOGIN PASSWORD 'hush-hush' CONNECTION LIMIT 0")
    try:
        refused = {
            trouble.REFUSED: postgres_server.url.set(username="kith_nobody", password="hush-hush"),
            trouble.BUSY: postgres_server.url.set(username=role, password="hush-hush", database="postgres"),
            trouble.UNKNOWN_NAME: postgres_server.url.set(database="kith_nowhere"),
            trouble.UNREACHABLE: postgres_server.url.set(host="127.0.0.1", port=1, query={}),
        }
        for found, url in refused.items():
            with pytest.raises(SQLAlchemyError) as caught:
                open_engine(url).connect()
            assert trouble.explained(caught.value) == found, str(caught.value)
            assert "hush-hush" not in trouble.trouble(caught.value)
    finally:
        postgres_server.say(f"DROP ROLE {role}")
