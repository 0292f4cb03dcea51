"""The words behind `/pitch for`: what is coming and when, and when its pitch is brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from bot.coach import cadence
from bot.coach.dates import find_when
from bot.coach.patterns import Pattern
from storage.records import Member

# What is left of "tomorrow's fair" or "Thursday: the fair" when the day is taken out.
_AROUND = " ,.;:!-–—"
_OF_THE_DAY = Pattern(r"^['’]s\s+")
MOST_LETTERS = 300

# Why the pitch is not brought later: it is too late for that, or the member wants to be left alone.
Now = Literal["soon", "nudges off", "paused"]


@dataclass(frozen=True, slots=True)
class OccasionWords:
    """What was typed, as far as it was understood: `what` may be empty, `on` None."""

    what: str
    on: date | None
    at: time | None


def read_occasion(text: str, today: date) -> OccasionWords:
    """Read `<event> <when>`: "the trade fair on Thursday", "coffee with Dana tomorrow 10:00".

    Raises DateError for a day that does not exist.
    """
    text = " ".join(text.split())
    found = find_when(text, today)
    if found is None:
        return OccasionWords(text.strip(_AROUND)[:MOST_LETTERS], None, None)
    before, after = text[: found.start].strip(_AROUND), _OF_THE_DAY.sub("", text[found.end :]).strip(_AROUND)
    what = " ".join(filter(None, (before, after)))
    return OccasionWords(what[:MOST_LETTERS], found.when.on, found.when.at)


def why_now(on: date, member: Member, now: datetime) -> Now | None:
    """Why the pitch for an occasion of that date is for now; None when it is brought the day before."""
    at = cadence.eve(on, member.tz)
    if at <= now:
        return "soon"
    if not member.nudges_on:
        return "nudges off"
    is_paused = member.paused_until and cadence.local_day(at, member.tz) < member.paused_until
    return "paused" if is_paused else None
