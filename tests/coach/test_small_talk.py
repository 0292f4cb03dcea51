"""Questions and words in passing, told from lines about people."""

from __future__ import annotations

import pytest

from bot.coach.small_talk import LONGEST_QUESTION, talk_of

QUESTIONS = (
    "how are you?",
    "what should I do today",
    "Who is Dana?",
    "quem \u00e9 a Dana?",
    "\u8ab0\u3067\u3059\u304b\uff1f",
    "show me everyone at Acme",
)
IN_PASSING = ("hi", "Hello!", "  thanks a lot :)", "OK.", "today", "undo", "cheers")
NEITHER = (
    "met",
    "\U0001f44d",
    "42",
    "https://example.com/a?b=c",
    "Acme raised its prices again",
    "whatever we do next",
    "listen to Dana more",
    "didn't manage to reach Omar today",
    "x" * LONGEST_QUESTION + "?",
)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_known_by_its_mark_or_its_first_word(text: str) -> None:
    assert talk_of(text) == "question"


@pytest.mark.parametrize("text", IN_PASSING)
def test_a_greeting_a_nod_and_a_bare_command_are_words_in_passing(text: str) -> None:
    assert talk_of(text) == "small_talk"


@pytest.mark.parametrize("text", NEITHER)
def test_anything_else_may_be_worth_keeping(text: str) -> None:
    assert talk_of(text) is None
