"""Prepared statements do what SQLAlchemy would: values, errors, listeners, lost connections."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, event, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from storage import members, promises
from storage.database import Database
from storage.inserts import insert, insert_new
from storage.prepared import Prepared, Reading
from storage.records import Capture, Member
from storage.tables import captures, inbox
from tests.storage.owners import ALICE, member

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
EVENT = {"event_id": "Ev1", "workspace_id": "T1", "received_at": 7}
ONE = Prepared(select(inbox.c.received_at).where(inbox.c.event_id == bindparam("event")))


def test_a_record_is_as_sqlalchemy_reads_it(conn: Connection) -> None:
    full = Member(
        ALICE, "Asia/Tokyo", NOW, paused_until=date(2026, 12, 1), nudges_on=False, deactivated_at=NOW
    )
    members.add(conn, full)
    assert members.find(conn, ALICE) == full
    assert members.update(conn, ALICE, deactivated_at=None) == replace(full, deactivated_at=None)
    assert members.in_workspace(conn, "T1") == [members.find(conn, ALICE)]


def test_days_hours_and_blanks_come_back_as_they_were(conn: Connection) -> None:
    members.add(conn, member())
    for due_on, due_time in ((date(2026, 11, 27), time(17, 30)), (None, None)):
        kept = promises.add(conn, ALICE, "mine", "send it", None, due_on, due_time, NOW)
        assert (kept.due_on, kept.due_time, kept.created_at, kept.contact) == (due_on, due_time, NOW, None)


def test_json_comes_back_as_it_was(conn: Connection) -> None:
    reading: Reading[Capture] = Reading(Capture, captures, select(captures))
    row = {**ALICE._asdict(), "created_at": 7, "text": "x", "reading": {"é": [1, None]}, "state": "pending"}
    insert(conn, captures, row)
    assert [one.reading for one in reading.all(conn, {})] == [{"é": [1, None]}]


def test_nothing_found_is_none(conn: Connection) -> None:
    assert ONE.row(conn, {"event": "Ev1"}) is None and ONE.rows(conn, {"event": "Ev1"}) == []


def test_what_stands_in_the_statement_itself_is_kept(conn: Connection) -> None:
    seven = Prepared(select(inbox.c.event_id).where(inbox.c.received_at == 7).limit(1))
    assert insert_new(conn, inbox, EVENT) and not insert_new(conn, inbox, EVENT)
    assert seven.rows(conn, {}) == [("Ev1",)]


def test_a_value_that_is_missing_is_an_error_and_not_null(conn: Connection) -> None:
    with pytest.raises((KeyError, SQLAlchemyError)):
        ONE.rows(conn, {})


def test_a_list_of_values_is_refused(conn: Connection) -> None:
    many = Prepared(select(inbox).where(inbox.c.event_id.in_(bindparam("events", expanding=True))))
    with pytest.raises(AssertionError, match=r"use conn\.execute"):
        many.rows(conn, {"events": ["Ev1"]})


def test_an_error_is_sqlalchemys_and_quotes_no_value(conn: Connection) -> None:
    plain = Prepared(inbox.insert(), tuple(EVENT))
    plain.count(conn, EVENT | {"event_id": "canarybird"})
    with pytest.raises(IntegrityError) as caught:
        plain.count(conn, EVENT | {"event_id": "canarybird"})
    assert caught.value.params is None


def test_it_begins_a_transaction_as_every_statement_does(database: Database) -> None:
    with database.engine.connect() as conn:
        assert insert_new(conn, inbox, EVENT) and conn.in_transaction()
    with database.engine.connect() as conn:
        assert ONE.row(conn, {"event": "Ev1"}) is None  # rolled back, since nobody committed


@contextmanager
def heard(database: Database) -> Iterator[list[str]]:
    """The statements that a listener hears of."""
    said: list[str] = []

    def hear(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(database.engine, "before_cursor_execute", hear)
    yield said
    event.remove(database.engine, "before_cursor_execute", hear)


def test_who_listens_hears_of_it_and_it_does_the_same(database: Database) -> None:
    with heard(database) as said:
        assert database.run_sync(insert_new, inbox, EVENT) and not database.run_sync(insert_new, inbox, EVENT)
        assert database.run_sync(members.add, member())
        assert database.run_sync(members.find, ALICE) == member()
    assert sum("INSERT INTO inbox" in one for one in said) == 2
    assert sum("FROM members" in one for one in said) == 1
    assert database.run_sync(members.find, ALICE) == member()


def test_a_connection_that_was_cut_is_given_up_and_the_next_transaction_works(database: Database) -> None:
    def cut(conn: Connection) -> None:
        if database.is_sqlite:
            conn.connection.dbapi_connection.close()  # type: ignore[union-attr]
        else:
            conn.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        members.find(conn, ALICE)

    for _ in range(2):
        with pytest.raises(SQLAlchemyError):
            database.run_sync(cut)
    assert database.run_sync(members.add, member()) and database.run_sync(members.find, ALICE) == member()
