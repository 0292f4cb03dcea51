"""An instant as the member's own calendar and clock tell it."""

from __future__ import annotations

from datetime import date, datetime

from bot.coach.cadence import zone
from bot.coach.wording import day_words


def moment_words(at: datetime, tz: str, today: date) -> str:
    """When something comes: "tomorrow at 09:00", "Monday 23 Nov at 09:00". `today` is the member's date."""
    local = at.astimezone(zone(tz))
    return f"{day_words(local.date(), today)} at {local:%H:%M}"


def clock_now(at: datetime, tz: str) -> str:
    """What the clock on the member's wall shows: "14:05"."""
    return f"{at.astimezone(zone(tz)):%H:%M}"
