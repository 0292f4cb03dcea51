"""What the doctor finds, and how it says it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

MARKS = {"good": "ok  ", "warning": "warn", "fault": "FAIL"}


class Finding(NamedTuple):
    """One thing that was looked at: how it is, and what to do about it."""

    level: Literal["good", "warning", "fault"]
    what: str
    advice: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether Kith cannot work like this."""
        return self.level == "fault"

    def __str__(self) -> str:
        return f"{MARKS[self.level]}  {self.what}{f' -> {self.advice}' if self.advice else ''}"


def span(length: timedelta) -> str:
    """How long: "50 seconds", "9 minutes", "5 hours", "4 days"."""
    seconds = int(abs(length).total_seconds())
    if seconds < 120:
        return f"{seconds} seconds"
    if seconds < 180 * 60:
        return f"{seconds // 60} minutes"
    return f"{seconds // 3600} hours" if seconds < 72 * 3600 else f"{seconds // 86400} days"


def moment(at: datetime, now: datetime) -> str:
    """When: "at 14:05 UTC" when that is less than a day away, else with its date."""
    if abs(at - now) < timedelta(days=1):
        return f"at {at:%H:%M} UTC"
    return f"on {at:%Y-%m-%d at %H:%M} UTC"


def these(number: int, noun: str) -> str:
    """A number with its noun: "1 message", "2 messages"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
