"""The first look at the Home tab: what Kith does, when it may write, and the desk from then on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from storage import members, schedule, teams
from storage.records import Member
from tests.world import World


def words(view: dict[str, Any] | None) -> str:
    """Everything that one reads on a page or in a message."""
    assert view is not None
    read = [block["text"]["text"] for block in view["blocks"] if "text" in block]
    small = [
        one["text"] for block in view["blocks"] if block["type"] == "context" for one in block["elements"]
    ]
    return "\n".join([*read, *small])


def alice(world: World) -> Member:
    """Alice as she is kept."""
    member = world.run(members.find, world.owner(world.alice))
    assert member
    return member


def brief_due_at(world: World) -> str | None:
    """When alice's next brief is due, in UTC."""
    rows = world.run(schedule.of_member, world.owner(world.alice))
    return next((f"{row.due_at:%a %H:%M}" for row in rows if row.kind == "brief"), None)


def change_profile(world: World, **changes: Any) -> None:
    """Slack tells that alice's profile changed."""
    user = {"id": world.alice.id, "team_id": world.slack.team_id, "tz": world.alice.tz, "deleted": False}
    world.slack.raise_event({"type": "user_change", "user": {**user, **changes}, "event_ts": "1.0"})


def test_the_first_look_explains_and_asks_when_to_write(world: World) -> None:
    world.alice.open_home()
    world.settle()
    read = words(world.alice.home)
    assert "What I do" in read and "Who sees it" in read
    assert "Slack has you in Europe/Lisbon, where it is 10:00 now" in read


def test_whoever_opens_the_home_first_becomes_a_member_and_gets_no_welcome_beside_it(world: World) -> None:
    for _ in range(2):
        world.alice.open_home()
        world.settle()
    assert world.alice.messages == []
    assert alice(world).onboarded_at is None


def test_whoever_opens_the_messages_first_is_welcomed_there_once(world: World) -> None:
    for tab in ("messages", "home", "messages"):
        world.alice.open_home(tab=tab)
        world.settle()
    assert len([one for one in world.alice.messages if "Welcome" in one["text"]]) == 1


def test_the_tab_with_the_messages_draws_nothing(world: World) -> None:
    world.alice.open_home(tab="messages")
    world.settle()
    assert world.alice.home is None


def test_choices_are_kept_when_they_are_made_and_the_next_brief_follows(world: World) -> None:
    world.alice.open_home()
    world.alice.choose("home.hour", "07:30")
    world.alice.choose("home.days", ["Saturday", "Sunday"])
    world.alice.choose("home.limit", "1")
    member = alice(world)
    assert (member.brief_minute, member.brief_days, member.brief_limit) == (450, "67", 1)
    assert brief_due_at(world) == "Sat 07:30"


def test_start_switches_nudges_on_that_were_off(world: World) -> None:
    world.alice.command("/kith", "settings")
    world.alice.submit({"nudges": "off"})
    world.alice.open_home()
    world.alice.click("Start")
    world.settle()
    assert alice(world).nudges_on and brief_due_at(world) == "Tue 09:00"


def test_start_makes_the_page_the_desk_and_tells_when_the_first_brief_comes(world: World) -> None:
    world.alice.open_home()
    world.alice.choose("home.hour", "11:00")
    world.alice.click("Start")
    world.settle()
    read = words(world.alice.home)
    assert "All set. Your first brief: today at 11:00" in read
    assert "Your desk" in read and "What I do" not in read


def test_start_without_nudges_brings_the_desk_and_nothing_by_itself(world: World) -> None:
    world.alice.open_home()
    world.alice.click("Start without nudges")
    world.settle()
    assert alice(world).nudges_on is False
    assert "I write only when you ask" in words(world.alice.home)


def test_start_clicked_on_two_devices_starts_once(world: World) -> None:
    world.alice.open_home()

    async def on_both() -> None:
        clicks = (world.alice._target.click("Start", within="home") for _ in range(2))
        await asyncio.gather(*clicks)

    world.wait(on_both())
    world.settle()
    assert alice(world).onboarded_at is not None
    assert "Your desk" in words(world.alice.home)


