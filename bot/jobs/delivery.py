"""From the outbox to Slack, for whoever asks: one pass over what is due, or the loop of a process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.jobs.passing import DeliverCounts as DeliverCounts
from bot.jobs.passing import Ended, Observe, Pass
from bot.jobs.sight import Sight
from bot.log_lines import told
from bot.messenger import Messenger
from storage import outbox_review
from storage.database import Database

log = logging.getLogger(__name__)

# Slack allows several hundred messages a minute and workspace (docs.slack.dev, rate limits).
PER_SECOND = 10
SHUTDOWN_SECONDS = 25
# At the end: how often what is known is tried to be written down when the database does not take it.
LAST_WRITES = 4


async def deliver(
    db: Database,
    messenger: Messenger,
    now: datetime,
    *,
    fold_late: bool = True,
    sight: Sight | None = None,
) -> DeliverCounts:
    """Deliver everything that is due by `now`, without a pace."""
    return await Pass(db, messenger, lambda: now, sight or Sight(), folds_late=fold_late).run()


async def deliver_patiently(
    db: Database,
    messenger: Messenger,
    as_of: datetime,
    patience: timedelta = timedelta(seconds=60),
    sight: Sight | None = None,
) -> DeliverCounts:
    """Deliver everything due by `as_of`, however late, for `kith sweep`: waits where Slack asks to wait.

    It sleeps for real, at most `patience` in all; what is to be tried later than that stays in the outbox.
    """
    sight = sight or Sight()
    total = await deliver(db, messenger, as_of, fold_late=False, sight=sight)
    until = as_of
    while (again_at := await db.run(outbox_review.next_try_at, until)) and again_at <= as_of + patience:
        await asyncio.sleep((again_at - until).total_seconds())
        until = again_at
        total += await deliver(db, messenger, until, fold_late=False, sight=sight)
    return total


class Deliverer:
    """The delivery loop of one process. It works when it is woken: by the heartbeat, and by every reply.

    `observe` hears the counts of each batch once it is written down.
    """

    def __init__(
        self,
        db: Database,
        messenger: Messenger,
        clock: Callable[[], datetime],
        pace: int | None = PER_SECOND,
        observe: Observe = lambda counts: None,
    ) -> None:
        self.db = db
        self.messenger = messenger
        self.clock = clock
        self.pace = pace
        self.observe = observe
        self._sight = Sight()
        self._unwritten: list[Ended] = []
        self._work = asyncio.Event()
        self._one_round = asyncio.Lock()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """There may be something to send. Costs nothing; may be called from the event loop at any time."""
        self._work.set()

    def start(self) -> None:
        """Begin to deliver, in the running event loop."""
        self._task = asyncio.get_running_loop().create_task(self._run(), name="kith-delivery")
        self.wake()

    async def stop(self) -> None:
        """Claim nothing more, and end what is under way within 25 seconds: sent, or given back.

        What a broken connection still holds then is looked for when its lease has run out.
        """
        self._stopping = True
        self.wake()
        if self._task:
            await asyncio.wait([self._task], timeout=SHUTDOWN_SECONDS)
            self._task.cancel()

    async def round(self) -> DeliverCounts:
        """Deliver what is due by the clock, batch after batch; one round at a time in this process.

        So a clock that is moved while a message is under way makes nobody here take its lease for lost.
        """
        async with self._one_round:
            return await self._pass().run()

    def _pass(self) -> Pass:
        return Pass(
            self.db,
            self.messenger,
            self.clock,
            self._sight,
            pace=self.pace,
            is_stopping=lambda: self._stopping,
            observe=self.observe,
            unwritten=self._unwritten,
        )

    async def _run(self) -> None:
        while not self._stopping:
            await self._work.wait()
            self._work.clear()
            await self._try(self.round)
        for _ in range(LAST_WRITES):
            if self._unwritten and not await self._try(self._pass().write):
                await asyncio.sleep(1)

    async def _try(self, work: Callable[[], Awaitable[object]]) -> bool:
        try:
            await work()
        except Exception as error:
            # The database may be away for a moment; the next heartbeat tries again.
            log.error("delivery failed", extra=told(error))
            return False
        return True
