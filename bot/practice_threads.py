"""Which prompt a thread of the direct message is about: what is said or typed there answers it."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from sqlalchemy import Connection

from bot import envelope, library
from bot.blocks.clips import named_in
from bot.interaction import Interaction
from bot.library import Prompt
from storage import clips, practice

# Slack waits three seconds for the answer to an event.
LOOK_SECONDS = 1.0


async def named_in_thread(it: Interaction, event: dict[str, Any]) -> list[str]:
    """What the first message of a thread is about, as it stands now; nothing outside of a thread."""
    thread_ts = event.get("thread_ts")
    if not thread_ts or thread_ts == event["ts"]:
        return []
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            found = await it.services.client.conversations_history(
                channel=event["channel"], latest=thread_ts, inclusive=True, limit=1
            )
    except (SlackApiError, ClientError, OSError, TimeoutError):
        return []  # as if it were no thread
    first = [one for one in found.get("messages") or [] if one.get("ts") == thread_ts]
    return named_in(first[0]) if first else []


def prompt_of(conn: Connection, it: Interaction, thread_ts: str, named: list[str]) -> Prompt | None:
    """The prompt of a thread: that of a clip before it there, else what its first message is about."""
    earlier = clips.of_thread(conn, it.owner, thread_ts)
    tried = [earlier.prompt_id] if earlier else []
    for name in named:
        answer = practice.find_answer(conn, it.owner, envelope.row_number(name))
        tried.append(answer.prompt_id if answer else name)
    return next(filter(None, map(library.prompt, tried)), None)


async def prompt_here(it: Interaction) -> Prompt | None:
    """The prompt that a message in a thread answers; None outside of a thread of practice."""
    event = it.body["event"]
    if not event.get("thread_ts"):
        return None
    named = await named_in_thread(it, event)
    return await it.run(prompt_of, it, str(event["thread_ts"]), named)
