"""Quotes are the member's own words: letter by letter, whole words, and short."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.practice import Sentence, read
from bot.coach.quoting import as_said, is_late, own_words, praised, shown, spare

TEXT = "I'm Ann, and I repair lifts.  When a lift stands still, the old people upstairs stay in, all week."
LONG = (
    "We fix lifts, doors and bells, because nobody else will, and I had a passenger who got on with a goat."
)


@pytest.mark.parametrize(
    ("quote", "most", "start", "quoted"),
    [
        ("I'm Ann, and I repair lifts.", 20, 0, "I'm Ann, and I repair lifts."),
        ("I'm Ann, and I repair lifts.", 4, 9, ""),
        ("all week.", 20, 0, "all week."),
        ("I mend stairs.", 20, 0, ""),
        ("", 20, 0, ""),
        (LONG, 30, 0, LONG),
        (LONG, 20, 0, "We fix lifts, doors and bells, because nobody else will"),
        (LONG, 9, 0, "We fix lifts, doors and bells"),
        (LONG, 10, 70, "I had a passenger who got on with a goat."),
        (LONG, 6, 70, ""),
        ("When a lift stands still, the old people upstairs stay in, all week.", 7, 0, ""),
        (
            "When a lift stands still, the old people upstairs stay in, all week.",
            8,
            30,
            "",
        ),
    ],
)
def test_a_quote_is_a_sentence_or_whole_clauses_around_what_tells(
    quote: str, most: int, start: int, quoted: str
) -> None:
    assert own_words(quote, f"{TEXT} {LONG}", most, start) == quoted


@pytest.mark.parametrize(
    ("quote", "text", "quoted"),
    [
        ("I fixed four lifts.", "Well um, I um, fixed  uh four lifts.", "I um, fixed  uh four lifts."),
        ("My name is Kelsey and", "hi My name is Kelsey and um so", "My name is Kelsey"),
        ("I fix\u200b roofs.\u202e", "I'm Mo\0, I fix\u200b roofs.\u202e", "I fix roofs."),
        ("we sold all of it", "we sold all of  it", "we sold all of  it"),
        ("old lifts", "old liftsmen", ""),
    ],
)
def test_it_stands_there_with_its_um_and_its_spaces_and_without_signs_that_nobody_sees(
    quote: str, text: str, quoted: str
) -> None:
    assert own_words(quote, text, 20) == quoted


@given(st.text(), st.text(), st.integers(1, 30), st.integers(0, 9))
def test_any_quote_stands_in_the_text_and_is_short(quote: str, text: str, most: int, start: int) -> None:
    for said in (text, f"{text} {quote}"):
        found = own_words(quote, said, most, start)
        assert found in shown(said)
        assert len(found.split()) <= most


def test_praise_goes_to_what_can_be_quoted_and_never_to_what_is_to_be_changed() -> None:
    text = "I'm Ann, and I repair lifts in old houses. Could you introduce me to your landlord?"
    reading = replace(read(text, "pitch"), worked=None, fix="ask")
    present = {**reading.states, "ask": "present", "who": "present", "proof": "unsure"}
    reading = replace(reading, states=present, quotes={"ask": text[43:], "who": text[:42]})
    room = dict.fromkeys(present, 20)
    assert praised(reading, room) == ("who", text[:42])
    assert praised(reading, room, beside="repair lifts") == ("", "")
    assert praised(reading, {"who": 3}) == ("", "")
    assert praised(replace(reading, fix=""), room) == ("ask", text[43:])


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
