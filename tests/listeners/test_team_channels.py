"""What is asked of Slack about a channel, and what its answers mean."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import ServerDisconnectedError
from slack_sdk.errors import SlackApiError

from bot import channels

OURS = {"is_member": True, "is_archived": False, "is_ext_shared": False}


class FakeClient:
    """Answers as Slack would: a channel object, and its people in pages."""

    def __init__(self, channel: dict[str, Any] | Exception, *pages: list[str]) -> None:
        self.channel, self.pages = channel, pages

    async def conversations_info(self, channel: str) -> dict[str, Any]:
        if isinstance(self.channel, Exception):
            raise self.channel
        return {"channel": self.channel}

    async def conversations_members(self, channel: str, limit: int, cursor: str | None) -> dict[str, Any]:
        number = int(cursor or 0)
        after = str(number + 1) if number + 1 < len(self.pages) else ""
        return {"members": self.pages[number], "response_metadata": {"next_cursor": after}}


def look(client: FakeClient) -> channels.Channel:
    return asyncio.run(channels.look_at(client, "C1"))  # type: ignore[arg-type]


def test_everybody_is_found_page_by_page() -> None:
    assert look(FakeClient(OURS, ["U1", "U2"], ["U3"], ["U4"])) == ("", ["U1", "U2", "U3", "U4"])


def test_an_endless_channel_ends() -> None:
    found = look(FakeClient(OURS, *[[f"U{number}"] for number in range(100)]))
    assert len(found.member_ids) == channels.MOST_PAGES


FAULTS = {
    "archived": OURS | {"is_archived": True},
    "not_invited": OURS | {"is_member": False},
    "shared": OURS | {"is_ext_shared": True},
    "general": OURS | {"is_general": True},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_why_a_channel_will_not_do(fault: str) -> None:
    assert look(FakeClient(FAULTS[fault])) == (fault, [])


def test_an_invitation_to_another_organisation_counts_as_shared() -> None:
    assert look(FakeClient(OURS | {"is_pending_ext_shared": True})).fault == "shared"


REFUSALS: dict[str, Exception] = {
    "not_invited": SlackApiError("", SimpleNamespace(data={"error": "channel_not_found"})),
    "no_answer": SlackApiError("", SimpleNamespace(data={"error": "fatal_error"})),
}


@pytest.mark.parametrize("fault", REFUSALS)
def test_what_slack_refuses(fault: str) -> None:
    assert look(FakeClient(REFUSALS[fault])).fault == fault


@pytest.mark.parametrize("error", [ServerDisconnectedError(), TimeoutError(), ConnectionResetError()])
def test_a_broken_connection_is_no_answer(error: Exception) -> None:
    assert look(FakeClient(error)).fault == "no_answer"
