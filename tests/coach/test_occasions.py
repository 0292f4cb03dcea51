"""`/pitch for`: what is read in a line, and when nothing would bring the pitch later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.dates import DateError
from bot.coach.occasions import MOST_LETTERS, OccasionWords, read_occasion, why_now
from storage.records import Member, Owner

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
MEMBER = Member(Owner("T1", "U1"), "Europe/Lisbon", NOW)


@pytest.mark.parametrize(
    ("line", "what", "days", "at"),
    [
        ("the trade fair on Thursday", "the trade fair", 3, None),
        ("coffee with Dana tomorrow 10:00", "coffee with Dana", 1, time(10)),
        ("tomorrow's trade fair", "trade fair", 1, None),
        ("Thursday: the trade fair", "the trade fair", 3, None),
        ("lunch at 12:30 tomorrow, Bank", "lunch Bank", 1, time(12, 30)),
        ("the meeting today at 3pm", "the meeting", 0, time(15)),
        ("the  fair in two weeks", "the fair", 14, None),
        ("demo day on 1 Dec", "demo day", 8, None),
        ("the fair yesterday", "the fair", -1, None),
    ],
)
def test_a_line_is_what_it_is_and_when(line: str, what: str, days: int, at: time | None) -> None:
    assert read_occasion(line, MONDAY) == OccasionWords(what, MONDAY + days * DAY, at)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("the trade fair", OccasionWords("the trade fair", None, None)),
        ("Thursday", OccasionWords("", MONDAY + 3 * DAY, None)),
        ("!!", OccasionWords("", None, None)),
    ],
)
def test_what_is_missing_is_left_open(line: str, read: OccasionWords) -> None:
    assert read_occasion(line, MONDAY) == read


def test_a_day_that_does_not_exist_is_told() -> None:
    with pytest.raises(DateError):
        read_occasion("the fair on 31 February", MONDAY)


@given(st.text(max_size=600))
def test_any_text_is_read(line: str) -> None:
    try:
        read = read_occasion(line, MONDAY)
    except DateError:
        return
    assert len(read.what) <= MOST_LETTERS


@pytest.mark.parametrize(
    ("days", "hour", "changes", "why"),
    [
        (0, 8, {}, "soon"),
        (1, 11, {}, None),
        (1, 12, {}, "soon"),
        (1, 11, {"tz": "Asia/Tokyo"}, "soon"),
        (1, 13, {"tz": "America/New_York"}, None),
        (5, 11, {"nudges_on": False}, "nudges off"),
        (5, 11, {"paused_until": MONDAY + 5 * DAY}, "paused"),
        (5, 11, {"paused_until": MONDAY + 4 * DAY}, None),
        (5, 11, {"practice_days": ""}, None),
    ],
)
def test_the_pitch_is_for_now_when_nothing_brings_it_later(
    days: int, hour: int, changes: dict[str, Any], why: str | None
) -> None:
    assert why_now(MONDAY + days * DAY, replace(MEMBER, **changes), NOW.replace(hour=hour)) == why
