"""Instants as the member's own calendar and clock tell them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.coach.local_words import clock_now, moment_words

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
SUNDAY = date(2026, 11, 22)
WORDS = [
    ("Europe/Lisbon", "tomorrow at 09:00"),
    ("Asia/Kolkata", "tomorrow at 14:30"),
    ("Pacific/Auckland", "tomorrow at 22:00"),
    ("Pacific/Honolulu", "today at 23:00"),
    ("Nowhere/Known", "tomorrow at 09:00"),
]


@pytest.mark.parametrize(("tz", "words"), WORDS)
def test_an_instant_is_told_by_the_members_calendar_and_clock(tz: str, words: str) -> None:
    assert moment_words(AT, tz, SUNDAY) == words


def test_a_later_day_is_told_with_its_weekday() -> None:
    assert moment_words(AT, "Europe/Lisbon", date(2026, 11, 20)) == "Monday 23 Nov at 09:00"


def test_the_clock_on_the_wall_follows_the_zone() -> None:
    assert clock_now(AT, "America/New_York") == "04:00"
