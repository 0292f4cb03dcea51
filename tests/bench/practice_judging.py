"""The learned judge: how long a text takes it on one core, how much memory it holds, how fast it starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles

from tests.bench.report import Row

STARTS = 3
MOST_MS, MOST_SECONDS, MOST_MB = 50, 1, 80
# One after another in a fresh process, numbers as JSON at the end.
MEASURE = Path(__file__).with_name("practice_judging_once.py")


def rows(_folder: Path) -> list[Row]:
    """Each start is a process of its own, held to one thread."""
    starts = [once() for _ in range(STARTS)]
    taken = [ms for start in starts for ms in start["milliseconds"]]
    words = starts[0]["words"][0]
    how = f"wall time, one thread; {len(taken)} texts of about {words:.0f} words"
    return [
        Row("Judging a practice text, median", median(taken), "ms", MOST_MS, how),
        Row("Judging a practice text, 95th percentile", quantiles(taken, n=20)[-1], "ms", MOST_MS, how),
        Row("The judge's first start", median(start["seconds"][0] for start in starts), "s", MOST_SECONDS),
        Row(
            "Memory that the judge adds",
            median(start["megabytes"][0] for start in starts),
            "MB",
            MOST_MB,
            "resident at its peak, numpy included",
        ),
    ]


def once() -> dict[str, list[float]]:
    """What one process measured."""
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, str(MEASURE)], env=env, capture_output=True, text=True, check=True)
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found
