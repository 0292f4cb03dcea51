"""However it is typed, the same words are read; and they are quoted as they were typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.practice import Kind, Reading, read
from bot.coach.practice.typed import own_words, plain, seen, typed
from bot.judging import judge

LINES = Path(__file__).parent.parent / "data" / "practice_own.jsonl"
RECORDS: list[dict[str, Any]] = [json.loads(line) for line in LINES.read_text("utf-8").splitlines()]


def text_of(record: dict[str, Any]) -> str:
    return " ".join(part["text"] for part in record["sentences"])


def curly(text: str) -> str:
    pieces = text.replace("'", "’").split('"')
    return "".join(f"{piece}{'“”'[number % 2]}" for number, piece in enumerate(pieces))[:-1]


def gist(text: str, kind: Kind) -> tuple[object, ...]:
    found: Reading = read(text, kind, judge=judge())
    return found.states, [each.labels for each in found.sentences], found.fix, found.measures.words


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
@pytest.mark.parametrize(
    "otherwise",
    [
        curly,
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\xa0"),
        lambda text: text.replace("a", "a\u200b").replace(".", ".\u202e"),
    ],
    ids=["curly", "double", "hard spaces", "unseen"],
)
def test_another_way_of_typing_changes_nothing(record: dict[str, Any], otherwise: Any) -> None:
    assert gist(otherwise(text_of(record)), record["kind"]) == gist(text_of(record), record["kind"])


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_every_quote_stands_letter_by_letter_in_the_text(record: dict[str, Any]) -> None:
    text = curly(text_of(record)).replace(", ", ",  ").replace(" and ", " and um ")
    found = read(text, record["kind"], judge=judge())
    assert all(quote in text for quote in found.quotes.values())
    assert all(sentence.text in text for sentence in found.sentences)


def test_a_quote_holds_no_sign_that_turns_words_round() -> None:
    found = read("I'm Magda\0 and I fix\u200b roofs for schools.\u202e May I call?", "pitch")
    assert found.quotes["who"] == "I'm Magda and I fix roofs for schools."


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("„Ja“ «no» ‘so’ it´s", '"Ja" "no" \'so\' it\'s'),
        ("a\u2009b \t c\n  d\0e", "a b c\n de"),
        ("👩\u200d🍳", "👩\u200d🍳"),
    ],
)
def test_odd_signs_are_read_as_plain_ones(text: str, same: str) -> None:
    assert plain(text) == same


def test_pieces_are_found_one_after_the_other_with_what_was_left_out_in_between() -> None:
    text = "I bake,  um, “bread”.  Uh I bake bread. So"
    parts = ['I bake, "bread".', "I bake bread.", "Never said"]
    assert own_words(parts, text) == ["I bake,  um, “bread”.", "I bake bread.", "Never said"]


@given(st.text(max_size=200))
def test_whatever_is_typed_every_sentence_is_kept_beside_what_was_read(text: str) -> None:
    found = typed(text)
    assert len(found.own) == len(found.read) and plain(found.plain) == found.plain
    assert not any(sign in seen(text) for sign in "\0\u202e\u200b")
