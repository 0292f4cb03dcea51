"""The weekly review, for the member alone: what was done, what comes, and one question."""

from __future__ import annotations

from datetime import datetime

from bot.blocks import kit
from bot.blocks.briefs import last_line, late_line
from bot.blocks.kit import Block, Payload
from bot.coach.weeks import Week, question_number
from bot.content import say

LISTED = 5
# review.j2 has the questions `question_1` to `question_8`.
QUESTIONS = 8


def review_message(week: Week, late_at: datetime | None = None) -> Payload:
    """The review as a message of its own, or as the answer to `/kith week`."""
    blocks: list[Block] = [kit.section(say("review.title")), *([late_line(late_at)] if late_at else [])]
    blocks += [kit.section(_done(week)), kit.section(_coming(week))]
    number = question_number(week.today, QUESTIONS) + 1
    blocks += [kit.section(say(f"review.question_{number}")), kit.context(say("review.how_to_answer"))]
    fallback = say("review.fallback", kept=len(week.kept), thanked=len(week.thanked), people=len(week.people))
    return kit.message(fallback, *blocks, *last_line())


def _done(week: Week) -> str:
    lines = [
        say("review.kept", promises=week.kept, listed=LISTED) if week.kept else "",
        say("review.thanked", names=week.thanked[:LISTED], more=_beyond(week.thanked)) if week.said else "",
        say("review.touched", names=week.people[:LISTED], more=_beyond(week.people)) if week.touched else "",
    ]
    done = [line for line in lines if line]
    return "\n".join(done or [say("review.quiet")])


def _coming(week: Week) -> str:
    lines = [
        say("review.coming", promises=week.coming[:LISTED], more=_beyond(week.coming), today=week.today)
        if week.coming
        else say("review.nothing_coming"),
        say("review.undated", count=week.undated) if week.undated else "",
        say("review.owed", count=len(week.owed)) if week.owed else "",
    ]
    return "\n".join(line for line in lines if line)


def _beyond(rows: tuple[object, ...]) -> int:
    return max(len(rows) - LISTED, 0)
