"""A database that goes away at one statement, at each in turn, and what must be true then.

`all_or_nothing` is for one transaction: everything or nothing of it is kept. `whole_again` is for a job of
several: wherever it breaks, no invariant is broken, and what runs next brings it to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, event, insert, select

from storage.database import Database
from storage.tables import metadata
from tests.invariants import broken

Work = Callable[[Connection], Any]
MOST_STATEMENTS = 2000


class Breaks(Exception):
    """The database is gone at this statement."""


@contextmanager
def breaking_at(db: Database, number: int, *, lasting: bool = True) -> Iterator[list[int]]:
    """Fail at the statement of that number, counted from 1, and, when it is lasting, at all after it.

    Gives the count of the statements so far, in a list of one.
    """
    seen = [0]

    def count(*_: Any) -> None:
        seen[0] += 1
        if seen[0] == number or (lasting and seen[0] > number):
            raise Breaks

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", count)


def everything(conn: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, in a fixed order."""
    return {
        table.name: [dict(row) for row in conn.execute(select(table).order_by(*table.primary_key)).mappings()]
        for table in metadata.sorted_tables
    }


def rewind(conn: Connection, start: dict[str, list[dict[str, Any]]]) -> None:
    """Make the database what it was when `start` was taken from it."""
    for table in reversed(metadata.sorted_tables):
        conn.execute(table.delete())
    for table in metadata.sorted_tables:
        if start[table.name]:
            conn.execute(insert(table), start[table.name])


def all_or_nothing(db: Database, work: Work) -> int:
    """Break the transaction at each of its statements in turn; how many there are. In the end it is done."""
    before = db.run_sync(everything)
    for number in range(1, MOST_STATEMENTS):
        with breaking_at(db, number) as seen:
            try:
                db.run_sync(work)
                is_done = True
            except Breaks:
                is_done = False
        if is_done:
            assert db.run_sync(broken) == []
            return seen[0]
        assert db.run_sync(everything) == before, f"half of it was kept when statement {number} broke"
    raise AssertionError("it never came to its end")


def whole_again(
    db: Database, job: Callable[[], Any], after: Callable[[int], Any], *, lasting: bool = False
) -> int:
    """Break a job at each of its statements, always from the same start; how many there are.

    `after(number)` is called when the database is back: it lets the next one run, and checks the outcome.
    """
    start = db.run_sync(everything)
    for number in range(1, MOST_STATEMENTS):
        with breaking_at(db, number, lasting=lasting) as seen, suppress(Breaks):
            job()
        damage = db.run_sync(broken)
        assert damage == [], f"broken when statement {number} broke: {damage}"
        after(number)
        damage = db.run_sync(broken)
        assert damage == [], f"broken after statement {number} broke and the next ran: {damage}"
        if seen[0] < number:
            return seen[0]
        db.run_sync(rewind, start)
    raise AssertionError("it never came to its end")
