"""Until when something is put off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.coach.snooze import CHOICES, snoozed_until

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(("choice", "days"), [("1", 1), ("3", 3), ("999", 999), ("week", 7)])
def test_a_choice_of_the_menu(choice: str, days: int) -> None:
    assert snoozed_until(choice, MONDAY) == MONDAY + timedelta(days=days)


@pytest.mark.parametrize("weekday", range(7))
def test_next_week_is_the_next_monday(weekday: int) -> None:
    until = snoozed_until("week", MONDAY + timedelta(days=weekday))
    assert until == MONDAY + timedelta(days=7)


@pytest.mark.parametrize("choice", ["", "0", "-5", "9999", "nonsense", "1.5"])
def test_whatever_else_comes_it_is_put_off_at_least_till_tomorrow(choice: str) -> None:
    assert snoozed_until(choice, MONDAY) >= MONDAY + timedelta(days=1)


def test_the_menu_offers_a_date_of_ones_own() -> None:
    assert [value for value, _ in CHOICES] == ["1", "3", "week", "date"]
