"""From the outbox to Slack: claim a batch with a lease, send it outside any transaction, complete it."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from bot.coach import cadence
from bot.jobs import consequences
from bot.jobs.sending import Ending, attempt, released
from bot.log_lines import told
from bot.messenger import TIMEOUT_SECONDS, Messenger
from storage import outbox_claim, outbox_review
from storage.database import Database
from storage.records import Posting

log = logging.getLogger(__name__)

BATCH = 100
AT_ONCE = 10
LEASE_SECONDS = 120
# The last moment of a lease to begin with a posting: looking, sending and asking for the token fit in.
LAST_START = LEASE_SECONDS - 4 * TIMEOUT_SECONDS
# Slack allows several hundred messages a minute and workspace (docs.slack.dev, rate limits).
PER_SECOND = 10
SHUTDOWN_SECONDS = 25
# From this many channels on, "too much" is meant for the workspace and not for one channel.
LIMITED_CHANNELS = 2


class DeliverCounts(NamedTuple):
    """What became of the claimed messages. `later` counts those to be tried, or looked for, again."""

    claimed: int = 0
    sent: int = 0
    later: int = 0
    parked: int = 0

    def __add__(self, other: object) -> DeliverCounts:
        if not isinstance(other, DeliverCounts):
            return NotImplemented
        return DeliverCounts(*map(sum, zip(self, other, strict=True)))


class Round:
    """One claimed batch on its way: one message at a time a channel, ten channels at once."""

    def __init__(self, messenger: Messenger, now: datetime, is_stopping: Callable[[], bool]) -> None:
        self.messenger = messenger
        self.now = now
        self.is_stopping = is_stopping
        self.limited: dict[str, datetime | None] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._loop = asyncio.get_running_loop()
        self._last_start = self._loop.time() + LAST_START

    async def send(self, postings: Sequence[Posting]) -> list[Ending]:
        """Try every posting once; those that may not be begun any more are given back."""
        channels: dict[str, list[Posting]] = defaultdict(list)
        for posting in postings:
            channels[posting.channel_id or posting.owner.member_id].append(posting)
        done = await asyncio.gather(*(self._channel(name, waiting) for name, waiting in channels.items()))
        return [ending for endings in done for ending in endings]

    async def _channel(self, name: str, waiting: Sequence[Posting]) -> list[Ending]:
        return [await self._one(name, posting) for posting in waiting]

    async def _one(self, channel: str, posting: Posting) -> Ending:
        async with self._slots:
            if self._may_not_begin(channel):
                return Ending(posting, released(posting, self.now, retry_at=self.limited.get(channel)))
            ending = await attempt(self.messenger, posting, self.now)
        if ending.is_rate_limited:
            self.limited[channel] = ending.sent.retry_at
        return ending

    def _may_not_begin(self, channel: str) -> bool:
        too_much = channel in self.limited or len(self.limited) >= LIMITED_CHANNELS
        return too_much or self.is_stopping() or self._loop.time() > self._last_start


async def deliver_once(
    db: Database,
    messenger: Messenger,
    now: datetime,
    *,
    limit: int = BATCH,
    pace: int | None = None,
    is_stopping: Callable[[], bool] = lambda: False,
) -> DeliverCounts | None:
    """Deliver one batch; None when nothing was due. `pace` is messages a second for each workspace."""
    postings = await db.run(outbox_claim.claim, now, limit, LEASE_SECONDS, pace)
    if not postings:
        return None
    batch = Round(messenger, now, is_stopping)
    endings = await batch.send(postings)
    await db.run(_complete, endings, len(batch.limited) >= LIMITED_CHANNELS, now)
    return _counts(endings)


async def deliver(
    db: Database, messenger: Messenger, now: datetime, *, fold_late: bool = True
) -> DeliverCounts:
    """Deliver everything that is due by `now`, without a pace."""
    await db.run(tidy, now, fold_late)
    total = DeliverCounts()
    while counts := await deliver_once(db, messenger, now):
        total += counts
        if counts.sent + counts.parked == 0:
            break  # what was given back is for another time
    return total


async def deliver_patiently(
    db: Database, messenger: Messenger, as_of: datetime, patience: timedelta = timedelta(seconds=60)
) -> DeliverCounts:
    """Deliver everything due by `as_of`, however late, for `kith sweep`: waits where Slack asks to wait.

    It sleeps for real, at most `patience` in all; what is to be tried later than that stays in the outbox.
    """
    total = await deliver(db, messenger, as_of, fold_late=False)
    until = as_of
    while (again_at := await db.run(outbox_review.next_try_at, until)) and again_at <= as_of + patience:
        await asyncio.sleep((again_at - until).total_seconds())
        until = again_at
        total += await deliver(db, messenger, until, fold_late=False)
    return total


def tidy(conn: Connection, now: datetime, fold_late: bool = True) -> None:
    """Before a round: what is too late is folded, what was for members who left is canceled; rows say so."""
    if fold_late:
        outbox_claim.fold_late(conn, now, cadence.TOO_LATE)
    outbox_claim.cancel_deactivated(conn)


def _complete(conn: Connection, endings: Sequence[Ending], is_limited: bool, now: datetime) -> None:
    outbox_claim.complete(conn, [ending.sent for ending in endings])
    consequences.draw(conn, endings, is_limited, now)


def _counts(endings: Sequence[Ending]) -> DeliverCounts:
    states = Counter(ending.sent.state for ending in endings)
    sent, parked = states["sent"], states["parked"]
    return DeliverCounts(len(endings), sent, len(endings) - sent - parked, parked)


class Deliverer:
    """The delivery loop of one process. It works when it is woken: by the heartbeat, and by every reply."""

    def __init__(
        self,
        db: Database,
        messenger: Messenger,
        clock: Callable[[], datetime],
        pace: int | None = PER_SECOND,
    ) -> None:
        self.db = db
        self.messenger = messenger
        self.clock = clock
        self.pace = pace
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
            return await self._round()

    async def _round(self) -> DeliverCounts:
        total = DeliverCounts()
        if not self._stopping:
            await self.db.run(tidy, self.clock())
        while not self._stopping:
            counts = await deliver_once(
                self.db, self.messenger, self.clock(), pace=self.pace, is_stopping=lambda: self._stopping
            )
            if counts is None:
                break
            total += counts
            if counts.sent + counts.parked == 0:
                break
        return total

    async def _run(self) -> None:
        while not self._stopping:
            await self._work.wait()
            self._work.clear()
            try:
                await self.round()
            except Exception as error:
                # The database may be away for a moment; the next heartbeat tries again.
                log.error("delivery failed", extra=told(error))
