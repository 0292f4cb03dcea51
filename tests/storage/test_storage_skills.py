"""The cards of skills: one each, replaced by what became of it, in the order of their dates."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from bot import reviewing
from storage import practice, skills
from storage.practice_records import AnswerDraft
from tests.storage.owners import ALICE, BOB, NOW, TODAY, member

DAY = timedelta(days=1)
STATES = dict.fromkeys(("hook", "who", "audience", "problem", "solution", "proof", "ask"), "present")


def known(conn: Connection) -> list[tuple[str, int]]:
    """Each skill, and in how many days it is due."""
    return [(one.skill, (one.due_on - TODAY).days) for one in skills.all_of(conn, ALICE)]


def answered(conn: Connection, ask: str, days: int = 0) -> int:
    """An answer with all but perhaps the ask, and its cards; its number."""
    states = {**STATES, "ask": ask}
    draft = AnswerDraft("p", "pitch", "", 140, 60, (), target_seconds=60, states=states)  # type: ignore[arg-type]
    answer = practice.add_answer(conn, ALICE, draft, NOW + days * DAY)
    reviewing.reviewed(conn, member(), answer)
    return answer.id


def test_a_skill_has_one_card_and_the_first_due_comes_first(conn: Connection) -> None:
    skills.put(conn, ALICE, {"ask": ({"step": 1}, TODAY + 2 * DAY), "hook": ({}, TODAY + DAY)}, NOW)
    skills.put(conn, ALICE, {"ask": ({"step": 2}, TODAY)}, NOW)
    assert known(conn) == [("ask", 0), ("hook", 1)]
    assert skills.all_of(conn, ALICE)[0].card == {"step": 2}
    assert skills.all_of(conn, BOB) == []


def test_an_answer_turns_its_cards_and_taken_back_it_turns_them_back(conn: Connection) -> None:
    answered(conn, "absent")
    before = known(conn)
    assert before[0] == ("ask", 1) and ("hook", 8) in before
    last = answered(conn, "present", days=1)
    assert ("ask", 1) not in known(conn)
    conn.exec_driver_sql(f"DELETE FROM answers WHERE id = {last}")
    reviewing.taken_back(conn, member(), NOW + DAY)
    assert known(conn) == before


def test_the_only_answer_taken_back_leaves_no_card(conn: Connection) -> None:
    only = answered(conn, "present")
    conn.exec_driver_sql(f"DELETE FROM answers WHERE id = {only}")
    reviewing.taken_back(conn, member(), NOW)
    assert known(conn) == []
