"""The only place that reads the clock."""

from __future__ import annotations

import math
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

FURTHEST_SECONDS = 100 * 365 * 86400

_offset_file: Path | None = None


def follow(path: Path | None) -> None:
    """Shift the clock by the seconds written in `path`, read anew each time (for demo and tests)."""
    global _offset_file
    _offset_file = path


def offset_seconds() -> float:
    """The shift in force; an absent, empty, half-written or mad file shifts nothing."""
    if _offset_file is None:
        return 0.0
    try:
        offset = float(_offset_file.read_text() or 0)
    except (OSError, ValueError):
        return 0.0
    return offset if math.isfinite(offset) and abs(offset) <= FURTHEST_SECONDS else 0.0


def utc_now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC) + timedelta(seconds=offset_seconds())


def ticks() -> float:
    """Seconds that only ever grow, from nowhere in particular: for how long something took."""
    return time.perf_counter()


def real_seconds() -> float:
    """The seconds since 1970 on the wall, never shifted: what a signature of Slack's is dated with."""
    return time.time()
