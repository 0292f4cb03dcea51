"""Thank-yous: owed or said, with the contact's name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from storage import acts, contacts, thanks
from storage.records import Contact, ContactDraft
from tests.storage.owners import ALICE, BOB, NOW


@pytest.fixture
def dana(conn: Connection) -> Contact:
    return contacts.add(conn, ALICE, ContactDraft("Dana Lee"), NOW)


def test_a_thank_you_owed_carries_the_contact_and_the_reason(conn: Connection, dana: Contact) -> None:
    owed = thanks.add(conn, ALICE, dana.id, "the introduction", NOW)
    assert (owed.contact, owed.reason, owed.state, owed.closed_at) == (
        "Dana Lee",
        "the introduction",
        "owed",
        None,
    )
    assert thanks.find(conn, ALICE, owed.id) == owed


def test_a_thank_you_may_be_kept_as_said(conn: Connection, dana: Contact) -> None:
    said = thanks.add(conn, ALICE, dana.id, None, NOW, state="said")
    assert (said.state, said.closed_at) == ("said", NOW)
    assert thanks.owed(conn, ALICE) == []


def test_those_owed_longest_come_first(conn: Connection, dana: Contact) -> None:
    for days in (0, -3, -1):
        thanks.add(conn, ALICE, dana.id, f"{days}", NOW + timedelta(days=days))
    assert [each.reason for each in thanks.owed(conn, ALICE)] == ["-3", "-1", "0"]


def test_said_since_leaves_out_the_dropped_and_the_earlier(conn: Connection, dana: Contact) -> None:
    for days, state in ((-1, "said"), (0, "said"), (1, "dropped")):
        each = thanks.add(conn, ALICE, dana.id, f"{days}", NOW)
        act = acts.begin(conn, ALICE, "say", NOW)
        acts.change(
            conn, act, ALICE, "thank_yous", each.id, state=state, closed_at=NOW + timedelta(days=days)
        )
    assert [each.reason for each in thanks.said_since(conn, ALICE, NOW)] == ["0"]


def test_thanks_to_somebody_elses_contact_are_refused(conn: Connection, dana: Contact) -> None:
    with pytest.raises(contacts.UnknownContact):
        thanks.add(conn, BOB, dana.id, None, NOW)
