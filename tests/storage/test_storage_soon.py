"""Work that somebody waits for: it begins in time, or it never does."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from storage import inbox
from storage.database import POSTGRES_THREADS, Database, TooBusyError

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FOREVER = 60.0


def take(conn: Connection, event_id: str = "E1") -> bool:
    return inbox.take(conn, "T1", event_id, NOW)


@contextmanager
def busy(db: Database) -> Iterator[threading.Event]:
    """Every thread of the database is in the middle of something, until the event is set."""
    end = threading.Event()
    for _ in range(1 if db.is_sqlite else POSTGRES_THREADS):
        db._threads.submit(end.wait)
    try:
        yield end
    finally:
        end.set()


def play(scenario: Callable[[], Awaitable[None]]) -> None:
    async def run() -> None:
        await scenario()

    asyncio.run(run())


def test_what_begins_in_time_is_done(database: Database) -> None:
    async def scenario() -> None:
        assert await database.run_soon(FOREVER, take)
        assert not await database.run_soon(FOREVER, take, "E1")

    play(scenario)


def test_what_could_not_begin_in_time_never_happens(database: Database) -> None:
    async def scenario() -> None:
        with busy(database) as end:
            with pytest.raises(TooBusyError):
                await database.run_soon(0.01, take)
            end.set()
        assert await database.run(take), "it was done after all"

    play(scenario)


def test_what_has_begun_is_not_given_up(database: Database) -> None:
    begun, end = threading.Event(), threading.Event()

    def slowly(conn: Connection) -> bool:
        begun.set()
        end.wait()
        return take(conn)

    async def scenario() -> None:
        waiting = asyncio.create_task(database.run_soon(0.05, slowly))
        await asyncio.to_thread(begun.wait)
        await asyncio.sleep(0.1)
        end.set()
        assert await waiting
        assert not await database.run(take)

    play(scenario)


def test_a_caller_who_is_canceled_is_not_told_that_it_was_too_busy(database: Database) -> None:
    async def scenario() -> None:
        with busy(database):
            waiting = asyncio.create_task(database.run_soon(FOREVER, take))
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting

    play(scenario)


def test_an_error_of_the_work_itself_comes_through(database: Database) -> None:
    def broken(_conn: Connection) -> None:
        raise LookupError("ours")

    async def scenario() -> None:
        with pytest.raises(LookupError, match="ours"):
            await database.run_soon(FOREVER, broken)

    play(scenario)
