"""What becomes of a clip: its words are waited for or written down here; then it is an answer like any other.

A clip is a row before Slack is answered. Whoever looks at it has a lease: when the process ends in the
middle, the next one looks again, and what was answered is answered once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from sqlalchemy import Connection

from bot import download, library
from bot.blocks import clips as blocks
from bot.blocks.clips import Why
from bot.blocks.kit import Payload
from bot.coach import clips as rules
from bot.coach import transcripts
from bot.coach.clips import File
from bot.coach.practice import measure
from bot.coach.text_files import NotText, TooManyLines, decode
from bot.delivery_errors import code_of
from bot.interaction import Interaction
from bot.library import Prompt
from bot.log_lines import told
from bot.practising import practised, staged
from bot.scribe import NotHeard, Stopped
from bot.services import Services
from storage import clips, members, outbox
from storage.clips import Clip

log = logging.getLogger(__name__)

# Longer than all that Slack is asked for, one after the other.
LEASE = timedelta(seconds=150)
# The same, when a sound is fetched and listened to, and others may have to be before it.
LISTENING_LEASE = timedelta(minutes=10)
MOST_AT_ONCE = 8
MOST_TRANSCRIPT = 1024 * 1024
MOST_SOUND = 64 * 1024 * 1024
GONE = ("file_not_found", "file_deleted")


class Unheard(Exception):
    """There will be no answer to this clip; `payload` says why, and what to do."""

    def __init__(self, payload: Payload) -> None:
        super().__init__("unheard")
        self.payload = payload


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in a clip, and in how many seconds, if that is known."""

    text: str
    seconds: float | None


async def attend_due(services: Services) -> None:
    """Look at every clip whose time has come; nobody waits for it."""
    now = services.now()
    due = await services.db.run(clips.claim_due, now, now + LEASE, MOST_AT_ONCE)
    # Side by side: their leases began together, and one that is listened to may take minutes.
    for clip in due:
        services.later(attend(services, clip))


async def attend_all(services: Services, claimed: Sequence[tuple[Clip, File | None]]) -> None:
    """Look at the clips of one message, one after the other; with the file, if Slack just told it."""
    for clip, file in claimed:
        await attend(services, clip, file)


async def attend(services: Services, clip: Clip, file: File | None = None) -> None:
    """Answer a clip, tell why there is no answer, or put it off: also after a fault of our own."""
    member = await services.db.run(members.find, clip.owner)
    if member is None:  # forgotten since, and the clip with them
        return
    # The act is the clip, by whatever it is known that its words are there: it is answered once.
    it = Interaction(services, member, {"event_id": ref_of(clip.file_id)}, services.now())
    try:
        await _deal_with(it, clip, file)
    except Unheard as unheard:
        await services.db.run(_tell, it, clip, unheard.payload)
    services.wake()


async def _deal_with(it: Interaction, clip: Clip, file: File | None) -> None:
    try:
        file = file or await _file(it, clip)
        said = await _said(it, clip, file) if file else None
        if said is not None:
            await _answer(it, clip, said)
            return
    except Unheard:
        raise
    except Exception as error:
        log.error("a clip was not dealt with", extra=told(error))
    await _put_off(it, clip, file)


def ref_of(file_id: str) -> str:
    """By which the answer to a clip is known to have been given."""
    return f"clip-{file_id}"


async def _file(it: Interaction, clip: Clip) -> File | None:
    """The file as Slack has it now; None when Slack does not answer. Raises Unheard when it is gone."""
    try:
        found: File = (await it.services.client.files_info(file=clip.file_id))["file"]
    except SlackApiError as error:
        if code_of(error) in GONE:
            raise Unheard(blocks.unheard_message("gone")) from None
        return None
    except (ClientError, TimeoutError, OSError):
        return None
    return found


async def _said(it: Interaction, clip: Clip, file: File) -> Said | None:
    """What is said in it; None while that is not known. Raises Unheard."""
    seconds = rules.seconds(file)
    if seconds and seconds > rules.MOST_SECONDS:
        raise Unheard(blocks.too_long_message(seconds))
    words = rules.words(file)
    if words == "here":
        return Said(transcripts.spoken(rules.preview(file)), seconds)
    if words == "longer":
        return await _transcript(it, file, seconds)
    # The first that Slack tells of a clip may be too early to know that nothing comes.
    is_over = clip.tries > 0 if words == "none" else _is_given_up(it, clip)
    if it.services.scribe and (words == "none" or is_over):
        return await _written_down(it, clip, file, seconds)
    if is_over:
        raise Unheard(blocks.unheard_message("no_transcript" if words == "none" else "gave_up"))
    return None


