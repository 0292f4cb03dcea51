"""Makes the practice prompt: elevator speech and story in turn, never one prompt twice in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot import library
from bot.blocks.briefs import late_line, late_since
from bot.blocks.practice import prompt_message
from bot.coach import cadence, rehearsal
from bot.jobs.making import Made, Maker
from bot.library import Prompt
from storage import due_facts
from storage.records import Due, Member, Message


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """Whose turn it is, by the numbers of the schedule rows: how often each kind was told, and the prompt
    that was answered last."""

    told: Mapping[int, Mapping[str, int]]
    answered: Mapping[int, str | None]


def read(conn: Connection, dues: Sequence[Due]) -> PracticeFacts:
    """How far everybody is."""
    return PracticeFacts(due_facts.told_practice(conn, dues), due_facts.practised(conn, dues))


def make(due: Due, member: Member, facts: PracticeFacts, now: datetime) -> Made:
    """The prompt whose turn it is. Which one follows from how many were shown: no dice."""
    on = cadence.local_day(due.due_at, member.tz)
    prompt = _next(facts.told.get(due.id, {}), facts.answered.get(due.id))
    late_at = late_since(due.due_at, now, member.tz)
    payload = prompt_message(prompt, *([late_line(late_at)] if late_at else []))
    # A turn is a row, shared with `/pitch` and `/story`, so that those go on from here.
    turn = Message(member.owner, f"prompt_{prompt.kind}", on, {"prompt": prompt.id}, ref="nudge")
    return Made(Message(member.owner, "practice", on, payload), turn)


def _next(told: Mapping[str, int], answered: str | None) -> Prompt:
    kind = library.KINDS[told.get("practice", 0) % len(library.KINDS)]
    prompts = library.prompts(kind)
    turn = told.get(f"prompt_{kind}", 0)
    prompt_id = rehearsal.choose([one.id for one in prompts], turn, {answered} if answered else set())
    return next(one for one in prompts if one.id == prompt_id)


MAKER = Maker(read, make)
