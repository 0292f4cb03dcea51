"""Public holidays: known for every country that can be chosen, and paid for by nobody who chose none."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from holidays import list_supported_countries

from bot.coach.countries import NAMES, name_of
from bot.coach.free_days import free_days, is_free

NOBODY_LIVES_THERE = {"AQ", "BV", "GS", "HM", "IO", "TF", "UM"}


@pytest.mark.parametrize(
    ("on", "country", "free"),
    [
        (date(2026, 5, 14), "DE", True),  # Ascension Day
        (date(2026, 5, 13), "DE", False),
        (date(2026, 7, 3), "US", True),  # stands in for 4 July, a Saturday
        (date(2027, 12, 31), "US", True),  # stands in for New Year's Day 2028
        (date(2026, 1, 6), "DE", False),
        (date(2026, 1, 6), "DE-BY", True),
        (date(2026, 12, 25), None, False),
        (date(2026, 12, 25), "XX", False),
        (date(2026, 12, 25), "", False),
        (date(2026, 12, 25), "DE-XX", False),
        (date(8999, 12, 25), "DE", False),
        (date(2040, 4, 14), "LK", False),  # reckoned in advance until 2035
    ],
)
def test_a_day_is_free_or_not(on: date, country: str | None, free: bool) -> None:
    assert is_free(on, country) == free


def test_every_country_that_can_be_chosen_is_known_and_has_free_days() -> None:
    assert [code for code in NAMES if not free_days(code, 2026) | free_days(code, 2018)] == []


def test_every_country_of_the_library_can_be_chosen_unless_nobody_lives_there() -> None:
    assert set(list_supported_countries(include_aliases=False)) == NAMES.keys() | NOBODY_LIVES_THERE


def test_names_are_told_apart_and_fit_a_menu() -> None:
    assert len(set(NAMES.values())) == len(NAMES)
    assert all(0 < len(name) <= 75 and len(code) == 2 for code, name in NAMES.items())


@pytest.mark.parametrize(("code", "name"), [("DE", "Germany"), ("DE-BY", "Germany, BY"), ("XX", "XX")])
def test_a_code_is_told_by_its_name(code: str, name: str) -> None:
    assert name_of(code) == name


def test_the_library_is_not_read_until_somebody_chooses_a_country() -> None:
    lines = (
        "import sys, datetime",
        "from bot import running",
        "from bot.coach.free_days import is_free",
        "assert not is_free(datetime.date(2026, 12, 25), None)",
        "assert 'holidays' not in sys.modules",
        "assert is_free(datetime.date(2026, 12, 25), 'DE')",
        "assert 'holidays' in sys.modules",
    )
    assert subprocess.run([sys.executable, "-W", "error", "-c", "\n".join(lines)]).returncode == 0
