"""pgqueuer as its own guide says is fastest: asyncpg, lists enqueued, large batches, a few consumers."""

from __future__ import annotations

import asyncio
import json
import logging

import asyncpg
import uvloop
from pgqueuer import AsyncpgDriver, Job, PgQueuer, Queries
from pgqueuer.types import QueueExecutionMode

from tests.bench.peers_turns import ENQUEUED_AT_ONCE, PAYLOAD, Stopwatch, Turn
from tests.bench.postgres import plain

# The best of what was tried: 1, 2, 3 and 5 consumers with batches of 10, 100, 250, 500 and 1,000. On a quiet
# machine two consumers are the fastest, on a busy one a single one costs less: both are measured.
CONSUMERS = (1, 2)
BATCH = 100


def turn(url: str, jobs: int, consumers: int) -> Turn:
    """So many jobs enqueued, run and logged as successful; its tables are durable, as is its default."""
    return uvloop.run(_turn(url, jobs, consumers))


async def _turn(url: str, jobs: int, number: int) -> Turn:
    logging.getLogger("pgqueuer").setLevel(logging.WARNING)
    producer, *consumers = [await asyncpg.connect(plain(url)) for _ in range(1 + number)]
    queries = Queries(AsyncpgDriver(producer))
    await queries.install()
    watch = Stopwatch(url)
    await _enqueue(queries, jobs)
    done = sum(await asyncio.gather(*(_consume(connection) for connection in consumers)))
    took = watch.turn(done)
    logged = await producer.fetchval("SELECT count(*) FROM pgqueuer_log WHERE status = 'successful'")
    assert logged == done == jobs, (logged, done)
    for connection in (producer, *consumers):
        await connection.close()
    return took


async def _enqueue(queries: Queries, jobs: int) -> None:
    payload = json.dumps(PAYLOAD).encode()
    for first in range(0, jobs, ENQUEUED_AT_ONCE):
        size = min(ENQUEUED_AT_ONCE, jobs - first)
        await queries.enqueue(["message"] * size, [payload] * size, [0] * size)


async def _consume(connection: asyncpg.Connection) -> int:
    pgq, done = PgQueuer(AsyncpgDriver(connection)), 0

    @pgq.entrypoint("message")
    async def message(_job: Job) -> None:
        nonlocal done
        done += 1

    await pgq.run(batch_size=BATCH, mode=QueueExecutionMode.drain)
    return done
