"""Whatever is typed, reading ends soon and raises nothing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.capture import read
from bot.coach.capture.clean import MAX_CHARS, clean
from bot.coach.dates import DateError, read_when
from bot.coach.phrases import read_contact, read_promise, read_thanks

MONDAY = date(2026, 11, 23)
KNOWN = ["Dana Lee", "Omar Haddad"]
REPEATS = [
    *(
        "a ",
        "met ",
        "promised ",
        "Dana ",
        "Dana, ",
        "(",
        "coffee with ",
        "by on the ",
        "1/1/",
        ".",
        " ",
        "\n",
        "'",
    ),
    *(
        "w",
        "😀",
        "田中",
        "thanks to ",
        "he said she will ",
        "introduced me to ",
        "Dana via ",
        "http://",
        "a@",
        "-",
    ),
    *(
        "<!channel> ",
        "I need to send ",
        "waiting for ",
        "Xyz Qwe ",
        "my old the ",
        "in 3 weeks ",
        '"',
        "Dana and ",
    ),
]


@pytest.mark.parametrize("piece", REPEATS)
def test_forty_thousand_characters_are_read_like_the_first_of_them(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    assert len(clean(text)) <= MAX_CHARS
    assert read(text, MONDAY, KNOWN) == read(text[: 2 * MAX_CHARS], MONDAY, KNOWN)


VOCABULARY = """
Dana omar met promised her by Friday thanked will send me the deck from Acme and , . ? ( ) : -
31 Feb 5pm 2026-13-40 who if not owe I'll need to coffee with introduced us at tomorrow & + 99/99 half past
"""
WORDS = st.sampled_from(VOCABULARY.split())


@pytest.mark.parametrize("day", ["99/99", "31 Feb", "2026-13-40"])
@pytest.mark.parametrize("line", ["send Dana {}", "call Dana {}", "coffee with Dana {}", "Dana sends it {}"])
def test_a_day_that_does_not_exist_does_no_harm(line: str, day: str) -> None:
    reading = read(line.format(day), MONDAY, KNOWN)
    assert all(promise.due_on is None for promise in reading.promises)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_any_order_of_words_is_read(text: str) -> None:
    reading = read(text, MONDAY, KNOWN)
    named = {person.name for person in reading.people}
    assert {promise.person for promise in reading.promises} <= named
    assert {touch.person for touch in reading.touches} <= named


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_text_at_all_is_read(text: str) -> None:
    read(text, MONDAY, [text, *KNOWN])
    read_thanks(text, KNOWN)
    read_contact(text, KNOWN)
    try:
        read_when(text, MONDAY)
        read_promise(text, MONDAY, KNOWN)
    except DateError as error:
        assert "Try for instance" in str(error)
