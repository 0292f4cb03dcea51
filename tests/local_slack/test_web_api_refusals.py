"""What the Web API refuses, asked through the SDK's own client."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.local_slack import LocalSlack
from tests.local_slack.sample_app import MANIFEST, client_of, local_slack, refused, section


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
async def test_without_a_good_token_nothing_goes(slack: LocalSlack, token: str, error: str) -> None:
    assert await refused(client_of(slack, token).auth_test()) == error


async def test_each_token_has_its_own_methods(slack: LocalSlack) -> None:
    assert await refused(client_of(slack, slack.app_token).auth_test()) == "not_allowed_token_type"
    open_call = client_of(slack).apps_connections_open(app_token=slack.bot_token)
    assert await refused(open_call) == "not_allowed_token_type"


NEEDS = [
    ("conversations_join", {"channel": "C1"}, "channels:join"),
    ("users_info", {"user": "U1"}, "users:read"),
    ("team_info", {}, "team:read"),
    ("chat_postMessage", {"channel": "C1", "text": "x"}, "chat:write"),
    ("conversations_open", {"users": "U1"}, "im:write"),
    ("files_info", {"file": "F1"}, "files:read"),
    ("conversations_list", {"types": "im"}, "im:read"),
]


@pytest.mark.parametrize(("method", "args", "needed"), NEEDS)
async def test_a_missing_scope_is_named(method: str, args: dict[str, Any], needed: str) -> None:
    manifest = copy.deepcopy(MANIFEST)
    manifest["oauth_config"]["scopes"]["bot"] = ["commands"]
    manifest["settings"]["event_subscriptions"]["bot_events"] = []
    async with local_slack(manifest) as slack:
        with pytest.raises(SlackApiError) as caught:
            await getattr(client_of(slack), method)(**args)
        answer = caught.value.response
        assert (answer["error"], answer["needed"], answer["provided"]) == (
            "missing_scope",
            needed,
            "commands",
        )


async def test_history_of_a_channel_needs_the_scope_of_its_kind(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError) as caught:
        await client_of(slack).conversations_history(channel=slack.conversation("#partners").id)
    assert caught.value.response["needed"] == "channels:history"


POSTS = [
    ({"channel": "C0NOWHERE"}, "channel_not_found"),
    ({"channel": "#growth"}, "channel_not_found"),
    ({"channel": "{growth}"}, "not_in_channel"),
    ({"channel": "{alice}", "text": "  "}, "no_text"),
    ({"channel": "{alice}", "text": "x" * 40_001}, "msg_too_long"),
    ({"channel": "{alice}", "blocks": [section("x" * 3000)] * 5}, "msg_blocks_too_long"),
    ({"channel": "{charlie}"}, "channel_not_found"),
    ({"channel": "{bot}"}, "channel_not_found"),
    ({"channel": "{alice}", "text": "<!channel>"}, "restricted_action"),
    ({"channel": "{alice}", "blocks": [section("<!here>")]}, "restricted_action"),
    ({"channel": "{alice}", "metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
    ({"channel": "{alice}", "metadata": {"other": "x"}}, "invalid_metadata_format"),
    ({"channel": "{alice}", "thread_ts": "1.000000"}, "thread_not_found"),
    ({}, "invalid_arguments"),
]


@pytest.mark.parametrize(("args", "error"), POSTS)
async def test_a_message_that_cannot_be_posted_is_refused(
    slack: LocalSlack, args: dict[str, Any], error: str
) -> None:
    ids = {"growth": slack.conversation("#growth").id, "bot": slack.bot_user_id}
    ids |= {handle: slack.person(handle).id for handle in ("alice", "charlie")}
    channel = {"channel": args["channel"].format(**ids)} if "channel" in args else {}
    call = client_of(slack).api_call("chat.postMessage", json={"text": "hello", **args, **channel})
    assert await refused(call) == error
    assert [entry for entry in slack.ledger if entry.method == "chat.postMessage"] == []


async def test_bad_blocks_are_pointed_at(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError) as caught:
        call = client_of(slack).chat_postMessage(
            channel=slack.person("alice").id, blocks=[section("")], text="x"
        )
        await call
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    pointed = "must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    assert answer["errors"] == [pointed]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {pointed}"]


async def test_an_archived_channel_takes_nothing(slack: LocalSlack) -> None:
    await slack.archive("#partners")
    call = client_of(slack).chat_postMessage(channel=slack.conversation("#partners").id, text="x")
    assert await refused(call) == "is_archived"


async def test_who_is_gone_gets_nothing(slack: LocalSlack) -> None:
    await slack.deactivate("bob")
    client, bob = client_of(slack), slack.person("bob").id
    assert await refused(client.chat_postMessage(channel=bob, text="x")) == "user_disabled"
    assert await refused(client.conversations_open(users=bob)) == "user_disabled"


@pytest.mark.parametrize(("user", "error"), [("U0NOBODY", "user_not_found"), ("{bot}", "cannot_dm_bot")])
async def test_a_conversation_needs_somebody(slack: LocalSlack, user: str, error: str) -> None:
    call = client_of(slack).conversations_open(users=user.format(bot=slack.bot_user_id))
    assert await refused(call) == error


async def test_a_stranger_has_no_direct_message_with_the_app(slack: LocalSlack) -> None:
    assert (
        await refused(client_of(slack).conversations_open(users=slack.person("charlie").id))
        == "user_not_found"
    )


@pytest.mark.parametrize(
    ("after", "error"), [(timedelta(hours=-1), "time_in_past"), (timedelta(days=121), "time_too_far")]
)
async def test_messages_are_scheduled_within_120_days(
    slack: LocalSlack, after: timedelta, error: str
) -> None:
    post_at = int((slack.clock.now() + after).timestamp())
    call = client_of(slack).chat_scheduleMessage(channel=slack.person("bob").id, text="x", post_at=post_at)
    assert await refused(call) == error


async def test_unknown_methods_and_broken_json_are_told_apart(slack: LocalSlack) -> None:
    assert await refused(client_of(slack).api_call("chat.shout")) == "unknown_method"
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for body, error in (("{", "invalid_json"), ("[]", "json_not_object")):
            async with session.post(f"{slack.api_url}auth.test", data=body) as response:
                assert (await response.json())["error"] == error


async def test_after_uninstalling_the_token_is_dead(slack: LocalSlack) -> None:
    await slack.uninstall()
    assert await refused(client_of(slack).auth_test()) == "account_inactive"


async def test_a_mention_of_everybody_is_remembered(slack: LocalSlack) -> None:
    await refused(client_of(slack).chat_postMessage(channel=slack.person("bob").id, text="<!everyone>"))
    [violation] = slack.violations
    assert str(violation) == "broadcast mention: <!everyone>"
