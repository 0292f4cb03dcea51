"""Hours in plain words: "3pm", "17:30", "half past nine", "noon", "at 5"."""

import re
from datetime import time

from bot.coach.date_days import NUMBERS
from bot.coach.patterns import Pattern

_LONG_DAYS = r"mon(?:day)?|tue|wed|thu|fri"
_HALF = r"\s?(?P<{}>a\.?m\b\.?|p\.?m\b\.?)"
_BARE_END = (
    r"(?=\s*(?:$|[,.;!?)]|sharp\b|today\b|tonight\b|on\b|this\b|next\b|to?m|2m|tm|2m|"
    + _LONG_DAYS
    + r"|sat|sun|and\b|but\b|I\b|we\b|he\b|she\b))"
)
TIME = Pattern(
    r"(?<![\d./:€$£])(?:"
    + rf"(?P<h12>\d{{1,2}})(?:[:.](?P<m12>\d\d))?{_HALF.format('half')}"
    + r"|(?P<h24>\d{1,2}):(?P<m24>\d\d)\b(?![:/])"
    + r"|(?P<hh>[012]?\d)h(?P<mh>[0-5]\d)?\b"
    + r"|(?P<name>\bnoon|\bmidday|\bmidnight)\b"
    + rf"|\b(?P<step>half|quarter|five|ten|twenty)\s+(?P<past>past|to)\s+(?P<hour>\d{{1,2}}"
    rf"|[a-z]{{3,6}})\b(?:{_HALF.format('half2')})?"
    + r"|\b(?P<oclock>\d{1,2}|[a-z]{3,6})\s?o'?\s?clock\b"
    + rf"|(?<=\b(?:at|by)\s)(?P<bare>\d{{1,2}})(?:\.(?P<mbare>[0-5]\d))?{_BARE_END}"
    + r")"
)


def clock(match: re.Match[str]) -> time | None:
    parts = match.groupdict()
    if parts["name"]:
        return time(0) if parts["name"].lower() == "midnight" else time(12)
    if parts["past"]:
        return _spoken_clock(parts)
    digits = next(parts[key] for key in ("h12", "h24", "hh", "bare", "oclock") if parts[key])
    hour = int(digits) if digits.isdigit() else NUMBERS.get(digits.lower(), 99)
    minute = int(parts["m12"] or parts["m24"] or parts["mh"] or parts["mbare"] or 0)
    return _checked_clock(
        hour, minute, (parts["half"] or "").lower()[:1], bool(parts["bare"] or parts["oclock"])
    )


def _spoken_clock(parts: dict[str, str | None]) -> time | None:
    step, hour_word = (parts["step"] or "").lower(), (parts["hour"] or "").lower()
    minutes = {"half": 30, "quarter": 15}.get(step) or NUMBERS.get(step, 0)
    hour = int(hour_word) if hour_word.isdigit() else NUMBERS.get(hour_word, 99)
    if parts["past"] == "to":
        hour, minutes = hour - 1, 60 - minutes
    return _checked_clock(hour, minutes, (parts["half2"] or "").lower()[:1], guess=True)


def _checked_clock(hour: int, minute: int, half: str, guess: bool) -> time | None:
    """A bare "at 5" is the afternoon: people do not promise things for five in the morning."""
    if half and hour > 12:
        return None
    if half == "p" or (guess and not half and 1 <= hour <= 7):
        hour = hour % 12 + 12
    elif half == "a":
        hour %= 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
