"""Many rows at once, as an import keeps them: numbered in their order, owned, and undone as one act."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from storage import acts, contacts, notes
from storage.contacts import UnknownContact
from storage.records import ContactDraft
from tests.storage.owners import ALICE, BOB, NOW

MANY = 700


def drafts(number: int = MANY) -> list[ContactDraft]:
    return [ContactDraft(f"Person {n:04d}", company=f"Firm {n}") for n in range(number)]


def test_the_numbers_come_in_the_order_of_the_drafts(conn: Connection) -> None:
    numbers = contacts.add_many(conn, ALICE, drafts(), NOW)
    found = dict(contacts.names(conn, ALICE))
    assert [found[number] for number in numbers] == [draft.name for draft in drafts()]


def test_one_of_many_is_like_one_alone(conn: Connection) -> None:
    (many,) = contacts.add_many(conn, ALICE, drafts(1), NOW)
    alone = contacts.add(conn, ALICE, drafts(1)[0], NOW)
    first, second = (contacts.find(conn, ALICE, number) for number in (many, alone.id))
    assert first and second and (first.name, first.company) == (second.name, second.company)
    assert contacts.search(conn, ALICE, "person 0000")[0].id in (many, alone.id)


def test_nothing_to_keep_is_fine(conn: Connection) -> None:
    assert contacts.add_many(conn, ALICE, [], NOW) == []
    assert notes.add_many(conn, ALICE, [], NOW) == []
    acts.made_many(conn, acts.begin(conn, ALICE, "import", NOW), "contacts", [])


def test_notes_of_many_stand_with_their_people(conn: Connection) -> None:
    dana, omar = contacts.add_many(conn, ALICE, drafts(2), NOW)
    notes.add_many(conn, ALICE, [(omar, "likes sailing"), (dana, "has twins"), (omar, "moved")], NOW)
    assert [note.text for note in notes.for_contact(conn, ALICE, omar)] == ["moved", "likes sailing"]
    assert [note.text for note in notes.for_contact(conn, ALICE, dana)] == ["has twins"]


def test_one_strange_contact_among_many_keeps_no_note(conn: Connection) -> None:
    (his,) = contacts.add_many(conn, BOB, drafts(1), NOW)
    (dana,) = contacts.add_many(conn, ALICE, drafts(1), NOW)
    with pytest.raises(UnknownContact):
        notes.add_many(conn, ALICE, [(dana, "fine"), (his, "not mine")], NOW)
    assert notes.for_contact(conn, ALICE, dana) == []


def test_an_import_is_undone_as_a_whole(conn: Connection) -> None:
    act = acts.begin(conn, ALICE, "import", NOW)
    numbers = contacts.add_many(conn, ALICE, drafts(), NOW)
    acts.made_many(conn, act, "contacts", numbers)
    written = notes.add_many(conn, ALICE, [(number, "x") for number in numbers], NOW)
    acts.made_many(conn, act, "notes", written)
    assert acts.undo(conn, ALICE, act, NOW) == "undone"
    assert contacts.count(conn, ALICE) == 0
    assert notes.for_contact(conn, ALICE, numbers[0]) == []


def test_an_import_that_was_built_upon_is_not_undone(conn: Connection) -> None:
    act = acts.begin(conn, ALICE, "import", NOW)
    numbers = contacts.add_many(conn, ALICE, drafts(3), NOW)
    acts.made_many(conn, act, "contacts", numbers)
    notes.add(conn, ALICE, numbers[1], "written later", NOW)
    assert acts.undo(conn, ALICE, act, NOW) == "newer"
    assert contacts.count(conn, ALICE) == 3
