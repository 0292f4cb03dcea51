"""One pass over the outbox: claim a batch with a lease, send it outside any transaction, complete it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from bot.coach import cadence
from bot.jobs import consequences
from bot.jobs.batch import LEASE_SECONDS, Limits, Round
from bot.jobs.sending import Ending
from bot.jobs.sight import Sight
from bot.messenger import Messenger
from storage import outbox_claim
from storage.database import Database
from storage.records import Posting

BATCH = 200


class DeliverCounts(NamedTuple):
    """What became of the claimed messages: `later` is to be tried again, `unknown` to be looked for."""

    claimed: int = 0
    sent: int = 0
    later: int = 0
    unknown: int = 0
    parked: int = 0
    folded: int = 0
    canceled: int = 0

    def __add__(self, other: object) -> DeliverCounts:
        if not isinstance(other, DeliverCounts):
            return NotImplemented
        return DeliverCounts(*map(sum, zip(self, other, strict=True)))


class Ended(NamedTuple):
    """A batch that was sent and is not written down yet."""

    endings: Sequence[Ending]
    at: datetime
    limited: frozenset[str]
    blind: dict[str, timedelta]


Observe = Callable[[DeliverCounts], None]


class Pass:
    """One pass over what is due, batch after batch: while one is sent, the one before it is written down and
    the next one is claimed.

    `unwritten` is what the database did not take yet: it is handed on from one pass to the next.
    """

    def __init__(
        self,
        db: Database,
        messenger: Messenger,
        clock: Callable[[], datetime],
        sight: Sight,
        *,
        limit: int = BATCH,
        pace: int | None = None,
        folds_late: bool = True,
        is_stopping: Callable[[], bool] = lambda: False,
        observe: Observe = lambda counts: None,
        unwritten: list[Ended] | None = None,
    ) -> None:
        self.db, self.messenger, self.clock, self.sight = db, messenger, clock, sight
        self.limit, self.pace, self.folds_late = limit, pace, folds_late
        self.is_stopping, self.observe = is_stopping, observe
        self.unwritten = [] if unwritten is None else unwritten
        self.total = DeliverCounts()
        self._limits = Limits()
        self._after = ""

    async def run(self) -> DeliverCounts:
        """Deliver until nothing is due any more, or nothing gets anywhere."""
        await self.write()
        batch = await self._claim()
        while batch:
            batch = await self._send(batch)
        return self.total

    async def write(self) -> None:
        """Complete what was sent. What the database does not take stays in `unwritten`."""
        while self.unwritten:
            ended = self.unwritten[0]
            await self.db.run(_complete, ended)
            self.unwritten.pop(0)
            counts = _counts(ended.endings)
            self.total += counts
            self.observe(counts)
            if found := await self.sight.ask(self.messenger, ended.endings):
                await self.db.run(consequences.go_blind, found, ended.at)

    async def _send(self, batch: Round) -> Round | None:
        """Send the batch; the next one, or None."""
        sending = asyncio.create_task(batch.send())
        following = None
        try:
            await self.write()
            if len(batch.postings) == self.limit:
                following = await self._claim(unreadable=0 if batch.has_unreadable else 1)
        except asyncio.CancelledError:
            sending.cancel()
            raise
        finally:
            # Whatever the database does: what Slack said is known.
            endings = await sending
            now = self.clock()
            limited, blind = self._limits.workspaces(now), self.sight.learn(endings)
            self.unwritten.append(Ended(endings, now, limited, blind))
        is_all = len(batch.postings) < self.limit and not batch.has_unreadable
        if following is None:
            await self.write()
            if not is_all and not all(ending.is_given_back for ending in endings):
                following = await self._claim()
        return following

    async def _claim(self, unreadable: int = 1) -> Round | None:
        if self.is_stopping():
            return None
        now, claimed_at = self.clock(), asyncio.get_running_loop().time()
        postings = await self.db.run(
            outbox_claim.claim,
            now,
            self.limit,
            LEASE_SECONDS,
            self.pace,
            after=self._after,
            readable=self.sight.readable,
            unreadable=unreadable,
            too_late=cadence.TOO_LATE if self.folds_late else None,
        )
        if not postings:
            return None
        self._after = next_after(postings, self._after, self.limit)
        return Round(
            self.messenger,
            postings,
            self.clock,
            claimed_at=claimed_at,
            limits=self._limits,
            folds_late=self.folds_late,
            is_stopping=self.is_stopping,
        )


def next_after(postings: Sequence[Posting], after: str, limit: int) -> str:
    """The workspace behind which the next claim begins, so that all get their turn: there were too many for
    this one, or one of those that go alone had its turn. "" begins anew."""
    alone = [one for one in postings if one.is_unreadable and not one.is_to_channel]
    seen = alone or (postings if len(postings) == limit else [])
    return max((one.owner.workspace_id for one in seen), key=lambda one: (one <= after, one), default="")


def _complete(conn: Connection, ended: Ended) -> None:
    outbox_claim.complete(conn, [ending.sent for ending in ended.endings])
    consequences.draw(conn, ended.endings, ended.at, limited=ended.limited, blind=ended.blind)


def _counts(endings: Sequence[Ending]) -> DeliverCounts:
    states = Counter(ending.sent.state for ending in endings)
    return DeliverCounts(
        claimed=len(endings),
        sent=states["sent"],
        later=states["due"],
        unknown=states["unknown"],
        parked=states["parked"],
        folded=states["folded"],
        canceled=states["canceled"],
    )
