"""Posting, changing, finding and deleting messages through the SDK's client."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.local_slack import LocalSlack
from tests.local_slack.sample_app import MANIFEST, actions, button, client_of, local_slack, refused, section

METADATA = {"event_type": "outbox", "event_payload": {"id": 7}}


async def test_a_persons_id_posts_in_their_direct_message(slack: LocalSlack) -> None:
    alice = slack.person("alice")
    answer = await client_of(slack).chat_postMessage(channel=alice.id, text="hello", metadata=METADATA)
    assert answer["channel"] == alice.dm.id
    assert [m["text"] for m in alice.messages] == ["hello"]
    [entry] = slack.ledger
    assert (entry.method, entry.channel, entry.ts) == ("chat.postMessage", alice.dm.id, answer["ts"])
    assert entry.metadata == METADATA
    assert answer["message"]["bot_id"] == slack.workspace.bot_id


async def test_missing_ids_are_filled_in(slack: LocalSlack) -> None:
    pressed = {k: v for k, v in button().items() if k != "action_id"}
    call = client_of(slack).chat_postMessage(
        channel=slack.person("bob").id, text="x", blocks=[section(), actions(pressed)]
    )
    blocks = (await call)["message"]["blocks"]
    assert len({block["block_id"] for block in blocks}) == 2
    assert blocks[1]["elements"][0]["action_id"]


async def test_history_shows_metadata_only_when_asked(slack: LocalSlack) -> None:
    client, dm = client_of(slack), slack.person("alice").dm.id
    await client.chat_postMessage(channel=dm, text="hello", metadata=METADATA)
    plain_answer = await client.conversations_history(channel=dm)
    asked = await client.conversations_history(channel=dm, include_all_metadata=True)
    assert "metadata" not in plain_answer["messages"][0]
    assert asked["messages"][0]["metadata"] == METADATA


async def _posted(slack: LocalSlack, count: int) -> tuple[Any, str, list[str]]:
    client, dm = client_of(slack), slack.person("alice").dm.id
    stamps = [(await client.chat_postMessage(channel=dm, text=str(n)))["ts"] for n in range(count)]
    return client, dm, stamps


async def test_history_comes_newest_first_in_pages(slack: LocalSlack) -> None:
    client, dm, _ = await _posted(slack, 5)
    texts: list[str] = []
    async for answer in await client.conversations_history(channel=dm, limit=2):
        texts += [message["text"] for message in answer["messages"]]
    assert texts == ["4", "3", "2", "1", "0"]


WINDOWS = [
    ({"oldest": 1}, ["3", "2"]),
    ({"oldest": 1, "inclusive": True}, ["3", "2", "1"]),
    ({"latest": 2}, ["1", "0"]),
    ({"latest": 2, "inclusive": True}, ["2", "1", "0"]),
    ({"oldest": 0, "latest": 3}, ["2", "1"]),
]


@pytest.mark.parametrize(("window", "texts"), WINDOWS)
async def test_history_can_be_cut(slack: LocalSlack, window: dict[str, Any], texts: list[str]) -> None:
    client, dm, stamps = await _posted(slack, 4)
    args = {k: stamps[v] if k != "inclusive" else v for k, v in window.items()}
    answer = await client.conversations_history(channel=dm, **args)
    assert [message["text"] for message in answer["messages"]] == texts


async def test_a_cursor_of_ones_own_making_is_refused(slack: LocalSlack) -> None:
    client, dm, _ = await _posted(slack, 1)
    assert await refused(client.conversations_history(channel=dm, cursor="bm8=")) == "invalid_cursor"
    assert await refused(client.conversations_history(channel=dm, limit=5000)) == "invalid_limit"
    assert await refused(client.conversations_history(channel=dm, oldest="soon")) == "invalid_ts_oldest"


async def test_a_thread_stands_apart_from_the_conversation(slack: LocalSlack) -> None:
    client, dm, [first] = await _posted(slack, 1)
    await client.chat_postMessage(channel=dm, text="inside", thread_ts=first)
    assert len((await client.conversations_history(channel=dm))["messages"]) == 1
    thread = (await client.conversations_replies(channel=dm, ts=first))["messages"]
    assert [message["text"] for message in thread] == ["0", "inside"]
    assert thread[0]["reply_count"] == 1
    assert await refused(client.conversations_replies(channel=dm, ts="9.000000")) == "thread_not_found"


async def test_only_the_apps_own_messages_can_be_changed(slack: LocalSlack) -> None:
    alice, client = slack.person("alice"), client_of(slack)
    own = await client.chat_postMessage(channel=alice.id, text="old")
    said = await alice.say("mine")
    await client.chat_update(channel=alice.dm.id, ts=own["ts"], text="new", blocks=[section("new")])
    assert [m["text"] for m in alice.messages] == ["new", "mine"]
    assert alice.messages[0]["edited"]["user"] == slack.bot_user_id
    update = client.chat_update(channel=alice.dm.id, ts=said["ts"], text="stolen")
    assert await refused(update) == "cant_update_message"
    assert await refused(client.chat_delete(channel=alice.dm.id, ts=said["ts"])) == "cant_delete_message"
    assert await refused(client.chat_update(channel=alice.dm.id, ts="1.0", text="x")) == "message_not_found"


async def test_blocks_stay_unless_an_update_names_them(slack: LocalSlack) -> None:
    client, alice = client_of(slack), slack.person("alice")
    posted = await client.chat_postMessage(channel=alice.id, text="old", blocks=[section("block")])
    where = {"channel": alice.dm.id, "ts": posted["ts"]}
    assert (await client.chat_update(**where, text="new"))["message"]["blocks"] == posted["message"]["blocks"]
    assert (await client.chat_update(**where, text="new", blocks=[]))["message"]["blocks"] == []
    by_person = client.chat_update(channel=alice.id, ts=posted["ts"], text="x")
    assert await refused(by_person) == "channel_not_found"


async def test_an_update_can_change_the_metadata(slack: LocalSlack) -> None:
    client, dm, [ts] = await _posted(slack, 1)
    await client.chat_update(channel=dm, ts=ts, text="new", metadata=METADATA)
    history = await client.conversations_history(channel=dm, include_all_metadata=True)
    assert history["messages"][0]["metadata"] == METADATA
    large = {"event_type": "x", "event_payload": {"words": "x" * 9000}}
    assert (
        await refused(client.chat_update(channel=dm, ts=ts, text="x", metadata=large)) == "metadata_too_large"
    )


async def test_a_deleted_message_is_gone(slack: LocalSlack) -> None:
    client, dm, [ts] = await _posted(slack, 1)
    await client.chat_delete(channel=dm, ts=ts)
    assert slack.messages("alice") == []
    assert slack.ledger[-1].method == "chat.delete"


async def test_an_ephemeral_message_is_seen_by_one_and_kept_by_nobody(slack: LocalSlack) -> None:
    alice, bob, client = slack.person("alice"), slack.person("bob"), client_of(slack)
    channel = slack.conversation("#partners").id
    answer = await client.chat_postEphemeral(channel=channel, user=alice.id, text="psst")
    assert [m["text"] for m in alice.sees("#partners")] == ["psst"]
    assert bob.sees("#partners") == [] == slack.messages("#partners")
    update = client.chat_update(channel=channel, ts=answer["message_ts"], text="x")
    assert await refused(update) == "message_not_found"
    ines = client.chat_postEphemeral(channel=channel, user=slack.person("ines").id, text="x")
    assert await refused(ines) == "user_not_in_channel"


async def test_a_scheduled_message_comes_when_its_time_has_come(slack: LocalSlack) -> None:
    alice, client = slack.person("alice"), client_of(slack)
    post_at = int((slack.clock.now() + timedelta(hours=2)).timestamp())
    answer = await client.chat_scheduleMessage(channel=alice.id, text="later", post_at=post_at)
    listed = await client.chat_scheduledMessages_list(channel=answer["channel"])
    assert [m["id"] for m in listed["scheduled_messages"]] == [answer["scheduled_message_id"]]
    slack.clock.advance(timedelta(hours=1))
    await client.api_test()
    assert alice.messages == []
    slack.clock.advance(timedelta(hours=1, minutes=1))
    await slack.until(lambda: [m["text"] for m in alice.messages] == ["later"])


async def test_a_scheduled_message_can_be_taken_back(slack: LocalSlack) -> None:
    alice, client = slack.person("alice"), client_of(slack)
    post_at = int((slack.clock.now() + timedelta(hours=1)).timestamp())
    answer = await client.chat_scheduleMessage(channel=alice.id, text="later", post_at=post_at)
    args = {"channel": answer["channel"], "scheduled_message_id": answer["scheduled_message_id"]}
    await client.chat_deleteScheduledMessage(**args)
    assert await refused(client.chat_deleteScheduledMessage(**args)) == "invalid_scheduled_message_id"


async def test_a_permalink_names_channel_and_message(slack: LocalSlack) -> None:
    client, dm, [ts] = await _posted(slack, 1)
    answer = await client.chat_getPermalink(channel=dm, message_ts=ts)
    assert answer["permalink"].endswith(f"/archives/{dm}/p{ts.replace('.', '')}")
    assert await refused(client.chat_getPermalink(channel=dm, message_ts="1.0")) == "message_not_found"


async def test_every_call_is_remembered_without_its_token(slack: LocalSlack) -> None:
    await client_of(slack).api_call("auth.test", data={"token": slack.bot_token})
    [record] = slack.calls
    assert record.method == "auth.test"
    assert slack.bot_token not in str(record.args)
    assert record.answer is not None and record.answer["ok"]


async def test_a_fresh_slack_has_the_same_ids_as_another() -> None:
    async with local_slack(MANIFEST) as one, local_slack(MANIFEST) as other:
        assert one.person("alice").id == other.person("alice").id
        assert one.person("alice").dm.id == other.person("alice").dm.id
        assert (one.team_id, one.bot_user_id) == (other.team_id, other.bot_user_id)
