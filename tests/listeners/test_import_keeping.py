"""An import in the database, on both engines: kept whole, undone whole, kept once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.coach.address_books import AddressBook, Row
from bot.interaction import CoachError, Interaction
from bot.listeners import imports
from storage import acts, captures, contacts, notes
from storage.records import ContactDraft, Member, Owner
from tests.world import START

ALICE = Owner("T1", "U1")
BOOK = AddressBook(
    [
        Row(
            2, ContactDraft("Dana Lee", company="Acme", network="strategic", cadence_days=30), ("Chess", "Go")
        ),
        Row(3, ContactDraft("Omar Haddad")),
    ],
    [],
)


def interaction(owner: Owner = ALICE) -> Interaction:
    services: Any = SimpleNamespace(now=lambda: START)
    return Interaction(services, Member(owner, "UTC", START), {"event_id": "Ev1"}, START)


def shown(conn: Connection) -> int:
    """The number of the capture that waits for alice's word."""
    payload = imports.preview(conn, interaction(), "a.csv", BOOK)
    return int(payload["blocks"][-2]["elements"][0]["value"])


def test_what_is_kept_is_what_was_shown(conn: Connection) -> None:
    imports.keep(conn, interaction(), shown(conn))
    dana, omar = sorted(contacts.recent(conn, ALICE), key=lambda contact: contact.id)
    assert (dana.name, dana.company, dana.network, dana.cadence_days) == ("Dana Lee", "Acme", "strategic", 30)
    assert omar.name == "Omar Haddad"
    assert sorted(note.text for note in notes.for_contact(conn, ALICE, dana.id)) == ["Chess", "Go"]


def test_one_undo_takes_all_of_it_back(conn: Connection) -> None:
    capture_id = shown(conn)
    imports.keep(conn, interaction(), capture_id)
    capture = captures.find(conn, ALICE, capture_id)
    assert capture and capture.act_id
    assert acts.undo(conn, ALICE, capture.act_id, START) == "undone"
    assert contacts.count(conn, ALICE) == 0


@pytest.mark.parametrize("first", [imports.keep, imports.refuse])
@pytest.mark.parametrize("then", [imports.keep, imports.refuse])
def test_the_first_word_stands(conn: Connection, first: Any, then: Any) -> None:
    capture_id = shown(conn)
    first(conn, interaction(), capture_id)
    count = contacts.count(conn, ALICE)
    with pytest.raises(CoachError):
        then(conn, interaction(), capture_id)
    assert contacts.count(conn, ALICE) == count


@pytest.mark.parametrize("owner", [Owner("T1", "U2"), Owner("T2", "U1")])
def test_bob_and_charlie_cannot_settle_alices_import(conn: Connection, owner: Owner) -> None:
    capture_id = shown(conn)
    with pytest.raises(CoachError, match="can't find that"):
        imports.keep(conn, interaction(owner), capture_id)
    assert contacts.count(conn, owner) == 0
    imports.keep(conn, interaction(), capture_id)


def test_a_capture_that_is_no_import_is_not_there(conn: Connection) -> None:
    line = captures.add(conn, ALICE, "met Dana", {"reading": {}, "choices": {}}, START)
    with pytest.raises(CoachError, match="can't find that"):
        imports.keep(conn, interaction(), line.id)


def test_a_colleague_of_the_same_name_is_not_known_to_alice(conn: Connection) -> None:
    contacts.add(conn, Owner("T1", "U2"), BOOK.rows[0].draft, START)
    assert imports.unknown(conn, ALICE, BOOK.rows) == BOOK.rows
