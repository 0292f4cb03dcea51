"""Touches and notes: what there was with a contact, and when last."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from storage import contacts, notes, touches
from storage.records import Contact, ContactDraft
from tests.storage.owners import ALICE, NOW, TODAY


@pytest.fixture
def dana(conn: Connection) -> Contact:
    return contacts.add(conn, ALICE, ContactDraft("Dana Lee"), NOW)


def last_touch(conn: Connection, contact: Contact) -> date | None:
    found = contacts.find(conn, ALICE, contact.id)
    assert found is not None
    return found.last_touch_on


def test_a_touch_carries_its_contact_and_day(conn: Connection, dana: Contact) -> None:
    touch = touches.add(conn, ALICE, dana.id, "coffee", TODAY, NOW)
    assert (touch.contact, touch.kind, touch.on, touch.created_at) == ("Dana Lee", "coffee", TODAY, NOW)
    assert touches.find(conn, ALICE, touch.id) == touch


def test_the_last_touch_moves_forward_and_never_back(conn: Connection, dana: Contact) -> None:
    seen = []
    for days in (-5, 0, -2):
        touches.add(conn, ALICE, dana.id, "call", TODAY + timedelta(days=days), NOW)
        seen.append(last_touch(conn, dana))
    assert seen == [TODAY - timedelta(days=5), TODAY, TODAY]


def test_one_contacts_touch_leaves_the_others_alone(conn: Connection, dana: Contact) -> None:
    omar = contacts.add(conn, ALICE, ContactDraft("Omar"), NOW)
    touches.add(conn, ALICE, dana.id, "call", TODAY, NOW)
    assert last_touch(conn, omar) is None


def test_the_touches_with_a_contact_come_latest_first(conn: Connection, dana: Contact) -> None:
    for days in (-5, 0, -2):
        touches.add(conn, ALICE, dana.id, "call", TODAY + timedelta(days=days), NOW)
    days = [(touch.on - TODAY).days for touch in touches.for_contact(conn, ALICE, dana.id, limit=2)]
    assert days == [0, -2]


def test_touches_since_a_day_include_that_day(conn: Connection, dana: Contact) -> None:
    for days in (0, -1, 1):
        touches.add(conn, ALICE, dana.id, "call", TODAY + timedelta(days=days), NOW)
    assert [(touch.on - TODAY).days for touch in touches.since(conn, ALICE, TODAY)] == [0, 1]


def test_notes_on_a_contact_come_newest_first(conn: Connection, dana: Contact) -> None:
    for text in ("likes sailing", "has two sons"):
        notes.add(conn, ALICE, dana.id, text, NOW)
    notes.add(conn, ALICE, None, "a loose line", NOW)
    assert [each.text for each in notes.for_contact(conn, ALICE, dana.id)] == [
        "has two sons",
        "likes sailing",
    ]


def test_a_loose_note_is_on_nobody(conn: Connection, dana: Contact) -> None:
    notes.add(conn, ALICE, dana.id, "likes sailing", NOW)
    note = notes.add(conn, ALICE, None, "a loose line", NOW)
    assert (note.contact_id, note.contact) == (None, None)
    assert notes.for_contact(conn, ALICE, None) == [note]
