"""How days, spans and long texts are put into words."""

from __future__ import annotations

import re
from datetime import date, time

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPACES = re.compile(r"\s+")


def day_words(on: date, today: date) -> str:
    """A day as one would say it today: "today", "Friday 27 Nov", "5 Jan 2027"."""
    nearby = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((on - today).days)
    if nearby:
        return nearby
    words = f"{on.day} {MONTHS[on.month - 1]}"
    if abs((on - today).days) < 7:
        return f"{WEEKDAYS[on.weekday()]} {words}"
    return words if on.year == today.year else f"{words} {on.year}"


def due_words(on: date | None, at: time | None, today: date) -> str:
    """When something is due: "due Friday 27 Nov, 15:00", "3 days overdue", "no date"."""
    if on is None:
        return "no date"
    if on < today:
        return f"{count_words((today - on).days, 'day')} overdue"
    clock = f", {at:%H:%M}" if at else ""
    return f"due {day_words(on, today)}{clock}"


def ago_words(on: date, today: date) -> str:
    """How long ago a day was: "today", "3 days ago", "5 weeks ago"."""
    days = (today - on).days
    if days < 2:
        return day_words(on, today)
    if days < 14:
        return f"{days} days ago"
    return f"{days // 7} weeks ago" if days < 92 else f"{days // 30} months ago"


def count_words(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 day", "2 days"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def clock_words(minute: int) -> str:
    """Minutes after midnight as a clock shows them: 540 is "09:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def days_words(days: str) -> str:
    """ISO weekdays as a person says them: "12345" is "Monday to Friday"."""
    known = {"12345": "Monday to Friday", "1234567": "every day", "67": "at weekends", "": "never"}
    return known.get(days) or ", ".join(WEEKDAYS[int(day) - 1] for day in days)


def clip(text: str, limit: int = 200) -> str:
    """One line of at most `limit` characters; what was cut is marked by an ellipsis."""
    line = _SPACES.sub(" ", text).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def listed(words: tuple[str, ...] | list[str], joint: str = "and") -> str:
    """Names in a row: "Ann", "Ann and Ben", "Ann, Ben and Cy"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
