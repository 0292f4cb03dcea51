"""Where a text without full stops is cut, and what is too short to stand alone."""

from __future__ import annotations

import pytest

from bot.coach.practice.breaths import joined
from bot.coach.practice.words import sentences, words

TWENTY = " ".join(["word"] * 15 + ["and then we go on"])


@pytest.mark.parametrize(
    ("parts", "least", "together"),
    [
        (["one two three", "four five six"], 5, ["one two three four five six"]),
        (["one two three four five", "six seven"], 5, ["one two three four five six seven"]),
        (["one two three four five", "six seven eight"], 5, ["one two three four five", "six seven eight"]),
        (["a b c d e", "f g h i j", "k"], 5, ["a b c d e", "f g h i j k"]),
        (["one"], 5, ["one"]),
        ([""], 5, [""]),
    ],
)
def test_what_is_short_stays_with_what_stands_before_it(
    parts: list[str], least: int, together: list[str]
) -> None:
    assert joined(parts, least) == together


@pytest.mark.parametrize(("stops", "cuts"), [(".", 1), ("", 2)])
def test_forty_words_with_a_full_stop_are_one_sentence_and_without_one_are_cut(stops: str, cuts: int) -> None:
    text = f"{TWENTY} {TWENTY}{stops}"
    assert len(words(text)) == 40
    assert len(sentences(text)) >= cuts and (len(sentences(text)) == 1) is bool(stops)
