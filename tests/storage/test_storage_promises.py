"""Promises: kept with their contact's name, listed by what is due first."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import Connection

from storage import acts, contacts, promises
from storage.records import ContactDraft, Promise
from tests.storage.owners import ALICE, BOB, NOW, TODAY


def add(conn: Connection, what: str, due_on: date | None = None, due_time: time | None = None) -> Promise:
    return promises.add(conn, ALICE, "mine", what, None, due_on, due_time, NOW)


def close(conn: Connection, promise: Promise, state: str, at: datetime) -> None:
    act = acts.begin(conn, ALICE, "close", at)
    assert acts.change(conn, act, ALICE, "promises", promise.id, state=state, closed_at=at)


def test_a_promise_carries_the_name_of_its_contact(conn: Connection) -> None:
    dana = contacts.add(conn, ALICE, ContactDraft("Dana Lee"), NOW)
    promise = promises.add(conn, ALICE, "theirs", "the deck", dana.id, TODAY, time(15, 30), NOW)
    assert (promise.contact, promise.due_on, promise.due_time) == ("Dana Lee", TODAY, time(15, 30))
    assert (promise.direction, promise.state, promise.created_at) == ("theirs", "open", NOW)
    assert promises.find(conn, ALICE, promise.id) == promise


def test_a_promise_may_name_nobody(conn: Connection) -> None:
    promise = add(conn, "tidy up")
    assert (promise.contact_id, promise.contact, promise.due_on, promise.due_time) == (None, None, None, None)


def test_a_promise_at_midnight_has_an_hour(conn: Connection) -> None:
    assert add(conn, "call", TODAY, time(0, 0)).due_time == time(0, 0)


def test_a_promise_to_somebody_elses_contact_is_refused(conn: Connection) -> None:
    dana = contacts.add(conn, ALICE, ContactDraft("Dana Lee"), NOW)
    with pytest.raises(contacts.UnknownContact):
        promises.add(conn, BOB, "mine", "the deck", dana.id, None, None, NOW)
    assert promises.open_ones(conn, BOB) == []


def test_open_promises_come_due_first_and_undated_last(conn: Connection) -> None:
    add(conn, "someday")
    add(conn, "tomorrow", TODAY + timedelta(days=1))
    add(conn, "today at some time", TODAY)
    add(conn, "today at nine", TODAY, time(9))
    add(conn, "last week", TODAY - timedelta(days=7))
    close(conn, add(conn, "done", TODAY), "kept", NOW)
    order = [promise.what for promise in promises.open_ones(conn, ALICE)]
    assert order == ["last week", "today at nine", "today at some time", "tomorrow", "someday"]


def test_closed_promises_are_listed_from_an_instant_on(conn: Connection) -> None:
    for what, state, hours in (("old", "kept", -1), ("kept", "kept", 0), ("dropped", "dropped", 1)):
        close(conn, add(conn, what), state, NOW + timedelta(hours=hours))
    closed = promises.closed_since(conn, ALICE, NOW)
    assert [(each.what, each.state) for each in closed] == [("kept", "kept"), ("dropped", "dropped")]
