"""Practice: answers to prompts, and lessons read."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from storage.columns import bound, epoch, new_row, owned_by, reader
from storage.inserts import insert
from storage.practice_records import Answer, AnswerDraft
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
_MARK_HINT = (
    update(answer_rows)
    .where(owned_by(answer_rows), answer_rows.c.id == bindparam("answer"))
    .values(hint_at=func.coalesce(answer_rows.c.hint_at, bindparam("at")))
)
_DROP_TEXTS = (
    update(answer_rows)
    .where(answer_rows.c.created_at < bindparam("before"), answer_rows.c.text != "")
    .values(text="")
)
_READ = select(lesson_reads.c.lesson).distinct().where(owned_by(lesson_reads)).order_by(lesson_reads.c.lesson)


def add_answer(conn: Connection, owner: Owner, draft: AnswerDraft, now: datetime) -> Answer:
    """Keep an answer, and what was read in it."""
    values = {field.name: getattr(draft, field.name) for field in fields(draft)}
    kept = {name: dict(values[name]) if values[name] is not None else None for name in ("states", "counts")}
    number = insert(conn, answer_rows, new_row(owner, now, **{**values, **kept, "found": list(draft.found)}))
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


def find_answer(conn: Connection, owner: Owner, answer_id: int) -> Answer | None:
    """One answer of the member's own."""
    row = conn.execute(_FIND, bound(owner, id=answer_id)).one_or_none()
    return _answer(row) if row else None


def mark_hint(conn: Connection, owner: Owner, answer_id: int, now: datetime) -> bool:
    """Remember that a hint on this answer was shown: the next attempt at its prompt has had help."""
    return conn.execute(_MARK_HINT, bound(owner, answer=answer_id, at=epoch(now))).rowcount == 1


def drop_texts(conn: Connection, before: datetime) -> int:
    """Forget the words of every answer from before that instant; what was counted in it stays. How many."""
    return conn.execute(_DROP_TEXTS, {"before": epoch(before)}).rowcount


def lessons_read(conn: Connection, owner: Owner) -> list[int]:
    """The numbers of the lessons that the member has read, ascending."""
    return list(conn.execute(_READ, bound(owner)).scalars())


def read_lesson(conn: Connection, owner: Owner, lesson: int, now: datetime) -> bool:
    """Remember that a lesson was read. False when it was read before."""
    if lesson in lessons_read(conn, owner):
        return False
    insert(conn, lesson_reads, new_row(owner, now, lesson=lesson))
    return True
