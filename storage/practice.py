"""Practice: answers to prompts, and lessons read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam, select

from storage.columns import bound, new_row, owned_by, reader
from storage.inserts import insert
from storage.practice_records import Answer
from storage.records import Owner
from storage.tables import answers as answer_rows
from storage.tables import lesson_reads

_answer = reader(Answer, answer_rows, found=tuple)
_MINE = select(answer_rows).where(owned_by(answer_rows))
_FIND = _MINE.where(answer_rows.c.id == bindparam("id"))
_NEWEST_FIRST = (answer_rows.c.created_at.desc(), answer_rows.c.id.desc())
_ANSWERS = _MINE.order_by(*_NEWEST_FIRST)
_TO_PROMPT = _ANSWERS.where(answer_rows.c.prompt_id == bindparam("prompt"))
_LAST = _ANSWERS.limit(1)
_READ = select(lesson_reads.c.lesson).distinct().where(owned_by(lesson_reads)).order_by(lesson_reads.c.lesson)


def add_answer(
    conn: Connection,
    owner: Owner,
    prompt_id: str,
    kind: Literal["pitch", "story"],
    text: str,
    words: int,
    seconds: int,
    found: Sequence[str],
    now: datetime,
) -> Answer:
    """Keep an answer; `found` names the elements that it has. An empty text when it is not to be kept."""
    row = new_row(
        owner,
        now,
        prompt_id=prompt_id,
        kind=kind,
        text=text,
        words=words,
        seconds=seconds,
        found=list(found),
    )
    number = insert(conn, answer_rows, row)
    return _answer(conn.execute(_FIND, bound(owner, id=number)).one())


def answers(conn: Connection, owner: Owner, prompt_id: str | None = None) -> list[Answer]:
    """The member's answers, to one prompt or to all, the newest first."""
    if prompt_id is None:
        return [_answer(row) for row in conn.execute(_ANSWERS, bound(owner))]
    return [_answer(row) for row in conn.execute(_TO_PROMPT, bound(owner, prompt=prompt_id))]


def last_answer(conn: Connection, owner: Owner) -> Answer | None:
    """The newest answer to any prompt."""
    row = conn.execute(_LAST, bound(owner)).one_or_none()
    return _answer(row) if row else None


def lessons_read(conn: Connection, owner: Owner) -> list[int]:
    """The numbers of the lessons that the member has read, ascending."""
    return list(conn.execute(_READ, bound(owner)).scalars())


def read_lesson(conn: Connection, owner: Owner, lesson: int, now: datetime) -> bool:
    """Remember that a lesson was read. False when it was read before."""
    if lesson in lessons_read(conn, owner):
        return False
    insert(conn, lesson_reads, new_row(owner, now, lesson=lesson))
    return True
