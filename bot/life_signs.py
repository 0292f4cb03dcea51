"""Whether this process can do its work, and its figures: what /readyz and /metrics tell. Never hangs."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.app import Kith
from bot.scheduler import Heartbeat
from storage import checkup, schedule
from storage.trouble import trouble

SLOWEST_SWEEP = timedelta(seconds=120)
# For an answer of the database. What asks gives up sooner or later; a page that hangs tells it nothing.
ASK_SECONDS = 3
ENDING = "This process is ending."


class LifeSigns:
    """The signs of one process; `is_ending` is set once it was asked to end."""

    def __init__(self, kith: Kith, beat: Heartbeat) -> None:
        self.kith = kith
        self.beat = beat
        self.is_ending = False
        self._overdue: tuple[datetime, float] | None = None

    async def why_not(self) -> str | None:
        """None when the process can do its work, else one sentence that says what is in the way."""
        if self.is_ending:
            return ENDING
        try:
            async with asyncio.timeout(ASK_SECONDS):
                next_due_at = await self.kith.db.run(schedule.next_due_at)
        except TimeoutError:
            return f"The database does not answer within {ASK_SECONDS} seconds."
        except SQLAlchemyError as error:
            return trouble(error)
        except RuntimeError:  # its threads are gone
            return ENDING
        return self._why_late(next_due_at)

    def _why_late(self, next_due_at: datetime | None) -> str | None:
        """By the time since the last sweep, which a clock that is put forward or back does not change; and
        by what that sweep left behind though it had long been due."""
        since = self.beat.since_sweep()
        swept_at = self.beat.last_sweep_at
        if since is None or swept_at is None:
            return "The first sweep has not come to its end yet."
        if since > SLOWEST_SWEEP:
            return f"No sweep has succeeded for {since.total_seconds():.0f} seconds."
        seen = min(swept_at, self.kith.services.now())
        if next_due_at and seen - next_due_at > SLOWEST_SWEEP and self._is_passed_by(next_due_at, since):
            late = (seen - next_due_at).total_seconds()
            return f"Something on the schedule is due for {late:.0f} seconds, and the sweep passes it by."
        return None

    def _is_passed_by(self, due_at: datetime, since: timedelta) -> bool:
        """Whether a sweep has ended since it was first seen: a row that was just replayed is old, too."""
        now = asyncio.get_running_loop().time()
        if self._overdue is None or self._overdue[0] != due_at:
            self._overdue = (due_at, now)
        return now - since.total_seconds() > self._overdue[1]

    async def figures(self) -> bytes:
        """The metrics; without those of the database when it does not answer in time."""
        try:
            async with asyncio.timeout(ASK_SECONDS):
                told = await self.kith.db.run(checkup.clockwork, self.kith.services.now())
        except (TimeoutError, SQLAlchemyError, RuntimeError):
            told = None
        return self.kith.metrics.page(told)
