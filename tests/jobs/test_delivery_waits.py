"""How long a message waits for its next try: growing, spread, bounded, and the same each time it is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.coach.cadence import TOO_LATE
from bot.jobs import waits

IDS = [f"{number:032x}" for number in range(200)]
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 10), (3, 70), (4, 300)])
def test_the_waits_grow_and_are_spread_by_a_fifth(tries: int, minutes: int) -> None:
    found = [waits.next_wait(one, tries) for one in IDS]
    assert all(wait and 0.8 * minutes * MINUTE <= wait <= 1.2 * minutes * MINUTE for wait in found)
    assert len(set(found)) > 150


def test_after_the_fifth_try_there_is_none() -> None:
    assert [waits.next_wait(IDS[0], tries) for tries in (5, 6)] == [None, None]


def test_the_same_message_waits_the_same_whoever_asks() -> None:
    assert waits.next_wait(IDS[7], 2) == waits.next_wait(IDS[7], 2) != waits.next_wait(IDS[8], 2)


def test_no_wait_is_longer_than_six_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "RETRY_WAITS", (timedelta(days=2),) * 4)
    assert {waits.next_wait(one, 1) for one in IDS} == {timedelta(hours=6)}


def test_after_an_hour_of_trouble_a_nudge_has_a_try_before_it_is_too_late() -> None:
    for one in IDS:
        fourth = sum((waits.next_wait(one, tries) or timedelta() for tries in (1, 2, 3)), timedelta())
        assert 60 * MINUTE < fourth < TOO_LATE
