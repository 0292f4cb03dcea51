"""`kith run`: Socket Mode or HTTP, the delivery and the heartbeat, until the process is asked to end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import date
from functools import partial
from typing import Protocol

import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from bot import clips, judging, practising
from bot.app import Kith, open_kith
from bot.coach.capture import read
from bot.life_signs import LifeSigns
from bot.log_lines import told
from bot.pages import pages_app
from bot.scheduler import Heartbeat
from bot.settings import Settings, SettingsError
from bot.socket_mode import SocketMode
from bot.web import web_app
from storage.database import DatabaseError
from storage.single_writer import single_writer

log = logging.getLogger(__name__)
# Of the 25 s that an end may take; the rest is for letting go of what did not come to its own end.
END_SECONDS = 20
ANSWER_SECONDS = 10


class Door(Protocol):
    """How Slack reaches this process."""

    async def open(self) -> None:
        """Let requests in, from now on or soon. Raises SettingsError."""

    async def close(self) -> None:
        """Let nothing more in, and answer what is in."""


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raises SettingsError or DatabaseError before anything has begun."""
    with single_writer(settings.database_url, "kith run"):
        try:
            await _serve(settings)
        except (SettingsError, DatabaseError, SQLAlchemyError):
            raise  # these are told in one line
        except Exception as error:
            # A traceback on standard error would quote what the error quotes.
            log.critical("ended by a fault of Kith's own", extra=told(error))
            raise SystemExit(1) from None


async def _serve(settings: Settings) -> None:
    kith = await open_kith(settings)
    stop = stop_signal()
    beat = heartbeat(kith)
    signs = LifeSigns(kith, beat)
    door = door_of(kith, signs)
    async with working(kith, beat, door):
        await stop.wait()
        signs.is_ending = True
        log.info("ending")


def stop_signal() -> asyncio.Event:
    """Set when the process is asked to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    return stop


def heartbeat(kith: Kith) -> Heartbeat:
    """The heartbeat of the process, not beating yet."""
    attend = partial(clips.attend_due, kith.services)
    return Heartbeat(kith.db, kith.messenger, kith.deliverer, kith.services, kith.metrics.swept, attend)


def door_of(kith: Kith, signs: LifeSigns) -> Door:
    """As the settings say. In Socket Mode a port that is set serves the pages for operators' tools."""
    if not kith.settings.is_socket_mode:
        return HttpDoor(kith, signs)
    return SocketMode(kith) if kith.settings.port is None else BothDoors(kith, signs)


@contextlib.asynccontextmanager
async def working(kith: Kith, beat: Heartbeat, door: Door) -> AsyncIterator[None]:
    """The door open, delivery and heartbeat at work, until the end of the block. Raises SettingsError."""
    try:
        await door.open()
    except SettingsError:
        await kith.close()
        raise
    kith.deliverer.start()
    beat.start()
    # The patterns of a line are compiled when the first one is read, and the judge of practice is loaded with
    # the first answer: not while a member waits for it.
    kith.services.later(asyncio.to_thread(read, "met Dana", date.min))
    kith.services.later(asyncio.to_thread(judging.warm))
    kith.services.later(practising.read_left(kith.services))
    try:
        yield
    finally:
        await end(kith, beat, door)


async def end(kith: Kith, beat: Heartbeat, door: Door) -> None:
    """Claim nothing more; finish or give back what is under way; within 25 s let go of everything."""
    if kith.services.scribe:
        kith.services.scribe.close()
    try:
        async with asyncio.timeout(END_SECONDS):
            await asyncio.gather(kith.deliverer.stop(), beat.stop(), door.close())
            await kith.services.later.settle()
    except TimeoutError:
        log.warning(
            "ended before Slack had answered everything; what is open is looked for at the next start"
        )
        await kith.session.close()  # whoever still waits for Slack is told so
    await kith.close()


class Server(uvicorn.Server):
    """Uvicorn that leaves the signals to us: what is under way is ended in our order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


class HttpDoor:
    """POST /slack/events, and the pages for operators' tools; or the pages alone."""

    def __init__(self, kith: Kith, signs: LifeSigns, *, is_for_slack: bool = True) -> None:
        self.settings = kith.settings
        self.says = "ready" if is_for_slack else "pages"
        self.server = Server(http_config(kith, signs, is_for_slack=is_for_slack))
        self._serving: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Listen. Raises SettingsError when the address cannot be had."""
        listening = listening_socket(self.settings.host, self.settings.http_port)
        self._serving = asyncio.create_task(self.server.serve([listening]), name="kith-http")
        host, port = listening.getsockname()[:2]
        log.info("%s: HTTP on %s:%d", self.says, host, port)

    async def close(self) -> None:
        """Answer what is under way, for at most ten seconds."""
        self.server.should_exit = True
        if self._serving:
            await self._serving


class BothDoors:
    """Socket Mode for Slack, and the pages for operators' tools on a port."""

    def __init__(self, kith: Kith, signs: LifeSigns) -> None:
        self.pages = HttpDoor(kith, signs, is_for_slack=False)
        self.socket = SocketMode(kith)

    async def open(self) -> None:
        """Both, or none. Raises SettingsError."""
        await self.pages.open()
        try:
            await self.socket.open()
        except SettingsError:
            await self.pages.close()
            raise

    async def close(self) -> None:
        """Both; the pages last, so that they tell of the end."""
        await self.socket.close()
        await self.pages.close()


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that is bound. Raises SettingsError that says what is in the way."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "no such address"
        raise SettingsError(
            f"Cannot listen on {host}:{port} ({reason}): change KITH_HOST or PORT, or end what listens there."
        ) from None


def http_config(kith: Kith, signs: LifeSigns, *, is_for_slack: bool) -> uvicorn.Config:
    """How uvicorn serves: no access log (it would hold addresses), no lifespan, a bounded end."""
    secret = kith.settings.signing_secret or ""
    app = web_app(kith.bolt, secret, signs, kith.metrics.acked) if is_for_slack else pages_app(signs)
    return uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        lifespan="off",
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=ANSWER_SECONDS,
        server_header=False,
    )
