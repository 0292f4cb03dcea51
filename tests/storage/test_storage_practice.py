"""Practice: answers by prompt, the newest first; what is forgotten of them; lessons read once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from sqlalchemy import Connection, select

from storage import practice
from storage.outbox import add as add_posting
from storage.practice_records import Answer, AnswerDraft
from storage.records import Message, OutboxState
from storage.tables import outbox
from tests.storage.owners import ALICE, BOB, NOW, TODAY

DRAFT = AnswerDraft(
    prompt_id="s1",
    kind="story",
    text="Once ...",
    words=90,
    seconds=40,
    found=("setting", "turning"),
    listener="peer",
    goal="help",
    target_seconds=60,
    states=MappingProxyType({"setting": "present", "takeaway": "unsure"}),
    counts={"jargon": 2},
    fix="takeaway",
    is_spoken=True,
    is_hinted=True,
)


def answer(conn: Connection, prompt_id: str, hours: int = 0, text: str = "Once ...") -> Answer:
    draft = AnswerDraft(prompt_id, "story", text, 90, 40, ())
    return practice.add_answer(conn, ALICE, draft, NOW + timedelta(hours=hours))


def test_an_answer_comes_back_as_kept(conn: Connection) -> None:
    kept = practice.add_answer(conn, ALICE, DRAFT, NOW)
    assert {name: getattr(kept, name) for name in AnswerDraft.__slots__} == {
        name: getattr(DRAFT, name) for name in AnswerDraft.__slots__
    }
    assert practice.answers(conn, ALICE) == [kept] == [practice.find_answer(conn, ALICE, kept.id)]
    assert practice.find_answer(conn, ALICE, kept.id + 1) is None


def test_what_was_not_read_is_none(conn: Connection) -> None:
    kept = answer(conn, "s1")
    assert (kept.states, kept.counts, kept.fix, kept.target_seconds, kept.hint_at) == (None,) * 5


def test_answers_come_newest_first_for_all_prompts_or_one(conn: Connection) -> None:
    first, other, second = answer(conn, "s1"), answer(conn, "s2", 1), answer(conn, "s1", 2)
    assert practice.answers(conn, ALICE) == [second, other, first]
    assert practice.answers(conn, ALICE, "s1") == [second, first]
    assert practice.last_answer(conn, ALICE) == second


def test_nobody_has_answered_at_first(conn: Connection) -> None:
    assert practice.last_answer(conn, ALICE) is None
    assert practice.answers(conn, ALICE, "s1") == []


def test_a_hint_is_remembered_by_the_instant_of_the_first_one(conn: Connection) -> None:
    first, other = answer(conn, "s1"), answer(conn, "s1")
    assert practice.mark_hint(conn, ALICE, first.id, NOW)
    assert practice.mark_hint(conn, ALICE, first.id, NOW + timedelta(hours=1))
    marked = practice.find_answer(conn, ALICE, first.id)
    assert marked and marked.hint_at == NOW
    assert practice.answers(conn, ALICE)[0] == other
    assert not practice.mark_hint(conn, BOB, first.id, NOW)


def test_another_fix_can_be_named_by_the_members_own_answer_alone(conn: Connection) -> None:
    first = practice.add_answer(conn, ALICE, DRAFT, NOW)
    assert not practice.name_fix(conn, BOB, first.id, "ask")
    assert practice.find_answer(conn, ALICE, first.id) == first
    assert practice.name_fix(conn, ALICE, first.id, "ask")
    assert practice.find_answer(conn, ALICE, first.id) == replace(first, fix="ask")


def test_old_texts_go_and_what_was_read_in_them_stays(conn: Connection) -> None:
    old, new = practice.add_answer(conn, ALICE, DRAFT, NOW), answer(conn, "s1", 2)
    assert practice.drop_texts(conn, NOW + timedelta(hours=1)) == 1
    assert practice.drop_texts(conn, NOW + timedelta(hours=1)) == 0
    kept = practice.find_answer(conn, ALICE, old.id)
    assert kept and (kept.text, kept.states, kept.words) == ("", old.states, 90)
    assert practice.find_answer(conn, ALICE, new.id) == new


def test_what_is_read_later_is_added_and_the_words_stay(conn: Connection) -> None:
    kept = answer(conn, "s1", text="My own words.")
    read = practice.put_reading(conn, ALICE, kept.id, DRAFT)
    assert read and (read.text, read.is_hinted) == ("My own words.", False)
    assert (read.fix, read.found, read.states) == ("takeaway", ("setting", "turning"), DRAFT.states)
    assert practice.put_reading(conn, ALICE, kept.id + 1, DRAFT) is None


def said(conn: Connection, number: int, kind: str, state: OutboxState = "sent") -> None:
    row = Message(ALICE, kind, TODAY, {"text": "“Once ...”"}, ref=str(number))
    add_posting(conn, row, NOW, state=state)


def payloads(conn: Connection) -> dict[str, tuple[str, str]]:
    return {row.ref: (row.payload.get("text", ""), row.state) for row in conn.execute(select(outbox))}


def test_what_was_said_about_old_words_goes_too_and_what_still_waits_is_not_sent(conn: Connection) -> None:
    said(conn, 1, "feedback")
    said(conn, 2, "feedback", "due")
    said(conn, 3, "reply")
    practice.drop_texts(conn, NOW)
    assert payloads(conn)["1"] == ("“Once ...”", "sent"), "not yet"
    practice.drop_texts(conn, NOW + timedelta(days=1))
    assert payloads(conn) == {"1": ("", "sent"), "2": ("", "canceled"), "3": ("“Once ...”", "sent")}


def test_what_was_said_about_an_answer_is_withdrawn(conn: Connection) -> None:
    said(conn, 1, "feedback")
    said(conn, 2, "feedback", "due")
    said(conn, 3, "feedback", "due")
    practice.withdraw_feedback(conn, BOB, 1)
    for number in (1, 2):
        practice.withdraw_feedback(conn, ALICE, number)
    assert payloads(conn) == {"1": ("", "sent"), "2": ("", "canceled"), "3": ("“Once ...”", "due")}


def test_the_last_answer_of_a_kind_and_to_a_prompt(conn: Connection) -> None:
    first, other = answer(conn, "s1"), answer(conn, "s2")
    assert practice.last_answer(conn, ALICE, prompt_id="s1") == first
    assert practice.last_answer(conn, ALICE, kind=other.kind) == other
    assert practice.last_answer(conn, ALICE, kind="other") is None
    assert practice.last_answer(conn, BOB, prompt_id="s1") is None


def test_unread_is_what_was_neither_read_nor_spoken_of(conn: Connection) -> None:
    left, told, read = answer(conn, "s1"), answer(conn, "s2"), answer(conn, "s3")
    said(conn, told.id, "feedback")
    practice.put_reading(conn, ALICE, read.id, DRAFT)
    assert practice.unread(conn, NOW) == [left]
    assert practice.unread(conn, NOW + timedelta(seconds=1)) == []


def test_a_lesson_is_read_once(conn: Connection) -> None:
    assert [practice.read_lesson(conn, ALICE, lesson, NOW) for lesson in (3, 1, 3)] == [True, True, False]
    assert practice.lessons_read(conn, ALICE) == [1, 3]
    assert practice.lessons_read(conn, BOB) == []
