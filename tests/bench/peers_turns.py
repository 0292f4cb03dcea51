"""Turns of a comparison: what a side's work took, in wall time and in CPU time of all that worked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from typing import Any, NamedTuple

from storage.database import Database, open_database
from tests.bench.postgres import server_cpu_seconds

ROUNDS = 5
# How many messages every side enqueues in one statement.
ENQUEUED_AT_ONCE = 500
# The message of every side: of a nudge's size.
PAYLOAD: dict[str, Any] = {
    "text": "A brief of this size",
    "blocks": [{"type": "section", "text": "x" * 300} for _ in range(3)],
}


class Turn(NamedTuple):
    """So many done in so many seconds; `cpu` counts this process and, of PostgreSQL, all of the server's."""

    done: int
    wall: float
    cpu: float

    @property
    def a_second(self) -> float:
        """How many were done in a second of wall time."""
        return self.done / self.wall

    @property
    def cpu_us(self) -> float:
        """Microseconds of CPU time for each one."""
        return self.cpu / self.done * 1e6


Side = Callable[[], Turn]


class Stopwatch:
    """Started when made. `url` is the database's address: PostgreSQL works in processes of its own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cpu = self._cpu_seconds()
        self.wall = time.perf_counter()

    def turn(self, done: int) -> Turn:
        """What it took until now."""
        wall = time.perf_counter() - self.wall
        return Turn(done, wall, self._cpu_seconds() - self.cpu)

    def _cpu_seconds(self) -> float:
        of_server = server_cpu_seconds(self.url) if self.url.startswith("postgresql") else 0.0
        return time.process_time() + of_server


class Ratio(NamedTuple):
    """By how much ours is ahead of theirs: the medians over the turns, each divided by its neighbour."""

    ours: Turn
    theirs: Turn
    by_wall: float
    by_cpu: float

    @property
    def smaller(self) -> float:
        """What is claimed: waiting for the disk does not flatter it, nor do cores that others leave idle."""
        return min(self.by_wall, self.by_cpu)

    def how(self, ours: str, theirs: str) -> str:
        """Both sides in words."""
        return (
            f"the smaller of wall {self.by_wall:.1f} x and CPU {self.by_cpu:.1f} x; "
            f"{ours} {_told(self.ours)}, {theirs} {_told(self.theirs)}"
        )


def _told(turn: Turn) -> str:
    return f"{turn.a_second:,.0f}/s at {turn.cpu_us:.0f} us of CPU"


def in_turns(sides: Mapping[str, Side], rounds: int = ROUNDS) -> dict[str, list[Turn]]:
    """Every side's turns, one after the other, `rounds` times over."""
    turns: dict[str, list[Turn]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            turns[name].append(side())
    return turns


def ahead(ours: list[Turn], theirs: list[Turn]) -> Ratio:
    """How far ours is ahead, for one of each."""
    pairs = list(zip(ours, theirs, strict=True))
    return Ratio(
        _middle(ours),
        _middle(theirs),
        median(one.a_second / other.a_second for one, other in pairs),
        median(other.cpu_us / one.cpu_us for one, other in pairs),
    )


def _middle(turns: list[Turn]) -> Turn:
    return sorted(turns, key=lambda turn: turn.wall / turn.done)[len(turns) // 2]


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """Kith's database at that address."""
    db = open_database(url)
    try:
        yield db
    finally:
        db.close()
