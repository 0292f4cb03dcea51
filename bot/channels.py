"""What Slack tells about a channel: whether a summary may be posted there, and who is in it."""

from __future__ import annotations

import asyncio
from typing import Any, Literal, NamedTuple

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery_errors import code_of

PAGE = 200  # what Slack recommends for conversations.members; it may give fewer
MOST_PAGES = 20
LOOK_SECONDS = 2  # a form has to be answered within three seconds
Fault = Literal["", "not_invited", "archived", "shared", "general", "no_answer"]


class Channel(NamedTuple):
    """The people in a channel, or why it is none for a summary (`fault`, empty when it is)."""

    fault: Fault
    member_ids: list[str]


async def look_at(client: AsyncWebClient, channel_id: str) -> Channel:
    """Ask Slack about a channel. A private one without Kith is told like one without Kith."""
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await _look(client, channel_id)
    except SlackApiError as error:
        is_hidden = code_of(error) == "channel_not_found"
        return Channel("not_invited" if is_hidden else "no_answer", [])
    except (ClientError, OSError, TimeoutError):
        return Channel("no_answer", [])


async def _look(client: AsyncWebClient, channel_id: str) -> Channel:
    answer = await client.conversations_info(channel=channel_id)
    if fault := _fault(answer.get("channel") or {}):
        return Channel(fault, [])
    return Channel("", await member_ids(client, channel_id))


def _fault(channel: dict[str, Any]) -> Fault:
    if channel.get("is_archived"):
        return "archived"
    if not channel.get("is_member"):
        return "not_invited"
    # Counts are for the own team; and nothing of Kith's goes where the whole company is pinged.
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        return "shared"
    return "general" if channel.get("is_general") else ""


async def member_ids(client: AsyncWebClient, channel_id: str) -> list[str]:
    """Everybody in the channel, page by page."""
    found: list[str] = []
    cursor = ""
    for _ in range(MOST_PAGES):
        page = await client.conversations_members(channel=channel_id, limit=PAGE, cursor=cursor or None)
        found += page.get("members") or []
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return found
