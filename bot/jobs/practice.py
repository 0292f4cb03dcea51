"""Makes the practice prompt: for an occasion of tomorrow, for the skill that is due longest, or by turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.blocks.briefs import late_line, late_since
from bot.blocks.kit import Block, Payload
from bot.blocks.occasions import eve_message, skill_line
from bot.blocks.practice import prompt_message
from bot.coach import cadence
from bot.jobs.making import Made, Maker
from bot.library import Prompt
from bot.turns import Turns
from storage import due_facts
from storage.due_facts import SoFar
from storage.practice_records import Occasion, Version
from storage.records import Due, Member, Message

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """What decides on the prompt, by the numbers of the schedule rows: how often each kind was told, what was
    seen last and is due first, and the occasions of these days."""

    told: Mapping[int, Mapping[str, int]]
    so_far: Mapping[int, SoFar]
    occasions: Mapping[int, Sequence[tuple[Occasion, Version | None]]]


def read(conn: Connection, dues: Sequence[Due]) -> PracticeFacts:
    """How far everybody is."""
    # A member's date is at most one off the UTC date, and an occasion is a day later.
    days = [due.due_at.date() for due in dues]
    return PracticeFacts(
        due_facts.told_practice(conn, dues),
        due_facts.practice_so_far(conn, dues),
        due_facts.occasions_between(conn, dues, min(days), max(days) + 2 * DAY),
    )


def make(due: Due, member: Member, facts: PracticeFacts, now: datetime) -> Made:
    """The pitch for what is on tomorrow, else a prompt that follows from what was done so far: no dice."""
    on = cadence.local_day(due.due_at, member.tz)
    late_at = late_since(due.due_at, now, member.tz)
    late = [late_line(late_at)] if late_at else []
    tomorrow = [one for one in facts.occasions.get(due.id, ()) if one[0].on == on + DAY]
    if tomorrow:
        return Made(Message(member.owner, "practice", on, eve_message(tomorrow, on, *late)))
    prompt, payload = _drill(facts.told.get(due.id, {}), facts.so_far[due.id], member, on, late)
    # A turn is a row, shared with `/pitch` and `/story`, so that those go on from here.
    turn = Message(member.owner, f"prompt_{prompt.kind}", on, {"prompt": prompt.id}, ref="nudge")
    return Made(Message(member.owner, "practice", on, payload), turn)


def _drill(
    told: Mapping[str, int], so_far: SoFar, member: Member, on: date, late: Sequence[Block]
) -> tuple[Prompt, Payload]:
    """The prompt that trains the skill that is due, and says so; the next one where none is."""
    turns, is_due = Turns(told, so_far.seen), so_far.due_on is not None and so_far.due_on <= on
    trained = turns.for_skill(so_far.skill, member) if is_due else None
    prompt = trained or turns.next()
    return prompt, prompt_message(prompt, *late, *([skill_line(so_far.skill)] if trained else []))


MAKER = Maker(read, make)
