"""Days and hours in plain words, seen from Monday 23 November 2026."""

from datetime import date, time

import pytest

from bot.coach.dates import DateError, find_when, read_when, scan

MONDAY = date(2026, 11, 23)

DAYS = [
    ("by Friday", date(2026, 11, 27)),
    ("friday", date(2026, 11, 27)),
    ("on Monday", date(2026, 11, 30)),
    ("next Tuesday", date(2026, 12, 1)),
    ("Tuesday next week", date(2026, 12, 1)),
    ("this Thursday", date(2026, 11, 26)),
    ("Friday week", date(2026, 12, 4)),
    ("a week from Monday", date(2026, 12, 7)),
    ("last Tuesday", date(2026, 11, 17)),
    ("tomorrow", date(2026, 11, 24)),
    ("tmrw", date(2026, 11, 24)),
    ("the day after tomorrow", date(2026, 11, 25)),
    ("yesterday", date(2026, 11, 22)),
    ("tonight", MONDAY),
    ("this afternoon", MONDAY),
    ("eod", MONDAY),
    ("by end of day", MONDAY),
    ("eod friday", date(2026, 11, 27)),
    ("in two weeks", date(2026, 12, 7)),
    ("in a fortnight", date(2026, 12, 7)),
    ("in 3 days", date(2026, 11, 26)),
    ("within 5 days", date(2026, 11, 28)),
    ("in a couple of months", date(2027, 1, 23)),
    ("three days from now", date(2026, 11, 26)),
    ("2 weeks ago", date(2026, 11, 9)),
    ("this week", date(2026, 11, 27)),
    ("next week", date(2026, 12, 4)),
    ("this weekend", date(2026, 11, 28)),
    ("end of month", date(2026, 11, 30)),
    ("eom", date(2026, 11, 30)),
    ("next month", date(2026, 12, 31)),
    ("end of year", date(2026, 12, 31)),
    ("end of Q1", date(2027, 3, 31)),
    ("on the 5th", date(2026, 12, 5)),
    ("by the 31st", date(2026, 12, 31)),
    ("1 Dec", date(2026, 12, 1)),
    ("Dec 1st 2026", date(2026, 12, 1)),
    ("by 5 Jan", date(2027, 1, 5)),
    ("the 3rd of March", date(2027, 3, 3)),
    ("29 Feb", date(2028, 2, 29)),
    ("Friday 4 December", date(2026, 12, 4)),
    ("12/1", date(2026, 12, 1)),
    ("24/12", date(2026, 12, 24)),
    ("5.12.", date(2026, 12, 5)),
    ("2026-12-01", date(2026, 12, 1)),
    ("2020-01-01", date(2020, 1, 1)),
    ("mid december", date(2026, 12, 15)),
    ("by the end of March", date(2027, 3, 31)),
    ("christmas", date(2026, 12, 25)),
    ("by Easter", date(2027, 3, 28)),
    ("asap", None),
]


@pytest.mark.parametrize(("words", "on"), DAYS)
def test_plain_words_mean_a_day(words: str, on: date | None) -> None:
    when = read_when(words, MONDAY)
    assert when is not None
    assert when.on == on


HOURS = [
    ("next Tuesday 3pm", date(2026, 12, 1), time(15)),
    ("tomorrow by 10am", date(2026, 11, 24), time(10)),
    ("by 1 Dec at 14:00", date(2026, 12, 1), time(14)),
    ("by 9.15 tmrw", date(2026, 11, 24), time(9, 15)),
    ("this Friday, 5pm", date(2026, 11, 27), time(17)),
    ("Monday noon", date(2026, 11, 30), time(12)),
    ("half past nine", MONDAY, time(9, 30)),
    ("quarter to five", MONDAY, time(16, 45)),
    ("17:30", MONDAY, time(17, 30)),
    ("at 5", MONDAY, time(17)),
    ("at 9", MONDAY, time(9)),
    ("12am tomorrow", date(2026, 11, 24), time(0)),
]


@pytest.mark.parametrize(("words", "on", "at"), HOURS)
def test_an_hour_stands_beside_its_day(words: str, on: date, at: time) -> None:
    when = read_when(words, MONDAY)
    assert when is not None
    assert (when.on, when.at) == (on, at)


@pytest.mark.parametrize("words", ["31 Feb", "2026-13-40", "30.02.2027", "by 31/4"])
def test_a_day_that_does_not_exist_is_refused_kindly(words: str) -> None:
    with pytest.raises(DateError, match="Try for instance"):
        read_when(words, MONDAY)


@pytest.mark.parametrize(
    "words", ["", "   ", "nonsense", "the deck", "24/7", "😀", "every friday", "x" * 50_000]
)
def test_what_is_not_a_date_is_none(words: str) -> None:
    assert read_when(words, MONDAY) is None


def test_next_tuesday_is_the_tuesday_of_next_week_on_a_sunday_too() -> None:
    when = read_when("next Tuesday", date(2026, 11, 22))
    assert when is not None
    assert when.on == date(2026, 11, 24)


def test_today_is_excluded_from_a_weekday() -> None:
    when = read_when("by Monday", MONDAY)
    assert when is not None
    assert when.on == date(2026, 11, 30)


def test_the_last_phrase_of_a_sentence_is_its_deadline() -> None:
    text = "send Dana Monday's figures by Friday"
    found = find_when(text, MONDAY)
    assert found is not None
    assert (text[found.start : found.end], found.when.on) == ("by Friday", date(2026, 11, 27))


def test_the_same_monday_lies_ahead_or_behind() -> None:
    (phrase,) = scan("on Monday")
    assert phrase.on(MONDAY) == date(2026, 11, 30)
    assert phrase.on(MONDAY, past=True) == date(2026, 11, 16)


def test_a_text_without_a_date_has_no_phrase() -> None:
    assert find_when("send Dana the deck", MONDAY) is None


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("7 Dezember", date(2026, 12, 7)),
        ("le 3 mars", date(2027, 3, 3)),
        ("December 2026", date(2026, 12, 31)),
        ("2 days, 3 hours", date(2026, 11, 25)),
    ],
)
def test_the_long_tail_is_left_to_the_library(words: str, on: date) -> None:
    when = read_when(words, MONDAY)
    assert when is not None
    assert (when.on, when.at) == (on, None)


@pytest.mark.parametrize("year", range(2024, 2030))
def test_easter_is_always_a_sunday_in_spring(year: int) -> None:
    when = read_when("Easter", date(year, 1, 1))
    assert when is not None
    assert when.on is not None
    assert when.on.weekday() == 6
    assert date(year, 3, 22) <= when.on <= date(year, 4, 25)
