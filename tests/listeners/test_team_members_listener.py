"""The weekly summary as a member sees it: listed, joined, left, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

from bot.blocks.kit import message
from bot.blocks.teams import join_question
from storage import outbox, teams
from storage.records import Message, Owner, Team
from tests.listeners.forged import forge_button, greet, last_said, words_of
from tests.world import World


@pytest.fixture
def team(world: World) -> Team:
    """Alice leads, bob is listed, and bob has looked at his list."""
    greet(world, world.alice, world.bob)
    channel_id = world.slack.conversation("growth").id
    made: Team = world.run(_team, world.owner(world.alice), channel_id, [world.alice.id, world.bob.id], world)
    world.bob.command("/kith", "team")
    return made


def _team(conn: Any, lead: Owner, channel_id: str, member_ids: list[str], world: World) -> Team:
    made = teams.put(conn, lead.workspace_id, channel_id, lead.member_id, 5, 960, world.clock.now())
    teams.list_members(conn, made, member_ids)
    return made


def participants(world: World, team: Team) -> list[str]:
    return [owner.member_id for owner in world.run(teams.participants, team)]


def click(world: World, person: Any, label: str) -> str:
    person.click(label)
    world.settle()
    return last_said(person)


def test_a_member_sees_the_channel_and_has_not_been_counted(world: World, team: Team) -> None:
    told = last_said(world.bob)
    assert f"<#{team.channel_id}>" in told and "nothing of yours is counted" in told
    assert "Change" not in told and participants(world, team) == []


def test_joining_and_leaving_from_the_list(world: World, team: Team) -> None:
    assert "You take part" in click(world, world.bob, "Join")
    assert participants(world, team) == [world.bob.id]
    assert "You don't take part" in click(world, world.bob, "Leave")
    assert participants(world, team) == []


def test_joining_twice_is_answered_the_same(world: World, team: Team) -> None:
    world.bob.command("/kith", "team")
    click(world, world.bob, "Join")
    world.bob.click("Join")
    world.settle()
    assert participants(world, team) == [world.bob.id]


@pytest.mark.parametrize(("label", "counted"), [("Join", 1), ("No, thanks", 0)])
def test_the_question_inside_another_message_is_answered_in_its_place(
    world: World, team: Team, label: str, counted: int
) -> None:
    rest = {"type": "section", "text": {"type": "mrkdwn", "text": "The rest of the brief."}}
    payload = message("Good morning", rest, *join_question(team))
    brief = Message(world.owner(world.bob), "reply", world.clock.now().date(), payload, ref="test")
    world.run(outbox.add, brief, world.clock.now())
    world.kith.services.wake()
    world.settle()
    told = click(world, world.bob, label)
    assert "The rest of the brief." in told and "May your counts" not in told
    assert len(participants(world, team)) == counted


def test_the_lead_sees_how_many_take_part_and_not_who(world: World, team: Team) -> None:
    click(world, world.bob, "Join")
    told = words_of(world.alice.command("/kith", "team").body)
    assert "1 person takes part" in told and world.bob.id not in told


def test_somebody_who_is_not_listed_cannot_join(world: World, team: Team) -> None:
    priya = world.slack.person("priya")
    other = world.run(_team, world.owner(world.alice), "C0OTHER", [priya.id], world)
    greet(world, priya)
    priya.command("/kith", "team")
    forge_button(world, priya, f"team.join:{other.id}", f"team.join:{team.id}")
    assert "can't find that" in click(world, priya, "Join")
    assert participants(world, team) == []


def test_a_team_of_another_workspace_is_not_there(world: World, team: Team) -> None:
    elsewhere = Owner("T0ELSEWHERE", world.bob.id)  # the same member id, by chance
    other = world.run(_team, elsewhere, "C0OTHER", [world.bob.id], world)
    forge_button(world, world.bob, f"team.join:{team.id}", f"team.join:{other.id}")
    assert "can't find that" in click(world, world.bob, "Join")
    assert participants(world, other) == []


@pytest.mark.parametrize("verb", ["stop", "change"])
def test_only_the_lead_may_stop_or_change(world: World, team: Team, verb: str) -> None:
    forge_button(world, world.bob, f"team.join:{team.id}", f"team.{verb}:{team.id}")
    assert "can't find that" in click(world, world.bob, f"team.{verb}:{team.id}")
    assert world.bob.modal is None
    assert world.run(teams.led_by, world.owner(world.alice)) == [team]


def test_a_stopped_team_can_not_be_joined_any_more(world: World, team: Team) -> None:
    world.run(teams.stop, world.owner(world.alice), team.id, world.clock.now())
    assert "can't find that" in click(world, world.bob, "Join")


def test_charlie_sees_nothing_of_it(world: World, team: Team) -> None:
    told = [world.charlie.command("/kith", "team").body, world.charlie.messages]
    assert team.channel_id not in words_of(told)
