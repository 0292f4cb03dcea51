"""`kith demo`: the unmodified bot and a strict local Slack in one process, and a person who talks to it.

Belongs to the command line: beside it the only place that knows both sides.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot import clock
from bot.app import Kith, open_kith
from bot.demo_day import SCRIPT
from bot.demo_input import paper, piped_lines, typed_lines
from bot.jobs import sweep
from bot.jobs.repair import repair
from bot.local_slack import LocalSlack, VirtualClock
from bot.local_slack.terminal import TerminalClient
from bot.manifest import manifest
from bot.running import heartbeat, working
from bot.settings import Settings, is_plain_terminal, set_up_logging
from bot.socket_mode import SocketMode
from storage import schedule

# Slack waits for three seconds; on a slow or busy machine a demo should not fail for that.
PATIENCE_SECONDS = 15.0
WELCOME = """\
This is Kith in a small Slack of its own: no account, nothing leaves this machine, nothing is kept.
You are alice. The people here are made up: alice, bob, priya, tama, ines, and charlie of another company.

Three minutes, if you like:
  1. met Dana Lee from Acme at the fair, promised her the deck by Friday, Omar introduced us
  2. :click Save
  3. :clock tomorrow 09:00
  4. :click Done
  5. /pitch
Type :help for what this terminal can do, /kith help for what Kith can do, :quit to end.
"""


async def demo() -> int:
    """Talk with Kith in the terminal; without one, play a scripted day. Returns the exit status."""
    set_up_logging("ERROR")
    end_politely()
    with tempfile.TemporaryDirectory(prefix="kith-demo-") as folder:
        offset = Path(folder, "clock")
        clock.follow(offset)
        shared = VirtualClock(offset, start=next_monday(clock.utc_now()))
        slack = LocalSlack(manifest(), shared, ack_seconds=PATIENCE_SECONDS)
        await slack.start()
        try:
            kith = await open_kith(_settings(slack, Path(folder)), pace=None)
            async with working(kith, heartbeat(kith), SocketMode(kith)):
                await slack.until_connected()
                await converse(kith, slack)
        finally:
            await slack.stop()
            clock.follow(None)
    return 0


def end_politely() -> None:
    """Leave no file behind when the terminal is closed, or somebody ends the process."""
    me = asyncio.current_task()
    for name in ("SIGTERM", "SIGHUP"):
        if me and hasattr(signal, name):
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), me.cancel)


def next_monday(now: datetime) -> datetime:
    """Ten in the morning of the coming Monday: so that "tomorrow" is a day on which Kith speaks."""
    day = now + timedelta(days=(7 - now.weekday()) % 7)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


def _settings(slack: LocalSlack, folder: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{folder / 'kith.db'}",
        bot_token=slack.bot_token,
        app_token=slack.app_token,
        signing_secret=slack.signing_secret,
        api_url=slack.api_url,
        host="127.0.0.1",
        port=0,
        clock_file=folder / "clock",
        log="ERROR",
    )


async def converse(kith: Kith, slack: LocalSlack) -> None:
    """Let a person type, or play the script when there is nobody."""
    is_terminal = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    is_plain = not is_terminal or is_plain_terminal()
    write = paper(is_plain) if is_terminal else _print
    client = TerminalClient(slack, write, time_machine(kith, slack), has_colour=not is_plain)
    await slack.invite_app("growth")
    write(WELCOME)
    lines = typed_lines(lambda: client.prompt) if is_terminal else _played(client)
    async for line in lines:
        await client.take(line)
        await quiet(kith, slack)
        if client.is_over:
            break
    client.detach()


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


async def _played(client: TerminalClient) -> AsyncIterator[str]:
    """What is piped in, line by line as it comes; the script when that is nothing."""
    count = 0
    async for line in piped_lines():
        count += 1
        _print(f"\n{client.prompt}{line}")
        yield line
    for line in SCRIPT if count == 0 else ():
        if line.startswith("#"):
            _print(f"\n{line}")
            continue
        _print(f"\n{client.prompt}{line}")
        yield line


def time_machine(kith: Kith, slack: LocalSlack) -> Callable[[datetime], Awaitable[None]]:
    """Moves the clock; everything that falls due on the way happens in order, at its own time."""

    async def move(to: datetime) -> None:
        is_another_day = to.date() > slack.clock.now().date()
        slack.clock.set_to(max(to, slack.clock.now()))
        if is_another_day:  # the daily look at what Slack knows: who is in which channel, and in which zone
            await repair(kith.db, kith.client, kith.services.team_id, slack.clock.now())

    async def advance(to: datetime) -> None:
        while (due_at := await kith.db.run(schedule.next_due_at)) and due_at <= to:
            await move(due_at)
            await sweep.sweep(kith.db, slack.clock.now())
            await quiet(kith, slack)
        await move(to)
        await quiet(kith, slack)

    return advance


async def quiet(kith: Kith, slack: LocalSlack) -> None:
    """Until everything that was set off has been said and drawn."""
    for _ in range(3):
        await kith.services.later.settle()
        await kith.deliverer.round()
        await slack.settled()
