"""A restore is all or nothing at every statement, and brings nobody back who was forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError

from storage import backup, backup_file, contacts, erase, migrations, outbox, restore, schedule
from storage.database import Database, DatabaseError, open_database
from storage.records import ContactDraft, Due, Message, Owner
from storage.restore import Passed
from tests.clockwork.sizes import is_nightly
from tests.databases import SqliteFiles
from tests.postgres_server import PostgresServer
from tests.storage.owners import ALICE, BOB, NOW
from tests.storage.whole_databases import address, brought, fill_all, rows_of, tomorrow

HOUR = timedelta(hours=1)
EARLIER = NOW - HOUR  # nothing that was filled in is due by then


def forgotten_at(at: datetime) -> Callable[[Connection], object]:
    return lambda conn: erase.forget(conn, ALICE, at)


def people(database: Database) -> set[Owner]:
    return {Owner(*row[:2]) for row in rows_of(database)["members"]}


def test_who_was_forgotten_since_the_backup_is_forgotten_again(database: Database, path: Path) -> None:
    database.run_sync(fill_all)
    backup.take(address(database), path, EARLIER)
    database.run_sync(forgotten_at(NOW + HOUR))
    after = rows_of(database)
    for turn in range(2):
        assert brought(path, database, EARLIER + turn * HOUR / 2).forgotten == 1
        assert ALICE not in people(database) and len(people(database)) == 2
        assert {**rows_of(database), "restores": None} == {**after, "restores": None}


def test_a_digest_in_the_backup_counts_as_well(database: Database, target: Database, path: Path) -> None:
    """Somebody was forgotten, and came in again by an older backup that did not know."""
    database.run_sync(forgotten_at(NOW + HOUR))
    database.run_sync(fill_all)
    backup.take(address(database), path, EARLIER)
    assert brought(path, target, EARLIER).forgotten == 1
    assert ALICE not in people(target)


def test_who_came_back_after_being_forgotten_stays(database: Database, path: Path) -> None:
    database.run_sync(forgotten_at(NOW))
    database.run_sync(fill_all)  # joined at NOW, the same second
    backup.take(address(database), path, EARLIER)
    assert brought(path, database, EARLIER).forgotten == 0
    assert ALICE in people(database)


def test_no_byte_of_what_was_replaced_or_forgotten_stays_in_the_file(tmp_path: Path, path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kith.db'}"
    migrations.upgrade(url)
    database = open_database(url)
    database.run_sync(fill_all)
    for owner, name in ((ALICE, "canarybird"), (BOB, "wren")):
        database.run_sync(contacts.add, owner, ContactDraft(name), NOW)
    backup.take(url, path, EARLIER)
    database.run_sync(forgotten_at(NOW + HOUR))
    database.run_sync(contacts.add, BOB, ContactDraft("finch"), NOW)
    brought(path, database, EARLIER)
    left = b"".join(file.read_bytes() for file in tmp_path.glob("kith.db*"))
    assert [name in left for name in (b"canarybird", b"finch", b"wren")] == [False, False, True]
    database.close()


class Breaks(Exception):
    """The database is gone at this statement."""


def breaking_at(db: Database, number: int, work: Callable[[], object]) -> bool:
    """Do the work, and fail at the statement of that number and all after it; whether it came to its end."""
    seen = 0

    def count(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen >= number:
            raise Breaks

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        work()
    except Breaks:
        return False
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    return True


def test_a_restore_that_breaks_at_any_statement_changes_nothing(database: Database, path: Path) -> None:
    database.run_sync(fill_all)
    database.run_sync(planned_of_bob)
    backup.take(address(database), path, EARLIER)
    database.run_sync(erase.forget, BOB, EARLIER + HOUR / 2)
    before = rows_of(database)
    with backup_file.opened(path) as (described, source):
        number, work = 1, lambda: database.run_sync(restore.replace, source, EARLIER, NOW, tomorrow)
        step = 1 if is_nightly() else 5
        while not breaking_at(database, number, work):
            assert rows_of(database) == before, f"half of it was kept when statement {number} broke"
            number += step
    assert number > 40 and described.rows["contacts"] == len(rows_of(database)["contacts"])


def planned_of_bob(conn: Connection) -> None:
    message = Message(BOB, "brief", date(2026, 3, 1), {"text": "hello"})
    outbox.add(conn, message, NOW)
    schedule.put(conn, BOB, "review", 0, NOW)


def test_what_was_there_is_not_kept_twice_when_a_restore_fails(database: Database, path: Path) -> None:
    def fail(_conn: Connection, _due: Due, _now: datetime) -> Passed:
        raise DatabaseError("It failed.", "Try again.")

    database.run_sync(planned_of_bob)
    backup.take(address(database), path, NOW)
    before = rows_of(database)
    with pytest.raises(DatabaseError, match="It failed"):
        brought(path, database, NOW, fail)
    assert {each.name for each in path.parent.iterdir()} == {path.name}
    assert rows_of(database) == before


def test_a_value_that_the_target_refuses_is_an_error_of_the_database_and_changes_nothing(
    sqlite_files: SqliteFiles, postgres_server: PostgresServer, path: Path
) -> None:
    with sqlite_files.fresh() as one, postgres_server.fresh() as other:
        source, target = open_database(one), open_database(other)
        source.run_sync(outbox.add, Message(ALICE, "welcome", NOW.date(), {}, ref="long" * 30), NOW, "sent")
        backup.take(one, path, NOW)
        target.run_sync(fill_all)
        before = rows_of(target)
        with pytest.raises(DBAPIError, match="value too long"):
            brought(path, target, NOW, tomorrow)
        assert rows_of(target) == before
        source.close()
        target.close()
