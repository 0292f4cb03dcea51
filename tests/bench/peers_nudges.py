"""Kith's clockwork beside one APScheduler job a nudge: the same message rows, and the next due times."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median

from sqlalchemy import ColumnElement, Connection, Table, func, select, true

from bot.jobs.making import Made, Maker
from bot.jobs.sweep import sweep_once
from storage import members, migrations, schedule
from storage.columns import epoch
from storage.database import Database
from storage.records import Due, Member, Message, Owner
from storage.tables import outbox
from storage.tables import schedule as due_times
from tests.bench import peers_apscheduler
from tests.bench.peers_turns import PAYLOAD, Stopwatch, Turn, ahead, in_turns, opened
from tests.bench.postgres import copy_of
from tests.bench.report import Row

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)

# Where a turn works: a fresh copy of the filled database, and an address for APScheduler's own table.
Fresh = Callable[[], AbstractContextManager[tuple[str, str]]]


def row(name: str, fresh: Fresh, jobs: int, threads: int, least: float) -> Row:
    """Both sides in turns. Fewer jobs than nudges: what each one costs is compared."""
    adding: list[Turn] = []
    turns = in_turns(
        {"kith": lambda: by_kith(fresh), "jobs": lambda: by_jobs(fresh, jobs, threads, adding)},
    )
    ratio = ahead(turns["kith"], turns["jobs"])
    nudges = turns["kith"][0].done
    how = (
        f"{ratio.how(f'a sweep of {nudges:,}', f'{jobs:,} cron jobs, all due,')}; "
        f"adding the jobs, {median(turn.a_second for turn in adding):,.0f}/s, is not counted"
    )
    return Row(f"Sweep ÷ one APScheduler job a nudge, {name}", ratio.smaller, "x", how=how, least=least)


@contextmanager
def on_sqlite(folder: Path, nudges: int) -> Iterator[Fresh]:
    """Copies of a filled file in that folder. The jobs have a file of their own, so that APScheduler's two
    threads do not wait for each other."""
    template, numbers = folder / "filled.db", count()
    migrations.upgrade(f"sqlite:///{template}")
    fill(f"sqlite:///{template}", nudges)

    @contextmanager
    def fresh() -> Iterator[tuple[str, str]]:
        copied, jobs = (folder / f"{next(numbers)}.db" for _ in range(2))
        shutil.copyfile(template, copied)
        yield f"sqlite:///{copied}", f"sqlite:///{jobs}"

    yield fresh


@contextmanager
def on_postgres(url: str, nudges: int) -> Iterator[Fresh]:
    """Copies of a filled database; the jobs stand in it too."""
    with copy_of(url) as template:
        fill(template, nudges)

        @contextmanager
        def fresh() -> Iterator[tuple[str, str]]:
            with copy_of(template) as copied:
                yield copied, copied

        yield fresh


def fill(url: str, nudges: int) -> None:
    """So many members, whose brief is due now."""
    with opened(url) as db:
        db.run_sync(_fill, nudges)


def _fill(conn: Connection, nudges: int) -> None:
    for number in range(nudges):
        owner = Owner("T0000000001", f"U{number:09d}")
        members.add(conn, Member(owner, "Europe/Lisbon", NOW - timedelta(days=30)))
        schedule.put(conn, owner, "brief", 0, NOW)


def by_jobs(fresh: Fresh, jobs: int, threads: int, adding: list[Turn]) -> Turn:
    """APScheduler's turn; what the adding took goes to `adding`."""
    with fresh() as (url, store_url):
        added, ran = peers_apscheduler.turns(url, store_url, jobs, threads)
        adding.append(added)
        with opened(url) as db:
            assert db.run_sync(_count, outbox, outbox.c.state == "due") == jobs
    return ran


def by_kith(fresh: Fresh) -> Turn:
    """Kith's turn: the sweep as it runs, with a maker whose message is always the same."""
    with fresh() as (url, _), opened(url) as db:
        watch = Stopwatch(url)
        due = asyncio.run(_sweep(db))
        turn = watch.turn(due)
        kept = db.run_sync(_count, outbox, outbox.c.state == "due")
        moved_on = db.run_sync(_count, due_times, due_times.c.due_at > epoch(NOW))
        assert due == kept == moved_on == db.run_sync(_count, due_times, true()), (due, kept, moved_on)
    return turn


async def _sweep(db: Database) -> int:
    due = 0
    while counts := (await db.run(sweep_once, NOW, makers=MAKERS)).due:
        due += counts
    return due


def _constant(due: Due, _member: Member, _facts: None, _now: datetime) -> Made:
    return Made(Message(due.owner, due.kind, NOW.date(), PAYLOAD))


MAKERS = {"brief": Maker(read=lambda _conn, _dues: None, make=_constant)}


def _count(conn: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    return int(conn.execute(select(func.count()).select_from(table).where(condition)).scalar_one())
