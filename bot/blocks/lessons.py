"""A lesson as a message: the idea, and the one thing to do today."""

from __future__ import annotations

from markupsafe import Markup

from bot.blocks import kit
from bot.blocks.kit import Block, Payload
from bot.content import say
from bot.library import Lesson

_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def lesson_message(lesson: Lesson, total: int, *, is_again: bool = False) -> Payload:
    """A lesson with its buttons. `is_again`: the course was read to its end before."""
    title = say("lessons.title", lesson=lesson, total=total)
    today = say("lessons.today", words=_marked_up(lesson.today))
    notice = [kit.context(say("lessons.again", total=total))] if is_again else []
    return kit.message(
        title,
        *notice,
        kit.section(f"*{title}*", block_id=f"lesson:{lesson.number}"),
        kit.section(_marked_up(lesson.body)),
        kit.section(today),
        kit.actions(
            kit.button("Done for today", "lesson.done", lesson.number, style="primary"),
            kit.button("Next", "lesson.next", lesson.number),
        ),
    )


def _marked_up(text: str) -> Markup:
    """Our own text, whose `code` is meant: only what Slack would read as an address is escaped."""
    for sign, entity in _ENTITIES:
        text = text.replace(sign, entity)
    return Markup(text)


def done_message(lesson: Lesson, total: int, *, is_last: bool) -> Payload:
    """The lesson is done; the next one is a click away."""
    text = say("lessons.all_done", total=total) if is_last else say("lessons.done", lesson=lesson)
    label = "Begin again" if is_last else "Next"
    return kit.message(text, kit.section(text), kit.actions(_next(label, lesson.number)))


def _next(label: str, number: int) -> Block:
    return kit.button(label, "lesson.next", number)
