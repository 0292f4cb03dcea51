"""procrastinate as its own guide has it: jobs deferred in batches, one worker with many at a time."""

from __future__ import annotations

from typing import Any

import uvloop
from procrastinate import App, PsycopgConnector

from tests.bench.peers_turns import ENQUEUED_AT_ONCE, PAYLOAD, Stopwatch, Turn
from tests.bench.postgres import plain

# The fastest of what was tried: 1, 2, 5, 10 and 20 at a time.
CONCURRENCY = 10


def turn(url: str, jobs: int) -> Turn:
    """So many jobs deferred, run and finished as succeeded; they stay in its table, as Kith's messages do."""
    return uvloop.run(_turn(url, jobs))


async def _turn(url: str, jobs: int) -> Turn:
    done = 0
    app = App(connector=PsycopgConnector(conninfo=plain(url), min_size=CONCURRENCY, max_size=CONCURRENCY + 2))

    @app.task(name="message")
    async def message(**_payload: Any) -> None:
        nonlocal done
        done += 1

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        watch = Stopwatch(url)
        for first in range(0, jobs, ENQUEUED_AT_ONCE):
            await message.batch_defer_async(*[PAYLOAD] * min(ENQUEUED_AT_ONCE, jobs - first))
        await app.run_worker_async(
            concurrency=CONCURRENCY, wait=False, listen_notify=False, install_signal_handlers=False
        )
        took = watch.turn(done)
        counted = await app.connector.execute_query_one_async(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'"
        )
    assert counted["count"] == done == jobs, (counted, done)
    return took
