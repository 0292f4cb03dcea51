"""What a member chose in a form of settings, checked: the form is Slack's, the limits are ours."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import time
from typing import Any, Literal

from bot.coach.countries import NAMES
from bot.coach.practice.scene import GOALS, LISTENERS
from bot.coach.scenes import TARGETS

WEEKDAYS = "1234567"
MOST_THINGS = 5
NO_COUNTRY = "none"
Fault = Literal["no_days", "bad_value"]


class NoDays(ValueError):
    """Not one day is ticked."""


def read_preferences(form: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Fault]]:
    """The changes by the names of Member's fields, and what is wrong with each field that cannot be.

    `form` holds some of nudges, hour, days, limit, practice, review_day, review_hour, country, listener,
    goal, seconds, second_opinion; others are passed over.
    """
    changes: dict[str, Any] = {}
    faults: dict[str, Fault] = {}
    for name, (preference, read) in _FIELDS.items():
        if name not in form:
            continue
        try:
            changes[preference] = read(form[name])
        except NoDays:
            faults[name] = "no_days"
        except (ValueError, TypeError):
            faults[name] = "bad_value"
    return changes, faults


def _on_or_off(value: Any) -> bool:
    return {"on": True, "off": False}[value] if value in ("on", "off") else _refuse(value)


def _minute(value: Any) -> int:
    at = time.fromisoformat(value)
    return at.hour * 60 + at.minute


def _any_days(value: Any) -> str:
    days = "".join(sorted(set(value or ())))
    return days if set(days) <= set(WEEKDAYS) else _refuse(value)


def _days(value: Any) -> str:
    days = _any_days(value)
    if not days:
        raise NoDays
    return days


def _one_to(most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        return int(value) if 1 <= int(value) <= most else _refuse(value)

    return read


def _country(value: Any) -> str | None:
    if value == NO_COUNTRY:
        return None
    return str(value) if value in NAMES else _refuse(value)


def _one_out_of(allowed: Collection[str]) -> Callable[[Any], str | None]:
    """One of these words, or none chosen."""

    def read(value: Any) -> str | None:
        if not value:
            return None
        return str(value) if value in allowed else _refuse(value)

    return read


def _target(value: Any) -> int | None:
    if not value:
        return None
    return int(value) if int(value) in TARGETS else _refuse(value)


def _refuse(value: Any) -> Any:
    raise ValueError(value)


_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "nudges": ("nudges_on", _on_or_off),
    "hour": ("brief_minute", _minute),
    "days": ("brief_days", _days),
    "limit": ("brief_limit", _one_to(MOST_THINGS)),
    "practice": ("practice_days", _any_days),
    "review_day": ("review_day", _one_to(7)),
    "review_hour": ("review_minute", _minute),
    "country": ("country", _country),
    "listener": ("listener", _one_out_of(LISTENERS)),
    "goal": ("goal", _one_out_of(GOALS)),
    "seconds": ("practice_seconds", _target),
    "second_opinion": ("second_opinion_on", _on_or_off),
}
