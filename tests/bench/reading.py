"""How long the reading of one captured line takes, over lines such as members type."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from bot.coach.capture import read
from tests.bench.report import Row

ROUNDS = 7
MOST_MS = 5
LINES = Path(__file__).parent / "capture_lines.txt"
TODAY = date(2026, 11, 23)
KNOWN = ("Dana Lee", "Omar Haddad", "Priya Nair", "Tama Ngata", "Ines Alves", "Bob Castellan")


def rows(_folder: Path) -> list[Row]:
    """The median and the 95th percentile of the lines, each line by the median of its rounds."""
    lines = LINES.read_text(encoding="utf-8").splitlines()
    first_ms = milliseconds(lines[0])
    rounds = [[milliseconds(line) for line in lines] for _ in range(ROUNDS)]
    by_line = [median(taken) for taken in zip(*rounds, strict=True)]
    how = f"CPU time; {len(lines)} lines, {ROUNDS} rounds"
    return [
        Row("Reading a captured line, median", median(by_line), "ms", MOST_MS, how),
        Row("Reading a captured line, 95th percentile", quantiles(by_line, n=20)[-1], "ms", MOST_MS, how),
        Row("The first line after a start", first_ms, "ms", how="CPU time; compiles the patterns"),
    ]


def milliseconds(line: str) -> float:
    """The CPU time of one reading."""
    before = time.process_time_ns()
    read(line, TODAY, KNOWN)
    return (time.process_time_ns() - before) / 1e6
