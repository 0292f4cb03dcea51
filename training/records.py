"""The labelled texts under examples/, one writer a file."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.coach.practice.judge import LABELS

EXAMPLES = Path(__file__).parent / "examples"
# Nothing is ever trained or tuned on these: they tell how the judge does on writers whom it never met.
KEPT_ASIDE = ("g", "r")


@dataclass(frozen=True)
class Sample:
    """One text: its sentences, and for each the labels as noughts and ones in the order of LABELS."""

    name: str
    writer: str
    kind: str
    sentences: tuple[str, ...]
    marks: tuple[tuple[float, ...], ...]


def writers() -> list[str]:
    return sorted(path.stem.removeprefix("writer_") for path in EXAMPLES.glob("writer_*.jsonl"))


def read_writers(names: Iterable[str]) -> list[Sample]:
    return [sample for name in names for sample in read_file(EXAMPLES / f"writer_{name}.jsonl", name)]


def read_file(path: Path, writer: str) -> list[Sample]:
    """Records as the label guide describes them, one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [sample_of(json.loads(line), writer) for line in lines if line.strip()]


def sample_of(record: dict[str, object], writer: str) -> Sample:
    kind = str(record["kind"])
    sentences = record["sentences"]
    if not isinstance(sentences, list):
        raise ValueError(f"{record['id']} has no list of sentences.")
    return Sample(
        str(record["id"]),
        writer,
        kind,
        tuple(each["text"] for each in sentences),
        tuple(marks_of(kind, each["labels"]) for each in sentences),
    )


def marks_of(kind: str, labels: Sequence[str]) -> tuple[float, ...]:
    return tuple(float(label in labels) for label in LABELS[kind])
