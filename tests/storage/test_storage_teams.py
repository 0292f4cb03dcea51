"""Teams: one a channel, led by one member, with the word of each whom it lists."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from storage import members, teams
from storage.records import Owner, Team
from tests.storage.owners import ALICE, BOB, NOW, member

CAROL = Owner("T1", "U3")


@pytest.fixture
def team(conn: Connection) -> Team:
    return teams.put(conn, "T1", "C1", ALICE.member_id, 5, 960, NOW)


def test_a_team_comes_back_as_put(conn: Connection, team: Team) -> None:
    assert (team.channel_id, team.lead_id, team.weekday, team.minute) == ("C1", "U1", 5, 960)
    assert (team.created_at, team.stopped_at) == (NOW, None)
    assert teams.find(conn, "T1", team.id) == teams.in_channel(conn, "T1", "C1") == team
    assert teams.led_by(conn, ALICE) == [team]


def test_a_team_is_of_its_workspace_alone(conn: Connection, team: Team) -> None:
    assert teams.find(conn, "T2", team.id) is None
    assert teams.in_channel(conn, "T2", "C1") is None


def test_putting_a_channel_again_moves_its_hour(conn: Connection, team: Team) -> None:
    again = teams.put(conn, "T1", "C1", ALICE.member_id, 1, 600, NOW)
    assert (again.id, again.weekday, again.minute) == (team.id, 1, 600)


def test_a_live_team_cannot_be_taken_over(conn: Connection, team: Team) -> None:
    assert teams.put(conn, "T1", "C1", BOB.member_id, 1, 600, NOW) == team
    assert teams.stop(conn, BOB, team.id, NOW) is False


def test_a_stopped_team_comes_back_to_life_under_a_new_lead(conn: Connection, team: Team) -> None:
    assert teams.stop(conn, ALICE, team.id, NOW) is True
    assert teams.led_by(conn, ALICE) == []
    again = teams.put(conn, "T1", "C1", BOB.member_id, 1, 600, NOW)
    assert (again.id, again.lead_id, again.stopped_at) == (team.id, BOB.member_id, None)


def test_a_team_is_stopped_once(conn: Connection, team: Team) -> None:
    assert [teams.stop(conn, ALICE, team.id, NOW) for _ in range(2)] == [True, False]
    assert teams.find(conn, "T1", team.id).stopped_at == NOW  # type: ignore[union-attr]


def test_whom_a_team_lists_is_asked_once(conn: Connection, team: Team) -> None:
    assert teams.list_members(conn, team, ["U2", "U3", "U2"]) == 2
    assert teams.asks_for(conn, BOB) == [team]
    assert [teams.mark_asked(conn, BOB, team.id) for _ in range(2)] == [True, False]
    assert teams.asks_for(conn, BOB) == []
    assert teams.of_member(conn, BOB) == [(team, "asked")]


def test_listing_again_keeps_the_answer(conn: Connection, team: Team) -> None:
    teams.list_members(conn, team, ["U2"])
    teams.answer(conn, BOB, team.id, "no", NOW)
    assert teams.list_members(conn, team, ["U2", "U3"]) == 1
    assert teams.of_member(conn, BOB) == [(team, "no")]


def test_a_member_may_change_their_word(conn: Connection, team: Team) -> None:
    teams.list_members(conn, team, ["U2", "U3"])
    for said, taking_part in (("yes", [BOB]), ("no", []), ("yes", [BOB])):
        assert teams.answer(conn, BOB, team.id, said, NOW) is True  # type: ignore[arg-type]
        assert teams.participants(conn, team) == taking_part


def test_whom_a_team_does_not_list_cannot_answer(conn: Connection, team: Team) -> None:
    assert teams.answer(conn, BOB, team.id, "yes", NOW) is False
    assert teams.mark_asked(conn, BOB, team.id) is False
    assert teams.participants(conn, team) == []


def test_a_stopped_team_asks_nobody(conn: Connection, team: Team) -> None:
    teams.list_members(conn, team, ["U2"])
    teams.stop(conn, ALICE, team.id, NOW)
    assert (teams.asks_for(conn, BOB), teams.of_member(conn, BOB)) == ([], [])


def test_the_deactivated_do_not_take_part(conn: Connection, team: Team) -> None:
    teams.list_members(conn, team, ["U2", "U3"])
    for owner in (BOB, CAROL):
        members.add(conn, member(owner))
        teams.answer(conn, owner, team.id, "yes", NOW)
    members.update(conn, BOB, deactivated_at=NOW)
    assert teams.participants(conn, team) == [CAROL]
