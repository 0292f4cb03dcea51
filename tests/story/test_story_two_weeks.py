"""Two weeks of three people with Kith, through Slack's own wire: every message, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.world import World, a_world

LISBON, NEW_YORK, KOLKATA = "Europe/Lisbon", "America/New_York", "Asia/Kolkata"
LINE = "met Dana Lee from Acme at the fair, promised her the deck by Friday, Omar introduced us"


@pytest.fixture(params=["http", "socket"])
def tale(request: pytest.FixtureRequest, database_url: str) -> Iterator[World]:
    """The same tale in signed HTTP and in Socket Mode, on SQLite and on PostgreSQL."""
    with a_world(database_url, is_socket_mode=request.param == "socket") as world:
        yield world


def first_line(text: str) -> str:
    return text.strip().splitlines()[0]


def what_was_said(text: str) -> str:
    """The first line; of feedback, that it begins with a quote: of which sentence is not for this tale."""
    line = first_line(text)
    return "“her own words”" if line.startswith("“") else line


def posted(world: World, person: Any = None, channel: str | None = None) -> list[str]:
    """The first line of every message that Slack accepted for a person's conversation or a channel."""
    place = world.slack.conversation(channel or person.handle).id
    return [
        first_line(entry.text)
        for entry in world.slack.ledger
        if entry.method == "chat.postMessage" and entry.channel == place
    ]


def newest(person: Any) -> str:
    """All the text of the newest message that the person sees."""
    return str(person.messages[-1])


def test_two_weeks_with_kith(tale: World) -> None:
    onboarding(tale)
    capture(tale)
    next_morning(tale)
    practice(tale)
    a_team(tale)
    end_of_the_week(tale)
    the_second_week(tale)
    everything_that_was_said(tale)


def onboarding(world: World) -> None:
    world.alice.open_home()
    world.settle()
    assert "Europe/Lisbon" in str(world.alice.home)
    world.alice.click("Start", within="home")
    world.settle()
    assert "Only you can see this" in str(world.alice.home)
    assert posted(world, world.alice) == []


def capture(world: World) -> None:
    world.alice.say(LINE)
    world.settle()
    assert "Here is what I read" in newest(world.alice)
    world.alice.click("Save")
    world.settle()
    assert "New contact: *Dana Lee*" in newest(world.alice)


def next_morning(world: World) -> None:
    world.go_to_local(LISBON, 2026, 11, 24, 8, 58)
    assert len(posted(world, world.alice)) == 1
    world.go_to_local(LISBON, 2026, 11, 24, 9)
    assert "Thank *Omar*" in newest(world.alice)
    world.alice.click("Done")
    world.settle()
    assert "✓ Thanked Omar" in newest(world.alice)
    world.go_to_local(LISBON, 2026, 11, 26, 9)
    world.alice.click("Done")
    world.settle()
    assert "✓ Kept" in newest(world.alice)


def practice(world: World) -> None:
    prompt = next(m for m in world.alice.messages if "Elevator speech" in m["text"])
    world.alice.click("Answer", message=prompt)
    answer = "I'm Alice, a baker. Who here buys bread for an office? May I send you a loaf?"
    assert world.alice.submit({"Your answer": answer}).closed
    world.settle()
    (feedback,) = [one for one in world.alice.messages if one.get("thread_ts") == prompt["ts"] < one["ts"]]
    assert feedback["text"].split("”")[0].lstrip("“") in answer


def a_team(world: World) -> None:
    world.slack.invite_app("growth")
    bob, priya = world.bob, world.slack.person("priya")
    for person in (bob, priya):
        person.command("/promise", "call Sam by Friday")
        world.settle()
    world.alice.command("/kith", "team")
    channel = world.slack.conversation("growth").id
    assert world.alice.submit({"Channel": channel, "Day": "Monday", "Hour": "09:00"}).closed
    world.settle()
    world.alice.click("Join")
    world.go_to_local(NEW_YORK, 2026, 11, 27, 9)
    for person in (bob, priya):
        assert str(person.messages).count("May your counts be in the sum?") == 1
        person.click("Done")
        person.click("Join")
        world.settle()


def end_of_the_week(world: World) -> None:
    world.go_to_local(LISBON, 2026, 11, 27, 16)
    assert posted(world, world.alice)[-1].startswith("Your week:")
    assert posted(world, channel="growth") == []


def the_second_week(world: World) -> None:
    world.go_to_local(LISBON, 2026, 11, 30, 9)
    (summary,) = posted(world, channel="growth")
    assert summary == "Our week in numbers: 3 promises kept and 1 thank-you said."
    growth = world.slack.conversation("growth").id
    everything = str([entry for entry in world.slack.ledger if entry.channel == growth])
    assert not any(word in everything for word in ("alice", "Alice", "Dana", "Omar", "Sam", "deck"))


def everything_that_was_said(world: World) -> None:
    assert timed(world, world.alice) == [
        "Mon 10:00 Here is what I read. Save it?",
        "Tue 09:00 Today: Thank *Omar* for the introduction",
        "Wed 12:00 Elevator speech: Six floors with the head of purchasing",
        "Thu 09:00 Today: *send the deck* → Dana Lee · due tomorrow",
        "Thu 09:00 “her own words”",
        "Thu 09:00 ✓ #growth gets a weekly summary every Monday at 09:00. "
        "The first one: Monday 30 Nov, 09:00.",
        "Fri 16:00 Your week: 1 promise kept, 1 person thanked and in touch with 1 person.",
    ]
    for person in (world.bob, world.slack.person("priya")):
        said = [line.partition(" ")[2] for line in timed(world, person)]
        assert said[0].endswith("Only you can see this.")
        assert said[1:] == COLLEAGUES[person.handle]
    assert posted(world, world.charlie) == []


COLLEAGUES = {
    "bob": [
        "09:00 Today: *call* → Sam · due tomorrow",
        "09:00 Today: *call* → Sam · due today",
        "16:00 Your week: 1 promise kept.",
    ],
    "priya": [
        "09:00 Today: *call* → Sam · due today",
        "16:00 Your week: a quiet one.",
    ],
}


def timed(world: World, person: Any) -> list[str]:
    """Every message to a person with the weekday and hour on that person's wall."""
    growth = f"<#{world.slack.conversation('growth').id}>"
    return [
        f"{entry.at.astimezone(ZoneInfo(person.tz)):%a %H:%M} {what_was_said(entry.text)}".replace(
            growth, "#growth"
        )
        for entry in world.slack.ledger
        if entry.method == "chat.postMessage" and entry.channel == person.dm.id
    ]
