"""Progress: how a member's own attempts compare, in words at once and as a picture that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from bot.blocks import progress as blocks
from bot.blocks.kit import Payload
from bot.coach import progress, rehearsal
from bot.coach.cadence import local_day
from bot.coach.practice import Kind
from bot.coach.progress import Chart
from bot.interaction import Beside, Interaction
from bot.progress_picture import PictureError, drawn
from bot.uploading import FAILURES, Labels, upload
from storage import outbox, practice
from storage.practice_records import Answer


async def pitch(it: Interaction) -> Payload:
    """`/pitch progress`"""
    return await _told(it, "pitch")


async def story(it: Interaction) -> Payload:
    """`/story progress`"""
    return await _told(it, "story")


async def _told(it: Interaction, kind: Kind) -> Payload:
    """The words now; a picture of the prompt that was practised last when there is something to compare."""
    answers = await it.run(practice.answers, it.owner)
    attempts = rehearsal.progress([one for one in answers if one.kind == kind])
    weeks = progress.streak([local_day(one.created_at, it.member.tz) for one in answers], it.today)
    last = attempts[0].prompt_id if attempts else ""
    chart = progress.chart([one for one in answers if one.prompt_id == last])
    if chart:
        it.services.later(_send(it, last, kind, chart))
    return blocks.progress_message(kind, attempts, weeks, blocks.title_of(last) if chart else None)


async def pick(it: Interaction) -> Beside:
    """The picture of another prompt; the words stay as they are."""
    answers: Sequence[Answer] = await it.run(practice.answers, it.owner, it.value)
    chart = progress.chart(answers)
    if chart:
        it.services.later(_send(it, it.value, answers[0].kind, chart))
    return Beside(blocks.drawing_message(it.value, chart))


async def _send(it: Interaction, prompt_id: str, kind: Kind, chart: Chart) -> None:
    try:
        async with it.services.drawing:
            picture = await drawn(chart, blocks.names_on_picture(kind, chart))
        await upload(it, picture, Labels(*blocks.picture_words(prompt_id, kind, chart)))
    except (PictureError, *FAILURES):
        await it.run(_say_so, it)
        it.services.wake()


def _say_so(conn: Connection, it: Interaction) -> None:
    failed = it.reply(blocks.failed_message())
    outbox.add(conn, replace(failed, ref=f"picture-{failed.ref}"[:64]), it.services.now())


SUBCOMMANDS = {("/pitch", "progress"): pitch, ("/story", "progress"): story}
ACTIONS = {"progress.pick": pick}
