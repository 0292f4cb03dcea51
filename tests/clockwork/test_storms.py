"""Every event four times, shuffled, to processes that come and go: each takes effect once."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import aiohttp
from sqlalchemy import Connection, text

from bot.local_slack.http_delivery import encoded, signed_headers
from bot.local_slack.payloads import event_callback
from storage.database import open_database
from tests.clockwork.machines import Machines
from tests.clockwork.sizes import Figures, size
from tests.clockwork.town import Town
from tests.invariants import broken
from tests.postgres_server import PostgresServer
from tests.processes import until

TIMES = 4
AT_ONCE = 12
PATIENCE = aiohttp.ClientTimeout(total=30)


def message(slack: Any, person: Any, number: int) -> dict[str, Any]:
    """The event of a message that the person wrote to Kith, as Slack sends it."""
    channel, ts = str(person.dm.id), f"1790000000.{number:06d}"
    return event_callback(
        slack._target.workspace,
        {
            "type": "message",
            "user": person.id,
            "text": f"met Dana at fair {number}",
            "ts": ts,
            "team": slack.team_id,
            "channel": channel,
            "channel_type": "im",
            "event_ts": ts,
        },
        False,
    )


class Storm:
    """Delivers every event so often, in any order, and again what got no 200."""

    def __init__(self, machines: Machines, secret: str, events: list[dict[str, Any]], dice: Random) -> None:
        self.machines, self.secret, self.dice = machines, secret, dice
        self.waiting = events * TIMES
        dice.shuffle(self.waiting)
        self.done, self.all = 0, len(self.waiting)
        self.again, self.mark, self.is_there = 0, 0, asyncio.Event()

    def blow(self, restarts: int) -> None:
        asyncio.run(self._blow(restarts))

    async def _blow(self, restarts: int) -> None:
        async with aiohttp.ClientSession(timeout=PATIENCE, trust_env=False) as session:
            await asyncio.gather(self._restart(restarts), *(self._carry(session) for _ in range(AT_ONCE)))

    async def _restart(self, times: int) -> None:
        """One process after the other is ended, spread over the storm."""
        for number in range(1, times + 1):
            self.mark, self.is_there = self.all * number // (times + 1), asyncio.Event()
            if self.done < self.mark:
                await self.is_there.wait()
            await asyncio.to_thread(self.machines.restart)

    async def _carry(self, session: aiohttp.ClientSession) -> None:
        while self.waiting:
            event = self.waiting.pop()
            if await self._delivered(session, event):
                self.done += 1
                if self.done == self.mark:
                    self.is_there.set()
            else:  # somewhere among those that are still to come
                self.again += 1
                self.waiting.insert(self.dice.randrange(len(self.waiting) + 1), event)
                await asyncio.sleep(0.02)

    async def _delivered(self, session: aiohttp.ClientSession, event: dict[str, Any]) -> bool:
        body, kind = encoded("events_api", event)
        door = self.dice.choice(self.machines.doors)
        try:
            headers = signed_headers(self.secret, body, kind)
            async with session.post(door, data=body.encode(), headers=headers) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, OSError):
            return False


def effects(conn: Connection) -> tuple[Counter[str], Counter[str]]:
    """How often each line was captured, and each event answered."""
    lines = Counter(conn.execute(text("SELECT text FROM captures")).scalars())
    return lines, Counter(conn.execute(text("SELECT ref FROM outbox WHERE kind = 'reply'")).scalars())


def unsent(conn: Connection) -> int:
    rows = conn.execute(text("SELECT count(*) FROM outbox WHERE kind = 'reply' AND state <> 'sent'"))
    return int(rows.scalar_one())


def test_each_event_takes_effect_once_however_often_it_comes_and_whoever_dies(
    postgres_server: PostgresServer, present_slack: Any, figures: Figures
) -> None:
    slack, dice = present_slack, Random(4)
    number, processes, restarts = size(150, 10_000), size(2, 4), size(2, 20)
    with postgres_server.fresh() as url:
        db = open_database(url)
        town = Town(slack, db, size(5, 50), datetime.now(UTC) - timedelta(days=1))
        events = [message(slack, dice.choice(town.people), each) for each in range(number)]
        with Machines(slack, url, processes, dice) as machines:
            storm = Storm(machines, slack.signing_secret, events, dice)
            storm.blow(restarts)
            lines, answers = db.run_sync(effects)
            assert machines.restarts == restarts and len(lines) == len(answers) == number
            assert set(lines.values()) == set(answers.values()) == {1}
            assert set(answers) == {event["event_id"] for event in events}
            until(lambda: db.run_sync(unsent) == 0 or not _is_hurried(db), "every answer")
        assert db.run_sync(broken) == []
        db.close()
    assert town.repeats() == 0
    size_told = f"{number:,} events x {TIMES}, {processes} processes, {restarts} restarts"
    figures.tell(
        "Events in a storm, PostgreSQL", size_told, f"{len(lines):,} effects, {storm.again} came again"
    )


def _is_hurried(db: Any) -> bool:
    """Whether an answer waits that no killed process holds: those come back when their lease has run out."""
    held = "SELECT count(*) FROM outbox WHERE kind = 'reply' AND state IN ('due', 'unknown')"
    return bool(db.run_sync(lambda conn: conn.execute(text(held)).scalar_one()))