def _is_given_up(it: Interaction, clip: Clip) -> bool:
    return rules.next_ask(clip.tries, clip.created_at, it.now) is None


async def _transcript(it: Interaction, file: File, seconds: float | None) -> Said | None:
    """All of a transcript of which Slack shows the beginning; None when it cannot be had now."""
    try:
        data = await download.fetch(it.services.client, {"url_private": file["vtt"]}, MOST_TRANSCRIPT)
        return Said(await asyncio.to_thread(_read_vtt, data), seconds)
    except download.DownloadError as error:
        if not error.is_too_big:
            return None
    except (transcripts.BrokenTranscript, NotText, TooManyLines):
        pass
    raise Unheard(blocks.unheard_message("broken"))


def _read_vtt(data: bytes) -> str:
    return transcripts.read_vtt(decode(data))


async def _written_down(it: Interaction, clip: Clip, file: File, seconds: float | None) -> Said | None:
    """What the extra hears in it, where it is installed: that takes a while, and is told. Raises Unheard."""
    scribe = it.services.scribe
    assert scribe is not None, "asked for before"
    await it.services.db.run(clips.put_off, it.owner, clip.file_id, it.now + LISTENING_LEASE)
    await it.services.db.run(_say, it, clip, blocks.listening_message(), "listening")
    it.services.wake()
    try:
        fetch = partial(download.fetch, it.services.client, file, MOST_SOUND)
        return Said(transcripts.spoken(await scribe.write(fetch)), seconds)
    except download.DownloadError as error:
        if error.is_too_big:
            raise Unheard(blocks.unheard_message("no_transcript")) from None
        return None
    except NotHeard:
        raise Unheard(blocks.unheard_message("no_transcript")) from None
    except Stopped:
        return None


async def _answer(it: Interaction, clip: Clip, said: Said) -> None:
    if not said.text:
        raise Unheard(blocks.unheard_message("silence"))
    prompt = _prompt(it, clip)
    await practised(
        it,
        prompt,
        said.text,
        scene=prompt.scene,
        clip_seconds=rules.believed(said.seconds, measure(said.text).words),
        is_spoken=True,
        keeps_fillers=transcripts.keeps_fillers(said.text),
        thread_ts=clip.thread_ts,
    )
    await it.services.db.run(clips.settle, it.owner, clip.file_id)


def _prompt(it: Interaction, clip: Clip) -> Prompt:
    """What the clip answers: the prompt that was found when it came, or the member's own pitch."""
    return staged(library.prompt(clip.prompt_id) or library.own_prompt("pitch"), it.member)


async def _put_off(it: Interaction, clip: Clip, file: File | None) -> None:
    """Ask again later, and say once that one waits; after a while no longer. Raises Unheard."""
    at = rules.next_ask(clip.tries, clip.created_at, it.now)
    if at is None:
        why: Why = "not_fetched" if file is None or rules.words(file) == "longer" else "gave_up"
        raise Unheard(blocks.unheard_message(why))
    await it.services.db.run(clips.put_off, it.owner, clip.file_id, at)
    if file is not None and rules.words(file) == "awaited":
        await it.services.db.run(_say, it, clip, blocks.waiting_message(), "wait")


def _say(conn: Connection, it: Interaction, clip: Clip, payload: Payload, what: str) -> None:
    """Say once, in the thread of the clip, that it takes a while."""
    day = clip.created_at.date()  # the same, however often it is asked about
    message = replace(it.reply(threaded(clip, payload)), ref=f"{ref_of(clip.file_id)}-{what}", local_on=day)
    outbox.add(conn, message, it.now)


def _tell(conn: Connection, it: Interaction, clip: Clip, payload: Payload) -> None:
    """The end of a clip without an answer, said once."""
    if clips.settle(conn, it.owner, clip.file_id):
        outbox.add(conn, it.reply(threaded(clip, payload)), it.now)


def threaded(clip: Clip, payload: Payload) -> Payload:
    """In the thread where the clip is answered."""
    return {**payload, "thread_ts": clip.thread_ts}
