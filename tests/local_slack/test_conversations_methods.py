"""Channels and people as the Web API lists them."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.local_slack import LocalSlack, SampleChannel, VirtualClock
from tests.local_slack.sample_app import MANIFEST, client_of, local_slack, refused


def with_scopes(*scopes: str) -> dict[str, Any]:
    manifest = copy.deepcopy(MANIFEST)
    manifest["oauth_config"]["scopes"]["bot"] += scopes
    return manifest


async def test_a_conversation_can_be_opened_by_its_own_id(slack: LocalSlack) -> None:
    client, dm = client_of(slack), slack.person("alice").dm.id
    assert (await client.conversations_open(channel=dm))["channel"]["id"] == dm
    assert await refused(client.conversations_open(channel="D0NONE")) == "channel_not_found"
    assert await refused(client.conversations_info(channel="C0NONE")) == "channel_not_found"
    several = client.conversations_open(users=[slack.person("alice").id, slack.person("bob").id])
    assert await refused(several) == "missing_scope"


async def test_history_is_for_those_inside() -> None:
    async with local_slack(with_scopes("channels:history")) as slack:
        history = client_of(slack).conversations_history(channel=slack.conversation("#growth").id)
        assert await refused(history) == "not_in_channel"


async def test_opening_a_conversation_twice_gives_the_same_one(slack: LocalSlack) -> None:
    client, alice = client_of(slack), slack.person("alice")
    first = await client.conversations_open(users=alice.id)
    again = await client.conversations_open(users=[alice.id], return_im=True)
    assert first["channel"] == {"id": alice.dm.id}
    assert again["channel"]["user"] == alice.id and again["channel"]["is_im"]


async def test_a_channel_tells_whether_the_app_is_in_it(slack: LocalSlack) -> None:
    client, growth = client_of(slack), slack.conversation("#growth").id
    assert not (await client.conversations_info(channel=growth))["channel"]["is_member"]
    await slack.invite_app("#growth")
    info = await client.conversations_info(channel=growth, include_num_members=True)
    assert info["channel"]["is_member"] and info["channel"]["num_members"] == 6


async def test_channels_are_listed_in_pages(slack: LocalSlack) -> None:
    names: list[str] = []
    async for answer in await client_of(slack).conversations_list(limit=2):
        names += [channel["name"] for channel in answer["channels"]]
    assert names == ["general", "growth", "partners"]


async def test_archived_channels_can_be_left_out(slack: LocalSlack) -> None:
    await slack.archive("#growth")
    answer = await client_of(slack).conversations_list(exclude_archived=True)
    assert [channel["name"] for channel in answer["channels"]] == ["general", "partners"]


async def test_the_apps_own_channels_are_told_apart(slack: LocalSlack) -> None:
    answer = await client_of(slack).users_conversations()
    assert [channel["name"] for channel in answer["channels"]] == ["partners"]
    assert await refused(client_of(slack).users_conversations(user="U0NOBODY")) == "user_not_found"
    assert await refused(client_of(slack).conversations_list(types="secret")) == "invalid_types"


async def test_members_are_listed(slack: LocalSlack) -> None:
    answer = await client_of(slack).conversations_members(channel=slack.conversation("#partners").id)
    assert slack.person("charlie").id in answer["members"]
    assert slack.bot_user_id in answer["members"]


async def test_the_app_joins_a_public_channel() -> None:
    async with local_slack(with_scopes("channels:join")) as slack:
        client, growth = client_of(slack), slack.conversation("#growth").id
        assert "warning" not in (await client.conversations_join(channel=growth)).data
        assert (await client.conversations_join(channel=growth))["warning"] == "already_in_channel"
        im = client.conversations_join(channel=slack.person("bob").dm.id)
        assert await refused(im) == "method_not_supported_for_channel_type"
        await slack.archive("#general")
        general = client.conversations_join(channel=slack.conversation("#general").id)
        assert await refused(general) == "is_archived"


async def test_a_private_channel_does_not_exist_for_those_outside() -> None:
    channels = (SampleChannel("secret", ("alice",), is_private=True),)
    async with local_slack(with_scopes("groups:read"), channels=channels) as slack:
        client, secret = client_of(slack), slack.conversation("#secret").id
        assert await refused(client.conversations_info(channel=secret)) == "channel_not_found"
        assert (await client.conversations_list(types="private_channel"))["channels"] == []
        assert await refused(client.chat_postMessage(channel=secret, text="x")) == "channel_not_found"


ZONES = [
    ("alice", "Europe/Lisbon", 0),
    ("bob", "America/New_York", -5 * 3600),
    ("priya", "Asia/Kolkata", 19_800),
    ("tama", "Pacific/Auckland", 13 * 3600),
]


@pytest.mark.parametrize(("handle", "tz", "offset"), ZONES)
async def test_the_offset_is_right_for_the_virtual_now(handle: str, tz: str, offset: int) -> None:
    clock = VirtualClock(start=datetime(2026, 12, 1, 9, tzinfo=UTC))
    async with local_slack(clock=clock) as slack:
        answer = await client_of(slack).users_info(user=slack.person(handle).id)
        user = answer["user"]
        assert (user["tz"], user["tz_offset"]) == (tz, offset)
        assert "(sample)" in user["real_name"]
        assert user["profile"]["display_name"] == handle


async def test_the_offset_follows_summer_time() -> None:
    clock = VirtualClock(start=datetime(2026, 7, 1, 9, tzinfo=UTC))
    async with local_slack(clock=clock) as slack:
        answer = await client_of(slack).users_info(user=slack.person("alice").id)
        assert answer["user"]["tz_offset"] == 3600


async def test_a_deactivated_person_has_no_zone_any_more(slack: LocalSlack) -> None:
    await slack.deactivate("bob")
    user = (await client_of(slack).users_info(user=slack.person("bob").id))["user"]
    assert user["deleted"] and "tz" not in user


async def test_a_stranger_is_marked_as_one(slack: LocalSlack) -> None:
    user = (await client_of(slack).users_info(user=slack.person("charlie").id))["user"]
    assert user["is_stranger"] and user["team_id"] != slack.team_id


async def test_addresses_are_shown_only_with_their_scope() -> None:
    async with local_slack(with_scopes("users:read.email")) as slack:
        user = (await client_of(slack).users_info(user=slack.person("bob").id))["user"]
        assert user["profile"]["email"] == "bob@example.com"
    async with local_slack() as slack:
        user = (await client_of(slack).users_info(user=slack.person("bob").id))["user"]
        assert "email" not in user["profile"]


async def test_everybody_is_listed_the_bot_too(slack: LocalSlack) -> None:
    members = (await client_of(slack).users_list())["members"]
    assert [m["name"] for m in members if m["is_bot"]] == ["sample"]
    assert len(members) == 7


async def test_the_team_and_the_token_are_told(slack: LocalSlack) -> None:
    client = client_of(slack)
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"]) == (slack.team_id, slack.bot_user_id)
    assert "chat:write" in answer.headers["X-OAuth-Scopes"]
    assert (await client.team_info())["team"]["id"] == slack.team_id
    assert await refused(client.team_info(team="T0OTHER")) == "team_not_found"


async def test_blocks_can_be_validated_without_sending(slack: LocalSlack) -> None:
    client = client_of(slack)
    good = [{"type": "divider"}]
    assert (await client.blocks_validate(blocks=good))["ok"]
    assert (await client.blocks_validate(message={"blocks": good}))["ok"]
    assert await refused(client.blocks_validate(blocks=[{"type": "x"}])) == "invalid_blocks"
    assert await refused(client.blocks_validate(view={"type": "home"})) == "invalid_view"
    assert await refused(client.blocks_validate()) == "invalid_arguments"


async def test_the_error_that_api_test_is_asked_for_comes_back(slack: LocalSlack) -> None:
    assert (await client_of(slack).api_test(foo="bar"))["args"] == {"foo": "bar"}
    assert await refused(client_of(slack).api_test(error="my_error")) == "my_error"
