"""The database: one hop, one transaction, and clear words when it cannot be opened."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from storage import members, migrations
from storage.database import Database, DatabaseError, open_database, parse_url
from tests.storage.owners import ALICE, BOB, member


class Broken(Exception):
    """Raised on purpose."""


def add_then_break(conn: Connection) -> None:
    members.add(conn, member())
    raise Broken


def ask(conn: Connection, question: str) -> object:
    return conn.execute(text(question)).scalar_one()


def test_a_function_runs_in_a_transaction_and_gives_its_result(database: Database) -> None:
    async def tale() -> None:
        assert await database.run(members.add, member()) is True
        assert await database.run(members.find, ALICE) == member()
        changed = await database.run(members.update, ALICE, tz="UTC")
        assert changed is not None and changed.tz == "UTC"

    asyncio.run(tale())


def test_the_command_line_needs_no_event_loop(database: Database) -> None:
    assert database.run_sync(members.add, member()) is True
    assert database.run_sync(members.find, ALICE) == member()


def test_a_function_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(Broken):
        database.run_sync(add_then_break)
    assert database.run_sync(members.find, ALICE) is None


def test_functions_run_outside_the_event_loops_thread(database: Database) -> None:
    ident = asyncio.run(database.run(lambda conn: threading.get_ident()))
    assert ident != threading.get_ident()


def test_sqlite_has_one_thread_and_postgres_four(database: Database) -> None:
    # Each waits for all the others: it only ends when that many run at once.
    together = threading.Barrier(1 if database.is_sqlite else 4)

    async def meet() -> set[int]:
        def arrive(conn: Connection) -> int:
            together.wait(timeout=30)
            return threading.get_ident()

        return set(await asyncio.gather(*(database.run(arrive) for _ in range(together.parties))))

    assert len(asyncio.run(meet())) == together.parties


def test_many_at_once_all_end(database: Database) -> None:
    async def crowd() -> list[bool]:
        return await asyncio.gather(*(database.run(members.add, member()) for _ in range(20)))

    assert sum(asyncio.run(crowd())) == 1


def test_a_canceled_caller_does_not_tear_the_transaction(database: Database) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slowly(conn: Connection) -> None:
        members.add(conn, member())
        started.set()
        go_on.wait(timeout=30)
        members.add(conn, member(BOB))

    async def tale() -> None:
        task = asyncio.create_task(database.run(slowly))
        await asyncio.to_thread(started.wait, 30)
        task.cancel()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(tale())
    both = database.run_sync(members.in_workspace, "T1")
    assert [each.owner for each in both] == [ALICE, BOB]


def test_two_processes_take_turns_at_reading_then_writing(database_url: str) -> None:
    """A read that turns into a write fails at once on SQLite, unless the transaction began as a writer."""
    both = [open_database(database_url) for _ in range(2)]

    def read_then_write(conn: Connection) -> bool:
        members.in_workspace(conn, "T1")
        return members.add(conn, member())

    async def turns() -> list[bool]:
        return await asyncio.gather(*(each.run(read_then_write) for each in both * 10))

    assert sum(asyncio.run(turns())) == 1
    for each in both:
        each.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("busy_timeout", 2000), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_sqlite_is_set_up_for_many_processes_and_for_forgetting(
    tmp_path: Path, pragma: str, value: object
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'kith.db'}")
    assert database.run_sync(ask, f"PRAGMA {pragma}") == value
    database.close()


def test_a_database_in_memory_serves_for_a_try() -> None:
    database = open_database("sqlite://")
    migrations.upgrade(database.engine)
    assert database.run_sync(members.add, member()) is True
    assert database.run_sync(members.find, ALICE) == member()
    database.close()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "is not a database address"),
        ("kith.db", "is not a database address"),
        ("mysql://somebody:hush-hush@localhost/kith", "does not know the database 'mysql'"),
        ("nonsense://somebody:hush-hush@localhost/kith", "does not know the database 'nonsense'"),
        ("postgresql://somebody:hush-hush@127.0.0.1:1/kith", "cannot be reached"),
        ("postgresql+psycopg://somebody:hush-hush@127.0.0.1:nine/kith", "is not a database address"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained_without_its_password(url: str, message: str) -> None:
    with pytest.raises(DatabaseError, match=message) as caught:
        open_database(url)
    assert "hush-hush" not in str(caught.value)
    assert caught.value.hint.endswith(".")
    assert "\n" not in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"The folder .*/nowhere does not exist\. Create it"):
        open_database(f"sqlite:///{tmp_path}/nowhere/kith.db")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kith.db"
    path.write_text("Dear diary, " * 200)
    with pytest.raises(DatabaseError, match=r"kith\.db cannot be opened: file is not a database"):
        open_database(f"sqlite:///{path}")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="unable to open database file"):
        open_database(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_any_postgres_address_uses_the_driver_that_kith_brings(scheme: str) -> None:
    assert parse_url(f"{scheme}://kith@localhost/kith").drivername == "postgresql+psycopg"


def test_a_file_opened_by_kith_is_plain_sqlite(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'kith.db'}")
    migrations.upgrade(database.engine)
    database.run_sync(members.add, member())
    database.close()
    with sqlite3.connect(tmp_path / "kith.db") as connection:
        assert connection.execute("SELECT member_id FROM members").fetchall() == [("U1",)]


def test_a_new_file_can_be_read_by_nobody_else_and_an_old_one_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    for rights in (0o600, 0o640):
        open_database(f"sqlite:///{path}").close()
        assert path.stat().st_mode & 0o777 == rights
        path.chmod(0o640)


def test_a_connection_on_which_a_statement_failed_is_not_used_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kith.db'}"
    migrations.upgrade(url)
    database = open_database(url)
    database.run_sync(lambda conn: conn.exec_driver_sql("PRAGMA query_only = ON"))
    with pytest.raises(DBAPIError, match="readonly"):
        database.run_sync(members.add, member(ALICE))
    assert database.run_sync(members.add, member(ALICE))
    database.close()
