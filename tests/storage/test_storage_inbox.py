"""Event ids take effect once, for seven days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from storage import inbox
from storage.database import Database

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
