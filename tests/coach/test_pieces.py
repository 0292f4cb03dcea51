"""Long texts in pieces, whole again, and the first words of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.pieces import first_words, joined, pieces

TEXTS = st.text(st.sampled_from("ab. \n!?。😀é"), max_size=400)


@given(TEXTS, st.integers(2, 50))
def test_no_letter_is_lost_and_no_piece_is_too_long(text: str, limit: int) -> None:
    parts = pieces(text, limit)
    assert "".join(parts) == text
    assert all(0 < len(part) <= limit for part in parts)


@given(TEXTS, st.integers(2, 50))
def test_what_comes_back_from_a_form_is_the_text(text: str, limit: int) -> None:
    assert joined(pieces(text, limit), limit) == text.strip()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One two. Three four.\nFive six.", "One two. Three four.\n"),
        ("One two three. Four five six seven", "One two three. "),
        ("One two three four five six", "One two three four "),
        ("x" * 40, "x" * 22),
    ],
)
def test_a_piece_ends_where_a_paragraph_a_sentence_or_a_word_does(text: str, first: str) -> None:
    assert pieces(text, 22)[0] == first


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["a ", "b"], "a b"),
        (["a", "b"], "a b"),
        (["a", "", "b"], "a b"),
        (["", ""], ""),
        (["a\n", "b"], "a\nb"),
    ],
)
def test_a_space_that_a_form_took_off_is_put_back(parts: list[str], text: str) -> None:
    assert joined(parts, 9) == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("One winter, the lift stood still, and nobody came.", "One winter, the lift stood still"),
        ("On my first day as a porter in the Grand Hotel.", "On my first day as a porter"),
        ("I was nineteen. The oven went cold.", "I was nineteen"),
        ("At noon, my grandmother sat down on the grass.", "At noon, my grandmother sat down"),
        ("the", "the"),
        ("  Hello!  ", "Hello"),
        ("🚀", "🚀"),
        ("...", "..."),
        ("", ""),
        ("あ" * 100, "あ" * 60),
        ("x" * 50 + " " + "y" * 50, "x" * 50),
    ],
)
def test_the_first_words_are_a_title(text: str, title: str) -> None:
    assert first_words(text) == title
