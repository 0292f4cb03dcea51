"""`kith demo`: the unmodified bot and a strict local Slack in one process, seen in a browser."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app import Kith
from bot.demo_data import DemoFolder, demo_folder
from bot.demo_ending import Ending
from bot.demo_guide import KithGuide
from bot.demo_port import free_port
from bot.demo_time import time_machine
from bot.demo_workspace import Workspace
from bot.local_slack import LocalSlack
from bot.local_slack.browser import Browser
from bot.local_slack.page.page import Page
from bot.settings import set_up_logging

Advance = Callable[[datetime], Awaitable[None]]
ABOUT = """\
Kith is at {address}
This is a small Slack of its own, in your browser: no account, nothing leaves this machine, and the people in
it are made up. {data} {browser}Ctrl-C ends it.
"""
FORGOTTEN = "Nothing is kept; `--data DIR` keeps it."
OPEN_IT = "Open that address in a browser. "
NO_BROWSER = "No browser could be opened: open {address} yourself.\n"


@dataclass(frozen=True)
class Choice:
    """What the command line said. Port 0 is any free one."""

    port: int
    has_browser: bool = True
    data: Path | None = None
    is_reset: bool = False


def serve(choice: Choice) -> int:
    """Serve the page until somebody ends it; the exit status. Raises DemoError or SettingsError.

    To be called in the main thread.
    """
    set_up_logging("ERROR")
    folders: list[DemoFolder] = []
    one_at_a_time = threading.Lock()

    def tidy() -> None:
        with one_at_a_time:
            while folders:
                folders.pop().close()

    ending = Ending(tidy)
    ending.listen()
    try:
        folder = demo_folder(choice.data, choice.is_reset)
        folders.append(folder)
        asyncio.run(_serve(choice, folder, ending))
    finally:
        tidy()
    return ending.status


async def _serve(choice: Choice, folder: DemoFolder, ending: Ending) -> None:
    workspace = Workspace(folder)
    journeys, guide = Journeys(workspace.slack), KithGuide(workspace.slack)
    Page(workspace.slack, advance=journeys.advance, guide=guide).mount()
    port = free_port(choice.port)
    async with workspace.open(port) as kith:
        journeys.begin(kith)
        guide.begin(kith)
        address = f"{workspace.slack.base_url}/"
        folder.note(address)
        if choice.port not in (0, port):
            say(f"Port {choice.port} is taken, so it is {port} this time.\n")
        browser = Browser(address)
        try:
            is_opening = choice.has_browser and await browser.open()
            data = f"Everything is kept in {folder.path}." if folder.is_kept else FORGOTTEN
            say(ABOUT.format(address=address, data=data, browser="" if is_opening else OPEN_IT))
            await _until_asked(ending, browser)
        finally:
            await browser.close()
            journeys.end()


async def _until_asked(ending: Ending, browser: Browser) -> None:
    async def watch() -> None:
        if await browser.has_failed():
            say(NO_BROWSER.format(address=browser.address))

    watching = asyncio.create_task(watch())
    await ending.asked()
    watching.cancel()


def say(text: str) -> None:
    """To whoever started us, at once."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(text)
        sys.stdout.flush()


class Journeys:
    """Moves of the clock that the page asks for. One that is still under way is broken off at the end."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._machine: asyncio.Future[Advance] = asyncio.get_running_loop().create_future()
        self._under_way: set[asyncio.Task[object]] = set()

    def begin(self, kith: Kith) -> None:
        """Kith is there."""
        self._machine.set_result(time_machine(kith, self._slack))

    async def advance(self, to: datetime) -> None:
        """Move the clock; everything that is due on the way happens at its own time."""
        me = asyncio.current_task()
        assert me is not None
        self._under_way.add(me)
        try:
            move = await asyncio.shield(self._machine)
            await move(to)
        finally:
            self._under_way.discard(me)

    def end(self) -> None:
        """No move goes on."""
        for task in self._under_way:
            task.cancel()
