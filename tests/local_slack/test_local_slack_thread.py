"""The same face without await, for tests that are plain functions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.local_slack import LocalSlackThread, ManifestError, VirtualClock


def test_people_act_and_are_answered_without_await(manifest: dict[str, Any]) -> None:
    with LocalSlackThread(manifest) as slack:
        alice = slack.person("alice")
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        client.chat_postMessage(channel=alice.id, text="hello")
        alice.say("hello back")
        assert [message["text"] for message in alice.messages] == ["hello", "hello back"]
        assert slack.messages("alice")[0]["text"] == "hello"
        assert len(slack.ledger) == 1


def test_a_person_can_be_handed_on(manifest: dict[str, Any]) -> None:
    with LocalSlackThread(manifest) as slack:
        slack.move(slack.person("bob"), "Asia/Tokyo")
        assert slack.person("bob").tz == "Asia/Tokyo"
        assert {person.handle for person in slack.people()} >= {"alice", "charlie"}


def test_the_clock_can_be_moved_from_the_tests_own_thread(manifest: dict[str, Any]) -> None:
    clock = VirtualClock(start=datetime(2026, 12, 1, 9, tzinfo=UTC))
    with LocalSlackThread(manifest, clock=clock) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        channel = slack.person("bob").id
        client.chat_scheduleMessage(channel=channel, text="later", post_at=1796202000)
        slack.clock.set_to(datetime(2026, 12, 3, tzinfo=UTC))
        slack.until(lambda: slack.messages("bob"))
        with pytest.raises(TimeoutError):
            slack.until(lambda: slack.messages("alice"), seconds=0.01)


def test_errors_come_through(manifest: dict[str, Any]) -> None:
    with LocalSlackThread(manifest) as slack:
        with pytest.raises(LookupError, match="nobody called"):
            slack.person("zed")
        with pytest.raises(LookupError, match="not a valid command"):
            slack.person("alice").command("/nope")


def test_attributes_can_be_set(manifest: dict[str, Any]) -> None:
    with LocalSlackThread(manifest) as slack:
        slack.request_url = "http://127.0.0.1:9/slack/events"
        assert slack.person("alice").command("/promise").error == "dispatch_failed"


def test_a_bad_manifest_fails_at_once() -> None:
    with pytest.raises(ManifestError), LocalSlackThread({}):
        pass


def test_many_can_be_started_one_after_the_other(manifest: dict[str, Any]) -> None:
    addresses = set()
    for _ in range(5):
        with LocalSlackThread(manifest) as slack:
            addresses.add(slack.api_url)
    assert all(address.startswith("http://127.0.0.1:") for address in addresses)
