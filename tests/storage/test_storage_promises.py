"""Promises as they are kept and listed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import Connection

from storage import contacts, promises
from storage.records import ContactDraft, Owner

ALICE = Owner("T1", "U1")
BOB = Owner("T1", "U2")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_promise_carries_the_name_of_its_contact(conn: Connection) -> None:
    dana = contacts.add(conn, ALICE, ContactDraft("Dana Lee"), NOW)
    promise = promises.add(conn, ALICE, "mine", "the deck", dana.id, date(2026, 3, 6), time(15, 30), NOW)
    assert (promise.contact, promise.due_on, promise.due_time) == ("Dana Lee", date(2026, 3, 6), time(15, 30))
    assert (promise.state, promise.created_at, promise.renegotiated) == ("open", NOW, 0)


def test_a_promise_to_somebody_elses_contact_is_refused(conn: Connection) -> None:
    dana = contacts.add(conn, ALICE, ContactDraft("Dana Lee"), NOW)
    with pytest.raises(contacts.UnknownContact):
        promises.add(conn, BOB, "mine", "the deck", dana.id, None, None, NOW)
