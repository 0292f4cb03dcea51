"""A strict local Slack, a database and a messenger between them, for tests of delivery."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import yaml
from sqlalchemy import Connection, text

from bot.jobs.delivery import DeliverCounts, deliver
from bot.local_slack import Fault, LocalSlack, VirtualClock
from bot.messenger import Messenger, web_client
from storage import members, outbox, outbox_review
from storage.database import Database
from storage.records import Member, Message, Owner

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday
TODAY = date(2026, 3, 2)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def manifest() -> dict[str, Any]:
    """The app's own manifest."""
    read: dict[str, Any] = yaml.safe_load(Path("app.yaml").read_text("utf-8"))
    return read


@dataclass
class Stage:
    """What a scenario plays with."""

    slack: LocalSlack
    db: Database
    messenger: Messenger

    def owner(self, handle: str) -> Owner:
        return Owner(self.slack.team_id, self.slack.person(handle).id)

    def member(self, handle: str, tz: str = "Europe/Lisbon") -> Owner:
        owner = self.owner(handle)
        self.db.run_sync(members.add, Member(owner, tz, NOW))
        return owner

    def post(self, handle: str = "alice", kind: str = "brief", **fields: Any) -> str | None:
        """Put a message for that person into the outbox."""
        words = fields.pop("text", f"Good morning, {handle}")
        message = Message(self.owner(handle), kind, TODAY, {"text": words}, **fields)
        return self.db.run_sync(outbox.add, message, NOW)

    def fault(self, kind: str, method: str = "chat.postMessage", **fields: Any) -> None:
        self.slack.faults.add(Fault(method, kind, **fields))

    async def deliver(self, at: datetime = NOW) -> DeliverCounts:
        self.slack.clock.set_to(at)
        return await deliver(self.db, self.messenger, at)

    def texts(self, channel: str = "alice") -> list[str]:
        return [message["text"] for message in self.slack.messages(channel)]

    def counts(self) -> dict[str, int]:
        return self.db.run_sync(outbox_review.counts)

    def row(self, row_id: str | None) -> Any:
        def read(conn: Connection) -> Any:
            return conn.execute(text("SELECT * FROM outbox WHERE id = :id"), {"id": row_id}).one()

        return self.db.run_sync(read)


@asynccontextmanager
async def staged(db: Database, patience: float = 5.0) -> AsyncIterator[Stage]:
    """A stage with everybody in their places; `patience` is how many seconds the client waits for Slack."""
    slack = LocalSlack(manifest(), VirtualClock(start=NOW))
    await slack.start()
    session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=patience))
    client = web_client(slack.bot_token, slack.api_url, session)
    try:
        yield Stage(slack, db, Messenger(lambda _: client))
    finally:
        await session.close()
        await slack.stop()


def play(db: Database, scenario: Callable[[Stage], Awaitable[None]], patience: float = 5.0) -> None:
    """Run one scenario on a fresh stage."""

    async def run() -> None:
        async with staged(db, patience) as stage:
            await scenario(stage)

    asyncio.run(run())
