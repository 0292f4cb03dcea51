"""Faults on order: what the caller sees, and whether the work was done."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.local_slack import Fault, LocalSlack
from bot.local_slack.faults import Faults
from tests.local_slack.sample_app import client_of

CUTS = [("refuse", 0), ("reset_before", 0), ("reset_after", 1)]


async def post(slack: LocalSlack, text: str = "hello") -> Any:
    return await client_of(slack).chat_postMessage(channel=slack.person("alice").id, text=text)


@pytest.mark.parametrize(("kind", "committed"), CUTS)
async def test_a_cut_connection_gives_no_answer(slack: LocalSlack, kind: str, committed: int) -> None:
    slack.faults.add(Fault("chat.postMessage", kind))
    with pytest.raises((aiohttp.ClientConnectionError, ConnectionResetError)):
        await post(slack)
    assert len(slack.messages("alice")) == committed
    assert (slack.calls[-1].fault, slack.calls[-1].answer) == (kind, None)
    assert (await post(slack))["ok"]


async def test_rate_limiting_tells_how_long_to_wait(slack: LocalSlack) -> None:
    slack.faults.add(Fault("chat.postMessage", "ratelimited", retry_after=30))
    with pytest.raises(SlackApiError) as caught:
        await post(slack)
    response = caught.value.response
    assert (response.status_code, response.headers["Retry-After"]) == (429, "30")
    assert response["error"] == "ratelimited" and slack.messages("alice") == []


@pytest.mark.parametrize(("kind", "status"), [("server_error", 500), ("html", 200), ("html", 503)])
async def test_an_answer_that_is_no_json_breaks_the_call(slack: LocalSlack, kind: str, status: int) -> None:
    slack.faults.add(Fault("chat.postMessage", kind, status=status))
    with pytest.raises(SlackApiError) as caught:
        await post(slack)
    assert caught.value.response.status_code == status
    assert slack.messages("alice") == []


async def test_any_error_can_be_ordered(slack: LocalSlack) -> None:
    slack.faults.add(Fault("*", "error", code="account_inactive", times=2))
    for _ in range(2):
        with pytest.raises(SlackApiError, match="account_inactive"):
            await post(slack)
    assert (await post(slack))["ok"]


@pytest.mark.parametrize(("kind", "committed"), [("hang", 0), ("hang_after", 1)])
async def test_a_hanging_call_can_be_given_up(slack: LocalSlack, kind: str, committed: int) -> None:
    slack.faults.add(Fault("chat.postMessage", kind, seconds=0.2))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(post(slack), 0.05)
    await slack.until(lambda: slack.calls)
    assert len(slack.messages("alice")) == committed


async def test_a_hanging_call_is_answered_to_who_waits(slack: LocalSlack) -> None:
    slack.faults.add(Fault("chat.postMessage", "hang", seconds=0.01))
    assert (await post(slack))["ok"]


async def test_a_fault_can_choose_its_call(slack: LocalSlack) -> None:
    slack.faults.add(
        Fault("chat.postMessage", "error", when=lambda args: args["text"] == "bad", code="fatal_error")
    )
    assert (await post(slack, "good"))["ok"]
    with pytest.raises(SlackApiError, match="fatal_error"):
        await post(slack, "bad")
    assert slack.faults.pending() == []


def test_a_fault_without_end_stays() -> None:
    faults = Faults()
    faults.add(Fault("auth.test", "error", times=None))
    assert all(faults.take("auth.test", {}) for _ in range(9))
    faults.clear()
    assert faults.take("auth.test", {}) is None


@pytest.mark.parametrize(
    ("method", "kind"), [("auth.test", "duplicate"), ("events_api", "html"), ("x", "odd")]
)
def test_a_fault_that_makes_no_sense_is_refused(method: str, kind: str) -> None:
    with pytest.raises(ValueError, match="there is"):
        Fault(method, kind)
