"""The life of a process that sends until nothing waits, with a short lease, and notes each of its posts.

The notes are what proves of a message that came twice that its sender was stopped between its last look at
the lease and the bytes on the wire: Slack offers nothing to fence that with.
"""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import utc_now
from bot.jobs import batch, delivery, passing
from bot.messenger import Messenger, open_session, web_client
from storage.database import Database, DatabaseError, open_database
from storage.records import Posting, Sent

LEFT = text("SELECT count(*) FROM outbox WHERE state IN ('due', 'claimed', 'unknown')")


class Note(NamedTuple):
    """A post that a process began, and when Slack's answer was read; seconds on the machine's own clock."""

    pid: int
    outbox_id: str
    began: float
    ended: float


class Noting(Messenger):
    """Writes a note after each post; each is one write to a file of the process alone."""

    def __init__(self, client_for: Any, notes: int) -> None:
        super().__init__(client_for)
        self.notes = notes

    async def send(self, posting: Posting, now: datetime) -> Sent:
        began = time.monotonic()
        try:
            return await super().send(posting, now)
        finally:
            note = f"{os.getpid()} {posting.id} {began} {time.monotonic()}\n"
            os.write(self.notes, note.encode())


def shorten_leases(lease: int) -> None:
    """In this process only. A lease is of whole seconds: it may be one shorter than it says."""
    short = {"LEASE_SECONDS": lease, "LAST_START": lease * 0.5 - 0.5, "LAST_POST": lease * 0.6 - 0.5}
    for module in (batch, passing):
        for name, seconds in short.items():
            if hasattr(module, name):
                setattr(module, name, seconds)


def drain(url: str, api_url: str, notes: str, lease: int) -> None:
    """Deliver until nothing waits any more; `lease` is in seconds."""
    shorten_leases(lease)
    asyncio.run(_drain(url, api_url, os.open(notes, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)))


def opened(url: str) -> Database:
    """The database, as soon as it can be had."""
    while True:
        with suppress(DatabaseError):
            return open_database(url)


async def _drain(url: str, api_url: str, notes: int) -> None:
    db, session = opened(url), open_session()
    client = web_client("xoxb-samples", api_url, session)
    deliverer = delivery.Deliverer(db, Noting(lambda _: client, notes), utc_now, None)
    left = 1
    while left:
        # Who is stopped while connecting is told that it took too long; the next beat tries again.
        with suppress(SQLAlchemyError):
            await deliverer.round()
            left = await db.run(_left)
        await asyncio.sleep(0.05)
    await session.close()
    db.close()


def _left(conn: Connection) -> int:
    return int(conn.execute(LEFT).scalar_one())
