"""Practice: answers to prompts, and lessons read."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, bindparam, case, cast, func, or_, select, update

from storage.columns import bound, epoch, new_row, owned_by, reader
from storage.inserts import insert
from storage.practice_records import Answer, AnswerDraft
from storage.records import Owner
from storage.tables import answers as answer_rows
from storage.tables import lesson_reads, outbox

_answer = reader(Answer, answer_rows, found=tuple)
_MINE = select(answer_rows).where(owned_by(answer_rows))
_FIND = _MINE.where(answer_rows.c.id == bindparam("id"))
_NEWEST_FIRST = (answer_rows.c.created_at.desc(), answer_rows.c.id.desc())
_ANSWERS = _MINE.order_by(*_NEWEST_FIRST)
_TO_PROMPT = _ANSWERS.where(answer_rows.c.prompt_id == bindparam("prompt"))
_LAST = _ANSWERS.limit(1)
_OF_KIND = answer_rows.c.kind == bindparam("of_kind")
_LAST_OF_KIND, _LAST_TO_PROMPT = _LAST.where(_OF_KIND), _TO_PROMPT.limit(1)
_UPDATE = update(answer_rows).where(owned_by(answer_rows), answer_rows.c.id == bindparam("answer"))
_MARK_HINT = _UPDATE.values(hint_at=func.coalesce(answer_rows.c.hint_at, bindparam("at")))
_DROP_TEXTS = (
    update(answer_rows)
    .where(answer_rows.c.created_at < bindparam("before"), answer_rows.c.text != "")
    .values(text="")
)
# The feedback quotes them. What waits to this day is not sent any more.
_EMPTY_FEEDBACK = (
    update(outbox)
    .where(outbox.c.kind == "feedback")
    .where(outbox.c.state != "claimed", cast(outbox.c.payload, Text) != "{}")
    .values(
        payload={},
        state=case((outbox.c.state.in_(("due", "unknown", "parked")), "canceled"), else_=outbox.c.state),
    )
)
_DROP_FEEDBACK = _EMPTY_FEEDBACK.where(outbox.c.created_at < bindparam("before"))
_WITHDRAW = _EMPTY_FEEDBACK.where(owned_by(outbox), outbox.c.ref == bindparam("answer"))
# Answers of every member: whoever read them has ended in the middle of it.
_UNREAD = (
    select(answer_rows)
    .where(answer_rows.c.created_at >= bindparam("since"), answer_rows.c.text != "")
    .where(or_(answer_rows.c.states.is_(None), cast(answer_rows.c.states, Text) == "null"))
    .where(
        ~select(outbox.c.id)
        .where(outbox.c.workspace_id == answer_rows.c.workspace_id)
        .where(outbox.c.member_id == answer_rows.c.member_id)
        .where(outbox.c.kind == "feedback", outbox.c.ref == cast(answer_rows.c.id, Text))
        .exists()
    )
    .order_by(answer_rows.c.id)
)
_READ = select(lesson_reads.c.lesson).distinct().where(owned_by(lesson_reads)).order_by(lesson_reads.c.lesson)


def add_answer(conn: Connection, owner: Owner, draft: AnswerDraft, now: datetime) -> Answer:
    """Keep an answer, and what was read in it."""
    number = insert(conn, answer_rows, new_row(owner, now, **_columns(draft)))
    return _answer(conn.execute(_FIND, bound(owner, id=number)).one())


def _columns(draft: AnswerDraft) -> dict[str, Any]:
    values = {field.name: getattr(draft, field.name) for field in fields(draft)}
    read = {name: dict(values[name]) if values[name] is not None else None for name in ("states", "counts")}
    return {**values, **read, "found": list(draft.found)}


def put_reading(conn: Connection, owner: Owner, answer_id: int, draft: AnswerDraft) -> Answer | None:
    """Add what was read in an answer that was kept before. None when the member has no such answer.

    Its words stay as they are, and whether a hint came before it.
    """
    found = find_answer(conn, owner, answer_id)
    if found is None:
        return None
    values = _columns(draft)
    read = {name: values[name] for name in values.keys() - {"text", "is_hinted"}}
    conn.execute(_UPDATE.values(**read), bound(owner, answer=answer_id))
    return find_answer(conn, owner, answer_id)


def answers(conn: Connection, owner: Owner, prompt_id: str | None = None) -> list[Answer]:
    """The member's answers, to one prompt or to all, the newest first."""
    if prompt_id is None:
        return [_answer(row) for row in conn.execute(_ANSWERS, bound(owner))]
    return [_answer(row) for row in conn.execute(_TO_PROMPT, bound(owner, prompt=prompt_id))]


def last_answer(
    conn: Connection, owner: Owner, *, kind: str | None = None, prompt_id: str | None = None
) -> Answer | None:
    """The newest answer to any prompt, to those of a kind, or to one."""
    if prompt_id is not None:
        found = conn.execute(_LAST_TO_PROMPT, bound(owner, prompt=prompt_id))
    elif kind is not None:
        found = conn.execute(_LAST_OF_KIND, bound(owner, of_kind=kind))
    else:
        found = conn.execute(_LAST, bound(owner))
    row = found.one_or_none()
    return _answer(row) if row else None


def unread(conn: Connection, since: datetime) -> list[Answer]:
    """The answers of all members since that instant that were kept, and neither read nor spoken of."""
    return [_answer(row) for row in conn.execute(_UNREAD, {"since": epoch(since)})]


def withdraw_feedback(conn: Connection, owner: Owner, answer_id: int) -> None:
    """Forget what was said about an answer: it is not sent any more, or stands in Slack alone."""
    conn.execute(_WITHDRAW, bound(owner, answer=str(answer_id)))


def find_answer(conn: Connection, owner: Owner, answer_id: int) -> Answer | None:
    """One answer of the member's own."""
    row = conn.execute(_FIND, bound(owner, id=answer_id)).one_or_none()
    return _answer(row) if row else None


def name_fix(conn: Connection, owner: Owner, answer_id: int, fix: str) -> bool:
    """Name another thing to change than at first. False when the member has no such answer."""
    return conn.execute(_UPDATE.values(fix=fix), bound(owner, answer=answer_id)).rowcount == 1


def mark_hint(conn: Connection, owner: Owner, answer_id: int, now: datetime) -> bool:
    """Remember that a hint on this answer was shown: the next attempt at its prompt has had help."""
    return conn.execute(_MARK_HINT, bound(owner, answer=answer_id, at=epoch(now))).rowcount == 1


def drop_texts(conn: Connection, before: datetime) -> int:
    """Forget the words of every answer from before that instant, also in what was said about it. How many.

    What was counted in them stays, and what the member kept as a version or a story.
    """
    conn.execute(_DROP_FEEDBACK, {"before": epoch(before)})
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
