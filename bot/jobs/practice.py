"""Makes the practice prompt: elevator speech and story in turn, never one prompt twice in a row."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from bot import library
from bot.blocks.briefs import late_line, late_since
from bot.blocks.practice import prompt_message
from bot.coach import cadence, rehearsal
from bot.coach.practice import Kind
from bot.library import Prompt
from storage import outbox, outbox_review, practice
from storage.records import Due, Member, Message


def make(conn: Connection, due: Due, member: Member, now: datetime) -> Message | None:
    """The prompt whose turn it is. Which one follows from how many were shown: no dice."""
    on = cadence.local_day(due.due_at, member.tz)
    kind: Kind = library.KINDS[outbox_review.told(conn, member.owner, "practice") % len(library.KINDS)]
    prompt = _next(conn, member, kind, on, now)
    late_at = late_since(due.due_at, now, member.tz)
    payload = prompt_message(prompt, *([late_line(late_at)] if late_at else []))
    return Message(member.owner, "practice", on, payload)


def _next(conn: Connection, member: Member, kind: Kind, on: date, now: datetime) -> Prompt:
    """A turn is a row, shared with `/pitch` and `/story`, so that those go on from here."""
    turns = f"prompt_{kind}"
    last = practice.last_answer(conn, member.owner)
    prompts = library.prompts(kind)
    turn = outbox_review.told(conn, member.owner, turns)
    prompt_id = rehearsal.choose([one.id for one in prompts], turn, {last.prompt_id} if last else set())
    row = Message(member.owner, turns, on, {"prompt": prompt_id}, ref="nudge")
    outbox.add(conn, row, now, state="sent")
    return next(one for one in prompts if one.id == prompt_id)
