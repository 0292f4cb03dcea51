"""Understands what a person types after `:clock`, in that person's own zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = {"m": 60, "min": 60, "minute": 60, "h": 3600, "hour": 3600, "d": 86400, "day": 86400, "week": 604800}
STEP = re.compile(r"(?:\+|in\s)\s*([0-9]+)\s*([a-z]+?)s?", re.IGNORECASE)
HOUR = re.compile(r"(?:at\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
MORNING = time(9)


def read_clock(text: str, now: datetime, tz: str) -> datetime | None:
    """The instant meant, aware and UTC; None when it cannot be read.

    "+1 hour", "tomorrow 09:00", "next Monday", "friday 3pm", "2026-12-01 08:00", "14:30" (the next such
    time). A day without an hour means nine in the morning.
    """
    words = text.strip().lower()
    if step := STEP.fullmatch(words):
        return _stepped(step, now)
    local = now.astimezone(ZoneInfo(tz))
    day_text, _, hour_text = words.removeprefix("next ").partition(" ")
    day = _day(day_text, local.date())
    if day is None:
        return _next_hour(words, local)
    hour = _hour(hour_text) if hour_text else MORNING
    return _instant(day, hour, local) if hour is not None else None


def _stepped(step: re.Match[str], now: datetime) -> datetime | None:
    seconds = UNITS.get(step.group(2).lower())
    return now + timedelta(seconds=int(step.group(1)) * seconds) if seconds else None


def _day(word: str, today: date) -> date | None:
    if word in ("today", "tomorrow"):
        return today + timedelta(days=word == "tomorrow")
    matching = [n for n, name in enumerate(DAYS) if len(word) >= 3 and name.startswith(word)]
    if matching:
        return today + timedelta(days=(matching[0] - today.weekday() - 1) % 7 + 1)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _hour(text: str) -> time | None:
    found = HOUR.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    if half := (found.group(3) or "").lower():
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _next_hour(words: str, local: datetime) -> datetime | None:
    hour = _hour(words)
    if hour is None:
        return None
    today = _instant(local.date(), hour, local)
    return today if today > local else _instant(local.date() + timedelta(days=1), hour, local)


def _instant(day: date, hour: time, local: datetime) -> datetime:
    return datetime.combine(day, hour, tzinfo=local.tzinfo).astimezone(UTC)
