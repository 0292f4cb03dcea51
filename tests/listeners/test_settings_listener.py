"""Settings and the pause, from the command, the welcome and the Home."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from storage import members, schedule
from storage.records import Member
from tests.world import World


def kept(world: World, person: Any) -> Member:
    """A person as they are kept."""
    member = world.run(members.find, world.owner(person))
    assert member
    return member


def words(shown: dict[str, Any]) -> str:
    """Everything that one reads in a message or view."""
    read = [block["text"]["text"] for block in shown["blocks"] if "text" in block]
    small = [
        one["text"] for block in shown["blocks"] if block["type"] == "context" for one in block["elements"]
    ]
    return "\n".join([*read, *small])


def brief_due_at(world: World, person: Any) -> str | None:
    """When the next brief is due, in UTC."""
    rows = world.run(schedule.of_member, world.owner(person))
    return next((f"{row.due_at:%d %b %H:%M}" for row in rows if row.kind == "brief"), None)


def newest(world: World, person: Any) -> str:
    """The newest thing that a person sees in the conversation with Kith, welcome aside."""
    world.settle()
    shown = [one for one in person.messages if "Welcome" not in one["text"]]
    return words(shown[-1])


def test_the_command_opens_the_form_with_the_defaults(world: World) -> None:
    world.alice.command("/kith", "settings")
    modal = world.alice.modal
    assert modal["callback_id"] == "settings.save"
    assert "Europe/Lisbon" in words(modal)


def test_what_is_saved_is_in_force_at_once_and_told_in_words(world: World) -> None:
    world.alice.command("/kith", "settings")
    assert world.alice.submit({"hour": "11:15", "limit": "5", "practice": [], "review_day": "Sunday"}).closed
    member = kept(world, world.alice)
    assert (member.brief_minute, member.brief_limit, member.practice_days, member.review_day) == (
        675,
        5,
        "",
        7,
    )
    assert brief_due_at(world, world.alice) == "23 Nov 11:15"
    told = newest(world, world.alice)
    assert "Saved. Your next brief: today at 11:15" in told
    assert "at most *5 things*" in told


def test_nudges_off_is_told_without_promising_a_brief(world: World) -> None:
    world.alice.command("/kith", "settings")
    world.alice.submit({"nudges": "Off"})
    told = newest(world, world.alice)
    assert "Nudges are off" in told
    assert "next brief" not in told


def test_no_day_at_all_is_refused_beside_the_field(world: World) -> None:
    world.alice.command("/kith", "settings")
    result = world.alice.submit({"days": []})
    assert not result.closed and "days" in result.errors
    assert kept(world, world.alice).brief_days == "12345"


def test_a_chosen_country_is_in_force_at_once_told_and_undone_by_choosing_none(world: World) -> None:
    world.alice.command("/kith", "settings")
    # 24 November 2026 is no holiday in Germany; the hour has passed today, and 25 December is a Friday.
    world.alice.submit({"country": "Germany", "days": ["Friday"], "review_day": "Friday"})
    assert kept(world, world.alice).country == "DE"
    assert "On public holidays (Germany) I am silent" in newest(world, world.alice)
    world.alice.command("/kith", "pause until 19 Dec")
    assert brief_due_at(world, world.alice) == "08 Jan 09:00"  # past Christmas and New Year's Day
    world.alice.command("/kith", "settings")
    world.alice.submit({"country": "None: no holidays"})
    assert brief_due_at(world, world.alice) == "25 Dec 09:00"
    assert "public holidays" not in newest(world, world.alice)


def test_the_welcome_changes_where_it_stands(world: World) -> None:
    world.alice.command("/kith", "today")
    world.settle()
    world.alice.click("Change this", within="message")
    world.alice.submit({"hour": "08:00"})
    world.settle()
    welcome = next(one for one in world.alice.messages if "Welcome" in one["text"])
    assert "✓ Saved." in words(welcome)
    assert "*08:00*" in words(welcome) and "*09:00*" not in words(welcome)
    assert "Try it now" in words(welcome)


def test_on_the_home_the_change_stands_on_top(world: World) -> None:
    world.alice.open_home()
    world.alice.click("Start")
    world.settle()
    world.alice.click("Change this", within="home")
    world.alice.submit({"hour": "08:00"})
    world.settle()
    assert world.alice.home["blocks"][0]["text"]["text"].startswith("✓ Saved.")


def test_the_same_form_sent_twice_changes_nothing_more(world: World) -> None:
    for _ in range(2):
        world.alice.command("/kith", "settings")
        world.alice.submit({"hour": "08:00"})
    world.settle()
    assert kept(world, world.alice).brief_minute == 480


def test_bob_changes_his_own_settings_alone(world: World) -> None:
    world.alice.command("/kith", "settings")
    world.bob.command("/kith", "settings")
    world.bob.submit({"hour": "08:00"})
    world.settle()
    assert kept(world, world.alice).brief_minute == 540
    assert "08:00" not in str(world.alice.messages)


@pytest.mark.parametrize("text", ["settings", "pause 2 weeks", "resume", "status", "today", "week", ""])
def test_charlie_of_another_organisation_is_refused_politely(world: World, text: str) -> None:
    ack = world.charlie.command("/kith", text, channel="partners")
    assert "Your own team can add Kith" in str(ack.body)
    assert world.run(members.find, world.owner(world.charlie)) is None


PAUSES = [
    ("2 weeks", date(2026, 12, 7), "until 7 Dec"),
    ("until 5 Jan", date(2027, 1, 5), "until 5 Jan 2027"),
    ("until Friday", date(2026, 11, 27), "until Friday 27 Nov"),
]


@pytest.mark.parametrize(("text", "until", "told"), PAUSES)
def test_a_pause_is_read_kept_and_told_with_its_end(world: World, text: str, until: date, told: str) -> None:
    world.alice.command("/kith", f"pause {text}")
    assert kept(world, world.alice).paused_until == until
    assert told in newest(world, world.alice)
    assert "`/kith resume`" in newest(world, world.alice)


def test_while_paused_nothing_comes_and_then_it_starts_again_by_itself(world: World) -> None:
    world.alice.command("/promise", "send the deck by tomorrow")
    world.alice.command("/kith", "pause 2 weeks")
    world.settle()
    before = len(world.alice.messages)
    world.go_to_local("Europe/Lisbon", 2026, 12, 6, 23, 59)
    assert len(world.alice.messages) == before
    world.go_to_local("Europe/Lisbon", 2026, 12, 7, 9, 1)
    assert "send the deck" in words(world.alice.messages[-1])


MISREAD = ["next blue moon", "banana", "🎉🎉", "x" * 3000, "until <!channel>"]


@pytest.mark.parametrize("text", MISREAD)
def test_a_pause_without_a_date_is_asked_for_with_an_example(world: World, text: str) -> None:
    world.alice.command("/kith", f"pause {text}")
    told = newest(world, world.alice)
    assert "`/kith pause 2 weeks`" in told and "<!channel>" not in told
    assert kept(world, world.alice).paused_until is None


def test_a_day_that_does_not_exist_is_told_as_such(world: World) -> None:
    world.alice.command("/kith", "pause until 30 Feb")
    assert 'no such day as "30 Feb"' in newest(world, world.alice)
    assert kept(world, world.alice).paused_until is None


@pytest.mark.parametrize("text", ["until today", "until yesterday"])
def test_a_pause_that_is_over_is_refused(world: World, text: str) -> None:
    world.alice.command("/kith", f"pause {text}")
    assert kept(world, world.alice).paused_until is None
    assert "/kith pause 2 weeks" in newest(world, world.alice)


def test_pause_alone_asks_for_the_date(world: World) -> None:
    world.alice.command("/kith", "pause")
    assert world.alice.submit({"until": date(2026, 12, 7)}).closed
    assert kept(world, world.alice).paused_until == date(2026, 12, 7)
    assert "Paused until 7 Dec." in newest(world, world.alice)


def test_a_date_that_is_over_is_refused_beside_the_field(world: World) -> None:
    world.alice.command("/kith", "pause")
    result = world.alice.submit({"until": date(2026, 11, 23)})
    assert "Pick a day after today" in result.errors["until"]
    assert kept(world, world.alice).paused_until is None


def test_resume_ends_the_pause_and_tells_the_next_brief(world: World) -> None:
    world.alice.command("/kith", "pause 2 weeks")
    world.alice.command("/kith", "resume")
    assert kept(world, world.alice).paused_until is None
    assert "tomorrow at 09:00" in newest(world, world.alice)
    assert brief_due_at(world, world.alice) == "24 Nov 09:00"


def test_the_button_beside_the_pause_ends_it_where_it_stands(world: World) -> None:
    world.alice.command("/kith", "pause 2 weeks")
    world.alice.click("Resume now")
    assert "I'm back" in newest(world, world.alice)
    assert kept(world, world.alice).paused_until is None


def test_resume_without_a_pause_says_so(world: World) -> None:
    world.alice.command("/kith", "resume")
    assert "You are not on pause" in newest(world, world.alice)


def test_resume_with_nudges_off_says_that_they_are_off(world: World) -> None:
    world.alice.command("/kith", "settings")
    world.alice.submit({"nudges": "off"})
    world.alice.command("/kith", "resume")
    assert "Nudges are off" in newest(world, world.alice)
