"""Our own labelled answers: how often "present" is right, and what must never change a finding."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.coach.practice import measure, read

LINES = Path(__file__).parent.parent / "data" / "practice_own.jsonl"
RECORDS: list[dict[str, Any]] = [json.loads(line) for line in LINES.read_text("utf-8").splitlines()]
SAFE = 0.95
NAMED = re.compile(r"(?<=I'm )(?:[A-Z][a-z]+)(?: [A-Z][a-z]+)?|(?<=[Mm]y name is )[A-Z][a-z]+")


def text_of(record: dict[str, Any], without: str = "") -> str:
    return " ".join(part["text"] for part in record["sentences"] if without not in part["labels"])


def present(text: str, kind: Any) -> set[str]:
    return {name for name, state in read(text, kind).states.items() if state == "present"}


def found_in(text: str, kind: Any) -> tuple[object, object]:
    return present(text, kind), measure(text)


def labels_of(record: dict[str, Any]) -> set[str]:
    return {label for part in record["sentences"] for label in part["labels"]}


def test_there_are_enough_lines_of_both_kinds() -> None:
    assert Counter(record["kind"] for record in RECORDS) >= Counter(pitch=20, story=14)


@pytest.mark.parametrize("kind", ["pitch", "story"])
def test_present_is_right_nineteen_times_in_twenty(kind: str) -> None:
    claims = [
        name in labels_of(record)
        for record in RECORDS
        if record["kind"] == kind
        for name in present(text_of(record), kind)
    ]
    assert len(claims) >= 30
    assert sum(claims) / len(claims) >= SAFE


def test_the_ask_is_found_in_most_pitches_that_have_one() -> None:
    asked = [record for record in RECORDS if "ask" in labels_of(record)]
    found = [record for record in asked if "ask" in present(text_of(record), "pitch")]
    assert len(found) / len(asked) >= 0.8


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_without_its_ask_a_pitch_is_unsure_of_it(record: dict[str, Any]) -> None:
    assert "ask" not in present(text_of(record, without="ask"), record["kind"])


@pytest.mark.parametrize("other", ["Xóchitl", "Wu", "O'Dowd", "Jean-Luc", "Ngozi Adichie-Bello", "Łucja"])
@pytest.mark.parametrize("record", [r for r in RECORDS if NAMED.search(text_of(r))], ids=lambda r: r["id"])
def test_another_name_changes_nothing(record: dict[str, Any], other: str) -> None:
    text = text_of(record)
    assert present(NAMED.sub(other, text), record["kind"]) == present(text, record["kind"])


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
@pytest.mark.parametrize("filler", ["um", "Uh", "um,"])
def test_adding_um_anywhere_raises_nothing(record: dict[str, Any], filler: str) -> None:
    pieces = text_of(record).split(" ")
    plain = found_in(" ".join(pieces), record["kind"])
    for place in range(0, len(pieces), 3):
        filled = " ".join([*pieces[:place], filler, *pieces[place:]])
        assert found_in(filled, record["kind"]) == plain


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_each_quote_is_a_piece_of_the_answer(record: dict[str, Any]) -> None:
    said = text_of(record).replace("um ", "")
    assert all(
        quote.replace("um ", "") in said for quote in read(text_of(record), record["kind"]).quotes.values()
    )
