"""Dates as Slack words them for each reader: `<!date^...>` and the date element of rich text.

The tokens are those of docs.slack.dev/reference/block-kit/block-elements/date-element.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

TOKEN = re.compile(r"\{([a-z_]+)\}")
NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
STEPS = ((86400 * 365, "year"), (86400 * 30, "month"), (86400, "day"), (3600, "hour"), (60, "minute"))

Wording = Callable[[datetime, datetime], str]


def _ordinal(day: int) -> str:
    ending = "th" if 11 <= day % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _date(at: datetime, now: datetime) -> str:
    return f"{at:%B} {_ordinal(at.day)}, {at.year}"


def _date_short(at: datetime, now: datetime) -> str:
    return f"{at:%b} {at.day}, {at.year}"


def _date_long(at: datetime, now: datetime) -> str:
    return f"{at:%A}, {_date(at, now)}"


def _day_divider(at: datetime, now: datetime) -> str:
    return f"{at:%A}, {at:%B} {_ordinal(at.day)}" if at.year == now.year else _date_long(at, now)


def _ago(at: datetime, now: datetime) -> str:
    seconds = int((now - at).total_seconds())
    for length, name in STEPS:
        if count := abs(seconds) // length:
            words = f"{count} {name}{'' if count == 1 else 's'}"
            return f"{words} ago" if seconds > 0 else f"in {words}"
    return "now"


def _clock(at: datetime, seconds: str = "") -> str:
    return f"{at.hour % 12 or 12}:{at:%M}{seconds} {'AM' if at.hour < 12 else 'PM'}"


def _pretty(plain: Wording) -> Wording:
    def word(at: datetime, now: datetime) -> str:
        return NEAR.get((at.date() - now.date()).days) or plain(at, now)

    return word


WORDINGS: dict[str, Wording] = {
    "date_num": lambda at, now: f"{at:%Y-%m-%d}",
    "date_slash": lambda at, now: f"{at:%d/%m/%Y}",
    "date": _date,
    "date_short": _date_short,
    "date_long": _date_long,
    "date_long_full": lambda at, now: f"{at:%B} {at.day}, {at.year}",
    "date_pretty": _pretty(_date),
    "date_short_pretty": _pretty(_date_short),
    "date_long_pretty": _pretty(_date_long),
    "day_divider_pretty": _pretty(_day_divider),
    "time": lambda at, now: _clock(at),
    "time_secs": lambda at, now: _clock(at, f":{at:%S}"),
    "ago": _ago,
}


def local_time(timestamp: object, tz: str) -> datetime | None:
    """A moment of Unix time in a zone; None for what is no such moment."""
    try:
        return datetime.fromtimestamp(int(str(timestamp)), UTC).astimezone(ZoneInfo(tz))
    except (ValueError, OverflowError, OSError):
        return None


def date_text(template: str, at: datetime, now: datetime) -> str | None:
    """The template in words, `at` and `now` in the reader's zone; None when it asks for what is unknown.

    A word such as "today" begins with a capital where the template begins with it.
    """
    if any(token not in WORDINGS for token in TOKEN.findall(template)):
        return None
    text = TOKEN.sub(lambda found: WORDINGS[found.group(1)](at, now), template)
    return text[:1].upper() + text[1:] if template.startswith("{") else text
