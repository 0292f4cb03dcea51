"""The lessons: the next one that is not read yet, or the one asked for."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import library
from bot.blocks import errors
from bot.blocks import lessons as blocks
from bot.blocks.kit import Payload
from bot.content import say
from bot.interaction import CoachError, Interaction
from bot.library import Lesson
from storage import outbox, outbox_review, practice
from storage.records import Message

# A row a lesson that was read again: in the second round there is nothing unread to count.
AGAIN = "lesson_again"


async def show(it: Interaction) -> Payload:
    """`/kith lesson` shows the next unread one, `/kith lesson 5` the fifth."""
    if not it.text:
        return await it.run(_next_message, it)
    found = library.lesson(int(it.text)) if it.text.isdecimal() and len(it.text) < 4 else None
    if found is None:
        raise CoachError(say("lessons.no_such", text=it.text, total=len(library.lessons())))
    return blocks.lesson_message(found, len(library.lessons()))


def _next_message(conn: Connection, it: Interaction) -> Payload:
    total = len(library.lessons())
    unread = unread_numbers(conn, it)
    number = unread[0] if unread else outbox_review.told(conn, it.owner, AGAIN) % total + 1
    return blocks.lesson_message(_lesson(number), total, is_again=not unread)


def unread_numbers(conn: Connection, it: Interaction) -> list[int]:
    """The lessons that the member has not read, in the order of the course."""
    read = set(practice.lessons_read(conn, it.owner))
    return [one.number for one in library.lessons() if one.number not in read]


def _lesson(number: int) -> Lesson:
    found = library.lesson(number)
    if found is None:
        raise CoachError(errors.gone())
    return found


async def next_one(it: Interaction) -> Payload:
    """This one is read; the one after it that is not follows."""
    return await it.run(_go_on, it, _lesson(it.number))


def _go_on(conn: Connection, it: Interaction, lesson: Lesson) -> Payload:
    is_first_round = bool(unread_numbers(conn, it))
    mark_read(conn, it, lesson)
    unread, total = unread_numbers(conn, it), len(library.lessons())
    if is_first_round and not unread:
        return blocks.done_message(lesson, total, is_last=True)
    later = [number for number in unread if number > lesson.number]
    number = (later or unread or [lesson.number % total + 1])[0]
    return blocks.lesson_message(_lesson(number), total, is_again=not unread)


async def done(it: Interaction) -> Payload:
    """Enough for today."""
    lesson = _lesson(it.number)
    is_last = await it.run(_finish, it, lesson)
    return blocks.done_message(lesson, len(library.lessons()), is_last=is_last)


def _finish(conn: Connection, it: Interaction, lesson: Lesson) -> bool:
    is_new = mark_read(conn, it, lesson)
    return is_new and not unread_numbers(conn, it)


def mark_read(conn: Connection, it: Interaction, lesson: Lesson) -> bool:
    """Remember that it was read. False when it had been; in the second round the place is remembered."""
    if practice.read_lesson(conn, it.owner, lesson.number, it.now):
        return True
    total = len(library.lessons())
    place = outbox_review.told(conn, it.owner, AGAIN)
    if not unread_numbers(conn, it) and lesson.number == place % total + 1:
        message = Message(it.owner, AGAIN, it.today, {"lesson": lesson.number}, ref=str(place))
        outbox.add(conn, message, it.now, state="sent")
    return False


WORDS = {"lesson": show}
PHRASES = {"lesson": show}
ACTIONS = {"lesson.next": next_one, "lesson.done": done}
