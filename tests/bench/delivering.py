"""Messages that go through the outbox, divided by the same messages posted by a bare client."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import Connection

from bot.jobs.batch import AT_ONCE
from bot.jobs.delivery import DeliverCounts, Deliverer
from bot.messenger import AS_JSON, EVENT_TYPE, Messenger, open_session, web_client
from storage import members, migrations, outbox, outbox_review
from storage.database import Database, open_database
from storage.records import Member, Message, Owner
from tests.bench import processes
from tests.bench.postgres import postgres
from tests.bench.report import Row

MESSAGES = 2_000
TURNS = 7
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
PAYLOAD: dict[str, Any] = {
    "text": "A brief of this size",
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 200}} for _ in range(4)],
}


class Spent(NamedTuple):
    """Seconds of the clock, and of this process's CPU."""

    wall: float
    cpu: float


def rows(folder: Path) -> list[Row]:
    """Both databases, each against the bare client, in alternating turns."""
    with null_slack() as api_url:
        made = [compared("SQLite", f"sqlite:///{folder / 'kith.db'}", api_url)]
        with postgres() as url:
            made.append(compared("PostgreSQL", url, api_url))
    return made


@contextmanager
def null_slack() -> Iterator[str]:
    """The address of a Slack that takes everything, in a process of its own."""
    with processes.process(("-m", "tests.bench.null_slack"), os.environ) as server:
        assert server.stdout
        yield f"http://127.0.0.1:{int(server.stdout.readline())}/api/"


def compared(name: str, database_url: str, api_url: str) -> Row:
    """Throughput of the outbox ÷ that of the bare client, as the median of neighbouring turns."""
    migrations.upgrade(database_url)
    db = open_database(database_url)
    try:
        pairs = asyncio.run(turns(db, api_url))
    finally:
        db.close()
    ratio = median(bare.wall / ours.wall for ours, bare in pairs)
    cpu = median(bare.cpu / ours.cpu for ours, bare in pairs)
    ours, bare = (median(MESSAGES / spent.wall for spent in side) for side in zip(*pairs, strict=True))
    how = f"{ours:.0f} ÷ {bare:.0f} a second, {AT_ONCE} at once; by CPU time of the process {cpu:.2f} x"
    return Row(
        f"{MESSAGES:,} messages delivered, {name} ÷ bare AsyncWebClient", ratio, "x", how=how, least=0.9
    )


async def turns(db: Database, api_url: str) -> list[tuple[Spent, Spent]]:
    """So many turns of each, one after the other; the first pair warms up and is not counted."""
    session = open_session()
    client = web_client("xoxb-bench", api_url, session)
    loop = Deliverer(db, Messenger(lambda _: client), lambda: NOW, pace=None)
    pairs = []
    try:
        for number in range(TURNS + 1):
            await db.run(fill, number)
            ours = await spent(partial(delivered, loop))
            bare = await spent(partial(posted, client, number))
            pairs.append((ours, bare))
        assert (await db.run(outbox_review.counts)) == {"sent": MESSAGES * (TURNS + 1)}
    finally:
        await session.close()
    return pairs[1:]


async def spent(work: Callable[[], Awaitable[None]]) -> Spent:
    """What it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    await work()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def fill(conn: Connection, number: int) -> None:
    """A brief for each member, who has used Kith before: the channel is known."""
    for person in range(MESSAGES):
        owner = Owner("T0000000001", f"U{person:09d}")
        if number == 0:
            members.add(conn, Member(owner, "Europe/Lisbon", NOW, channel_id=f"D{person:09d}"))
        outbox.add(conn, Message(owner, "brief", TODAY, PAYLOAD, ref=str(number)), NOW)


async def delivered(loop: Deliverer) -> None:
    """What `kith run` does with what is due."""
    assert await loop.round() == DeliverCounts(claimed=MESSAGES, sent=MESSAGES)


async def posted(client: Any, number: int) -> None:
    """The same requests, as many at once, and nothing else.

    In the form that is the fastest of the client's own: as in Kith a task a slot, and a body that is JSON
    already, which spares it looking for objects of the SDK in each block.
    """
    people = iter(range(MESSAGES))

    async def slot() -> None:
        for person in people:
            body = json.dumps(content(number, person)).encode()
            await client.api_call("chat.postMessage", data=body, headers=dict(AS_JSON))

    await asyncio.gather(*(slot() for _ in range(AT_ONCE)))


def content(number: int, person: int) -> dict[str, Any]:
    """What Kith sends to that member in that turn."""
    return {
        **PAYLOAD,
        "channel": f"D{person:09d}",
        "unfurl_links": False,
        "unfurl_media": False,
        "metadata": {
            "event_type": EVENT_TYPE,
            "event_payload": {"outbox_id": f"{number:016x}{person:016x}"},
        },
    }
