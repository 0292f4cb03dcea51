"""Payloads carry what Slack's carry, seen as the app gets them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.local_slack import Ack, LocalSlack
from bot.local_slack.typed_text import as_sent
from tests.local_slack.sample_app import actions, button, client_of, home, modal, section, select, typed


class Mailbox:
    """Stands where the wire begins: keeps each payload and answers from a list."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.bodies: list[Any] = []

    async def send(self, kind: str, payload: dict[str, Any], seconds: float, retry: Any = None) -> Ack:
        self.got.append((kind, payload))
        return Ack(200, self.bodies.pop(0) if self.bodies else None, 0.0)

    @property
    def last(self) -> dict[str, Any]:
        return self.got[-1][1]


@asynccontextmanager
async def boxed(slack: LocalSlack) -> AsyncIterator[Mailbox]:
    box = Mailbox()
    slack.request_url = "http://127.0.0.1/box"
    slack.deliveries.http = box  # type: ignore[assignment]
    box.request_url = slack.request_url  # type: ignore[attr-defined]
    yield box


COMMAND_FIELDS = {
    "token",
    "team_id",
    "team_domain",
    "channel_id",
    "channel_name",
    "user_id",
    "user_name",
    "command",
    "text",
    "api_app_id",
    "is_enterprise_install",
    "response_url",
    "trigger_id",
}


