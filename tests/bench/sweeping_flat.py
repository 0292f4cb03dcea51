"""What a due row costs while ever more promises are open: SQLite's own steps, which are exact, and time."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, text

from bot.jobs import brief
from bot.jobs.deciding import Makers
from bot.jobs.making import Maker
from bot.jobs.sweep import MAKERS, sweep_once
from storage import migrations
from storage.columns import epoch
from storage.database import Database
from tests.bench.peers_turns import opened
from tests.bench.report import Row
from tests.bench.sweeping import constant
from tests.bench.sweeping_fill import NOW

SIZES = (30_000, 300_000, 3_000_000)
# Of so many members the brief is due; they are spread evenly over all of them.
DUE = 1_000
OPEN_EACH = 30
ROUNDS = 5
# Everything that a brief speaks of is read, and no time goes into its words, which would hide the rest.
READING: Makers = {"brief": Maker(brief.read, constant)}
# Half of the promises have a date to come, a few are pressing, and each has an hour and its reminder's row.
FILL = (
    """INSERT INTO members (workspace_id, member_id, tz, joined_at, nudges_on, brief_minute, brief_days,
    brief_limit, practice_days, review_day, review_minute)
    SELECT 'T1', printf('U%09d', value), 'Europe/Lisbon', :now, 1, 540, '12345', 3, '3', 5, 960
    FROM generated WHERE value < :members""",
    """INSERT INTO promises (workspace_id, member_id, created_at, direction, what, state, due_on, due_minute,
    renegotiated) SELECT 'T1', printf('U%09d', value / :each), :now, 'mine', 'send the deck', 'open',
    date(:now, 'unixepoch', '+' || (value % :each - 2) || ' days'), 600, 0 FROM generated""",
    """INSERT INTO schedule (workspace_id, member_id, kind, ref, due_at)
    SELECT 'T1', printf('U%09d', value), 'brief', 0,
    CASE WHEN value % (:members / :due) = 0 THEN :now ELSE :now + 3600 + value % 86400 END
    FROM generated WHERE value < :members""",
    """INSERT INTO schedule (workspace_id, member_id, kind, ref, due_at)
    SELECT 'T1', printf('U%09d', value / :each), 'reminder', value, :now + 86400 + value % 2000000
    FROM generated""",
)
GENERATED = (
    "WITH RECURSIVE generated (value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM generated LIMIT :size)"
)
AGAIN = (
    "UPDATE schedule SET due_at = :now, last_on = NULL WHERE kind = 'brief' AND last_on IS NOT NULL",
    "DELETE FROM outbox",
)


def rows(folder: Path) -> list[Row]:
    """The same number due, among ever more that are not."""
    paths = {size: folder / f"{size}.db" for size in SIZES}
    for size, path in paths.items():
        fill(path, size)
    exact = {size: steps(path) for size, path in paths.items()}
    real, reading = timed(paths, MAKERS), timed(paths, READING)
    for path in paths.values():
        path.unlink()
    spread = (max(exact.values()) / min(exact.values()) - 1) * 100
    told = ", ".join(f"{size:,} open: {number:.3f}" for size, number in exact.items())
    took = ", ".join(f"{size:,} open: {median(took) * 1e3:.0f} ms" for size, took in real.items())
    how = f"real briefs; {took}. Without their words, reading and writing alone: {exponent(reading):.2f}"
    what = f"Wall time of {DUE:,} due rows, exponent from 300,000 open to 3,000,000"
    return [
        Row("SQLite's steps for a due row, the most ÷ the least", spread, "% more", 1.0, told),
        Row(what, exponent(real), "", 0.10, how),
    ]


def exponent(times: Mapping[int, Sequence[float]]) -> float:
    """How time grows with ten times as much open: 1 when it takes ten times as long, 0 when it does not."""
    return math.log10(median(times[SIZES[2]]) / median(times[SIZES[1]]))


def fill(path: Path, size: int) -> None:
    """A database with so many open promises, and a schedule row for each of them and for each member."""
    migrations.upgrade(f"sqlite:///{path}")
    conn = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000"):
        conn.execute(f"PRAGMA {pragma}")
    # An index is built at once rather than row by row.
    indexes = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name IN ('promises', 'schedule')"
    ).fetchall()
    values = {"now": epoch(NOW), "due": DUE, "each": OPEN_EACH, "size": size, "members": size // OPEN_EACH}
    for statement in (
        *(f"DROP INDEX {name}" for name, _ in indexes),
        *(f"{GENERATED} {statement}" for statement in FILL),
        *(sql for _, sql in indexes),
    ):
        conn.execute(statement, values)
    conn.close()


def steps(path: Path) -> float:
    """How many steps SQLite's machine takes for a due row, with real briefs."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    def swept(conn: Connection, makers: Makers) -> int:
        conn.connection.driver_connection.set_progress_handler(count, 1)  # type: ignore[union-attr]
        done = sweep_once(conn, NOW, makers=makers).due
        conn.connection.driver_connection.set_progress_handler(None, 1)  # type: ignore[union-attr]
        return done

    with ready(path) as db:
        done = sum(iter(lambda: db.run_sync(swept, MAKERS), 0))
    assert done == DUE
    return counted / DUE


def timed(paths: Mapping[int, Path], makers: Makers) -> dict[int, list[float]]:
    """Wall time of each size's sweep, in turns."""
    took: dict[int, list[float]] = {size: [] for size in paths}
    for _ in range(ROUNDS):
        for size, path in paths.items():
            with ready(path) as db:
                began = time.perf_counter()
                done = sum(iter(lambda db=db: db.run_sync(sweep_once, NOW, makers=makers).due, 0))  # type: ignore[misc]
                took[size].append(time.perf_counter() - began)
                assert done == DUE
    return took


@contextmanager
def ready(path: Path) -> Iterator[Database]:
    """The database with the same rows due as at first."""
    with opened(f"sqlite:///{path}") as db:
        db.run_sync(again)
        yield db


def again(conn: Connection) -> None:
    """Make due what the sweep before has moved on."""
    for statement in AGAIN:
        conn.execute(text(statement), {"now": epoch(NOW)} if ":now" in statement else {})
