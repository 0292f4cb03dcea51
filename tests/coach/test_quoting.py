"""Quotes are the member's own words: letter by letter, whole words, and short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.practice import Sentence
from bot.coach.quoting import as_said, is_late, own_words, spare

TEXT = "I'm Ann, and I repair lifts.  When a lift stands still, the old people upstairs stay in, all week."


@pytest.mark.parametrize(
    ("quote", "most", "quoted"),
    [
        ("I'm Ann, and I repair lifts.", 20, "I'm Ann, and I repair lifts."),
        (
            "When a lift stands still, the old people upstairs stay in, all week.",
            7,
            "When a lift stands still",
        ),
        ("the old people upstairs stay in", 3, "the old people"),
        ("I mend stairs.", 20, ""),
        ("and um I repair lifts. When a lift", 20, "I repair lifts. When a lift"),
        ("all week.", 20, "all week."),
        ("When a lift stands still, the old people upstairs stay in", 4, "When a lift stands"),
        ("I'm Ann, and I repair lifts.  When a lift", 20, "I'm Ann, and I repair lifts. When a lift"),
        ("the old people upstairs stay in, all week.", 5, "the old people upstairs stay"),
        ("and I repair lifts. When a lift stands still", 6, "and I repair lifts."),
        ("", 20, ""),
    ],
)
def test_what_is_quoted_was_said(quote: str, most: int, quoted: str) -> None:
    assert own_words(quote, TEXT, most) == quoted


@given(st.text(), st.text(), st.integers(1, 30))
def test_any_quote_stands_in_the_text_and_is_short(quote: str, text: str, most: int) -> None:
    for said in (text, f"{text} {quote}"):
        found = own_words(quote, said, most)
        assert " ".join(found.split()) in " ".join(said.split())
        assert len(found.split()) <= most


def test_a_word_is_quoted_with_its_capitals() -> None:
    assert as_said("synergy", "Our SYNERGY is here.") == "SYNERGY"
    assert as_said("synergy", "Nothing.") == "synergy"


def test_what_nobody_would_miss_is_the_longest_sentence_that_carries_nothing() -> None:
    ask, idle, idler = Sentence("May I?", ("ask",)), Sentence("Well.", ()), Sentence("It is so, well.", ())
    assert spare([idle, ask, idler]) == "It is so, well."
    assert spare([ask]) == "" == spare([idle, idler]), "where nothing is heard at all, nobody knows"


def test_late_is_what_the_first_half_does_not_hold() -> None:
    ask, other = Sentence("May I?", ("ask",)), Sentence("Well.", ())
    assert is_late([other, ask], "ask") and not is_late([ask, other], "ask")
    assert is_late([], "ask")
