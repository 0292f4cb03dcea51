"""The weekly summary as its lead sees it: setting it up, changing it, stopping it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.local_slack.faults import Fault
from storage import schedule, teams
from storage.records import Team
from tests.listeners.forged import forge_form, greet, last_said, words_of
from tests.world import World

FORM = {"channel": "growth", "weekday": "Friday", "hour": "16:00"}


@pytest.fixture(autouse=True)
def _greeted(world: World) -> None:
    greet(world, world.alice, world.bob)
    world.slack.invite_app("growth")


def set_up(world: World, person: Any, **changed: str) -> Any:
    """Fill in the form that is open, or the one that the command opens."""
    if person.modal is None:
        person.command("/kith", "team")
    result = person.submit({**FORM, **changed})
    world.settle()
    return result


def led(world: World, person: Any) -> list[Team]:
    found: list[Team] = world.run(teams.led_by, world.owner(person))
    return found


def summaries_due(world: World, person: Any) -> list[tuple[int, datetime]]:
    """When the summaries of the teams that a person leads are planned."""
    rows = world.run(schedule.of_member, world.owner(person))
    return [(row.ref, row.due_at) for row in rows if row.kind == "team_summary"]


def test_a_lead_sets_it_up_in_one_form(world: World) -> None:
    assert set_up(world, world.alice).closed
    (team,) = led(world, world.alice)
    assert (team.weekday, team.minute) == (5, 960)
    assert summaries_due(world, world.alice) == [(team.id, datetime(2026, 11, 27, 16, tzinfo=UTC))]


def test_the_answer_says_when_what_and_who_is_asked(world: World) -> None:
    set_up(world, world.alice)
    told = last_said(world.alice)
    assert "The first one: Friday 27 Nov, 16:00." in told
    for words in (
        "Never a name",
        "inside their next brief",
        "fewer than three",
        "Do you take part yourself?",
    ):
        assert words in told


def test_the_members_of_kith_who_are_in_the_channel_are_to_be_asked(world: World) -> None:
    set_up(world, world.alice)
    (team,) = led(world, world.alice)
    assert world.run(teams.asks_for, world.owner(world.bob)) == [team]
    priya = world.owner(world.slack.person("priya"))  # in the channel, but no member of Kith
    assert world.run(teams.asks_for, priya) == []


def test_nothing_is_posted_into_the_channel_and_nobody_else_gets_a_message(world: World) -> None:
    before = len(world.bob.messages)
    set_up(world, world.alice)
    assert not [m for m in world.bob.sees("growth") if m.get("bot_id")]
    assert len(world.bob.messages) == before


REFUSED = {"general": "invite @Kith", "partners": "shared with another organisation"}


@pytest.mark.parametrize("channel", REFUSED)
def test_a_channel_that_will_not_do_is_refused_beside_the_field(world: World, channel: str) -> None:
    assert REFUSED[channel] in set_up(world, world.alice, channel=channel).errors["channel"]
    assert led(world, world.alice) == []
    assert world.alice.modal is not None


def test_the_channel_of_the_whole_company_is_refused(world: World) -> None:
    world.slack.invite_app("general")
    assert "Pick a smaller one" in set_up(world, world.alice, channel="general").errors["channel"]


def test_an_archived_channel_is_refused(world: World) -> None:
    world.alice.command("/kith", "team")
    world.alice.fill(FORM)
    world.slack.archive("growth")
    assert "archived" in world.alice.submit().errors["channel"]


def test_slack_not_answering_is_told_and_nothing_typed_is_lost(world: World) -> None:
    world.slack._target.faults.add(Fault("conversations.members", "error"))
    assert "try again" in set_up(world, world.alice).errors["channel"]
    assert led(world, world.alice) == []


def test_a_second_lead_for_the_same_channel_is_told_so(world: World) -> None:
    set_up(world, world.alice)
    world.bob.command("/kith", "team")
    world.bob.click("Set up another channel")
    assert "leads the weekly summary of that channel already" in set_up(world, world.bob).errors["channel"]
    assert led(world, world.bob) == [] and len(led(world, world.alice)) == 1


def test_whoever_came_later_and_picks_the_same_channel_can_join_it(world: World) -> None:
    set_up(world, world.alice)
    priya = world.slack.person("priya")
    assert "type /kith team" in set_up(world, priya).errors["channel"]
    priya.command("/kith", "team")
    priya.click("Join")
    world.settle()
    (team,) = led(world, world.alice)
    assert world.run(teams.participants, team) == [world.owner(priya)]


def test_the_lead_changes_day_and_hour(world: World) -> None:
    set_up(world, world.alice)
    world.alice.click("Change")
    set_up(world, world.alice, weekday="Monday", hour="09:30")
    (team,) = led(world, world.alice)
    assert summaries_due(world, world.alice) == [(team.id, datetime(2026, 11, 30, 9, 30, tzinfo=UTC))]
    assert "Changed:" in last_said(world.alice) and "every Monday at 09:30" in last_said(world.alice)


def test_moving_to_another_channel_stops_the_old_one(world: World) -> None:
    world.slack._target.workspace.channel_by_name("partners").is_ext_shared = False
    set_up(world, world.alice)
    (old,) = led(world, world.alice)
    world.alice.click("Change")
    set_up(world, world.alice, channel="partners")
    (new,) = led(world, world.alice)
    assert new.id != old.id
    assert [ref for ref, _ in summaries_due(world, world.alice)] == [new.id]


def test_the_lead_stops_it(world: World) -> None:
    set_up(world, world.alice)
    world.alice.click("Stop")
    world.settle()
    assert led(world, world.alice) == [] and summaries_due(world, world.alice) == []
    assert "is stopped" in last_said(world.alice)


def test_stopping_and_changing_work_in_the_list_too(world: World) -> None:
    set_up(world, world.alice)
    world.alice.command("/kith", "team")
    world.alice.click("Change")
    set_up(world, world.alice, weekday="Tuesday")
    assert "every Tuesday" in last_said(world.alice) and "Set up another channel" in last_said(world.alice)
    world.alice.click("Stop")
    world.settle()
    assert "is stopped" in last_said(world.alice)


def test_the_same_form_sent_twice_makes_one_team_and_one_answer(world: World) -> None:
    world.alice.command("/kith", "team")
    opened = world.slack._target.workspace.views.top(world.alice.id)
    before = len(world.alice.messages)
    set_up(world, world.alice)
    world.slack._target.workspace.views.stack(world.alice.id).append(opened)
    set_up(world, world.alice)
    assert len(led(world, world.alice)) == 1
    assert len(world.alice.messages) == before + 1


@pytest.mark.parametrize("number", [1, 99, 0, "x", None])
def test_bob_cannot_change_what_alice_leads(world: World, number: object) -> None:
    set_up(world, world.alice)
    world.bob.command("/kith", "team")
    world.bob.click("Set up another channel")
    forge_form(world, world.bob, id=number)
    result = set_up(world, world.bob, weekday="Monday")
    assert result.errors
    assert [team.weekday for team in led(world, world.alice)] == [5]


def test_a_channel_that_one_is_not_in_is_refused(world: World) -> None:
    world.alice.command("/kith", "team")
    world.alice.fill(FORM)
    world.slack._target.workspace.channel_by_name("growth").members.remove(world.alice.id)
    assert "not in that channel yourself" in world.alice.submit().errors["channel"]


def test_charlie_of_another_organisation_gets_no_form(world: World) -> None:
    ack = world.charlie.command("/kith", "team")
    assert world.charlie.modal is None
    assert "growth" not in words_of(ack.body) and "members of the team" in words_of(ack.body)
