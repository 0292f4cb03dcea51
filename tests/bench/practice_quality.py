"""How right the reading of practice is, on texts by writers whom nothing was trained or tuned on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.coach.practice import Kind, elements_of
from bot.practice_evaluation import evaluate_practice
from tests.bench.report import Row

EXAMPLES = Path(__file__).parents[2] / "training" / "examples"
KEPT_ASIDE = ("g", "r")
KINDS: tuple[Kind, ...] = ("pitch", "story")
DRAWS = 300
Pair = tuple[dict[str, Any], dict[str, Any]]  # the record with its labels, and what the command printed
Figure = Callable[[Kind, Sequence[Pair]], float]


def rows(_folder: Path) -> list[Row]:
    """Every figure for pitches and for stories, with the middle 95 % of draws of as many texts."""
    pairs = read()
    return [
        row(kind, name, [pair for pair in pairs if pair[0]["kind"] == kind])
        for kind in KINDS
        for name in FIGURES
    ]


def read() -> list[Pair]:
    """The texts kept aside, through the evaluate command's own lines."""
    files = [EXAMPLES / f"writer_{name}.jsonl" for name in KEPT_ASIDE]
    lines = [line for file in files for line in file.read_bytes().splitlines() if line.strip()]
    records = [with_second(json.loads(line)) for line in lines]
    told = [json.loads(line) for line in evaluate_practice(lines, _refuse)]
    return list(zip(records, told, strict=True))


@cache
def second() -> dict[str, list[str]]:
    """What another annotator would change first, by the text's id."""
    lines = (EXAMPLES / "second_annotator.jsonl").read_text(encoding="utf-8").splitlines()
    return {each["id"]: each["first_fix"] for each in map(json.loads, lines)}


def with_second(record: dict[str, Any]) -> dict[str, Any]:
    """The record, and what both annotators named."""
    return {**record, "named": [*record["first_fix"], *second().get(record["id"], ())]}


def _refuse(why: str) -> None:
    raise ValueError(why)


def row(kind: Kind, name: str, pairs: Sequence[Pair]) -> Row:
    """One figure in percent."""
    figure, least, most = FIGURES[name]
    rng = np.random.default_rng(5)
    draws = [
        figure(kind, [pairs[at] for at in rng.integers(len(pairs), size=len(pairs))]) for _ in range(DRAWS)
    ]
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    aim = least[kind] if least else None
    how = f"{len(pairs)} texts by {len(KEPT_ASIDE)} writers; 95 % of draws from {low:.1f} to {high:.1f}"
    return Row(f"Practice, {kind}: {name}", figure(kind, pairs), "%", most, how, least=aim)


def sentence_f1(kind: Kind, pairs: Sequence[Pair]) -> float:
    """Mean over labels of F1 over sentences."""
    return _macro(kind, [(set(mark["labels"]), set(found["labels"])) for mark, found in _sentences(pairs)])


def text_f1(kind: Kind, pairs: Sequence[Pair]) -> float:
    """The same over texts, a text having what one of its sentences has."""
    return _macro(kind, [(_labels(record), _labels(found)) for record, found in pairs])


def state_f1(kind: Kind, pairs: Sequence[Pair]) -> float:
    """The same, a text having what is called present."""
    return _macro(kind, [(_labels(record), _called(found, "present")) for record, found in pairs])


def present_precision(kind: Kind, pairs: Sequence[Pair]) -> float:
    """How often what is called present is there."""
    return _share([name in _labels(record) for record, found in pairs for name in _called(found, "present")])


def absent_precision(kind: Kind, pairs: Sequence[Pair]) -> float:
    """How often what is called absent is not there."""
    return _share(
        [name not in _labels(record) for record, found in pairs for name in _called(found, "absent")]
    )


def unsure_share(kind: Kind, pairs: Sequence[Pair]) -> float:
    """How much is put as a question."""
    return _share([state == "unsure" for _, found in pairs for state in found["elements"].values()])


def fix_named(kind: Kind, pairs: Sequence[Pair]) -> float:
    """How often the one fix is among what two annotators named, each one thing or two."""
    return _share([found["fix"] in record["named"] for record, found in pairs])


def fix_named_by_one(kind: Kind, pairs: Sequence[Pair]) -> float:
    """The same with one annotator, of whom nothing else is known."""
    return _share([found["fix"] in record["first_fix"] for record, found in pairs])


def annotators_agree(kind: Kind, pairs: Sequence[Pair]) -> float:
    """How often what the one would change first is among what the other named."""
    return _share([record["first_fix"][0] in second().get(record["id"], ()) for record, _ in pairs])


def strength_within_one(kind: Kind, pairs: Sequence[Pair]) -> float:
    """How often the strength is at most one off the annotator's overall."""
    return _share([abs(found["strength"] - record["overall"]["overall"]) <= 1 for record, found in pairs])


def most_words(kind: Kind, pairs: Sequence[Pair]) -> float:
    """How often all that is said has at most ninety words."""
    return _share([len(" ".join(found["say"].values()).split()) <= 90 for _, found in pairs])


def _sentences(pairs: Sequence[Pair]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [
        both for record, found in pairs for both in zip(record["sentences"], found["sentences"], strict=True)
    ]


def _labels(record: dict[str, Any]) -> set[str]:
    return {label for sentence in record["sentences"] for label in sentence["labels"]}


def _called(found: dict[str, Any], state: str) -> set[str]:
    return {name for name, said in found["elements"].items() if said == state}


def _macro(kind: Kind, both: Sequence[tuple[set[str], set[str]]]) -> float:
    scores = []
    for name in elements_of(kind):
        right = sum(name in marked and name in found for marked, found in both)
        either = sum((name in marked) + (name in found) for marked, found in both)
        scores.append(2 * right / either if either else 1.0)
    return 100 * float(np.mean(scores))


def _share(said: Sequence[bool]) -> float:
    return 100 * float(np.mean(said)) if said else float("nan")


# What is asked for: at least so much a kind, or at most.
FIGURES: dict[str, tuple[Figure, dict[Kind, float] | None, float | None]] = {
    "F1 of the sentences' labels": (sentence_f1, {"pitch": 70, "story": 65}, None),
    "F1 of a text's elements": (text_f1, {"pitch": 87, "story": 85}, None),
    "F1 of what is called present": (state_f1, None, None),
    'right when it says "present"': (present_precision, {"pitch": 95, "story": 95}, None),
    'right when it says "absent"': (absent_precision, {"pitch": 90, "story": 90}, None),
    "unsure, put as a question": (unsure_share, None, 30),
    "the one fix is among what two annotators named": (fix_named, {"pitch": 75, "story": 75}, None),
    "the one fix is what one annotator named": (fix_named_by_one, None, None),
    "what one annotator names first, the other names": (annotators_agree, None, None),
    "strength at most one off": (strength_within_one, None, None),
    "at most ninety words said": (most_words, {"pitch": 100, "story": 100}, None),
}
