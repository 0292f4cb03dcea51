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


# It asks about open promises, so it is asked of those who have some.
ABOUT_PROMISES = 3


def review_message(week: Week, late_at: datetime | None = None) -> Payload:
    """The review as a message of its own, or as the answer to `/kith week`."""
    blocks: list[Block] = [kit.section(say("review.title")), *([late_line(late_at)] if late_at else [])]
    blocks += [kit.section(text) for text in (_done(week), _coming(week), _question(week)) if text]
    fallback = say("review.fallback", kept=len(week.kept), thanked=len(week.thanked), people=len(week.people))
    return kit.message(fallback, *blocks, *last_line())


def _question(week: Week) -> str:
    number = question_number(week.today, QUESTIONS) + 1
    if number == ABOUT_PROMISES and not week.promises:
        number += 1
    return say(f"review.question_{number}")


def _done(week: Week) -> str:
    lines = [
        say("review.kept", promises=week.kept, listed=LISTED) if week.kept else "",
        say("review.thanked", names=week.thanked[:LISTED], more=_beyond(week.thanked)) if week.said else "",
        say("review.touched", names=week.people[:LISTED], more=_beyond(week.people)) if week.touched else "",
    ]
    done = [line for line in lines if line]
    return "\n".join(done or [say("review.quiet")])


def _coming(week: Week) -> str:
    shown, more = week.coming[:LISTED], _beyond(week.coming)
    by_now = [promise for promise in shown if promise.due_on and promise.due_on <= week.today]
    later = shown[len(by_now) :]
    lines = [
        say("review.still_open", promises=by_now, today=week.today) if by_now else "",
        say("review.coming", promises=later, today=week.today) if later else "",
        say("review.more", count=more) if more else "",
        say("review.nothing_coming") if not shown else "",
        say("review.undated", count=week.undated) if week.undated else "",
        say("review.owed", count=len(week.owed)) if week.owed else "",
    ]
    return "\n".join(line for line in lines if line)


def _beyond(rows: tuple[object, ...]) -> int:
    return max(len(rows) - LISTED, 0)
