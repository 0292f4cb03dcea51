"""Contacts: kept, found again by any spelling, and due when their cadence ran out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from storage import acts, contacts, notes, touches
from storage.names import name_key
from storage.records import Contact, ContactDraft
from tests.storage.owners import ALICE, NOW, TODAY


def add(conn: Connection, name: str, **facts: object) -> Contact:
    return contacts.add(conn, ALICE, ContactDraft(name, **facts), NOW)  # type: ignore[arg-type]


def change(conn: Connection, contact: Contact, **changes: object) -> None:
    act = acts.begin(conn, ALICE, "edit", NOW)
    assert acts.change(conn, act, ALICE, "contacts", contact.id, **changes)


def test_a_contact_comes_back_as_kept(conn: Connection) -> None:
    draft = ContactDraft("Dana Lee", "Acme", "buyer", "the fair", "Omar", "strategic", 30, "a job", "a sofa")
    contact = contacts.add(conn, ALICE, draft, NOW)
    assert contact == contacts.find(conn, ALICE, contact.id)
    assert (contact.name, contact.met_at, contact.via, contact.cadence_days) == (
        "Dana Lee",
        "the fair",
        "Omar",
        30,
    )
    assert (contact.owner, contact.created_at, contact.last_touch_on) == (ALICE, NOW, None)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Dana Lee", "dana lee"),
        ("  José \t  Núñez ", "jose nunez"),
        ("Jose\u0301", "jose"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("Søren Kjær", "soren kjaer"),
        ("ИВАН Чайковский", "иван чаиковскии"),
        ("山田 太郎", "山田 太郎"),
        ("がくと", "がくと"),
        ("", ""),
    ],
)
def test_a_name_is_known_however_it_is_typed(name: str, key: str) -> None:
    assert name_key(name) == key


def test_the_names_are_listed_by_number(conn: Connection) -> None:
    zoe, adam = add(conn, "Zoe"), add(conn, "Adam")
    assert contacts.names(conn, ALICE) == [(zoe.id, "Zoe"), (adam.id, "Adam")]
    assert contacts.count(conn, ALICE) == 2


def test_pages_show_those_added_last_first(conn: Connection) -> None:
    people = [add(conn, f"Person {number}") for number in range(5)]
    assert contacts.recent(conn, ALICE, 2, 0) == [people[4], people[3]]
    assert contacts.recent(conn, ALICE, 2, 4) == [people[0]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dana", ["Dana Lee", "Omar Diaz"]),  # names come before notes
        ("DANA acme", ["Dana Lee"]),
        ("lee fair", ["Dana Lee"]),
        ("nunez", ["Ana Núñez"]),
        ("naturschützer", ["Ana Núñez"]),
        ("naturschutzer", ["Ana Núñez"]),
        ("buyer", ["Dana Lee"]),
        ("dana buyer nobody", []),
        ("100%", ["Omar Diaz"]),
        ("%", ["Omar Diaz"]),
        ("_", []),
        ("' OR 1=1 --", []),
        ("  ", []),
    ],
)
def test_every_word_must_occur_somewhere(conn: Connection, words: str, found: list[str]) -> None:
    add(conn, "Dana Lee", company="Acme", role="buyer", met_at="the fair")
    add(conn, "Ana Núñez", role="Naturschützerin")
    omar = add(conn, "Omar Diaz")
    notes.add(conn, ALICE, omar.id, "knows Dana, 100% sure", NOW)
    notes.add(conn, ALICE, None, "acme is on nobody's note", NOW)
    assert [contact.name for contact in contacts.search(conn, ALICE, words)] == found


def test_a_search_gives_no_more_than_the_limit(conn: Connection) -> None:
    for number in range(4):
        add(conn, f"Dana {number}")
    assert [each.name for each in contacts.search(conn, ALICE, "dana", limit=2)] == ["Dana 0", "Dana 1"]


@pytest.mark.parametrize(
    ("cadence", "last_touch", "changes", "is_due"),
    [
        (30, 30, {}, True),
        (30, 29, {}, False),
        (30, 400, {}, True),
        (None, 400, {}, False),
        (30, 40, {"snoozed_until": TODAY + timedelta(days=1)}, False),
        (30, 40, {"snoozed_until": TODAY}, True),
        (30, 40, {"stopped_at": NOW}, False),
    ],
)
def test_a_cadence_that_ran_out_is_due(
    conn: Connection, cadence: int | None, last_touch: int, changes: dict[str, object], is_due: bool
) -> None:
    contact = add(conn, "Dana", cadence_days=cadence)
    touches.add(conn, ALICE, contact.id, "call", TODAY - timedelta(days=last_touch), NOW)
    change(conn, contact, **changes)
    assert [each.id for each in contacts.cadence_due(conn, ALICE, TODAY)] == [contact.id] * is_due


def test_a_cadence_without_a_touch_counts_from_the_day_of_adding(conn: Connection) -> None:
    add(conn, "Dana", cadence_days=7)
    assert contacts.cadence_due(conn, ALICE, TODAY + timedelta(days=6)) == []
    assert len(contacts.cadence_due(conn, ALICE, TODAY + timedelta(days=7))) == 1


def test_the_longest_overdue_comes_first(conn: Connection) -> None:
    monthly, weekly = add(conn, "Monthly", cadence_days=30), add(conn, "Weekly", cadence_days=7)
    due = contacts.cadence_due(conn, ALICE, TODAY + timedelta(days=60))
    assert [each.id for each in due] == [weekly.id, monthly.id]
    assert [contacts.due_on(each) for each in due] == [date(2026, 3, 9), date(2026, 4, 1)]


def test_networks_are_counted_and_the_unsorted_too(conn: Connection) -> None:
    for network in ("personal", "personal", "strategic", None):
        add(conn, "Dana", network=network)
    assert contacts.by_network(conn, ALICE) == {"operational": 0, "personal": 2, "strategic": 1, None: 1}


def test_a_renamed_contact_is_found_under_the_new_name(conn: Connection) -> None:
    contact = add(conn, "Dana")
    change(conn, contact, name="Zoë")
    assert [each.id for each in contacts.search(conn, ALICE, "zoe")] == [contact.id]
    assert contacts.search(conn, ALICE, "dana") == []
