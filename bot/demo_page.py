"""`kith demo`: the unmodified bot and a strict local Slack in one process, seen in a browser."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from bot.demo_begun import Begun, Cards, Clockwork
from bot.demo_data import DemoFolder, demo_folder
from bot.demo_ending import Ending
from bot.demo_port import free_port
from bot.demo_workspace import Workspace
from bot.local_slack.browser import Browser
from bot.local_slack.page.page import Page
from bot.settings import set_up_logging, surroundings

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


def serve(choice: Choice) -> NoReturn:
    """Serve the page until somebody ends it, and the process with it. Raises DemoError or SettingsError.

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
    except BaseException:
        tidy()
        raise
    ending.leave()


async def _serve(choice: Choice, folder: DemoFolder, ending: Ending) -> None:
    workspace = Workspace(folder)
    begun = Begun()
    clockwork, cards = Clockwork(workspace.slack, begun), Cards(workspace.slack, begun)
    Page(workspace.slack, advance=clockwork.advance, guide=cards).mount()
    port = free_port(choice.port)
    async with workspace.open(port) as kith:
        clockwork.begin(kith)
        cards.begin(kith)
        address = f"{workspace.slack.base_url}/"
        folder.note(address)
        if choice.port not in (0, port):
            say(f"Port {choice.port} is taken, so it is {port} this time.\n")
        browser = Browser(address, surroundings())
        try:
            is_opening = choice.has_browser and await browser.open()
            data = f"Everything is kept in {folder.path}." if folder.is_kept else FORGOTTEN
            say(ABOUT.format(address=address, data=data, browser="" if is_opening else OPEN_IT))
            await _until_asked(ending, browser)
        finally:
            await browser.close()
            await begun.end()


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
