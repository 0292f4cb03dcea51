"""Lines in other scripts: whole words, no invented people, and known people found again."""

from __future__ import annotations

from datetime import date

import pytest

from bot.coach.capture import read
from bot.coach.capture.tokens import tokens

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "line",
    [
        "मैं राज से मिला",
        "встретил Ивана Петрова вчера",
        "التقيت بأحمد أمس",
        "昨日田中さんに会いました",
        "ฉันพบสมชาย",
        "😀😀😀",
    ],
)
def test_a_line_without_a_latin_letter_names_nobody_new(line: str) -> None:
    assert read(line, TODAY).is_empty


@pytest.mark.parametrize(
    ("line", "words"),
    [("मैं राज से मिला", ["मैं", "राज", "से", "मिला"]), ("Zoë", ["Zoë"]), ("Zoe\u0308 Li", ["Zoe\u0308", "Li"])],
)
def test_signs_and_accents_belong_to_their_word(line: str, words: list[str]) -> None:
    assert [token.text for token in tokens(line)] == words


def test_a_name_in_another_script_within_an_english_line_is_read() -> None:
    assert [person.name for person in read("met 田中 yesterday", TODAY).people] == ["田中"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Remind me to call Ben.", "call"),
        ("need to write to Ben", "write"),
        ("promised Ben the deck", "send the deck"),
    ],
)
def test_the_order_leaves_out_whom_it_is_for(line: str, what: str) -> None:
    assert what in [promise.what for promise in read(line, TODAY, ["Ben Adeyemi"]).promises]
