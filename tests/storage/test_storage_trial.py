"""What was brought in as samples goes as one; how far a newcomer came is told by what was sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, get_args

import pytest
from sqlalchemy import Connection

from storage import (
    acts,
    contacts,
    members,
    notes,
    outbox,
    outbox_claim,
    promises,
    schedule,
    teams,
    thanks,
    touches,
    trial,
)
from storage.records import ContactDraft, Message, OutboxState, Owner, Sent
from tests.storage.full_rows import fill, rows_of
from tests.storage.owners import ALICE, BOB, CHARLIE, NOW, TODAY, member

LATER = NOW + timedelta(hours=1)


def a_contact(conn: Connection, owner: Owner = ALICE, name: str = "Rosa") -> int:
    return contacts.add(conn, owner, ContactDraft(name), NOW).id


def a_sample(conn: Connection, owner: Owner = ALICE) -> int:
    made = a_contact(conn, owner)
    trial.mark(conn, owner, "samples", [made], NOW)
    return made


def everything_about(conn: Connection, contact_id: int) -> int:
    """One row of each kind; the number of the promise."""
    promise = promises.add(conn, ALICE, "mine", "call", contact_id, TODAY, None, NOW)
    schedule.put(conn, ALICE, "reminder", promise.id, LATER)
    thanks.add(conn, ALICE, contact_id, None, NOW)
    touches.add(conn, ALICE, contact_id, "call", TODAY, NOW)
    notes.add(conn, ALICE, contact_id, "likes tea", NOW)
    return promise.id


def test_a_mark_tells_whom_samples_were_brought_to(conn: Connection) -> None:
    a_sample(conn)
    trial.mark(conn, ALICE, "samples, and a team", [], NOW)
    trial.mark(conn, BOB, "samples, and a member", [], NOW)
    trial.mark(conn, CHARLIE, "samples", [], NOW)
    acts.begin(conn, BOB, "kept", NOW)
    assert trial.marks(conn, "T1") == {
        ALICE: {"samples", "samples, and a team"},
        BOB: {"samples, and a member"},
    }


def test_marks_are_all_the_words_for_them() -> None:
    assert get_args(trial.Mark) == trial.MARKS


def test_samples_go_with_all_that_is_about_them(conn: Connection) -> None:
    before = rows_of(conn, ALICE)
    everything_about(conn, a_sample(conn))
    assert trial.take_away(conn, ALICE) == 1
    assert rows_of(conn, ALICE) == before


def test_nothing_else_goes(conn: Connection) -> None:
    everything_about(conn, a_contact(conn))
    promises.add(conn, ALICE, "mine", "write", None, None, None, NOW)
    before = rows_of(conn, ALICE)
    a_sample(conn)
    trial.take_away(conn, ALICE)
    assert rows_of(conn, ALICE) == before


def test_what_stood_there_before_a_change_goes_too(conn: Connection) -> None:
    promise_id = everything_about(conn, a_sample(conn))
    act_id = acts.begin(conn, ALICE, "kept", NOW)
    acts.change(conn, act_id, ALICE, "promises", promise_id, what="a secret")
    trial.take_away(conn, ALICE)
    assert rows_of(conn, ALICE)["act_changes"] == []
    assert acts.undo(conn, ALICE, act_id, LATER) == "undone"


def test_a_contact_that_was_only_changed_in_a_marked_act_is_no_sample(conn: Connection) -> None:
    own = a_contact(conn)
    acts.change(conn, acts.begin(conn, ALICE, "samples", NOW), ALICE, "contacts", own, company="Acme")
    assert trial.sample_contacts(conn, ALICE) == set()


@pytest.mark.parametrize("channel", ["C1", "C2"])
def test_a_team_goes_with_its_list_and_plan_by_its_lead_alone(conn: Connection, channel: str) -> None:
    team = teams.put(conn, "T1", "C1", "U1", 5, 960, NOW)
    teams.list_members(conn, team, ["U1", "U2"])
    schedule.put(conn, ALICE, "team_summary", team.id, LATER)
    assert not trial.drop_team(conn, BOB, "C1")
    assert trial.drop_team(conn, ALICE, channel) == (channel == "C1")
    is_there = channel == "C2"
    assert bool(teams.find(conn, "T1", team.id)) == bool(teams.of_member(conn, BOB)) == is_there
    assert bool(schedule.of_member(conn, ALICE)) == is_there


@pytest.mark.parametrize("owner", [ALICE, BOB, CHARLIE], ids=["alice", "bob", "charlie"])
def test_own_rows_are_the_members_own(conn: Connection, owner: Owner) -> None:
    members.add(conn, member(BOB))
    fill(conn, ALICE, "x")
    assert trial.has_own_rows(conn, owner) == (owner == ALICE)


def say(conn: Connection, message: Message, state: OutboxState = "sent") -> None:
    """A message of alice's that ended like this, an hour later."""
    is_decision = state in ("silent", "folded")
    row_id = outbox.add(conn, message, NOW, state if is_decision else "due")
    if row_id and not is_decision and state != "due":
        outbox_claim.claim(conn, NOW, 1, 60)
        outbox_claim.complete(conn, [Sent(row_id, state, LATER)])


@pytest.mark.parametrize("state", ["sent", "parked", "unknown", "silent", "folded", "due"])
def test_only_what_was_sent_has_come(conn: Connection, state: OutboxState) -> None:
    members.add(conn, member())
    say(conn, Message(ALICE, "brief", TODAY, {}), state)
    assert trial.first_sent_at(conn, ALICE, "brief") == (LATER if state == "sent" else None)
    assert trial.first_sent_at(conn, ALICE, "review") is None
    assert trial.first_sent_at(conn, BOB, "brief") is None


@pytest.mark.parametrize(("said", "has_come"), [("yes", True), ("no", False)])
def test_a_teams_summary_has_come_for_those_who_take_part(
    conn: Connection, said: Literal["yes", "no"], has_come: bool
) -> None:
    team = teams.put(conn, "T1", "C1", "U1", 5, 960, NOW)
    teams.list_members(conn, team, ["U2"])
    teams.answer(conn, BOB, team.id, said, NOW)
    say(conn, Message(ALICE, "team_summary", TODAY, {}))  # a word to the lead alone
    assert trial.first_summary_at(conn, BOB) is None
    say(conn, Message(ALICE, "team_summary", TODAY, {}, ref=str(team.id), channel_id="C1"))
    assert (trial.first_summary_at(conn, BOB) == LATER) == has_come
