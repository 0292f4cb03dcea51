"""A real process that sweeps and delivers once, and kills itself at a named point on the way.

`python -m tests.jobs.doomed POINT DATABASE_URL SLACK_API_URL TOKEN SECONDS`; SECONDS is its present instant.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from typing import Any

from bot.jobs import delivery, sweep
from bot.messenger import Look, Messenger, open_session, web_client
from storage import outbox_claim, schedule
from storage.database import open_database
from storage.records import Posting, Sent

POINTS = ("sweeping", "swept", "claimed", "before send", "after send", "completing")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Doomed(Messenger):
    """Dies just before, or just after, Slack has the second message."""

    def __init__(self, client_for: Any, point: str) -> None:
        super().__init__(client_for)
        self.point = point
        self.sent = 0

    async def send(self, posting: Posting, now: datetime) -> Sent:
        self.sent += 1
        if self.point == "before send" and self.sent == 2:
            die()
        result = await super().send(posting, now)
        if self.point == "after send" and self.sent >= 2:
            die()
        return result

    async def look_for(self, posting: Posting) -> Look:
        raise AssertionError("nothing is unknown yet")


def arm(point: str) -> None:
    """Put the end where the transaction of that name has done its work, but is not committed."""
    module, name = {
        "sweeping": (schedule, "move_on"),
        "claimed": (delivery, "Round"),
        "completing": (outbox_claim, "complete"),
    }.get(point, (None, ""))
    if module is None:
        return
    real = getattr(module, name)

    def then_die(*args: Any, **fields: Any) -> Any:
        real(*args, **fields)
        die()

    setattr(module, name, then_die)


async def live(point: str, database_url: str, api_url: str, token: str, seconds: str) -> None:
    now = datetime.fromtimestamp(float(seconds), UTC)
    db, session = open_database(database_url), open_session()
    client = web_client(token, api_url, session)
    arm(point)
    await sweep.sweep(db, now)
    if point == "swept":
        die()
    await delivery.deliver(db, Doomed(lambda _: client, point), now)


if __name__ == "__main__":
    asyncio.run(live(*sys.argv[1:6]))
