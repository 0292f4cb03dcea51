"""The whole main job against a Slack that is not ours: least answers, gaps, and methods it does not know."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.bot.other_town import Town, a_town

LINE = "met Dana Lee from Acme at the fair, promised her the deck by Friday, Omar introduced us"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, 30, tzinfo=UTC)


@pytest.mark.parametrize("is_socket_mode", [False, True], ids=["http", "socket"])
def test_the_main_job_is_done_with_the_least_that_slack_promises(
    database_url: str, is_socket_mode: bool
) -> None:
    async def story() -> None:
        async with a_town(database_url, is_socket_mode=is_socket_mode) as town:
            await first_command(town)
            await captured_and_saved(town)
            await the_next_morning(town)
            await home_and_settings(town)
            await a_week_of_the_team(town)

    asyncio.run(story())


async def first_command(town: Town) -> None:
    answer = await town.command("W1", "/kith")
    assert answer["response_type"] == "ephemeral" and answer["blocks"]
    assert "Only you can see this" in str(town.inbox("W1"))


async def captured_and_saved(town: Town) -> None:
    assert await town.say("W1", LINE) == 200
    assert "Dana Lee" in str(town.inbox("W1")[-1])
    await town.click("W1", "Save")
    assert "New contact: *Dana Lee*" in str(town.inbox("W1")[-1])


async def the_next_morning(town: Town) -> None:
    await town.go_to(at(24, 9))  # Slack named no zone: UTC
    assert town.inbox("W1")[-1]["text"].startswith("Today:")
    await town.click("W1", "Done")
    assert "✓" in str(town.inbox("W1")[-1]["blocks"])


async def home_and_settings(town: Town) -> None:
    opened = {"type": "app_home_opened", "user": "W1", "channel": "D1", "tab": "home"}
    assert await town.event(opened) == 200
    await town.click_in("W1", town.slack.homes["W1"], "Change this")
    assert await town.submit("W1", hour={"selected_time": "08:30"}) in ("", None)
    assert "08:30" in str(town.slack.homes["W1"])


async def a_week_of_the_team(town: Town) -> None:
    for person in ("W2", "W3"):
        await town.command(person, "/promise", "call Sam by Friday")
    await town.command("W1", "/kith", "team")
    picked: dict[str, Any] = {"channel": {"selected_conversation": "C9"}, "hour": {"selected_time": "09:00"}}
    monday = {"selected_option": {"value": "1"}}
    assert await town.submit("W1", **picked, weekday=monday) in ("", None)
    await town.click("W1", "Join")
    await town.go_to(at(27, 9))
    for person in ("W2", "W3"):
        await town.click(person, "Done")
        await town.click(person, "Join")
    await town.go_to(at(30, 9))
    (summary,) = [post["text"] for post in town.slack.posts if post["channel"] == "C9"]
    assert summary.startswith("Our week in numbers: 2 promises kept")