def test_without_a_day_the_start_is_refused_and_nothing_typed_is_lost(world: World) -> None:
    world.alice.open_home()
    world.alice.choose("home.hour", "07:30")
    world.alice.choose("home.days", [])
    world.alice.click("Start")
    world.settle()
    assert "Tick at least one day" in words(world.alice.modal)
    member = alice(world)
    assert (member.onboarded_at, member.brief_minute, member.brief_days) == (None, 450, "12345")


def test_a_later_look_shows_the_desk(world: World) -> None:
    world.alice.open_home()
    world.alice.click("Start")
    world.settle()
    world.alice.open_home()
    world.settle()
    assert "All set" not in words(world.alice.home)
    assert "Your desk" in words(world.alice.home)


def test_bob_starts_for_himself_alone(world: World) -> None:
    world.alice.open_home()
    world.bob.open_home()
    world.bob.choose("home.hour", "07:30")
    world.bob.click("Start")
    world.settle()
    assert (alice(world).onboarded_at, alice(world).brief_minute) == (None, 540)


def test_charlie_of_another_organisation_gets_no_home_and_no_membership(world: World) -> None:
    event = {"type": "app_home_opened", "user": world.charlie.id, "tab": "home"}
    world.slack.raise_event({**event, "user_team": world.charlie.user.team_id, "event_ts": "1.0"})
    world.settle()
    assert world.charlie.home is None
    assert world.run(members.find, world.owner(world.charlie)) is None


def test_a_member_who_moves_gets_the_next_brief_at_the_new_local_time(world: World) -> None:
    world.alice.open_home()
    world.slack.move("alice", "America/New_York")
    world.settle()
    assert alice(world).tz == "America/New_York"
    assert brief_due_at(world) == "Mon 14:00"


def due_at(world: World, kind: str) -> list[str]:
    """When alice's nudges of a kind are due, in UTC."""
    rows = world.run(schedule.of_member, world.owner(world.alice))
    return [f"{row.due_at:%a %H:%M}" for row in rows if row.kind == kind]


def test_reminders_and_the_teams_hour_move_with_the_member(world: World) -> None:
    world.alice.command("/promise", "call Dana on Wednesday at 15:00")
    world.run(_lead_a_team, world)
    assert (due_at(world, "reminder"), due_at(world, "team_summary")) == (["Wed 14:00"], ["Fri 16:00"])
    world.slack.move("alice", "America/New_York")
    assert (due_at(world, "reminder"), due_at(world, "team_summary")) == (["Wed 19:00"], ["Fri 21:00"])


def _lead_a_team(conn: Any, world: World) -> None:
    owner, now = world.owner(world.alice), world.clock.now()
    team = teams.put(conn, owner.workspace_id, "C1", owner.member_id, 5, 16 * 60, now)
    schedule.put(conn, owner, "team_summary", team.id, datetime(2026, 11, 27, 16, tzinfo=UTC))


def test_a_zone_that_nobody_knows_changes_nothing(world: World) -> None:
    world.alice.open_home()
    change_profile(world, tz="Mars/Olympus")
    assert alice(world).tz == "Europe/Lisbon"


def test_a_move_told_again_later_does_not_move_back(world: World) -> None:
    world.alice.open_home()
    world.slack.move("alice", "America/New_York")
    moved = list(world.slack._target.deliveries.events)[-1]
    world.slack.move("alice", "Asia/Kolkata")
    world.slack.redeliver(moved)
    world.settle()
    assert alice(world).tz == "Asia/Kolkata"


def test_a_member_who_left_gets_nothing_not_even_what_was_waiting(world: World) -> None:
    world.alice.open_home()
    world.slack.deactivate("alice")
    assert alice(world).deactivated_at is not None
    world.settle()
    assert world.alice.messages == []


def test_a_member_who_comes_back_is_a_member_as_before(world: World) -> None:
    world.alice.open_home()
    change_profile(world, deleted=True)
    change_profile(world, deleted=False)
    assert alice(world).deactivated_at is None


def test_a_changed_profile_makes_nobody_a_member(world: World) -> None:
    world.slack.move("bob", "Asia/Kolkata")
    world.settle()
    assert world.run(members.find, world.owner(world.bob)) is None
    assert world.bob.messages == []
