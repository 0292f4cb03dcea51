"""What there is to speak of is the member's own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from bot import agenda
from bot.coach.priorities import choose
from bot.coach.weeks import Week
from storage import contacts, members, promises, teams, thanks, touches
from storage.records import Agenda, ContactDraft, Member, Owner

ALICE = Owner("T1", "U1")
BOB = Owner("T1", "U2")
CHARLIE = Owner("T2", "U1")
NOW = datetime(2026, 3, 6, 16, tzinfo=UTC)
TODAY = date(2026, 3, 6)
DAY = timedelta(days=1)
MEMBER = Member(ALICE, "Europe/Lisbon", NOW)


@pytest.fixture
def filled(conn: Connection) -> Connection:
    """Alice has one of everything."""
    members.add(conn, MEMBER)
    dana = contacts.add(conn, ALICE, ContactDraft("Dana Lee", cadence_days=7), NOW - 60 * DAY)
    promises.add(conn, ALICE, "mine", "send the deck", dana.id, TODAY, None, NOW)
    thanks.add(conn, ALICE, dana.id, None, NOW - DAY)
    team = teams.put(conn, "T1", "C1", "U9", 5, 960, NOW)
    teams.list_members(conn, team, ["U1"])
    return conn


def test_an_agenda_holds_everything_that_may_need_doing(filled: Connection) -> None:
    found = agenda.agenda_of(filled, ALICE, TODAY)
    assert [len(rows) for rows in (found.promises, found.thank_yous, found.contacts, found.team_asks)] == [
        1
    ] * 4


@pytest.mark.parametrize("other", [BOB, CHARLIE])
def test_nobody_else_sees_any_of_it(filled: Connection, other: Owner) -> None:
    alices = choose(agenda.agenda_of(filled, ALICE, TODAY), TODAY, 9)
    assert agenda.agenda_of(filled, other, TODAY) == Agenda()
    assert agenda.people_of(filled, other, alices) == {}
    assert agenda.week_of(filled, Member(other, "UTC", NOW), NOW) == Week(TODAY)


def test_the_people_are_those_whom_the_items_are_about(filled: Connection) -> None:
    chosen = choose(agenda.agenda_of(filled, ALICE, TODAY), TODAY, 2)
    assert [contact.name for contact in agenda.people_of(filled, ALICE, chosen).values()] == ["Dana Lee"]


def test_a_week_is_the_seven_days_before(filled: Connection) -> None:
    (dana, _), *_ = contacts.names(filled, ALICE)
    for days in (0, 6, 7):
        touches.add(filled, ALICE, dana, "met", TODAY - days * DAY, NOW)
    for days, state in ((1, "kept"), (6, "kept"), (8, "kept"), (1, "dropped")):
        one = promises.add(filled, ALICE, "mine", state, dana, None, None, NOW)
        closed = {"s": state, "at": int((NOW - days * DAY).timestamp()), "id": one.id}
        filled.execute(text("UPDATE promises SET state = :s, closed_at = :at WHERE id = :id"), closed)
    week = agenda.week_of(filled, MEMBER, NOW)
    assert (len(week.touched), len(week.kept), len(week.owed), len(week.coming)) == (2, 2, 1, 1)
