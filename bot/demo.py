"""`kith demo --terminal`: the unmodified bot and a strict local Slack in one process, and somebody who types.

Belongs to the command line: beside it the only place that knows both sides.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from bot.app import Kith
from bot.demo_data import demo_folder
from bot.demo_day import SCRIPT
from bot.demo_input import paper, piped_lines, typed_lines
from bot.demo_time import quiet, time_machine
from bot.demo_workspace import Workspace
from bot.local_slack import LocalSlack
from bot.local_slack.terminal import TerminalClient
from bot.settings import is_plain_terminal, set_up_logging

WELCOME = """\
This is Kith in a small Slack of its own: no account, nothing leaves this machine, {what_is_kept}.
You are alice. The people here are made up: alice, bob, priya, tama, ines, and charlie of another company.

Three minutes, if you like:
  1. met Dana Lee from Acme at the fair, promised her the deck by Friday, Omar introduced us
  2. :click Save
  3. :clock tomorrow 09:00
  4. :click Done
  5. /pitch
Type :help for what this terminal can do, /kith help for what Kith can do, :quit to end.
"""


async def demo(data: Path | None = None, is_reset: bool = False) -> int:
    """Talk with Kith in the terminal; without one, play a scripted day. Returns the exit status.

    `data` is the folder in which everything is kept. Raises DemoError or SettingsError.
    """
    set_up_logging("ERROR")
    end_politely()
    folder = demo_folder(data, is_reset)
    try:
        workspace = Workspace(folder)
        async with workspace.open() as kith:
            await converse(
                kith, workspace.slack, f"everything is kept in {data}" if data else "nothing is kept"
            )
    finally:
        folder.close()
    return 0


def end_politely() -> None:
    """Leave no file behind when the terminal is closed, or somebody ends the process."""
    me = asyncio.current_task()
    for name in ("SIGTERM", "SIGHUP"):
        if me and hasattr(signal, name):
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), me.cancel)


async def converse(kith: Kith, slack: LocalSlack, what_is_kept: str) -> None:
    """Let a person type, or play the script when there is nobody."""
    is_terminal = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    is_plain = not is_terminal or is_plain_terminal()
    write = paper(is_plain) if is_terminal else _print
    client = TerminalClient(slack, write, time_machine(kith, slack), has_colour=not is_plain)
    write(WELCOME.format(what_is_kept=what_is_kept))
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
