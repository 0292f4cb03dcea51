"""`kith run`: Socket Mode or HTTP, the delivery and the heartbeat, until the process is asked to end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from sqlalchemy.exc import SQLAlchemyError

from bot.app import Kith, open_kith
from bot.scheduler import Heartbeat
from bot.settings import Settings
from bot.web import web_app
from storage import schedule

log = logging.getLogger(__name__)
SLOWEST_SWEEP = timedelta(seconds=120)


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raises SettingsError or DatabaseError before anything has begun."""
    kith = await open_kith(settings)
    stop = stop_signal()
    async with working(kith) as beat:
        if settings.is_socket_mode:
            await serve_socket(kith, stop)
        else:
            await serve_http(kith, beat, stop)


@contextlib.asynccontextmanager
async def working(kith: Kith) -> AsyncIterator[Heartbeat]:
    """Delivery and heartbeat, from now until the end of the block."""
    beat = Heartbeat(kith.db, kith.messenger, kith.deliverer, kith.services)
    kith.deliverer.start()
    beat.start()
    try:
        yield beat
    finally:
        await beat.stop()
        await kith.close()


def stop_signal() -> asyncio.Event:
    """Set when the process is asked to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    return stop


async def serve_socket(kith: Kith, stop: asyncio.Event) -> None:
    """Be reached through a websocket that we open."""
    async with socket_mode(kith):
        log.info("ready: Socket Mode, workspace %s", kith.services.team_id)
        await stop.wait()


@contextlib.asynccontextmanager
async def socket_mode(kith: Kith) -> AsyncIterator[None]:
    """A websocket that we open, through which Slack reaches a process without an address."""
    handler = AsyncSocketModeHandler(kith.bolt, kith.settings.app_token, web_client=kith.client)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


class Server(uvicorn.Server):
    """Uvicorn that leaves the signals to us: what is under way is ended in our order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def serve_http(kith: Kith, beat: Heartbeat, stop: asyncio.Event) -> None:
    """Be reached at POST /slack/events."""
    server = Server(http_config(kith, beat))
    serving = asyncio.create_task(server.serve())
    stopping = asyncio.create_task(stop.wait())
    log.info("ready: HTTP on %s:%d", kith.settings.host, kith.settings.port)
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving


def http_config(kith: Kith, beat: Heartbeat) -> uvicorn.Config:
    """How uvicorn serves: no access log (it would hold addresses), no lifespan, a bounded end."""

    async def is_ready() -> str | None:
        return await readiness(kith, beat.last_sweep_at)

    app = web_app(kith.bolt, kith.settings.signing_secret or "", is_ready)
    return uvicorn.Config(
        app,
        host=kith.settings.host,
        port=kith.settings.port,
        loop="uvloop",
        http="httptools",
        lifespan="off",
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=10,
        server_header=False,
    )


async def readiness(kith: Kith, last_sweep_at: datetime | None) -> str | None:
    """None when this process can do its work, else what is in the way."""
    try:
        await kith.db.run(schedule.next_due_at)
    except SQLAlchemyError:
        return "the database does not answer"
    if last_sweep_at is None or kith.services.now() - last_sweep_at > SLOWEST_SWEEP:
        return "the sweep is late"
    return None
