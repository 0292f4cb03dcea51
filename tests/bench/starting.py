"""How long `kith run` takes until it is ready, and how much memory it holds when nothing happens."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tests.bench import processes
from tests.bench.report import Row

STARTS = 5
IDLE_SECONDS = 2.0
MOST_MB = 110
MOST_SECONDS = 2
WAYS = {"HTTP": False, "Socket Mode": True}


class Start(NamedTuple):
    """A process that has just become ready, and how long that took in seconds."""

    pid: int
    seconds: float


def rows(slack: Any) -> list[Row]:
    """Both ways in, a new database and one that is there, in alternating turns."""
    taken: dict[tuple[str, str], list[float]] = {(way, db): [] for way in WAYS for db in ("new", "existing")}
    held: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(STARTS):
        for way, is_socket_mode in WAYS.items():
            with TemporaryDirectory() as folder:
                for database in ("new", "existing"):
                    with started(slack, Path(folder), is_socket_mode) as start:
                        taken[way, database].append(start.seconds)
                        if database == "new":  # the heavier start: it has loaded what migrates
                            time.sleep(IDLE_SECONDS)
                            held[way].append(processes.resident_mb(start.pid))
    return [*memory_rows(held), *ready_rows(taken)]


@contextmanager
def started(slack: Any, folder: Path, is_socket_mode: bool) -> Iterator[Start]:
    """`kith run`, ready: /readyz answers with 200, or Slack has said hello."""
    env = processes.environment(slack, folder, socket_mode=is_socket_mode)
    began = time.monotonic()
    with processes.process(processes.KITH_RUN, env) as kith:
        if is_socket_mode:
            slack.until(lambda: slack.socket.connections, processes.PATIENCE_SECONDS)
        else:
            processes.until_answering(kith, int(env["PORT"])).close()
        yield Start(kith.pid, time.monotonic() - began)
    if is_socket_mode:
        slack.until(lambda: not slack.socket.connections)


def memory_rows(held: dict[str, list[float]]) -> list[Row]:
    """The medians of what was held."""
    how = f"resident, {IDLE_SECONDS:.0f} s after a first start, which makes the tables"
    return [Row(f"`kith run`, idle, {way}", median(mb), "MB", MOST_MB, how) for way, mb in held.items()]


def ready_rows(taken: dict[tuple[str, str], list[float]]) -> list[Row]:
    """The medians of the starts."""
    return [
        Row(
            f"`kith run` until ready, {way}, {database} database",
            median(seconds),
            "s",
            MOST_SECONDS,
            f"wall time; {min(seconds):.2f} to {max(seconds):.2f}",
        )
        for (way, database), seconds in taken.items()
    ]
