"""The parts that listeners work with, chosen in app.py and handed in with each interaction."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import utc_now
from bot.log_lines import told
from bot.opinions import Opinions
from bot.scribe import Scribe
from storage.database import Database
from storage.records import Owner

log = logging.getLogger(__name__)

# How long somebody's act waits for the database. Slack gives up after three seconds, and tells them less.
SOON_SECONDS = 2.3


class Later:
    """Work that need not be done before Slack is answered: drawing anew, mostly. Awaited at the end."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def __call__(self, work: Coroutine[Any, Any, Any]) -> None:
        """Start `work`; a failure is logged by its kind, never by its text."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.warning("later work failed", extra=told(error))

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))


@dataclass(slots=True)
class Services:
    """One process's database, Slack client and delivery, and the workspace that it serves."""

    db: Database
    client: AsyncWebClient
    team_id: str
    bot_user_id: str
    wake: Callable[[], None]
    now: Callable[[], datetime] = utc_now
    later: Later = field(default_factory=Later)
    known: set[Owner] = field(default_factory=set)
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)  # one picture at a time: each takes 60 MB
    scribe: Scribe | None = None  # listens to clips, where that is installed
    # None: nobody is asked, and nothing that is practised leaves this machine but to Slack.
    second_opinion: Opinions | None = None

    @property
    def copies_to(self) -> str:
        """The host that gets a copy of what is practised; "" where none does."""
        return self.second_opinion.host if self.second_opinion else ""
