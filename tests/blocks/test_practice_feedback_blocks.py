"""What is said about an answer: never a grade, never too much, never a number of our own making."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, get_args

import pytest

from bot import library
from bot.blocks import feedback as blocks
from bot.coach.practice import Feedback, Kind, Length, Measures, Worked, feedback
from bot.coach.rehearsal import Progress
from bot.library import Element, Prompt
from bot.local_slack.block_rules import block_findings, view_findings
from storage.practice_records import Answer
from storage.records import Owner

PITCH, STORY = library.prompts("pitch")[0], library.prompts("story")[0]
LONGEST = max(library.prompts("pitch"), key=lambda prompt: len(prompt.title.split()))
QUOTE = " ".join(["word"] * 24)
ELEMENTS = [(kind, element) for kind in library.KINDS for element in library.elements(kind)]
WEIGHING = re.compile(r"\b(missing|score|grade|points|wrong|bad|rank\w*)\b", re.IGNORECASE)


def said(message: dict[str, Any]) -> list[str]:
    """Every text that a person reads, the small line included, buttons left out."""
    texts = [block["text"]["text"] for block in message["blocks"] if "text" in block]
    return texts + [e["text"] for b in message["blocks"] if b["type"] == "context" for e in b["elements"]]


def a_reading(
    worked: Worked | None = None,
    question: str | None = None,
    length: Length = "fits",
    jargon: tuple[str, ...] = (),
    is_english: bool = True,
) -> Feedback:
    return Feedback(worked, question, length, Measures(70, 5, 30, 0, jargon), is_english)


def longest_of(kind: Kind) -> Prompt:
    return max(library.prompts(kind), key=lambda prompt: len(prompt.title.split()))


@pytest.mark.parametrize(("kind", "element"), ELEMENTS)
def test_the_feedback_has_at_most_ninety_words(kind: Kind, element: Element) -> None:
    for worked in library.elements(kind):
        read = a_reading(Worked(worked.name, QUOTE), element.name)
        assert len(" ".join(said(blocks.feedback_message(longest_of(kind), read))[:-1]).split()) <= 90


@pytest.mark.parametrize("length", get_args(Length))
@pytest.mark.parametrize("jargon", [(), ("synergy", "leverage", "robust")])
def test_whatever_is_said_weighs_nobody(length: Length, jargon: tuple[str, ...]) -> None:
    for is_english in (True, False):
        read = a_reading(Worked("ask", "May I send it?"), "proof", length, jargon, is_english)
        message = blocks.feedback_message(PITCH, read)
        assert block_findings(message["blocks"], "message") == []
        assert not WEIGHING.search(" ".join(said(message)[:-2]))


def test_what_worked_is_shown_in_the_members_own_words() -> None:
    text = "I'm Ann, and I repair lifts. Could you introduce me to your landlord?"
    read = feedback(text, "pitch", seconds=30)
    assert read.worked
    assert said(blocks.feedback_message(PITCH, read))[0].endswith(f"“{read.worked.quote}”")


def test_what_a_member_wrote_cannot_ping_or_format() -> None:
    read = a_reading(Worked("ask", "May I ask <!channel> for *you*?"))
    first = said(blocks.feedback_message(PITCH, read))[0]
    assert "<!channel>" not in first and "*you*" not in first


def test_the_form_can_show_the_same() -> None:
    view = blocks.feedback_modal(PITCH, a_reading(question="ask"))
    assert view_findings(view) == [] and "submit" not in view
    assert said(view)[:2] == said(blocks.feedback_message(PITCH, a_reading(question="ask")))[:2]


def test_one_question_with_its_reason_and_a_line_with_blanks() -> None:
    shown = " ".join(said(blocks.feedback_message(PITCH, a_reading(question="ask"))))
    ask = next(element for element in library.elements("pitch") if element.name == "ask")
    assert ask.question in shown and ask.reason in shown
    assert "Try this:" in shown
    assert sum(element.question in shown for element in library.elements("pitch")) == 1


def test_another_language_is_told_honestly() -> None:
    shown = said(blocks.feedback_message(PITCH, a_reading(question="ask", is_english=False)))
    assert "only look at the length" in shown[1]
    assert len(shown) == 4


def test_the_small_line_tells_words_seconds_and_target() -> None:
    assert (
        "70 words, about 30 seconds · target 30 seconds"
        in said(blocks.feedback_message(PITCH, a_reading()))[-2]
    )
    assert "target 90 to 250 words" in said(blocks.feedback_message(STORY, a_reading()))[-2]


def test_jargon_is_named_before_an_element() -> None:
    read = a_reading(question="ask", jargon=("synergy", "leverage", "robust"))
    assert "synergy" in said(blocks.feedback_message(PITCH, read))[1]


def an_answer(words: int, *found: str) -> Answer:
    at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    return Answer(words, Owner("T1", "U1"), PITCH.id, "pitch", "text", words, words // 2, found, at)


def test_progress_compares_the_last_with_the_fullest_attempt() -> None:
    last, best = an_answer(50), an_answer(60, "who", "ask")
    message = blocks.progress_message("pitch", [Progress(PITCH.id, 2, last, best)])
    shown = " ".join(said(message))
    assert "50 words, about 25 seconds" in shown
    assert "60 words, about 30 seconds; with who you are and the ask" in shown
    assert not WEIGHING.search(shown)
    assert block_findings(message["blocks"], "message") == []


def test_one_attempt_is_not_compared_with_itself() -> None:
    only = an_answer(50)
    shown = " ".join(said(blocks.progress_message("pitch", [Progress(PITCH.id, 1, only, only)])))
    assert "1 attempt" in shown and "fullest" not in shown


def test_a_prompt_that_is_gone_is_told_by_its_id() -> None:
    only = an_answer(50)
    assert "old-one" in " ".join(said(blocks.progress_message("pitch", [Progress("old-one", 1, only, only)])))


def test_without_answers_progress_says_how_to_begin() -> None:
    assert "`/story` gives you something" in said(blocks.progress_message("story", []))[0]
