"""Export: everything of a member as one zip, in the direct message."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import aiohttp
from slack_sdk.errors import SlackClientError

from bot.blocks import exports as blocks
from bot.blocks.kit import Payload
from bot.coach.takeaway import archive
from bot.interaction import Beside, Interaction
from storage import outbox
from storage.export import everything

FAILURES = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)


async def command(it: Interaction) -> Payload:
    """`/kith export`: answered at once, the file comes when it is made."""
    it.services.later(deliver(it))
    return blocks.on_its_way_message()


async def clicked(it: Interaction) -> Beside:
    """The same from a button; what was clicked stays as it is."""
    return Beside(await command(it))


async def deliver(it: Interaction) -> None:
    """Make the zip and hand it to Slack; when that fails, the member is told."""
    rows = await it.run(everything, it.owner)
    labels = blocks.labels(it.today)
    data = await asyncio.to_thread(archive, rows, labels.readme, it.now)
    try:
        await _upload(it, data, labels)
    except FAILURES:
        failed = it.reply(blocks.failed_message())
        await it.run(outbox.add, replace(failed, ref=f"export-{failed.ref}"[:64]), it.services.now())
        it.services.wake()


async def _upload(it: Interaction, data: bytes, labels: blocks.Labels) -> None:
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


WORDS = {"export": command}
ACTIONS = {"export.send": clicked}
