"""Event ids take effect once, for seven days."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from storage import inbox
from storage.database import Database, open_database

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_an_event_is_taken_once(conn: Connection) -> None:
    assert inbox.take(conn, "T1", "Ev1", NOW)
    assert not inbox.take(conn, "T1", "Ev1", NOW + timedelta(days=6))
    assert inbox.take(conn, "T1", "Ev2", NOW)


def test_an_event_whose_effect_failed_can_be_taken_again(database: Database) -> None:
    def fails(conn: Connection) -> None:
        inbox.take(conn, "T1", "Ev1", NOW)
        raise LookupError("the effect")

    with pytest.raises(LookupError):
        database.run_sync(fails)
    assert database.run_sync(inbox.take, "T1", "Ev1", NOW)


def test_only_what_is_older_is_purged(conn: Connection) -> None:
    inbox.take(conn, "T1", "old", NOW - timedelta(days=8))
    inbox.take(conn, "T1", "young", NOW - timedelta(days=7))
    assert inbox.purge(conn, NOW - timedelta(days=7)) == 1
    assert inbox.take(conn, "T1", "old", NOW)
    assert not inbox.take(conn, "T1", "young", NOW)


def test_an_event_that_comes_again_meanwhile_waits_for_the_first_and_took_effect_already(
    database_url: str,
) -> None:
    """Two processes: the second is asked while the first has not committed yet."""
    first, second = (open_database(database_url) for _ in range(2))
    taken, finish = threading.Event(), threading.Event()

    def slowly(conn: Connection) -> bool:
        is_new = inbox.take(conn, "T1", "Ev1", NOW)
        taken.set()
        assert finish.wait(30)
        return is_new

    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(first.run_sync, slowly)
        assert taken.wait(30)
        other = threads.submit(second.run_sync, inbox.take, "T1", "Ev1", NOW)
        with pytest.raises(TimeoutError):
            other.result(timeout=0.3)  # it waits: whether the first takes effect is not known yet
        finish.set()
        assert (one.result(30), other.result(30)) == (True, False)
    for each in (first, second):
        each.close()


def test_an_event_whose_first_delivery_fails_meanwhile_takes_effect_by_the_second(database_url: str) -> None:
    first, second = (open_database(database_url) for _ in range(2))
    taken, finish = threading.Event(), threading.Event()

    def fails(conn: Connection) -> None:
        inbox.take(conn, "T1", "Ev1", NOW)
        taken.set()
        assert finish.wait(30)
        raise LookupError("the effect")

    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(first.run_sync, fails)
        assert taken.wait(30)
        other = threads.submit(second.run_sync, inbox.take, "T1", "Ev1", NOW)
        finish.set()
        assert isinstance(one.exception(30), LookupError) and other.result(30)
    for each in (first, second):
        each.close()