async def test_a_command_carries_its_form_fields(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await slack.person("alice").command("/promise", "send A & B")
        assert set(box.last) == COMMAND_FIELDS
        assert (box.last["channel_name"], box.last["text"]) == ("directmessage", "send A &amp; B")
        assert all(isinstance(value, str) for value in box.last.values())


async def test_a_strangers_command_names_their_own_team(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await slack.person("charlie").command("/promise", "x", channel="#partners")
        assert box.last["team_id"] == slack.person("charlie").user.team_id != slack.team_id


async def test_a_click_in_a_message_carries_message_and_state(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        alice = slack.person("alice")
        blocks = [actions(button(value="p1"), select("Snooze", "Tomorrow"), block_id="row")]
        await client_of(slack).chat_postMessage(channel=alice.id, text="x", blocks=blocks)
        await alice.click("Done")
        payload = box.last
        [action] = payload["actions"]
        assert (action["action_id"], action["block_id"], action["value"]) == ("done", "row", "p1")
        assert action["type"] == "button" and action["action_ts"] and action["text"]["text"] == "Done"
        assert payload["container"]["type"] == "message" and not payload["container"]["is_ephemeral"]
        assert payload["message"]["ts"] == payload["container"]["message_ts"]
        assert payload["state"]["values"]["row"]["snooze"]["selected_option"] is None
        assert payload["user"]["team_id"] == payload["team"]["id"] == slack.team_id
        assert payload["response_url"].startswith(slack.base_url) and payload["trigger_id"]


async def test_a_click_in_an_ephemeral_message_shows_no_message(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        alice = slack.person("alice")
        args = {"channel": alice.dm.id, "user": alice.id, "text": "x"}
        await client_of(slack).chat_postEphemeral(**args, blocks=[actions(button())])
        await alice.click("Done")
        assert "message" not in box.last and box.last["container"]["is_ephemeral"]


async def test_a_click_on_home_carries_the_view(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        alice = slack.person("alice")
        await client_of(slack).views_publish(user_id=alice.id, view=home(actions(button())))
        await alice.click("Done", within="home")
        view = box.last["view"]
        assert box.last["container"] == {"type": "view", "view_id": view["id"]}
        assert (view["type"], view["app_installed_team_id"]) == ("home", slack.team_id)
        assert "channel" not in box.last and "response_url" not in box.last


async def opened(slack: LocalSlack, **more: Any) -> None:
    trigger = slack.workspace.triggers.issue(slack.person("alice").id)
    await client_of(slack).views_open(trigger_id=trigger, view=modal(typed(), **more))


async def test_a_submission_carries_the_values(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await opened(slack, private_metadata="p1")
        assert (await slack.person("alice").submit({"What": "call"})).closed
        assert box.last["type"] == "view_submission" and box.last["response_urls"] == []
        view = box.last["view"]
        assert view["state"]["values"] == {"what": {"text": {"type": "plain_text_input", "value": "call"}}}
        assert (view["callback_id"], view["private_metadata"]) == ("form", "p1")


@pytest.mark.parametrize(("notify", "count"), [(True, 1), (False, 0)])
async def test_closing_is_told_only_on_wish(slack: LocalSlack, notify: bool, count: int) -> None:
    async with boxed(slack) as box:
        await opened(slack, notify_on_close=notify)
        await slack.person("alice").close_modal()
        assert [payload["type"] for _, payload in box.got] == ["view_closed"] * count
        assert all(payload["is_cleared"] is False for _, payload in box.got)


async def test_shortcuts_carry_their_callback_id(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        alice = slack.person("alice")
        await alice.shortcut("Capture")
        assert (box.last["type"], box.last["callback_id"]) == ("shortcut", "capture")
        said = await alice.say("I'll send the deck")
        await alice.message_shortcut("Track a promise", said)
        assert (box.last["type"], box.last["callback_id"]) == ("message_action", "track")
        assert box.last["message"]["text"] == "I'll send the deck"
        assert box.last["message_ts"] == said["ts"] and box.last["channel"]["id"] == alice.dm.id


async def test_an_event_is_wrapped_as_slack_wraps_it(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        await slack.person("alice").say("hello")
        body = box.last
        assert body["type"] == "event_callback" and body["event_id"].startswith("Ev")
        assert body["authorizations"][0]["user_id"] == slack.bot_user_id
        assert (body["is_ext_shared_channel"], body["context_team_id"]) == (False, slack.team_id)
        event = body["event"]
        assert event["ts"] == event["event_ts"] and event["channel_type"] == "im"
        assert event["blocks"][0]["type"] == "rich_text" and event["client_msg_id"]


async def test_a_strangers_words_name_their_team(slack: LocalSlack) -> None:
    manifest_events = slack.workspace.manifest.bot_events | {"message.channels"}
    object.__setattr__(slack.workspace.manifest, "bot_events", manifest_events)
    async with boxed(slack) as box:
        charlie = slack.person("charlie")
        await charlie.say("hello", channel="#partners")
        assert box.last["is_ext_shared_channel"]
        event = box.last["event"]
        assert event["user_team"] == event["source_team"] == charlie.user.team_id


async def test_opening_home_tells_the_tab_and_the_view(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        alice = slack.person("alice")
        await alice.open_home()
        assert box.last["event"]["tab"] == "home" and "view" not in box.last["event"]
        await client_of(slack).views_publish(user_id=alice.id, view=home(section("desk")))
        await alice.open_home()
        assert box.last["event"]["view"]["blocks"][0]["text"]["text"] == "desk"
        await alice.open_home("messages")
        assert box.last["event"]["tab"] == "messages" and "view" not in box.last["event"]


async def test_a_changed_message_is_told_with_what_it_was(slack: LocalSlack) -> None:
    async with boxed(slack) as box:
        client, alice = client_of(slack), slack.person("alice")
        posted = await client.chat_postMessage(channel=alice.dm.id, text="old")
        await client.chat_update(channel=alice.dm.id, ts=posted["ts"], text="new")
        await client.chat_delete(channel=alice.dm.id, ts=posted["ts"])
        await slack.settled()
        changed, deleted = (payload["event"] for _, payload in box.got[1:])
        assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "new")
        assert changed["previous_message"]["text"] == "old" and changed["hidden"]
        assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", posted["ts"])


TYPED = [
    ("A & B < C", "A &amp; B &lt; C"),
    ("see https://example.com/x.", "see <https://example.com/x>."),
    ("mail dana@example.com", "mail <mailto:dana@example.com|dana@example.com>"),
    ("ask @zed", "ask @zed"),
    ("<!channel>", "&lt;!channel&gt;"),
]


@pytest.mark.parametrize(("text", "sent"), TYPED)
async def test_what_people_type_is_escaped(slack: LocalSlack, text: str, sent: str) -> None:
    assert as_sent(slack.workspace, text) == sent


async def test_mentions_become_ids(slack: LocalSlack) -> None:
    bob, growth = slack.person("bob").id, slack.conversation("#growth").id
    assert as_sent(slack.workspace, "@bob in #growth") == f"<@{bob}> in <#{growth}|growth>"
    assert as_sent(slack.workspace, "@bob", has_mentions=False) == "@bob"
