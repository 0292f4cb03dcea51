"""A local Slack with its page for a test: with Kith as `kith demo` has it, or with a small app."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.app import Kith, open_kith
from bot.demo_guide import KithGuide
from bot.demo_time import time_machine
from bot.local_slack import LocalSlack, LocalSlackThread, VirtualClock
from bot.local_slack.conversations import Post
from bot.local_slack.page.page import Page
from bot.local_slack.thread import SynchronousSlack
from bot.running import heartbeat, working
from bot.socket_mode import SocketMode
from tests.local_slack.sample_app import MANIFEST as SAMPLE_MANIFEST
from tests.local_slack.sample_app import answering
from tests.world import MANIFEST, START, World, settings_for

PATIENCE_SECONDS = 20.0


class PageThread(LocalSlackThread):
    """A local Slack in its thread; `prepare` gets it before it starts, to mount the page."""

    def __init__(self, manifest: Any, prepare: Callable[[LocalSlack], None], **options: Any) -> None:
        super().__init__(manifest, **options)
        self._prepare = prepare

    def __enter__(self) -> Any:
        self._slack = LocalSlack(self._manifest, **self._options)
        self._prepare(self._slack)
        self._thread.start()
        self._wait(self._slack.start(self._port))
        return SynchronousSlack(self._slack, self._loop)


@contextmanager
def kith_served(url: str, clock: VirtualClock | None = None) -> Iterator[World]:
    """The unmodified bot on a database, its clock movable from the page."""
    clock = clock or VirtualClock(start=START)
    journeys: list[Callable[[datetime], Awaitable[None]]] = []
    guides: list[KithGuide] = []

    async def advance(to: datetime) -> None:
        await journeys[0](to)

    def prepare(slack: LocalSlack) -> None:
        guides.append(KithGuide(slack))
        Page(slack, advance=advance, guide=guides[0]).mount()

    thread = PageThread(MANIFEST, prepare, clock=clock, ack_seconds=PATIENCE_SECONDS)
    with thread as slack:
        settings = settings_for(slack, url, is_socket_mode=True)
        kith = thread._wait(open_kith(settings, now=clock.now, pace=None))
        with in_loop(thread, at_work(kith)):
            thread._wait(slack._target.until_connected())
            thread._wait(slack._target.invite_app("growth"))
            thread._loop.call_soon_threadsafe(guides[0].begin, kith)
            journeys.append(time_machine(kith, slack._target))
            yield World(thread, slack, kith, clock)


@asynccontextmanager
async def at_work(kith: Kith) -> AsyncIterator[None]:
    """What `kith run` does in Socket Mode."""
    async with working(kith, heartbeat(kith), SocketMode(kith)):
        yield


@contextmanager
def sample_served(
    register: Callable[[AsyncApp], None] = lambda app: None, manifest: Any = None, **options: Any
) -> Iterator[Any]:
    """The local Slack with its page and a small app, made by `register`, on its wire."""
    thread = PageThread(
        manifest or SAMPLE_MANIFEST,
        lambda slack: Page(slack).mount(),
        **{"ack_seconds": PATIENCE_SECONDS, "retry_waits": (0.0,), **options},
    )
    with thread as slack, in_loop(thread, answering(slack._target, register)):
        yield slack


@contextmanager
def in_loop(thread: LocalSlackThread, block: Any) -> Iterator[Any]:
    """An asynchronous `with` block, entered and left in the loop of the local Slack."""
    stack = AsyncExitStack()
    entered = thread._wait(stack.enter_async_context(block))
    try:
        yield entered
    finally:
        thread._wait(stack.aclose())


def fill_conversation(slack: Any, count: int) -> None:
    """So many messages of the app in alice's direct message, a minute apart, from long ago."""
    target = slack._target
    place, bot = target.conversation("alice"), target.bot_user_id
    began = int(target.clock.now().timestamp()) - count * 60
    for number in range(1, count + 1):
        text = f"Message {number} of many. " + "It says a little more than that. " * (number % 4)
        body = {"type": "message", "user": bot, "text": text, "ts": f"{began + number * 60}.{number:06d}"}
        place.posts.append(Post({**body, "team": target.team_id}, place.id))
