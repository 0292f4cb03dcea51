"""A Slack that hangs, refuses or speaks HTML: Kith answers within Slack's patience, and loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot import channels, desk, interaction, membership, surface
from bot.blocks import errors
from bot.doctor_clockwork import look_at_clockwork
from bot.life_signs import LifeSigns
from bot.running import HttpDoor, end, heartbeat
from bot.settings import SettingsError
from storage import contacts, members
from storage.records import Owner
from tests.bot import other_town
from tests.bot.other_slack import ORG, TEAM
from tests.bot.other_town import Town, a_town
from tests.databases import SqliteFiles

ALICE = Owner(TEAM, "W1")
# Longer than Slack waits, so that a busy machine fails no test; shorter than the ten seconds of a client.
SLACK_WAITS = 8.0
HTML = "<!DOCTYPE html><title>Slack</title>"
Play = Callable[[Callable[[Town], Coroutine[Any, Any, Any]]], Any]


async def never(_args: Any = None) -> web.Response:
    await asyncio.sleep(3600)
    return web.Response()


@pytest.fixture
def town_url(sqlite_files: SqliteFiles) -> Any:
    with sqlite_files.fresh() as url:
        yield url


@pytest.fixture
def play(town_url: str) -> Play:
    async def scene(what: Callable[[Town], Coroutine[Any, Any, Any]]) -> Any:
        async with a_town(town_url) as town:
            return await what(town)

    return lambda what: asyncio.run(scene(what))


def test_what_is_waited_for_in_one_answer_ends_before_slacks_patience_does() -> None:
    # Three seconds: docs.slack.dev, "Handling user interaction", acknowledgment.
    first_form = membership.PROFILE_SECONDS + interaction.OPEN_SECONDS
    assert max(first_form, channels.LOOK_SECONDS, desk.PUBLISH_SECONDS) < 2.5


@pytest.mark.parametrize("text", ["", "help", "settings"])
def test_a_first_command_is_answered_in_time_though_slack_hangs(play: Play, text: str) -> None:
    async def scene(town: Town) -> None:
        town.slack.answers |= {"users.info": never, "views.open": never}
        asked = town.command_of("W1", "/kith", text)
        status, answer = await town.slack.send("slash_commands", asked, SLACK_WAITS)
        assert (status, answer["response_type"]) == (200, "ephemeral")
        assert (answer["text"] == errors.failed("settings")["text"]) is (text == "settings")
        assert town.kith.db.run_sync(members.find, ALICE).tz == "UTC"

    play(scene)


@pytest.mark.parametrize("kind", ["shortcut", "message_action", "block_actions"])
def test_a_form_that_slack_does_not_open_holds_nobody_up(play: Play, kind: str) -> None:
    async def scene(town: Town) -> None:
        await town.command("W1", "/kith")
        town.slack.answers["views.open"] = never
        deed = {"callback_id": "capture" if kind == "shortcut" else "track_promise"}
        deed |= {"actions": [{"type": "button", "action_id": "settings.open", "block_id": "b"}]}
        address = {"response_url": town.slack.url + "/hook", "message": {"text": "x", "ts": "1.2"}}
        payload = town.interaction(kind, "W1", **deed, **address)
        assert (await town.slack.send("interactive", payload, SLACK_WAITS))[0] == 200
        await asyncio.sleep(0)

    play(scene)


def test_a_channel_that_slack_tells_nothing_about_is_asked_for_again(play: Play) -> None:
    async def scene(town: Town) -> None:
        await town.command("W1", "/kith", "team")
        town.slack.answers["conversations.info"] = never
        picked = {"channel": {"selected_conversation": "C9"}}
        answer = await asyncio.wait_for(town.submit("W1", **picked), SLACK_WAITS)
        assert "channel" in answer["errors"]

    play(scene)


HOME = {"type": "app_home_opened", "user": "W1", "channel": "D1", "tab": "home"}


def test_a_home_that_slack_does_not_take_in_time_is_asked_for_again(play: Play) -> None:
    async def scene(town: Town) -> None:
        town.slack.answers["views.publish"] = never
        body = town.event_of(HOME)
        assert (await town.slack.send("events_api", body, SLACK_WAITS))[0] == 500
        del town.slack.answers["views.publish"]
        assert (await town.slack.send("events_api", body))[0] == 200
        assert "W1" in town.slack.homes

    play(scene)


def test_a_home_that_slack_refuses_is_not_asked_for_again(play: Play) -> None:
    async def scene(town: Town) -> None:
        town.slack.answers["views.publish"] = {"ok": False, "error": "not_enabled"}
        assert await town.event(HOME) == 200

    play(scene)


def test_an_address_that_hangs_stops_neither_the_next_request_nor_the_end(play: Play) -> None:
    async def scene(town: Town) -> None:
        town.slack.hook_wait = 3600
        await town.say("W1", "met Dana Lee from Acme")
        ephemeral = {"channel_id": "C1", "message_ts": "1.2", "is_ephemeral": True}
        address = {"response_url": town.slack.url + "/hook", "container": ephemeral}
        await town.slack.send("interactive", {**town.click_of("W1", "Save"), **address})
        status, _ = await town.slack.send("slash_commands", town.command_of("W1", "/kith"), SLACK_WAITS)
        assert status == 200
        beat = heartbeat(town.kith)
        beat.start()
        await asyncio.wait_for(end(town.kith, beat, HttpDoor(town.kith, LifeSigns(town.kith, beat))), 25)

    play(scene)


@pytest.mark.parametrize(("status", "text"), [(404, "expired_url"), (500, ""), (302, ""), (200, "hung")])
def test_what_an_address_does_not_take_is_said_in_the_conversation(
    play: Play, monkeypatch: pytest.MonkeyPatch, status: int, text: str
) -> None:
    async def scene(town: Town) -> None:
        town.slack.hook_status, town.slack.hook_text = status, text
        town.slack.hook_wait = 3600 if text == "hung" else 0
        await town.say("W1", "met Dana Lee from Acme")
        ephemeral = {"channel_id": "C1", "message_ts": "1.2", "is_ephemeral": True}
        address = {"response_url": town.slack.url + "/hook", "container": ephemeral}
        await town.interact({**town.click_of("W1", "Save"), **address})
        assert "New contact: *Dana Lee*" in str(town.inbox("W1")[-1])

    monkeypatch.setattr(surface, "RESPOND_SECONDS", 0.2)
    play(scene)


def test_what_was_sent_by_a_form_is_told_though_the_message_cannot_be_read_back(play: Play) -> None:
    async def scene(town: Town) -> None:
        await town.command("W1", "/kith")
        await town.click("W1", "Change this")  # on the welcome: the history of this Slack is closed
        await town.submit("W1", hour={"selected_time": "07:15"})
        assert "07:15" in str(town.inbox("W1")[-1])

    play(scene)


def test_what_cannot_be_changed_is_said_by_the_address_of_the_click(play: Play) -> None:
    async def scene(town: Town) -> None:
        await town.say("W1", "met Dana Lee from Acme")
        town.slack.answers["chat.update"] = {"ok": False, "error": "unknown_method"}
        address = {"response_url": town.slack.url + "/hook"}
        await town.interact({**town.click_of("W1", "Save"), **address})
        assert "New contact: *Dana Lee*" in str(town.slack.said) and town.slack.said[0]["replace_original"]
        assert town.kith.db.run_sync(contacts.count, ALICE) == 1

    play(scene)


def refused(**how: Any) -> Callable[[Any], Coroutine[Any, Any, web.Response]]:
    """An answer of the web server, not of the method."""

    async def answer(_args: Any) -> web.Response:
        return web.Response(**how)

    return answer


TROUBLES: dict[str, Any] = {
    "429 with a time": refused(status=429, headers={"Retry-After": "7"}, text=""),
    "429 without one": refused(status=429, text="{}", content_type="application/json"),
    "ratelimited in the body": {"ok": False, "error": "ratelimited"},
    "a page": refused(text=HTML, content_type="text/html"),
    "a page of a proxy": refused(status=502, text=HTML, content_type="text/html"),
    "half of an answer": refused(text='{"ok": tr', content_type="application/json"),
    "an unknown word": {"ok": False, "error": "a_word_of_tomorrow"},
    "internal_error": {"ok": False, "error": "internal_error"},
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_a_message_that_was_not_taken_comes_later_once(play: Play, trouble: Any) -> None:
    async def scene(town: Town) -> None:
        town.slack.answers["chat.postMessage"] = trouble
        await town.command("W1", "/kith")
        assert town.inbox("W1") == []
        del town.slack.answers["chat.postMessage"]
        for _ in range(4):
            other_town.CLOCK[0] += timedelta(minutes=15)
            await town.settle()
        assert len(town.inbox("W1")) == 1

    play(scene)


PROFILES: dict[str, Any] = {
    "a page": refused(text=HTML, content_type="text/html"),
    "429": refused(status=429, text=""),
    "no user": {"ok": True},
    "a null user": {"ok": True, "user": None},
    "not found": {"ok": False, "error": "user_not_found"},
}


@pytest.mark.parametrize("answer", PROFILES.values(), ids=PROFILES)
def test_who_has_no_profile_becomes_a_member_all_the_same(play: Play, answer: Any) -> None:
    async def scene(town: Town) -> None:
        town.slack.answers["users.info"] = answer
        assert "blocks" in await town.command("W1", "/promise", "send Dana the deck by Friday")
        assert town.kith.db.run_sync(members.find, ALICE).tz == "UTC"

    play(scene)


def test_a_zone_that_nobody_knows_is_kept_by_its_name_and_reckoned_in_utc(play: Play) -> None:
    async def scene(town: Town) -> None:
        town.slack.answers["users.info"] = {"ok": True, "user": {"id": "W1", "tz": "Mars/Olympus"}}
        await town.command("W1", "/promise", "send Dana the deck by Friday")
        assert "Mars/Olympus, which I do not know: I go by UTC" in str(
            await town.command("W1", "/kith", "status")
        )
        assert any(
            "'Mars/Olympus'" in str(one)
            for one in town.kith.db.run_sync(look_at_clockwork, other_town.CLOCK[0])
        )

    play(scene)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"ok": False, "error": "invalid_auth"}, "copy it anew"),
        ({"ok": False, "error": "ratelimited"}, "try again in a minute"),
        (refused(text=HTML, content_type="text/html"), "try again in a minute"),
        (refused(status=503, text=""), "try again in a minute"),
        ({"ok": True, "user_id": "W1"}, "of one workspace"),
    ],
    ids=["wrong token", "too much", "a page", "down", "no workspace"],
)
def test_a_start_without_an_identity_says_what_to_do(town_url: str, answer: Any, words: str) -> None:
    async def start() -> None:
        async with a_town(town_url, {"auth.test": answer}):
            pass

    with pytest.raises(SettingsError, match=words):
        asyncio.run(start())


@pytest.mark.parametrize(
    "identity",
    [{}, {"bot_id": "B0KITH"}, {"enterprise_id": ORG, "is_enterprise_install": False}, {"bot_id": None}],
    ids=str,
)
def test_any_identity_of_a_bot_will_do(town_url: str, identity: dict[str, Any]) -> None:
    async def start() -> Any:
        least = {"ok": True, "team_id": TEAM, "user_id": "W0KITH"}
        async with a_town(town_url, {"auth.test": least | identity}) as town:
            return await town.command("W1", "/kith")

    assert asyncio.run(start())["blocks"]
