"""What the pages for operators' tools tell: ready or why not, and the figures. They never hang."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot import life_signs
from bot.life_signs import LifeSigns
from bot.metrics import Metrics
from storage import schedule
from storage.database import Database
from storage.records import Owner
from tests.jobs.stage import NOW

ALICE = Owner("T1", "U1")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def signs(
    database: Any, since: timedelta | None = MINUTE, swept_at: datetime = NOW, now: datetime = NOW
) -> LifeSigns:
    """Of a process whose last sweep was so long ago, and took place when the clock showed `swept_at`."""
    kith: Any = SimpleNamespace(db=database, services=SimpleNamespace(now=lambda: now), metrics=Metrics())
    beat: Any = SimpleNamespace(since_sweep=lambda: since, last_sweep_at=swept_at)
    return LifeSigns(kith, beat)


def why_not(found: LifeSigns) -> str | None:
    return asyncio.run(found.why_not())


@pytest.mark.parametrize(
    ("since", "why"),
    [
        (None, "The first sweep has not come to its end yet."),
        (timedelta(seconds=121), "No sweep has succeeded for 121 seconds."),
        (timedelta(seconds=120), None),
    ],
)
def test_it_is_ready_as_long_as_it_sweeps(
    database: Database, since: timedelta | None, why: str | None
) -> None:
    assert why_not(signs(database, since)) == why


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_a_clock_that_jumps_makes_no_process_red_nor_keeps_it_green(
    database: Database, jump: timedelta
) -> None:
    for hours in range(48):
        database.run_sync(schedule.put, ALICE, "reminder", hours, NOW + timedelta(hours=hours))
    assert why_not(signs(database, swept_at=NOW - MINUTE, now=NOW + jump)) is None
    assert why_not(signs(database, timedelta(seconds=200), NOW - MINUTE, NOW + jump)) is not None


def test_what_the_sweep_passes_by_makes_it_red(database: Database) -> None:
    database.run_sync(schedule.put, ALICE, "brief", 0, NOW - 2 * MINUTE)
    assert why_not(signs(database)) is None
    found = signs(database, swept_at=NOW + MINUTE, now=NOW + MINUTE)
    assert why_not(found) is None  # it may have been replayed after that sweep
    found.beat.since_sweep = lambda: timedelta(0)  # type: ignore[method-assign]
    late = "Something on the schedule is due for 180 seconds, and the sweep passes it by."
    assert why_not(found) == late


def test_once_it_was_asked_to_end_it_is_red(database: Database) -> None:
    ending = signs(database)
    ending.is_ending = True
    assert why_not(ending) == "This process is ending."


class Failing:
    """A database that answers with an error, or only after ten seconds."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error

    async def run(self, *_args: Any) -> Any:
        if self.error is None:
            await asyncio.sleep(10)
        raise self.error or AssertionError("nobody waits for that")


NOT_THERE = [
    (OperationalError("SELECT canarybird", {}, Exception("canarybird")), "The database failed"),
    (RuntimeError("cannot schedule new futures after shutdown"), "This process is ending."),
    (None, "The database does not answer within 0.05 seconds."),
]


@pytest.mark.parametrize(("error", "why"), NOT_THERE)
def test_without_its_database_it_is_not_ready_and_tells_its_own_figures_all_the_same(
    monkeypatch: pytest.MonkeyPatch, error: Exception | None, why: str
) -> None:
    monkeypatch.setattr(life_signs, "ASK_SECONDS", 0.05)
    found = signs(Failing(error))
    told = why_not(found) or ""
    assert told.startswith(why) and "canarybird" not in told
    page = asyncio.run(found.figures()).decode()
    assert "kith_database_up 0.0" in page and "kith_sweeps_total" in page
    assert "kith_schedule_lag_seconds" not in page


def test_a_database_that_is_busy_hangs_no_page_and_is_told_of_again_once_it_is_free(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(life_signs, "ASK_SECONDS", 0.05)

    async def scene() -> list[str | None]:
        found = signs(database)
        busy = [asyncio.ensure_future(database.run(lambda _conn: time.sleep(0.4))) for _ in range(4)]
        await asyncio.sleep(0)
        seen = [await found.why_not()]
        await asyncio.gather(*busy)
        monkeypatch.setattr(life_signs, "ASK_SECONDS", 20)
        return [*seen, await found.why_not()]

    assert asyncio.run(scene()) == ["The database does not answer within 0.05 seconds.", None]


def test_the_figures_are_of_the_moment_they_are_asked(database: Database) -> None:
    database.run_sync(schedule.put, ALICE, "brief", 0, NOW - 2 * MINUTE)
    found = signs(database)
    ask: Callable[[], Awaitable[bytes]] = found.figures

    async def twice() -> list[str]:
        first = await ask()
        await database.run(schedule.remove, ALICE, "brief")
        return [first.decode(), (await ask()).decode()]

    before, after = asyncio.run(twice())
    assert "kith_schedule_lag_seconds 120.0" in before and "kith_schedule_lag_seconds 0.0" in after
    assert "kith_database_up 1.0" in before
