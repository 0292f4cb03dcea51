"""What the page has begun with Kith: journeys of the clock, looks at the cards. It ends before Kith does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from typing import Any, TypeVar

from bot.app import Kith
from bot.demo_guide import KithGuide
from bot.demo_time import time_machine
from bot.local_slack import LocalSlack

Result = TypeVar("Result")
Advance = Callable[[datetime], Awaitable[None]]
# A journey ends at a stop: nothing that was sent there is forgotten.
STOP_SECONDS = 0.5


class Begun:
    """The tasks that are at work for the page."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()
        self._is_over = False

    async def awaited(self, work: Coroutine[Any, Any, Result]) -> Result:
        """The result of `work`, which is broken off, and its caller with it, when the end comes before."""
        me = asyncio.current_task()
        if self._is_over or me is None:
            work.close()
            raise asyncio.CancelledError
        self._tasks.add(me)
        try:
            return await work
        finally:
            self._tasks.discard(me)

    async def end(self) -> None:
        """Break everything off, and let nothing begin any more."""
        self._is_over = True
        tasks = set(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=STOP_SECONDS)


class Clockwork:
    """Moves the clock for the page. It is made before Kith is there; `begin` hands Kith in."""

    def __init__(self, slack: LocalSlack, begun: Begun) -> None:
        self._slack, self._begun = slack, begun
        self._machine: asyncio.Future[Advance] = asyncio.get_running_loop().create_future()

    def begin(self, kith: Kith) -> None:
        """Kith is there."""
        self._machine.set_result(time_machine(kith, self._slack))

    async def advance(self, to: datetime) -> None:
        """Move the clock; everything that is due on the way happens at its own time."""
        await self._begun.awaited(self._move(to))

    async def _move(self, to: datetime) -> None:
        move = await asyncio.shield(self._machine)
        await move(to)


class Cards(KithGuide):
    """The guide, which asks Kith nothing any more when the end has come."""

    def __init__(self, slack: LocalSlack, begun: Begun) -> None:
        super().__init__(slack)
        self._begun = begun

    async def done(self, person_handle: str) -> set[str]:
        return await self._begun.awaited(super().done(person_handle))

    async def start(self, with_samples: bool) -> None:
        await self._begun.awaited(super().start(with_samples))

    async def remove_samples(self) -> None:
        await self._begun.awaited(super().remove_samples())
