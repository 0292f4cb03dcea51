"""A team's week: summed over those who said yes, within the week, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from storage import acts, contacts, practice, promises, teams, thanks, touches
from storage.practice_records import AnswerDraft
from storage.records import ContactDraft, Owner, Team, TeamCounts
from tests.storage.owners import ALICE, BOB, CHARLIE, NOW, TODAY

WEEK = (NOW, NOW + timedelta(days=7))
MIDWEEK = NOW + timedelta(days=3)
Doing = Callable[[Connection, Owner, datetime], object]


@pytest.fixture
def team(conn: Connection) -> Team:
    team = teams.put(conn, "T1", "C1", ALICE.member_id, 5, 960, NOW)
    teams.list_members(conn, team, ["U1", "U2", "U3"])
    teams.answer(conn, ALICE, team.id, "yes", NOW)
    teams.answer(conn, BOB, team.id, "no", NOW)
    return team


def meet(conn: Connection, who: Owner, at: datetime, via: str | None = None) -> int:
    return contacts.add(conn, who, ContactDraft("Dana", via=via), at).id


def promise(conn: Connection, who: Owner, at: datetime, direction: str = "mine") -> int:
    return promises.add(conn, who, direction, "x", None, None, None, at).id  # type: ignore[arg-type]


def close(conn: Connection, who: Owner, at: datetime, state: str = "kept", direction: str = "mine") -> None:
    row_id = promise(conn, who, NOW - timedelta(days=30), direction)
    act = acts.begin(conn, who, "close", at)
    acts.change(conn, act, who, "promises", row_id, state=state, closed_at=at)


def thank(conn: Connection, who: Owner, at: datetime, state: str = "said") -> None:
    thanks.add(conn, who, meet(conn, who, NOW - timedelta(days=30)), None, at, state)  # type: ignore[arg-type]


def touch(conn: Connection, who: Owner, at: datetime) -> None:
    touches.add(conn, who, meet(conn, who, NOW - timedelta(days=30)), "call", TODAY, at)


def practise(conn: Connection, who: Owner, at: datetime) -> None:
    practice.add_answer(conn, who, AnswerDraft("p1", "pitch", "", 1, 1, ()), at)


COUNTED: list[tuple[str, Doing]] = [
    ("promises_made", promise),
    ("promises_kept", close),
    ("thank_yous_said", thank),
    ("touches", touch),
    ("introductions", lambda conn, who, at: meet(conn, who, at, via="Omar")),
    ("practice", practise),
]
NOT_COUNTED: list[Doing] = [
    lambda conn, who, at: promise(conn, who, at, "theirs"),
    lambda conn, who, at: close(conn, who, at, "dropped"),
    lambda conn, who, at: close(conn, who, at, "kept", "theirs"),
    lambda conn, who, at: thank(conn, who, at, "owed"),
    lambda conn, who, at: meet(conn, who, at),
    lambda conn, who, at: meet(conn, who, at, via=""),
]


@pytest.mark.parametrize(("what", "do"), COUNTED)
def test_what_is_done_within_the_week_is_counted(conn: Connection, team: Team, what: str, do: Doing) -> None:
    for at in (WEEK[0], MIDWEEK):
        do(conn, ALICE, at)
    assert teams.counts(conn, team, *WEEK) == TeamCounts(participants=1, **{what: 2})


@pytest.mark.parametrize(("what", "do"), COUNTED)
def test_the_week_before_and_the_week_after_are_not_counted(
    conn: Connection, team: Team, what: str, do: Doing
) -> None:
    do(conn, ALICE, WEEK[0] - timedelta(seconds=1))
    do(conn, ALICE, WEEK[1])
    assert teams.counts(conn, team, *WEEK) == TeamCounts(participants=1)


@pytest.mark.parametrize(("what", "do"), COUNTED)
def test_who_did_not_say_yes_is_not_counted(conn: Connection, team: Team, what: str, do: Doing) -> None:
    for who in (BOB, Owner("T1", "U3"), Owner("T1", "U4"), CHARLIE):
        do(conn, who, MIDWEEK)
    assert teams.counts(conn, team, *WEEK) == TeamCounts(participants=1)


@pytest.mark.parametrize("do", NOT_COUNTED)
def test_what_is_something_else_is_not_counted(conn: Connection, team: Team, do: Doing) -> None:
    do(conn, ALICE, MIDWEEK)
    assert teams.counts(conn, team, *WEEK) == TeamCounts(participants=1)


def test_the_counts_of_all_who_take_part_are_summed(conn: Connection, team: Team) -> None:
    teams.answer(conn, BOB, team.id, "yes", NOW)
    for who in (ALICE, BOB, BOB):
        practise(conn, who, MIDWEEK)
    assert teams.counts(conn, team, *WEEK) == TeamCounts(participants=2, practice=3)
