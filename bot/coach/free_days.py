"""Public holidays: the days on which a member who chose a country is left in peace."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


def is_free(on: date, country: str | None) -> bool:
    """Whether it is a public holiday of that country, "DE", or part of it, "DE-BY"; never without one."""
    return country is not None and on in free_days(country, on.year)


@lru_cache(maxsize=1024)
def free_days(country: str, year: int) -> frozenset[date]:
    """The public holidays of the year, with the days that stand in for one at a weekend.

    None for a country, a part or a year that the library does not know: a nudge too many is better than none.
    """
    # It costs 10 MB and a tenth of a second: only who chose a country needs it.
    from holidays import country_holidays

    name, _, part = country.partition("-")
    try:
        calendar = country_holidays(name, subdiv=part or None)
    except (NotImplementedError, LookupError, ValueError):
        return frozenset()
    if not calendar.start_year <= year <= calendar.end_year:
        return frozenset()
    # Reckoned as it is looked at. With a year come days of its neighbours.
    calendar.get(date(year, 1, 1))
    return frozenset(on for on in calendar if on.year == year)
