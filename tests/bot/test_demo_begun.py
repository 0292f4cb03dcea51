"""What the page began is broken off at the end, and nothing begins after it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.demo_begun import Begun, Cards, Clockwork
from bot.local_slack import LocalSlack
from tests.processes import MANIFEST

MORNING = datetime(2031, 3, 3, 9, tzinfo=UTC)


async def answer() -> int:
    return 42


def test_work_that_is_done_gives_its_result() -> None:
    async def talk() -> int:
        begun = Begun()
        found = await begun.awaited(answer())
        await begun.end()
        return found

    assert asyncio.run(talk()) == 42


def test_work_that_is_under_way_is_broken_off_with_its_caller() -> None:
    async def talk() -> asyncio.Task[bool]:
        begun = Begun()
        caller = asyncio.create_task(begun.awaited(asyncio.Event().wait()))
        await asyncio.sleep(0)
        await begun.end()
        return caller

    assert asyncio.run(talk()).cancelled()


def test_work_that_does_not_let_go_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.demo_begun.STOP_SECONDS", 0.01)

    async def stubborn(held: asyncio.Event) -> None:
        while not held.is_set():
            try:
                await held.wait()
            except asyncio.CancelledError:
                continue

    async def talk() -> bool:
        begun, held = Begun(), asyncio.Event()
        caller = asyncio.create_task(begun.awaited(stubborn(held)))
        await asyncio.sleep(0)
        await begun.end()
        is_there = not caller.done()
        held.set()
        await caller
        return is_there

    assert asyncio.run(talk())


ASKED = {
    "advance": lambda clockwork, cards: clockwork.advance(MORNING),
    "done": lambda clockwork, cards: cards.done("alice"),
    "start": lambda clockwork, cards: cards.start(True),
    "remove": lambda clockwork, cards: cards.remove_samples(),
}


@pytest.mark.parametrize("is_over", [True, False], ids=["after the end", "before Kith is there"])
@pytest.mark.parametrize("what", ASKED)
def test_what_the_page_asks_for_ends_with_it(what: str, is_over: bool) -> None:
    async def talk() -> asyncio.Task[Any]:
        begun, slack = Begun(), LocalSlack(MANIFEST)
        if is_over:
            await begun.end()
        asked = asyncio.create_task(ASKED[what](Clockwork(slack, begun), Cards(slack, begun)))
        await asyncio.sleep(0)
        await begun.end()
        return asked

    assert asyncio.run(talk()).cancelled()
