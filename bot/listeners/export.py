"""Export: everything of a member as one zip, in the direct message."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.blocks import exports as blocks
from bot.blocks.kit import Payload
from bot.coach.takeaway import archive
from bot.interaction import Beside, Interaction
from bot.uploading import FAILURES, Labels, upload
from storage import outbox
from storage.export import everything


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
    words = blocks.labels(it.today)
    data = await asyncio.to_thread(archive, rows, words.readme, it.now)
    try:
        await upload(it, data, Labels(*words[:4]))
    except FAILURES:
        failed = it.reply(blocks.failed_message())
        await it.run(outbox.add, replace(failed, ref=f"export-{failed.ref}"[:64]), it.services.now())
        it.services.wake()


WORDS = {"export": command}
ACTIONS = {"export.send": clicked}
