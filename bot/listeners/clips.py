"""Speaking: an audio or video clip in the direct message answers a prompt, as what is typed does."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy import Connection

from bot import clips as attending
from bot import doors, envelope, library, practice_threads
from bot.blocks import clips as blocks
from bot.blocks.clips import Why
from bot.coach.clips import File
from bot.coach.text_files import kind_of
from bot.interaction import Interaction, once
from storage import clips, outbox
from storage.clips import Clip

_FILE_ID = re.compile(r"[A-Za-z0-9]{1,30}")


async def received(it: Interaction) -> None:
    """Clips in the direct message: kept as rows, and looked at when Slack has its answer."""
    event = it.body["event"]
    if event.get("channel_type") != "im":
        return
    named = await practice_threads.named_in_thread(it, event)
    begun = await it.run(begin, it, named)
    it.services.later(attending.attend_all(it.services, begun))


def begin(conn: Connection, it: Interaction, named: list[str]) -> list[tuple[Clip, File | None]]:
    """Keep each clip of the message that is new, held by this process; a line beside them is read."""
    event = it.body["event"]
    thread_ts = str(event.get("thread_ts") or event["ts"])
    prompt_id = _prompt_id(conn, it, thread_ts, named)
    until = it.now + attending.LEASE
    begun: list[tuple[Clip, File | None]] = []
    for file in envelope.files(event):
        file_id = str(file.get("id") or "")
        if kind_of(file) != "clip" or not _FILE_ID.fullmatch(file_id):
            continue
        if file.get("user") not in (None, "", it.owner.member_id):
            _refuse(conn, it, file_id, thread_ts, "not_yours")
        elif clip := clips.add(conn, it.owner, file_id, prompt_id, thread_ts, until, it.now):
            begun.append((clip, file))
        else:
            _tell_if_elsewhere(conn, it, file_id, thread_ts)
    once(conn, it, _read_line, it)
    return begun


def _tell_if_elsewhere(conn: Connection, it: Interaction, file_id: str, thread_ts: str) -> None:
    """A clip that is shared again is answered where it came first; an event that comes again says nothing."""
    kept = clips.find(conn, it.owner, file_id)
    if kept and kept.thread_ts != thread_ts:
        _refuse(conn, it, file_id, thread_ts, "already")


def _refuse(conn: Connection, it: Interaction, file_id: str, thread_ts: str, why: Why) -> None:
    message = it.reply({**blocks.unheard_message(why), "thread_ts": thread_ts})
    outbox.add(conn, replace(message, ref=f"{message.ref[:33]}-{file_id}"), it.now)


def _read_line(conn: Connection, it: Interaction) -> None:
    """What was typed beside a clip, where it says something of people or promises."""
    reading = doors.read_line(conn, it, it.text) if it.text.strip() else None
    if reading and not reading.is_empty:
        outbox.add(conn, it.reply(doors.confirm(conn, it, it.text, reading)), it.now)


def _prompt_id(conn: Connection, it: Interaction, thread_ts: str, named: list[str]) -> str:
    """The prompt that a clip answers: that of its thread, else the one that came last, else an own pitch."""
    if found := practice_threads.prompt_of(conn, it, thread_ts, named):
        return found.id
    last = library.prompt(clips.last_prompt(conn, it.owner) or "")
    return (last or library.own_prompt("pitch")).id


async def changed(it: Interaction) -> None:
    """Slack has news of a file whose transcript this member waits for: it is asked for at once."""
    await it.run(clips.hurry, it.owner, envelope.file_id(it.body["event"]), it.now)
    await attending.attend_due(it.services)


FILES = {"clip": received}
EVENTS = {"file_change": changed}
