"""A sweep of due briefs, divided by the same sweep written by hand for the raw driver, on both databases."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import psutil

from bot.jobs.making import Made, Maker
from bot.jobs.sweep import MAKERS, sweep_batch
from storage.database import open_database
from storage.records import Due, Member, Message
from tests.bench import sweeping_raw
from tests.bench.peers_turns import PAYLOAD
from tests.bench.report import Row
from tests.bench.sweeping_fill import DUE, NOW, TODAY, Fresh, on_postgres, on_sqlite, rows_left
from tests.bench.sweeping_raw import RawPostgres, RawSqlite, RawSweep

ROUNDS = 5
MOST = 1.10


class Case(NamedTuple):
    """One kind of sweep: what both sides make of a row."""

    name: str
    maker: Maker[Any]
    read: sweeping_raw.Read


def constant(due: Due, _member: Member, _facts: object, _now: datetime) -> Made:
    """A message that is the same for everybody: what is left is the clockwork."""
    return Made(Message(due.owner, "brief", TODAY, PAYLOAD))


CASES = (
    Case("one message for all", Maker(lambda _conn, _dues: None, constant), sweeping_raw.read_nothing),
    Case("real briefs", MAKERS["brief"], sweeping_raw.read_briefs),
)


class Side(ABC):
    """One side of a round, batch by batch, and the CPU and wall seconds that it took so far."""

    wall = 0.0
    cpu = 0.0
    # The process that works for this side alone, on PostgreSQL.
    backend: psutil.Process | None = None

    def step(self) -> int:
        """One batch; how many rows."""
        wall, cpu = time.perf_counter(), time.process_time()
        done = self.batch()
        self.cpu += time.process_time() - cpu
        self.wall += time.perf_counter() - wall
        return done

    def serve(self, pid: int) -> None:
        """Count that process, from now on."""
        self.backend = psutil.Process(pid)
        self.cpu -= sum(self.backend.cpu_times()[:2])

    def ended(self) -> tuple[float, float]:
        """CPU and wall seconds of all batches."""
        served = sum(self.backend.cpu_times()[:2]) if self.backend else 0.0
        return self.cpu + served, self.wall

    @abstractmethod
    def batch(self) -> int: ...
    @abstractmethod
    def close(self) -> None: ...


class ByKith(Side):
    """What the heartbeat runs, with the case's maker."""

    def __init__(self, url: str, case: Case) -> None:
        self.db, self.loop = open_database(url), asyncio.new_event_loop()
        self.makers = {"brief": case.maker}
        if not self.db.is_sqlite:
            self.serve(self.db.run_sync(lambda c: c.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()))

    def batch(self) -> int:
        return self.loop.run_until_complete(sweep_batch(self.db, NOW, makers=self.makers)).due

    def close(self) -> None:
        self.db.close()
        self.loop.close()


class ByHand(Side):
    """The same by the driver alone."""

    def __init__(self, url: str, case: Case) -> None:
        self.raw: RawSweep = RawSqlite(url) if url.startswith("sqlite") else RawPostgres(url)
        self.case = case
        if isinstance(self.raw, RawPostgres):
            self.serve(self.raw.conn.info.backend_pid)

    def batch(self) -> int:
        return self.raw.batch(NOW, self.case.read, self.case.maker.make)

    def close(self) -> None:
        self.raw.close()


SIDES: tuple[Callable[[str, Case], Side], ...] = (ByKith, ByHand)


def rows(folder: Path) -> list[Row]:
    """Both cases on both databases."""
    with on_sqlite(folder) as fresh:
        made = [compared(case, "SQLite", fresh) for case in CASES]
    with on_postgres() as fresh:
        return made + [compared(case, "PostgreSQL", fresh) for case in CASES]


def compared(case: Case, name: str, fresh: Fresh) -> Row:
    """Rounds on two copies of one database each."""
    rounds = [one_round(case, fresh) for _ in range(ROUNDS)]
    cpu, wall = (median(ours[at] / raw[at] for ours, raw in rounds) for at in (0, 1))
    ours_us, raw_us = (median(each[side][0] for each in rounds) / DUE * 1e6 for side in (0, 1))
    how = f"CPU {ours_us:.0f} ÷ {raw_us:.0f} us a row, client and server; wall time {wall:.2f} x"
    return Row(f"A sweep of {DUE:,} due rows, {case.name} ÷ raw driver, {name}", cpu, "x", MOST, how)


def one_round(case: Case, fresh: Fresh) -> list[tuple[float, float]]:
    """Both sides take turns batch by batch, so that what else the machine does meets both."""
    with fresh() as ours_url, fresh() as raw_url:
        urls = (ours_url, raw_url)
        with closing(SIDES[0](ours_url, case)) as ours, closing(SIDES[1](raw_url, case)) as raw:
            order: list[Side] = [ours, raw]
            while sum(side.step() for side in order):
                order.reverse()
            took = [ours.ended(), raw.ended()]
        assert len({rows_left(url) for url in urls}) == 1, "the two sides did not leave the same rows"
    return took
