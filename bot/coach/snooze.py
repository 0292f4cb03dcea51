"""Until when something is put off."""

from __future__ import annotations

from datetime import date, timedelta

# What the menu offers: the value that comes back, and the words. "date" asks for one.
CHOICES = (("1", "Tomorrow"), ("3", "3 days"), ("week", "Next week"), ("date", "Pick a date…"))


def snoozed_until(choice: str, today: date) -> date:
    """The date that a choice means: "week" is the next Monday, a number so many days from today."""
    if choice == "week":
        return today + timedelta(days=7 - today.weekday())
    days = int(choice) if choice.isdecimal() and len(choice) < 4 else 1
    return today + timedelta(days=max(days, 1))
