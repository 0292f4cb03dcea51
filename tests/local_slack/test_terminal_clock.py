"""Times as people type them after :clock, in their own zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.local_slack.terminal_clock import read_clock

SATURDAY = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)

LISBON = [
    ("tomorrow 09:00", "2026-11-22T09:00"),
    ("tomorrow", "2026-11-22T09:00"),
    ("today 23:45", "2026-11-21T23:45"),
    ("+1 hour", "2026-11-22T00:30"),
    ("+30m", "2026-11-22T00:00"),
    ("+ 2 days", "2026-11-23T23:30"),
    ("in 3 days", "2026-11-24T23:30"),
    ("+1 week", "2026-11-28T23:30"),
    ("next Monday", "2026-11-23T09:00"),
    ("monday 08:15", "2026-11-23T08:15"),
    ("Sat 10am", "2026-11-28T10:00"),
    ("fri at 3pm", "2026-11-27T15:00"),
    ("2026-12-01 08:00", "2026-12-01T08:00"),
    ("2026-12-01", "2026-12-01T09:00"),
    ("23:45", "2026-11-21T23:45"),
    ("14:30", "2026-11-22T14:30"),
    ("12am", "2026-11-22T00:00"),
    ("12pm", "2026-11-22T12:00"),
]


@pytest.mark.parametrize(("text", "expected"), LISBON)
def test_a_time_is_read_in_lisbon(text: str, expected: str) -> None:
    assert read_clock(text, SATURDAY, "Europe/Lisbon") == datetime.fromisoformat(expected).replace(tzinfo=UTC)


ELSEWHERE = [
    ("Pacific/Auckland", "tomorrow 09:00", "2026-11-22T20:00"),
    ("America/New_York", "tomorrow 09:00", "2026-11-22T14:00"),
    ("Asia/Kolkata", "today 06:00", "2026-11-22T00:30"),
]


@pytest.mark.parametrize(("tz", "text", "expected"), ELSEWHERE)
def test_tomorrow_is_the_persons_own(tz: str, text: str, expected: str) -> None:
    assert read_clock(text, SATURDAY, tz) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "soon", "25:00", "13pm", "next", "+1 fortnight", "2026-13-01", "tomorrow soon", "mo"]
)
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    assert read_clock(text, SATURDAY, "Europe/Lisbon") is None


def test_an_hour_that_a_clock_change_skips_moves_past_the_gap() -> None:
    now = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert read_clock("tomorrow 01:30", now, "Europe/Lisbon") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
