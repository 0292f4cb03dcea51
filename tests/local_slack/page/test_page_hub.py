"""The hub: notices are numbered, kept for who was away, and wake who waits."""

from __future__ import annotations

import asyncio

import pytest

from bot.local_slack.page import hub
from bot.local_slack.page.hub import Hub, Notice


def filled(count: int) -> Hub:
    made = Hub()
    for number in range(count):
        made.tell(Notice("post", ts=str(number + 1)))
    return made


def test_who_was_away_gets_what_came_after_the_last_notice_they_saw() -> None:
    assert [n.ts for n in filled(5).since(3) or ()] == ["4", "5"]
    assert filled(5).since(5) == []


def test_a_page_from_an_earlier_start_draws_all_anew() -> None:
    assert filled(5).since(6) is None


def test_who_was_away_for_too_long_draws_all_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    made = filled(hub.REMEMBERED + 2)
    assert made.since(0) is None and made.since(1) is None
    assert len(made.since(2) or ()) == hub.REMEMBERED


@pytest.mark.parametrize("mark", ["", "7", "-7", "x-7", "00000000-7", "9" * 5000])
def test_a_mark_of_another_start_is_no_number(mark: str) -> None:
    made = Hub()
    assert made.read(mark) is None and made.read(f"{made.life}-{'9' * 16}") is None
    assert made.read(made.mark(7)) == 7


def test_everybody_who_listens_hears_it_at_once() -> None:
    made, heard = Hub(), []
    made.on_tell.append(heard.append)
    made.tell(Notice("clock"))
    assert heard == [Notice("clock")]


async def test_a_notice_wakes_all_who_wait() -> None:
    made = Hub()
    waiting = [asyncio.create_task(made.wait(0, 60)) for _ in range(3)]
    await asyncio.sleep(0)
    made.tell(Notice("guide"))
    await asyncio.gather(*waiting)
    assert made.number == 1


async def test_who_is_behind_does_not_wait_and_nobody_waits_for_ever() -> None:
    made = filled(2)
    await made.wait(1, 60)
    await made.wait(2, 0.001)
    assert not made._awake
