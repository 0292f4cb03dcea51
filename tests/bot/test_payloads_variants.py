"""Requests in the shapes that Slack documents and that its SDKs test with: no wrong effect, nothing lost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import envelope
from bot.blocks import errors
from storage import contacts, members, pace
from storage.records import Owner
from tests.bot.other_slack import BOT_USER, TEAM
from tests.bot.other_town import Town, a_town
from tests.databases import SqliteFiles

ALICE = Owner(TEAM, "W1")
LINE = "met Dana Lee from Acme at the fair"
STRANGER = errors.stranger()["text"]
Row = dict[str, Any]
Play = Callable[[Callable[[Town], Coroutine[Any, Any, Any]]], Any]


def table(name: str) -> list[Any]:
    """The rows of a file of payloads, each a parameter by its name."""
    rows = json.loads((Path(__file__).parent.parent / "data" / "payloads" / f"{name}.json").read_text())
    return [pytest.param(row, id=str(row.get("name") or row["element"]["type"])) for row in rows]


def changed(payload: Row, row: Row) -> Row:
    """A payload without what the row drops, and with what it adds."""
    return {key: value for key, value in payload.items() if key not in row.get("drop", ())} | row.get(
        "add", {}
    )


@pytest.fixture
def play(sqlite_files: SqliteFiles) -> Iterator[Play]:
    """Plays a scene in a town of its own, by signed HTTP."""
    with sqlite_files.fresh() as url:

        async def scene(what: Callable[[Town], Coroutine[Any, Any, Any]]) -> Any:
            async with a_town(url) as town:
                return await what(town)

        yield lambda what: asyncio.run(scene(what))


def everybody(town: Town) -> list[Any]:
    return list(town.kith.db.run_sync(members.in_workspace, TEAM))


@pytest.mark.parametrize("row", table("commands"))
def test_a_command_of_ours_is_kept_and_anothers_is_refused(play: Play, row: Row) -> None:
    async def scene(town: Town) -> None:
        asked = changed(town.command_of("W1", "/promise", "send Dana the deck by Friday"), row)
        status, answer = await town.slack.send("slash_commands", asked)
        assert (status, answer["response_type"]) == (200, "ephemeral")
        assert (answer["text"] == STRANGER) is not row["is_kept"]
        assert len(everybody(town)) == row["is_kept"]

    play(scene)


@pytest.mark.parametrize("row", table("events"))
def test_an_event_is_read_once_or_not_at_all(play: Play, row: Row) -> None:
    async def scene(town: Town) -> None:
        body = town.event_of(row["event"], **row["outer"])
        if body["event_id"] == "(none)":
            del body["event_id"]
        for number in range(2):  # Slack delivers again what was not answered in time
            again = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"}
            status, _ = await town.slack.send("events_api", body, **again if number else {})
            assert status == 200
            await town.settle()
        said = [post for post in town.slack.posts if "Welcome" not in post["text"]]
        assert len(said) == row["cards"]

    play(scene)


@pytest.mark.parametrize("row", table("clicks"))
def test_a_click_has_its_effect_and_it_is_seen(play: Play, row: Row) -> None:
    async def scene(town: Town) -> None:
        await town.say("W1", LINE)
        payload = changed(town.click_of("W1", "Save"), row)
        if payload.get("response_url"):
            payload["response_url"] = town.slack.url + "/hook"
        await town.interact(payload)
        assert town.kith.db.run_sync(contacts.count, ALICE) == 1
        assert "New contact: *Dana Lee*" in str(town.slack.posts + town.slack.said)

    play(scene)


def without_blocks(shown: Row) -> Row:
    return {key: value for key, value in shown.items() if key != "blocks"}


def in_an_attachment(shown: Row) -> Row:
    return {**without_blocks(shown), "attachments": [{"id": 1, "blocks": shown["blocks"]}]}


@pytest.mark.parametrize("shape", [without_blocks, in_an_attachment])
def test_what_was_done_is_drawn_also_where_the_blocks_are_elsewhere(
    play: Play, shape: Callable[[Row], Row]
) -> None:
    async def scene(town: Town) -> None:
        await town.command("W1", "/promise", "send Dana the deck tomorrow")
        await town.brief_tomorrow()
        payload = town.click_of("W1", "Done")
        await town.interact({**payload, "message": shape(payload["message"])})
        assert "✓" in str(town.inbox("W1")[-1]["blocks"])

    play(scene)


@pytest.mark.parametrize("row", table("elements"))
def test_what_was_chosen_is_read_from_every_element(row: Row) -> None:
    assert envelope.action_value(row["element"]) == row["value"]


@pytest.mark.parametrize("state", [None, {}, {"values": {}}, {"values": {"a": {}}}], ids=str)
def test_a_form_with_nothing_in_it_changes_nothing(play: Play, state: Row | None) -> None:
    async def scene(town: Town) -> None:
        await town.command("W1", "/kith")
        before = everybody(town)
        for number, callback_id in enumerate(sorted(town.kith.routes.views)):
            view = {"id": f"V{number}", "type": "modal", "callback_id": callback_id, "state": state}
            payload = town.interaction("view_submission", "W1", view=view, response_urls=[])
            answer = await town.interact(payload)
            assert answer in ("", None) or answer["response_action"] in ("errors", "update")
        assert (everybody(town), town.kith.db.run_sync(contacts.count, ALICE)) == (before, 0)

    play(scene)


VIEW = {"id": "V1", "type": "modal", "callback_id": "settings.save", "blocks": []}
SILENT = [
    {"type": "view_closed", "view": VIEW, "is_cleared": True},
    {"type": "block_suggestion", "view": VIEW, "action_id": "a", "block_id": "b", "value": "x"},
    {"type": "block_actions", "view": VIEW, "actions": [{"type": "button", "action_id": "nobody's"}]},
    {"type": "block_actions", "view": {"type": "home", "id": "V2"}, "actions": [{"action_id": "x:1"}]},
    {"type": "shortcut", "callback_id": "nobody's"},
    {"type": "message_action", "callback_id": "nobody's", "message": {"text": "x"}, "channel": {"id": "C1"}},
    {"type": "view_submission", "view": {**VIEW, "callback_id": "nobody's"}},
]


@pytest.mark.parametrize("payload", SILENT, ids=lambda payload: str(payload["type"]))
def test_what_is_nothing_to_us_is_answered_all_the_same(play: Play, payload: Row) -> None:
    async def scene(town: Town) -> None:
        answer = await town.interact(town.interaction(payload["type"], "W1") | payload)
        assert answer in ("", {"options": []})

    play(scene)


@pytest.mark.parametrize("name", ["track_promise", "owe_thank_you", "capture"])
def test_a_shortcut_opens_its_form_without_a_channel_or_an_address(play: Play, name: str) -> None:
    async def scene(town: Town) -> None:
        kind = "shortcut" if name == "capture" else "message_action"
        more = {} if name == "capture" else {"message": {"text": "I will send the deck", "ts": "1.2"}}
        await town.interact(town.interaction(kind, "W1", callback_id=name, **more))
        assert len(town.slack.views) == 1

    play(scene)


ELSEWHERE = {"team": {"id": "T9OTHER", "domain": "x"}, "user": {"id": "W1", "team_id": "T9OTHER"}}
NOWHERE = {"team": None, "user": {"id": "W1", "team_id": "E0ORG"}}
DEEDS = [
    {"type": "block_actions", "actions": [{"type": "button", "action_id": "capture.save:1"}]},
    {"type": "view_submission", "view": {**VIEW, "team_id": "T9OTHER"}},
    {"type": "shortcut", "callback_id": "capture"},
    {"type": "message_action", "callback_id": "track_promise", "message": {"text": "x"}},
]


@pytest.mark.parametrize("who", [ELSEWHERE, NOWHERE], ids=["elsewhere", "nowhere"])
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: str(deed["type"]))
def test_another_workspace_is_refused_politely_and_writes_nothing(play: Play, who: Row, deed: Row) -> None:
    async def scene(town: Town) -> None:
        await town.say("W1", LINE)
        known = everybody(town)
        address = {"response_url": town.slack.url + "/hook"}
        answer = await town.interact(town.interaction(deed["type"], "W1") | deed | address | who)
        assert STRANGER in str(answer) + str(town.slack.said)
        assert (everybody(town), town.kith.db.run_sync(contacts.count, ALICE)) == (known, 0)

    play(scene)


@pytest.mark.parametrize(
    ("event", "outer", "is_paused"),
    [
        ({"type": "app_uninstalled"}, {}, True),
        ({"type": "app_uninstalled"}, {"team_id": "T9OTHER"}, False),
        ({"type": "app_uninstalled"}, {"team_id": None, "enterprise_id": "E0ORG"}, False),
        ({"type": "tokens_revoked", "tokens": {"bot": [BOT_USER]}}, {}, True),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["W1"], "bot": []}}, {}, False),
        ({"type": "tokens_revoked", "tokens": None}, {}, False),
    ],
)
def test_a_removed_app_sends_nothing_more(play: Play, event: Row, outer: Row, is_paused: bool) -> None:
    async def scene(town: Town) -> None:
        assert await town.event(event, **outer) in (200, 401)
        paused = [one.reason for one in town.kith.db.run_sync(pace.paused)]
        assert paused == ([event["type"]] if is_paused else [])
        await town.command("W1", "/kith")
        assert len(town.inbox("W1")) == (0 if is_paused else 1)

    play(scene)


def test_slacks_own_messages_are_answered(play: Play) -> None:
    async def scene(town: Town) -> None:
        challenge = {"type": "url_verification", "challenge": "c", "token": "x"}
        assert await town.slack.send("events_api", challenge) == (200, "c")
        unsigned = {"X-Slack-Signature": "v0=0"}
        assert (await town.slack.send("events_api", challenge, **unsigned))[0] == 401
        assert await town.slack.send("slash_commands", {"ssl_check": "1", "token": "x"}) == (200, "")
        too_fast = {"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": 1, "api_app_id": "A"}
        assert await town.slack.send("events_api", too_fast) == (200, "")

    play(scene)
