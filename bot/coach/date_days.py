"""Calendar arithmetic for days in plain words: what "the 5th" or "next Tuesday" means, seen from today."""

import re
from collections.abc import Callable
from datetime import date, timedelta

Resolver = Callable[[re.Match[str], date, bool], date | None]

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
NUMBERS = {word: number for number, word in enumerate(_COUNTED.split(" "))} | {
    "a": 1,
    "an": 1,
    "couple": 2,
    "a couple of": 2,
    "a couple": 2,
    "couple of": 2,
    "a few": 3,
    "few": 3,
    "twenty": 20,
}
_HOLIDAYS: tuple[tuple[str | tuple[str, ...], tuple[int, int]], ...] = (
    (("christmas e", "xmas e"), (12, 24)),
    (("christmas", "xmas"), (12, 25)),
    ("boxing", (12, 26)),
    (("new year's e", "new years e", "nye"), (12, 31)),
    ("new year", (1, 1)),
    ("valentine", (2, 14)),
    ("halloween", (10, 31)),
)


class DateError(ValueError):
    """There is no such day. The text is a sentence for the member, with an example."""


def _no_such_day(words: str) -> DateError:
    return DateError(f'There is no such day as "{words.strip()}". Try for instance "1 Dec" or "next Friday".')


def iso(match: re.Match[str], today: date, past: bool) -> date:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        raise _no_such_day(match[0]) from None


def day_month(match: re.Match[str], today: date, past: bool) -> date:
    month = MONTHS.index(match["month"][:3].lower()) + 1
    return _dated(int(match["day"]), month, match["year"], today, past, match[0])


def _dated(day: int, month: int, year: str | None, today: date, past: bool, words: str) -> date:
    """Without a year: the next such day (the latest one, for what has happened); 29 Feb may be years away."""
    if year:
        years = [int(year) + (2000 if len(year) == 2 else 0)]
    else:
        years = [today.year + step * (-1 if past else 1) for step in range(9)]
    for candidate in years:
        try:
            on = date(candidate, month, day)
        except ValueError:
            continue
        if year or (on <= today if past else on >= today):
            return on
    raise _no_such_day(words)


def slashed(match: re.Match[str], today: date, past: bool) -> date:
    first, second = int(match["a"]), int(match["b"])
    day, month = (first, second) if first > 12 else (second, first)
    return _dated(day, month, match["year"], today, past, match[0])


def dotted(match: re.Match[str], today: date, past: bool) -> date:
    return _dated(int(match["a"]), int(match["b"]), match["year"] or None, today, past, match[0])


def day_of_month(match: re.Match[str], today: date, past: bool) -> date:
    day, first = int(match["day"]), today.replace(day=1)
    if not 1 <= day <= 31:
        raise _no_such_day(match[0])
    for _ in range(4):
        if day <= _month_end(first).day:
            on = first.replace(day=day)
            if (on <= today) if past else (on >= today):
                return on
        first = (first - timedelta(1)).replace(day=1) if past else _month_end(first) + timedelta(1)
    raise _no_such_day(match[0])


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def _add_months(day: date, count: int) -> date:
    """The same day of a later month, or that month's last day."""
    index = day.year * 12 + day.month - 1 + count
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(day.day, _month_end(first).day))


def in_units(match: re.Match[str], today: date, past: bool) -> date:
    """Hours stay within the day: no clock is read here."""
    count = _count(match["n"])
    unit = match["unit"].lower()
    if unit.startswith(("h", "mi")):
        return today
    sign = -1 if past else 1
    if unit.startswith("mo"):
        return _add_months(today, sign * count)
    if unit.startswith("y"):
        return _add_months(today, sign * 12 * min(count, 100))
    return today + timedelta(sign * count * {"d": 1, "w": 7, "f": 14}[unit[0]])


def ago(match: re.Match[str], today: date, past: bool) -> date:
    return in_units(match, today, True)


def _count(word: str) -> int:
    word = " ".join(word.lower().split())
    return int(word) if word.isdigit() else NUMBERS[word]


def _weekday_number(match: re.Match[str]) -> int:
    word = match["wd"].lower()
    return 2 if word.startswith("we") else DAYS.index(word[:3])


def _next_such(today: date, weekday: int) -> date:
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def last_such(today: date, weekday: int) -> date:
    return today - timedelta((today.weekday() - weekday - 1) % 7 + 1)


def weekday(match: re.Match[str], today: date, past: bool) -> date:
    return (last_such if past else _next_such)(today, _weekday_number(match))


def last_weekday(match: re.Match[str], today: date, past: bool) -> date:
    return last_such(today, _weekday_number(match))


def next_week_day(match: re.Match[str], today: date, past: bool) -> date:
    return _week_day(today, 1, _weekday_number(match))


def last_week_day(match: re.Match[str], today: date, past: bool) -> date:
    return _week_day(today, -1, _weekday_number(match))


def weekday_and_a_week(match: re.Match[str], today: date, past: bool) -> date:
    return _next_such(today, _weekday_number(match)) + timedelta(7)


def _week_day(today: date, weeks: int, weekday: int) -> date:
    return today + timedelta(7 * weeks + weekday - today.weekday())


def in_week(weeks: int, weekday: int) -> Resolver:
    """A day of this or a coming week; never before today when it is this week's."""
    return lambda match, today, past: (
        max(today, _week_day(today, 0, weekday))
        if weeks == 0 and not past
        else _week_day(today, weeks, weekday)
    )


def after(days: int) -> Resolver:
    return lambda match, today, past: today + timedelta(days)


def end_of_month(months: int) -> Resolver:
    return lambda match, today, past: _month_end(_add_months(today, months))


def end_of_year(years: int) -> Resolver:
    return lambda match, today, past: date(today.year + years, 12, 31)


def end_of_quarter(match: re.Match[str], today: date, past: bool) -> date:
    month = 3 * (int(match["q"]) if match["q"] else (today.month + 2) // 3)
    year = today.year + (1 if month < today.month else 0)
    return _month_end(date(year, month, 1))


def named_month(match: re.Match[str], today: date, past: bool) -> date:
    """A month alone is meant to its end; "mid" is its fifteenth."""
    month = MONTHS.index(match["month"][:3].lower()) + 1
    year = (
        today.year
        + (1 if month < today.month and not past else 0)
        - (1 if past and month > today.month else 0)
    )
    year = int(match["year"]) if match["year"] else year
    return date(year, month, 15) if match["mid"] else _month_end(date(year, month, 1))


def holiday(match: re.Match[str], today: date, past: bool) -> date:
    word = match["holiday"].lower()
    if word.startswith("easter"):
        on = _easter(today.year)
        return on if past or on >= today else _easter(today.year + 1)
    month, day = next(on for start, on in _HOLIDAYS if word.startswith(start))
    return _dated(day, month, None, today, past, word)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, century = year % 19, year // 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 100 % 4) % 7
    shift = (golden + 11 * epact + 22 * rest) // 451
    month, day = divmod(epact + rest - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def no_day(match: re.Match[str], today: date, past: bool) -> None:
    return None
