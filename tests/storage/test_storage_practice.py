"""Practice: answers by prompt, the newest first, and lessons read once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from storage import practice
from storage.practice_records import Answer
from tests.storage.owners import ALICE, BOB, NOW


def answer(conn: Connection, prompt_id: str, hours: int = 0) -> Answer:
    at = NOW + timedelta(hours=hours)
    return practice.add_answer(
        conn, ALICE, prompt_id, "story", "Once ...", 90, 40, ["setting", "turning"], at
    )


def test_an_answer_comes_back_as_kept(conn: Connection) -> None:
    kept = answer(conn, "s1")
    assert (kept.prompt_id, kept.kind, kept.text, kept.words, kept.seconds) == (
        "s1",
        "story",
        "Once ...",
        90,
        40,
    )
    assert kept.found == ("setting", "turning")
    assert practice.answers(conn, ALICE) == [kept]


def test_answers_come_newest_first_for_all_prompts_or_one(conn: Connection) -> None:
    first, other, second = answer(conn, "s1"), answer(conn, "s2", 1), answer(conn, "s1", 2)
    assert practice.answers(conn, ALICE) == [second, other, first]
    assert practice.answers(conn, ALICE, "s1") == [second, first]
    assert practice.last_answer(conn, ALICE) == second


def test_nobody_has_answered_at_first(conn: Connection) -> None:
    assert practice.last_answer(conn, ALICE) is None
    assert practice.answers(conn, ALICE, "s1") == []


def test_a_lesson_is_read_once(conn: Connection) -> None:
    assert [practice.read_lesson(conn, ALICE, lesson, NOW) for lesson in (3, 1, 3)] == [True, True, False]
    assert practice.lessons_read(conn, ALICE) == [1, 3]
    assert practice.lessons_read(conn, BOB) == []
