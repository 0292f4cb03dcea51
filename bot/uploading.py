"""Hands a file to a member in the direct message."""

from __future__ import annotations

from typing import NamedTuple

import aiohttp
from slack_sdk.errors import SlackClientError

from bot.interaction import Interaction

# What Slack, or the way to it, may do about a file; the member is told, and nothing else fails.
FAILURES = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)


class Labels(NamedTuple):
    """What is written on and beside a file. `alt_text` is read aloud in its place: 1,000 letters at most."""

    filename: str
    title: str
    alt_text: str
    comment: str


async def upload(it: Interaction, data: bytes, labels: Labels) -> None:
    """Put the file into the member's conversation with Kith. Raises one of FAILURES."""
    client = it.services.client
    opened = await client.conversations_open(users=it.owner.member_id)
    await client.files_upload_v2(
        filename=labels.filename,
        content=data,
        title=labels.title,
        alt_txt=labels.alt_text,
        channel=opened["channel"]["id"],
        initial_comment=labels.comment,
    )
