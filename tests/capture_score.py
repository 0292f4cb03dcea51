"""Scores readings of labelled lines: `python -m tests.capture_score FILE.jsonl ... [--misses]`."""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.evaluate import evaluate_capture

Slots = dict[str, list[dict[str, Any]]]
# What must agree for a slot to count as found.
KEYS: dict[str, Callable[[dict[str, Any]], Hashable]] = {
    "people": lambda p: p["name"].casefold(),
    "promises": lambda p: (p["direction"], (p["person"] or "").casefold(), p["due_on"]),
    "thank_yous": lambda t: (t["person"].casefold(), t["state"]),
    "touches": lambda t: (t["person"].casefold(), t["kind"], t["on"]),
}


@dataclass
class Score:
    """Counts for one slot."""

    found: int = 0
    read: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.found / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Scores:
    """Scores of a file: one for each slot, and how many lines that hold nothing stayed empty."""

    slots: dict[str, Score] = field(default_factory=lambda: {slot: Score() for slot in KEYS})
    empty_lines: int = 0
    kept_empty: int = 0

    @property
    def quiet(self) -> float:
        return self.kept_empty / self.empty_lines if self.empty_lines else 1.0


def score(records: Iterable[tuple[Slots, Slots]]) -> Scores:
    """Score pairs of (gold, read)."""
    scores = Scores()
    for gold, read in records:
        for slot, key in KEYS.items():
            wanted, got = Counter(map(key, gold[slot])), Counter(map(key, read[slot]))
            one = scores.slots[slot]
            one.found += sum((wanted & got).values())
            one.read += sum(got.values())
            one.gold += sum(wanted.values())
        if not any(gold.values()):
            scores.empty_lines += 1
            scores.kept_empty += not any(read[slot] for slot in gold)
    return scores


def score_file(path: Path) -> Scores:
    """Read every line of a file and score it against its gold."""
    lines = path.read_text(encoding="utf-8").splitlines()
    read = map(json.loads, evaluate_capture(lines))
    return score((json.loads(line)["gold"], one) for line, one in zip(lines, read, strict=True))


def _print_misses(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        read = json.loads(next(iter(evaluate_capture([line]))))
        for slot, key in KEYS.items():
            wanted, got = Counter(map(key, record["gold"][slot])), Counter(map(key, read[slot]))
            if wanted != got:
                print(f"{record['id']} {record['today']} {record['text']}  known={record['known']}")
                print(f"   {slot}: missed {list(wanted - got)}  wrong {list(got - wanted)}")


def _print_scores(path: Path) -> None:
    started = time.perf_counter()
    scores = score_file(path)
    spent = time.perf_counter() - started
    print(f"{path.name}  ({spent:.2f} s)")
    for slot, one in scores.slots.items():
        print(f"  {slot:11} precision {one.precision:.3f}  recall {one.recall:.3f}  F1 {one.f1:.3f}")
    print(f"  nothing read from {scores.kept_empty} of {scores.empty_lines} lines that hold nothing")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument(
        "--misses", action="store_true", help="print each line that was read otherwise than meant"
    )
    options = parser.parse_args(arguments)
    for path in options.files:
        if options.misses:
            _print_misses(path)
        _print_scores(path)


if __name__ == "__main__":
    main(sys.argv[1:])
