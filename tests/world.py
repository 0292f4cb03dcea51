"""A whole world for a test: a strict Slack, the unmodified bot on its wire, and a clock to move.

The bot runs in the local Slack's own loop and thread; a test is a plain function that talks to both.
Delivery and sweeps happen when a test settles or moves the clock, never by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import uvicorn
import yaml
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.app import Kith, open_kith
from bot.life_signs import LifeSigns
from bot.local_slack import LocalSlackThread, VirtualClock
from bot.running import heartbeat
from bot.settings import Settings
from bot.web import web_app
from storage import schedule
from storage.records import Owner
from tests.databases import SqliteFiles

MANIFEST = yaml.safe_load((Path(__file__).parent.parent / "app.yaml").read_text())
# A Monday, 10:00 in Lisbon.
START = datetime(2026, 11, 23, 10, tzinfo=UTC)


class World:
    """One workspace with the bot in it."""

    def __init__(self, thread: LocalSlackThread, slack: Any, kith: Kith, clock: VirtualClock) -> None:
        self.thread, self.slack, self.kith, self.clock = thread, slack, kith, clock
        self.alice, self.bob, self.charlie = (slack.person(name) for name in ("alice", "bob", "charlie"))

    def wait(self, work: Any) -> Any:
        """Run a coroutine in the world's loop."""
        return self.thread._wait(work)

    def run(self, fn: Callable[..., Any], *args: Any) -> Any:
        """Look into the database: `fn(conn, *args)` in a transaction."""
        return self.kith.db.run_sync(fn, *args)

    def owner(self, person: Any) -> Owner:
        """Whose rows a person's are."""
        return Owner(self.slack.team_id, person.id)

    def settle(self) -> None:
        """Until everything that was asked for is done: redrawn, delivered, and what came of that."""
        self.wait(self._settle())

    async def _settle(self) -> None:
        for _ in range(3):
            await self.kith.services.later.settle()
            await self.kith.deliverer.round()
            await self.slack._target.settled()

    def go_to(self, at: datetime) -> None:
        """Move the clock; everything that falls due on the way happens in order, at its own time."""
        while (due_at := self.run(schedule.next_due_at)) is not None and due_at <= at:
            if due_at > self.clock.now():
                self.clock.set_to(due_at)
            self.sweep()
        self.clock.set_to(at)
        self.sweep()

    def sweep(self) -> None:
        """One sweep at the present instant, and its messages delivered."""
        from bot.jobs import sweep

        self.wait(sweep.sweep(self.kith.db, self.clock.now()))
        self.settle()

    def go_to_local(self, tz: str, year: int, month: int, day: int, hour: int, minute: int = 0) -> None:
        """Move the clock to a local time, half a minute past."""
        self.go_to(datetime(year, month, day, hour, minute, 30, tzinfo=ZoneInfo(tz)).astimezone(UTC))

    def after(self, **span: float) -> None:
        """Move the clock by days, hours, minutes."""
        self.go_to(self.clock.now() + timedelta(**span))


def settings_for(slack: Any, url: str, *, is_socket_mode: bool, **more: Any) -> Settings:
    """What the environment of such a bot would say; `more` by the names of the fields."""
    return Settings(
        database_url=url,
        bot_token=slack.bot_token,
        app_token=slack.app_token if is_socket_mode else None,
        signing_secret=slack.signing_secret,
        api_url=slack.api_url,
        host="127.0.0.1",
        port=0,
        clock_file=None,
        log="WARNING",
        **more,
    )


@contextmanager
def a_world(
    url: str, *, is_socket_mode: bool = False, start: datetime = START, **more: Any
) -> Iterator[World]:
    """A running world on a database; at the end nothing may have offended Slack. `more`: other settings."""
    clock = VirtualClock(start=start)
    # Three seconds to answer are Slack's; a busy test machine may take longer without a fault of ours.
    thread = LocalSlackThread(MANIFEST, clock=clock, ack_seconds=20.0)
    with thread as slack:
        settings = settings_for(slack, url, is_socket_mode=is_socket_mode, **more)
        kith = thread._wait(open_kith(settings, now=clock.now, pace=None))
        closing = thread._wait(_connect(kith, slack, is_socket_mode))
        world = World(thread, slack, kith, clock)
        try:
            yield world
            world.settle()
            assert slack.violations == []
        finally:
            thread._wait(closing())
            thread._wait(kith.close())


async def _connect(kith: Kith, slack: Any, is_socket_mode: bool) -> Callable[[], Any]:
    if is_socket_mode:
        handler = AsyncSocketModeHandler(kith.bolt, kith.settings.app_token, web_client=kith.client)
        await handler.connect_async()
        await slack._target.until_connected()
        return handler.close_async
    signs = LifeSigns(kith, heartbeat(kith))
    app = web_app(kith.bolt, slack.signing_secret, signs, kith.metrics.acked)
    server = PromptServer(uvicorn.Config(app, host="127.0.0.1", port=0, lifespan="off", log_config=None))
    await server.begin()
    port = server.servers[0].sockets[0].getsockname()[1]
    slack._target.request_url = f"http://127.0.0.1:{port}/slack/events"

    async def close() -> None:
        server.end()
        await slack._target.until(lambda: server.is_done)

    return close


class PromptServer(uvicorn.Server):
    """Ends at once: uvicorn's own loop looks every tenth of a second, and waits another one at its end."""

    async def begin(self) -> None:
        """Serve from now on."""
        self.config.load()
        self.lifespan = self.config.lifespan_class(self.config)
        await self.startup()
        await self.on_tick(0)

    def end(self) -> None:
        """Let what is under way end, and then close every connection."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()

    @property
    def is_done(self) -> bool:
        """Whether nothing is under way any more."""
        return not (self.server_state.tasks or self.server_state.connections)


@pytest.fixture
def world(sqlite_files: SqliteFiles) -> Iterator[World]:
    """A world on SQLite, reached by signed HTTP."""
    with sqlite_files.fresh() as url, a_world(url) as world:
        yield world
