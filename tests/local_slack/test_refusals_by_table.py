"""What Slack's Web API does not do for an app: each with the error's own name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.local_slack import LocalSlack
from bot.local_slack.block_rules import block_findings
from tests.local_slack.sample_app import client_of, home, local_slack, refused, typed
from tests.local_slack.test_conversations_methods import with_scopes

UNKNOWN = [
    ("users.info", {"user": "U404"}, "user_not_found"),
    ("chat.getPermalink", {"channel": "C404", "message_ts": "1.0"}, "channel_not_found"),
    ("chat.update", {"channel": "C404", "ts": "1.0", "text": "x"}, "channel_not_found"),
    ("conversations.history", {"channel": "C404"}, "channel_not_found"),
    ("conversations.open", {"channel": "C404"}, "channel_not_found"),
    ("conversations.open", {"users": ""}, "invalid_arguments"),
    ("views.publish", {"user_id": "U404", "view": home()}, "invalid_arguments"),
    ("views.update", {"view_id": "V404", "view": home()}, "not_found"),
    ("views.update", {"view": home()}, "invalid_arguments"),
]


@pytest.mark.parametrize(("method", "args", "error"), UNKNOWN)
async def test_what_does_not_exist_is_named(
    slack: LocalSlack, method: str, args: dict[str, Any], error: str
) -> None:
    assert await refused(client_of(slack).api_call(method, json=args)) == error


async def test_home_is_for_people_of_the_workspace(slack: LocalSlack) -> None:
    for user_id in (slack.bot_user_id, slack.person("charlie").id):
        call = client_of(slack).views_publish(user_id=user_id, view=home())
        assert await refused(call) == "invalid_arguments"


async def test_home_must_be_switched_on_in_the_manifest(manifest: dict[str, Any]) -> None:
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    async with local_slack(manifest) as slack:
        call = client_of(slack).views_publish(user_id=slack.person("alice").id, view=home())
        assert await refused(call) == "not_enabled"


async def test_a_talk_of_several_cannot_be_opened_even_with_its_scope() -> None:
    async with local_slack(with_scopes("mpim:write")) as slack:
        both = [slack.person("alice").id, slack.person("bob").id]
        error = await refused(client_of(slack).conversations_open(users=both))
        assert error == "method_not_supported_for_channel_type"


async def test_only_a_channel_that_exists_and_is_open_can_be_joined() -> None:
    async with local_slack(with_scopes("channels:join")) as slack:
        await slack.archive("#growth")
        places = ["C404", slack.person("alice").dm.id, slack.conversation("#growth").id]
        errors = [await refused(client_of(slack).conversations_join(channel=place)) for place in places]
        assert errors == ["channel_not_found", "method_not_supported_for_channel_type", "is_archived"]


async def schedule(slack: LocalSlack, channel: str) -> None:
    post_at = int((slack.clock.now() + timedelta(hours=1)).timestamp())
    await client_of(slack).chat_scheduleMessage(channel=channel, text="later", post_at=post_at)


@pytest.mark.parametrize("end", ["archive", "remove_app"])
async def test_a_scheduled_message_finds_its_channel_closed(slack: LocalSlack, end: str) -> None:
    await schedule(slack, slack.conversation("#partners").id)
    await schedule(slack, slack.person("alice").id)
    await getattr(slack, end)("#partners")
    slack.clock.advance(timedelta(hours=2))
    await slack.until(lambda: slack.messages("alice"))
    assert slack.messages("#partners") == []


@pytest.mark.parametrize("length", ["5", 5.0, True, -1])
def test_a_length_must_be_a_whole_number_from_zero_on(length: Any) -> None:
    [finding] = block_findings([typed(min_length=length)], "modal")
    assert finding.pointer == "/blocks/0/element/min_length"
