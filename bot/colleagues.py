"""Whom a member means by the colleague they typed: Slack knows, and a doubt is never decided by guess."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

# As with should_escape: docs.slack.dev, slash commands, escaping users.
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
# One page, and not long: the trigger of the form that asks instead lives three seconds.
PAGE = 200
LOOK_SECONDS = 1


def is_mentioned(typed: str) -> bool:
    """Whether somebody is mentioned in it."""
    return bool(_MENTION.search(typed))


async def meant(client: AsyncWebClient, typed: str) -> str:
    """The id of the one colleague whom "<@U123|bob>" or "@bob" means; "" when it may be nobody or several.

    A workspace of more than PAGE people is not looked through: two of them may have one name.
    """
    mentioned = set(_MENTION.findall(typed))
    if mentioned:
        return mentioned.pop() if len(mentioned) == 1 else ""
    name = typed.strip().removeprefix("@").casefold()
    found = [one["id"] for one in await _people(client) if name and name in _names(one)]
    return found[0] if len(found) == 1 else ""


async def _people(client: AsyncWebClient) -> list[dict[str, Any]]:
    """Everybody who could be meant, or nobody when Slack does not tell all of them in time."""
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            page = await client.users_list(limit=PAGE)
    except (SlackApiError, ClientError, OSError, TimeoutError):
        return []
    if (page.get("response_metadata") or {}).get("next_cursor"):
        return []
    return [one for one in page.get("members") or [] if not one.get("deleted") and not one.get("is_bot")]


def _names(person: dict[str, Any]) -> set[str]:
    profile = person.get("profile") or {}
    names = (person.get("name"), profile.get("display_name"), profile.get("real_name"))
    return {str(name).casefold() for name in names if name}
