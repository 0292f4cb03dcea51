"""Keeping a reading: one transaction, one act, nobody guessed, nothing overwritten."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import Connection

from bot import keeping, membership
from bot.coach.capture import Person, ReadFact, Reading, ReadPromise, ReadThankYou, ReadTouch
from bot.coach.kept import Kept
from storage import acts, contacts, members, notes, outbox_claim, promises, schedule, thanks, touches
from storage.records import ContactDraft, Member, Owner

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ALICE = Member(Owner("T1", "U1"), "Europe/Lisbon", NOW)
BOB = Owner("T1", "U2")


@pytest.fixture
def known(conn: Connection) -> Connection:
    """Alice knows two Danas; bob knows an Omar."""
    members.add(conn, ALICE)
    for name, company in (("Dana Lee", "Acme"), ("Dana Kim", None)):
        contacts.add(conn, ALICE.owner, ContactDraft(name, company=company), NOW)
    contacts.add(conn, BOB, ContactDraft("Omar Haddad"), NOW)
    return conn


def keep(conn: Connection, said: Reading, **choices: int) -> Kept:
    """Keep a reading of Alice's."""
    return keeping.keep(
        conn, ALICE, said, {name.replace("_", " "): one for name, one in choices.items()}, "kept", NOW
    )


def names(conn: Connection) -> list[str]:
    """Whom Alice knows."""
    return [name for _, name in contacts.names(conn, ALICE.owner)]


def test_a_name_that_fits_several_is_asked_about_and_nothing_is_kept(known: Connection) -> None:
    said = Reading(people=(Person("Bo"),), promises=(ReadPromise("mine", "Dana", "call"),))
    with pytest.raises(keeping.WhichOne) as question:
        keep(known, said)
    assert [name for _, name in question.value.fitting] == ["Dana Lee", "Dana Kim"]
    assert names(known) == ["Dana Lee", "Dana Kim"] and promises.open_ones(known, ALICE.owner) == []


def test_the_chosen_one_is_meant(known: Connection) -> None:
    (_, kim) = [one for one, _ in contacts.names(known, ALICE.owner)]
    kept = keep(known, Reading(promises=(ReadPromise("mine", "Dana", "call"),)), Dana=kim)
    assert kept.promises[0].contact == "Dana Kim" and kept.new_contacts == []


def test_a_colleagues_contact_is_nobody_here(known: Connection) -> None:
    kept = keep(known, Reading(thank_yous=(ReadThankYou("Omar", "the intro", "owed"),)))
    assert [one.name for one in kept.new_contacts] == ["Omar"]
    assert [name for _, name in contacts.names(known, BOB)] == ["Omar Haddad"]


def test_a_choice_that_is_not_the_members_own_makes_somebody_new(known: Connection) -> None:
    (omar,) = [one for one, _ in contacts.names(known, BOB)]
    kept = keep(known, Reading(people=(Person("Omar"),)), Omar=omar)
    assert kept.contacts["Omar"].id != omar and kept.contacts["Omar"].owner == ALICE.owner


def test_blanks_are_filled_and_what_stands_there_stays(known: Connection) -> None:
    keep(known, Reading(people=(Person("Dana Lee", "Globex", "the fair"),)))
    (lee, _) = contacts.names(known, ALICE.owner)
    contact = contacts.find(known, ALICE.owner, lee[0])
    assert contact and (contact.company, contact.met_at) == ("Acme", "the fair")


FULL = Reading(
    (Person("Ines Reis", "Acme", "the fair", "Omar"),),
    (ReadPromise("mine", "Ines Reis", "call", TODAY, time(18)),),
    (ReadThankYou("Omar", "the intro", "owed"),),
    (ReadTouch("Ines Reis", TODAY, "met"),),
    (ReadFact("Ines Reis", "likes tea"),),
)


def test_everything_of_a_reading_is_kept_by_one_act(known: Connection) -> None:
    kept = keep(known, FULL)
    ines, omar = kept.contacts["Ines Reis"], kept.contacts["Omar"]
    assert ines.via == "Omar" and kept.notes == ["likes tea"]
    assert [one.text for one in notes.for_contact(known, ALICE.owner, ines.id)] == ["likes tea"]
    assert [one.contact_id for one in thanks.owed(known, ALICE.owner)] == [omar.id]
    assert [one.kind for one in touches.for_contact(known, ALICE.owner, ines.id)] == ["met"]


def test_undone_nothing_of_it_is_left(known: Connection) -> None:
    kept = keep(known, FULL)
    assert acts.undo(known, ALICE.owner, kept.act_id, NOW) == "undone"
    assert names(known) == ["Dana Lee", "Dana Kim"] and promises.open_ones(known, ALICE.owner) == []


def test_thanks_that_were_said_close_what_was_owed(known: Connection) -> None:
    keep(known, Reading(thank_yous=(ReadThankYou("Omar", "the intro", "owed"),)))
    kept = keep(known, Reading(thank_yous=(ReadThankYou("Omar", None, "said"),)))
    assert [one.reason for one in kept.thank_yous] == ["the intro"] and thanks.owed(known, ALICE.owner) == []


@pytest.mark.parametrize(
    ("changes", "due_at"),
    [
        ({}, datetime(2026, 11, 23, 17, tzinfo=UTC)),
        ({"due_time": time(20)}, datetime(2026, 11, 23, 19, tzinfo=UTC)),
        ({"due_time": None}, None),
        ({"state": "kept"}, None),
        ({"state": "dropped"}, None),
    ],
)
def test_a_reminder_follows_its_promise(
    known: Connection, changes: dict[str, Any], due_at: datetime | None
) -> None:
    kept = keep(known, FULL)
    acts.change(known, kept.act_id, ALICE.owner, "promises", kept.promises[0].id, **changes)
    promise = promises.find(known, ALICE.owner, kept.promises[0].id)
    assert promise
    keeping.remind(known, ALICE, promise, NOW)
    due = [row.due_at for row in schedule.of_member(known, ALICE.owner) if row.kind == "reminder"]
    assert due == ([due_at] if due_at else [])


def test_holding_a_row_still_changes_nothing(known: Connection) -> None:
    (lee, _) = contacts.names(known, ALICE.owner)
    before = contacts.find(known, ALICE.owner, lee[0])
    keeping.hold_still(known, ALICE.owner, "contacts", lee[0])
    keeping.hold_still(known, BOB, "contacts", lee[0])
    assert contacts.find(known, ALICE.owner, lee[0]) == before


def test_a_member_joins_once_with_a_schedule_and_one_welcome(conn: Connection) -> None:
    for _ in range(2):
        membership.join(conn, ALICE, NOW)
    assert {row.kind for row in schedule.of_member(conn, ALICE.owner)} == {"brief", "practice", "review"}
    assert [one.kind for one in outbox_claim.claim(conn, NOW, 60, 10)] == ["welcome"]


def test_a_changed_setting_moves_the_schedule_on_the_spot(conn: Connection) -> None:
    membership.join(conn, ALICE, NOW)
    membership.change(conn, ALICE.owner, {"brief_minute": 7 * 60}, NOW)
    (brief,) = [row for row in schedule.of_member(conn, ALICE.owner) if row.kind == "brief"]
    assert f"{brief.due_at:%H:%M}" == "07:00"
    assert membership.change(conn, BOB, {"brief_minute": 1}, NOW) is None
