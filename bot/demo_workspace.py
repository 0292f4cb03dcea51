"""Kith and the local Slack in one process, on one clock, with what is kept of both."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from sqlalchemy import URL

from bot import clock
from bot.app import Kith, open_kith
from bot.demo_data import DemoError, DemoFolder
from bot.local_slack import LocalSlack, VirtualClock
from bot.local_slack.snapshot import Snapshot, SnapshotError
from bot.local_slack.snapshot_state import renew_addresses
from bot.manifest import manifest
from bot.running import heartbeat, working
from bot.settings import Settings
from bot.socket_mode import SocketMode
from storage.database import DatabaseError, open_database

# Slack waits for three seconds; on a slow or busy machine a demo should not fail for that.
PATIENCE_SECONDS = 15.0
# What Kith gets to finish what it is doing, and then to hear that nobody is there any more.
FINISH_SECONDS, HANG_UP_SECONDS = 0.8, 0.3


class Workspace:
    """A local Slack and where it is kept, not listening yet. Raises DemoError when that cannot be read."""

    def __init__(self, folder: DemoFolder) -> None:
        self.folder = folder
        clock.follow(folder.clock)
        self.slack = LocalSlack(manifest(), _clock(folder), ack_seconds=PATIENCE_SECONDS)
        workspace = self.slack.workspace
        self.snapshot = Snapshot(workspace, folder.workspace, folder.contents) if folder.is_kept else None
        self.is_new = not self._is_loaded()
        if self.is_new:
            self.slack.clock.set_to(next_monday(clock.utc_now()))

    def _is_loaded(self) -> bool:
        try:
            return self.snapshot is not None and self.snapshot.load()
        except SnapshotError as error:
            raise DemoError(f"{error}: {self.folder.begin_anew}") from None

    @contextlib.asynccontextmanager
    async def open(self, port: int = 0) -> AsyncIterator[Kith]:
        """Both at work until the end of the block, which takes two seconds at most.

        Raises DemoError, or SettingsError when Kith cannot begin.
        """
        try:
            await self.slack.start(port)
        except OSError as error:
            raise DemoError(f"Nothing can listen on port {port} ({error.strerror}).") from None
        try:
            renew_addresses(self.slack.workspace)
            await self._begin_keeping()
            async with self._working() as kith:
                yield kith
        finally:
            await self.slack.stop()
            if self.snapshot:
                await self.snapshot.end()
            clock.follow(None)

    async def _begin_keeping(self) -> None:
        """Before anything is handed out: so ids never come again."""
        try:
            if self.snapshot:
                await self.snapshot.begin()
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise DemoError(f"{self.folder.path} cannot be written ({why}): give another folder.") from None

    @contextlib.asynccontextmanager
    async def _working(self) -> AsyncIterator[Kith]:
        try:
            # Not by its address: a folder may be called "what?".
            db = open_database(URL.create("sqlite", database=str(self.folder.database)))
            kith = await open_kith(_settings(self.slack, self.folder), db=db, pace=None)
        except DatabaseError as error:
            raise DemoError(f"{error.message} {self.folder.begin_anew}") from None
        at_work = working(kith, heartbeat(kith), SocketMode(kith))
        await at_work.__aenter__()
        try:
            await self.slack.until_connected()
            if self.is_new:
                await self.slack.invite_app("growth")
            yield kith
        finally:
            ending = asyncio.ensure_future(at_work.__aexit__(None, None, None))
            await self._ended(ending)

    async def _ended(self, ending: asyncio.Future[bool | None]) -> None:
        """Wait for Kith's orderly end; who hangs on the line of the local Slack is cut off after a while."""
        await asyncio.wait({ending}, timeout=FINISH_SECONDS)
        if not ending.done():
            logging.disable()  # of those who are cut off nobody wants to read
            await self.slack.stop()
            await asyncio.wait({ending}, timeout=HANG_UP_SECONDS)
            logging.disable(logging.NOTSET)
        if ending.done():
            ending.result()
        else:
            ending.cancel()


def _clock(folder: DemoFolder) -> VirtualClock:
    """The clock that both follow. Without a workspace, or unreadable, its file means nothing."""
    if not folder.workspace.exists() and folder.clock.is_file():
        folder.clock.unlink()
    try:
        made = VirtualClock(folder.clock)
        made.now()
    except OSError:
        raise DemoError(f"{folder.clock} cannot be read: move it away, or give another folder.") from None
    except (ValueError, OverflowError):
        folder.clock.unlink()
        return VirtualClock(folder.clock)
    return made


def next_monday(now: datetime) -> datetime:
    """Ten in the morning of the coming Monday: so that "tomorrow" is a day on which Kith speaks."""
    day = now + timedelta(days=(7 - now.weekday()) % 7)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


def _settings(slack: LocalSlack, folder: DemoFolder) -> Settings:
    return Settings(
        database_url=f"sqlite:///{folder.database}",
        bot_token=slack.bot_token,
        app_token=slack.app_token,
        signing_secret=slack.signing_secret,
        api_url=slack.api_url,
        host="127.0.0.1",
        port=0,
        clock_file=folder.clock,
        log="ERROR",
    )
