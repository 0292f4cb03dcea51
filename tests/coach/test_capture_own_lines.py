"""Nearly five hundred lines of our own: terse, chatty, broken, dictated; and some that hold nothing."""

from pathlib import Path

import pytest

from tests.capture_score import Scores, score, score_file

OWN = Path(__file__).parent.parent / "data" / "capture_own.jsonl"


@pytest.fixture(scope="module")
def scores() -> Scores:
    return score_file(OWN)


@pytest.mark.parametrize(
    ("slot", "precision", "recall"),
    [("people", 0.98, 0.98), ("promises", 0.96, 0.94), ("thank_yous", 0.97, 0.97), ("touches", 0.95, 0.9)],
)
def test_our_own_lines_are_read_well(scores: Scores, slot: str, precision: float, recall: float) -> None:
    assert scores.slots[slot].precision >= precision
    assert scores.slots[slot].recall >= recall


def test_lines_that_hold_nothing_stay_empty(scores: Scores) -> None:
    assert scores.empty_lines >= 90
    assert scores.quiet >= 0.97


def test_the_score_counts_what_was_missed_and_what_was_wrong() -> None:
    gold = {"people": [{"name": "Ana"}, {"name": "Ben"}], "promises": [], "thank_yous": [], "touches": []}
    read = {"people": [{"name": "ana"}, {"name": "Eva"}], "promises": [], "thank_yous": [], "touches": []}
    people = score([(gold, read)]).slots["people"]
    assert (people.found, people.read, people.gold) == (1, 2, 2)
