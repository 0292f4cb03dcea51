"""Days, spans, counts and long texts in words."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from bot.coach import wording

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (4, "Friday 27 Nov"),
        (-3, "Friday 20 Nov"),
        (6, "Sunday 29 Nov"),
        (7, "30 Nov"),
        (-7, "16 Nov"),
        (43, "5 Jan 2027"),
        (-365, "23 Nov 2025"),
    ],
)
def test_a_day_is_said_as_one_would_today(days: int, words: str) -> None:
    assert wording.day_words(TODAY + timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(
    ("days", "at", "words"),
    [
        (None, None, "no date"),
        (None, time(9), "no date"),
        (-1, None, "1 day overdue"),
        (-12, time(9), "12 days overdue"),
        (0, None, "due today"),
        (1, time(15), "due tomorrow, 15:00"),
        (4, time(9, 5), "due Friday 27 Nov, 09:05"),
    ],
)
def test_when_something_is_due(days: int | None, at: time | None, words: str) -> None:
    on = None if days is None else TODAY + timedelta(days=days)
    assert wording.due_words(on, at, TODAY) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (91, "13 weeks ago"),
        (92, "3 months ago"),
        (400, "13 months ago"),
    ],
)
def test_how_long_ago_a_day_was(days: int, words: str) -> None:
    assert wording.ago_words(TODAY - timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(("number", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_a_number_with_its_noun(number: int, words: str) -> None:
    assert wording.count_words(number, "day") == words
    assert wording.count_words(2, "person", "people") == "2 people"


@pytest.mark.parametrize(("minute", "words"), [(0, "00:00"), (545, "09:05"), (1439, "23:59")])
def test_a_clock(minute: int, words: str) -> None:
    assert wording.clock_words(minute) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("12345", "Monday to Friday"),
        ("1234567", "every day"),
        ("", "never"),
        ("3", "Wednesday"),
        ("15", "Monday, Friday"),
    ],
)
def test_weekdays(days: str, words: str) -> None:
    assert wording.days_words(days) == words


@pytest.mark.parametrize("text", ["", "short", "x" * 50, "word " * 100, "a\n\n b\t c", "😀" * 60])
def test_a_clipped_text_is_one_line_and_fits(text: str) -> None:
    clipped = wording.clip(text, 20)
    assert len(clipped) <= 20 and "\n" not in clipped and "  " not in clipped
    assert clipped.endswith("…") == (len(" ".join(text.split())) > 20)


@pytest.mark.parametrize(
    ("words", "row"),
    [([], ""), (["Ann"], "Ann"), (["Ann", "Ben"], "Ann and Ben"), (("Ann", "Ben", "Cy"), "Ann, Ben and Cy")],
)
def test_names_in_a_row(words: list[str] | tuple[str, ...], row: str) -> None:
    assert wording.listed(words) == row
