"""Moving the clock of the demo: everything that falls due on the way happens in order, at its own time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, TypeVar

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from sqlalchemy import Connection

from bot.app import Kith
from bot.jobs import sweep
from bot.jobs.delivery import DeliverCounts
from bot.local_slack import LocalSlack
from bot.log_lines import told
from bot.running import heartbeat
from storage import outbox_review, schedule

log = logging.getLogger(__name__)

Result = TypeVar("Result")

DAY = timedelta(days=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# What is said may set off something to say, at most so many times over.
MOST_ROUNDS = 10
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
# How long the end of a journey waits for the stop that it is at.
PATIENCE_SECONDS = 1.0


def time_machine(kith: Kith, slack: LocalSlack) -> Callable[[datetime], Awaitable[None]]:
    """What moves the clock forward to an instant. One journey at a time; a second one waits for its turn.

    A journey that is canceled ends at a stop: what was due there has been dealt with.
    """
    one_at_a_time = asyncio.Lock()

    async def advance(to: datetime) -> None:
        async with one_at_a_time:
            await Journey(kith, slack).advance(to)

    return advance


class Decided(NamedTuple):
    """After a sweep: when a nudge is due next, whether a message waits now, when one is tried next."""

    due_at: datetime | None
    waits: bool
    try_at: datetime | None


def decide(conn: Connection, now: datetime) -> Decided:
    """Decide all that is due by `now`, in one transaction."""
    while sweep.sweep_once(conn, now).due:
        pass
    waiting_at = outbox_review.next_try_at(conn, LONG_AGO)
    waits = waiting_at is not None and waiting_at <= now
    try_at = outbox_review.next_try_at(conn, now) if waits else waiting_at
    return Decided(schedule.next_due_at(conn), waits, try_at)


class Journey:
    """Stops wherever there is something to do: a nudge, a message to be tried again, the daily repair."""

    def __init__(self, kith: Kith, slack: LocalSlack) -> None:
        self.kith, self.slack = kith, slack
        # Never started: it lends its daily work, which is done here as each day begins.
        self._beat = heartbeat(kith)
        self._repair_at = _midnight(slack.clock.now()) + DAY
        self._wait: timedelta | None = None
        self._not_before: datetime | None = None

    async def advance(self, to: datetime) -> None:
        """Let the time pass until `to`, an aware instant; one that is over changes nothing."""
        await quiet(self.kith, self.slack)
        while (at := await _to_its_end(self._deal())) <= to:
            await _to_its_end(self._move(at))
        await _to_its_end(self._move(to))
        await _to_its_end(self._deal())

    async def _move(self, at: datetime) -> None:
        clock = self.slack.clock
        if at > clock.now():
            clock.set_to(at)
        if self._repair_at <= clock.now():
            self._repair_at += DAY
            await self._look_after_the_day()

    async def _look_after_the_day(self) -> None:
        """What the heartbeat does once a day by the wall; a refusal of Slack's waits for the next day."""
        try:
            await self._beat.purge()
            await self._beat.repair()
        except (SlackApiError, ClientError, TimeoutError) as error:
            log.warning("the daily look failed", extra=told(error))

    async def _deal(self) -> datetime:
        """Decide, say and hear until nothing is left to do now; when there is something to do next."""
        for _ in range(MOST_ROUNDS):
            decided = await self.kith.db.run(decide, self.slack.clock.now())
            if not decided.waits:
                break
            said = await self.kith.deliverer.round()
            await self.slack.settled()
            await self.kith.services.later.settle()
            self._wait_after(said)
            if self._wait:
                break
        if not decided.waits and decided.try_at is None:
            self._wait = self._not_before = None
        tries = [at for at in (decided.try_at, self._not_before) if at is not None]
        ahead = (decided.due_at, max(tries, default=None), self._repair_at)
        return min(at for at in ahead if at is not None)

    def _wait_after(self, said: DeliverCounts) -> None:
        """While Slack takes nothing it is asked less and less often, or the journey would never end."""
        if said.sent or said.parked:
            self._wait = self._not_before = None
        else:
            self._wait = min(2 * self._wait, LONGEST_WAIT) if self._wait else FIRST_WAIT
            self._not_before = self.slack.clock.now() + self._wait


def _midnight(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


async def quiet(kith: Kith, slack: LocalSlack) -> None:
    """Until everything that was set off has been said and drawn."""
    for _ in range(MOST_ROUNDS):
        await kith.services.later.settle()
        await slack.settled()
        said = await kith.deliverer.round()
        if not said.claimed and not slack.deliveries.in_flight:
            break


async def _to_its_end(step: Awaitable[Result]) -> Result:
    """A step is not broken off in the middle: a message would be sent, and nobody know."""
    work = asyncio.ensure_future(step)
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work], timeout=PATIENCE_SECONDS)
        if work.done() and not work.cancelled():
            work.exception()  # nobody asks for it any more
        work.cancel()
        raise
