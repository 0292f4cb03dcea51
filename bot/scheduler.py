"""The heartbeat, and the only import of APScheduler: a few interval jobs, in memory."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_sdk.errors import SlackApiError

from bot.delivery_errors import code_of
from bot.jobs.delivery import Deliverer
from bot.jobs.purge import purge
from bot.jobs.repair import repair_daily
from bot.jobs.sweep import SweepCounts, sweep
from bot.log_lines import told
from bot.messenger import Messenger
from bot.services import Services
from storage import pace
from storage.database import Database

log = logging.getLogger(__name__)

SWEEP_SECONDS = 5
DELIVERY_SECONDS = 5
CLIP_SECONDS = 5
DAY_SECONDS = 24 * 3600
WATCH_SECONDS = 30


class Heartbeat:
    """Sweeps, wakes the delivery, and repairs and purges once a day.

    What is due is a column of the database, never a job here: a beat that is missed loses nothing. One that
    is still running is not started again; one that is late runs once, however late.
    """

    def __init__(
        self,
        db: Database,
        messenger: Messenger,
        deliverer: Deliverer,
        services: Services,
        swept: Callable[[SweepCounts | None], None] = lambda _counts: None,
        attend: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`swept` is told the counts of each sweep, or None when it failed; `attend` looks at clips."""
        self.db = db
        self.messenger = messenger
        self.deliverer = deliverer
        self.services = services
        self.swept = swept
        self.attend = attend
        self.last_sweep_at: datetime | None = None
        self._swept_at: float | None = None
        self._beats = {"sweep": SWEEP_SECONDS, "deliver": DELIVERY_SECONDS, "clips": CLIP_SECONDS}
        self._beaten: dict[str, float] = {}
        self._under_way: set[str] = set()
        self._watch: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Begin to beat in the running event loop, with a first beat of everything at once."""
        daily = {"purge": DAY_SECONDS, "repair": DAY_SECONDS}
        for name, seconds in (self._beats | daily).items():
            job = self._guarded(getattr(self, name))
            self._scheduler.add_job(job)
            self._scheduler.add_job(job, "interval", seconds=seconds, id=name)
        self._scheduler.start()
        self._watch = asyncio.get_running_loop().create_task(self._keep_beating(), name="kith-watch")

    async def stop(self) -> None:
        """No further beat; a sweep that is running ends its transaction."""
        if self._watch:
            self._watch.cancel()
        self._scheduler.shutdown(wait=False)

    async def sweep(self) -> None:
        """Decide what is due, and have it delivered."""
        now = self.services.now()
        try:
            counts = await sweep(self.db, now)
        except Exception:
            self.swept(None)
            raise
        self.last_sweep_at, self._swept_at = now, asyncio.get_running_loop().time()
        self.swept(counts)
        if counts.due:
            log.info("sweep", extra=counts._asdict())
            self.deliverer.wake()

    def since_sweep(self) -> timedelta | None:
        """How long ago, by a clock that nobody puts back, a sweep came to its end; None: not yet."""
        if self._swept_at is None:
            return None
        return timedelta(seconds=asyncio.get_running_loop().time() - self._swept_at)

    async def deliver(self) -> None:
        """Wake the delivery: something may have to be tried again."""
        self.deliverer.wake()

    async def clips(self) -> None:
        """Ask for the transcripts that members wait for."""
        if self.attend:
            await self.attend()

    async def purge(self) -> None:
        """Forget old event ids."""
        await purge(self.db, self.services.now())

    async def repair(self) -> None:
        """Ask Slack what changed; with a token that works again, what was paused goes on."""
        workspace_id = self.services.team_id
        if await self.messenger.is_token_good(workspace_id) and await self.db.run(pace.resume, workspace_id):
            self.deliverer.wake()
        client = self.messenger.client_for(workspace_id)
        # Each process beats; one of them makes the day's repair.
        if counts := await repair_daily(self.db, client, workspace_id, self.services.now()):
            log.info("repair", extra=counts._asdict())

    def _guarded(self, job: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """The job, whose failure is logged by its kind and never by its text; the next beat tries again."""
        name = job.__name__

        async def beat() -> None:
            self._under_way.add(name)
            try:
                await job()
            except SlackApiError as error:
                log.warning("a beat failed", extra={"beat": name, "code": code_of(error)})
            except Exception as error:
                log.error("a beat failed", extra={"beat": name, **told(error)})
            finally:
                self._under_way.discard(name)
                self._beaten[name] = asyncio.get_running_loop().time()

        return beat

    async def _keep_beating(self) -> None:
        """APScheduler goes by the wall clock: when that is put back by a day, its next beat is a day away."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            try:
                if still := self.revive():
                    log.warning("the clock was put back: beats planned anew", extra={"beats": len(still)})
            except Exception as error:
                log.error("a beat could not be planned anew", extra=told(error))

    def revive(self) -> list[str]:
        """Plan anew the beats that have not come for four times their interval; their names.

        One that takes long, as when the database is locked, still comes.
        """
        now = asyncio.get_running_loop().time()
        still = [
            name
            for name, seconds in self._beats.items()
            if name not in self._under_way and now - self._beaten.get(name, now) > 4 * seconds
        ]
        for name in still:
            self._scheduler.reschedule_job(name, trigger="interval", seconds=self._beats[name])
        return still
