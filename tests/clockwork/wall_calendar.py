"""When each nudge of a simulated year should come, by a calendar on the wall, without `cadence`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

from storage.records import Member, NudgeKind
from tests.bench.zones import offset

DAY = timedelta(days=1)
KINDS: tuple[NudgeKind, ...] = ("brief", "review", "practice")


@dataclass
class Life:
    """A member's settings, each from an instant on; and the last date of each kind that was dealt with."""

    eras: list[tuple[datetime, Member]]
    last_on: dict[NudgeKind, date] = field(default_factory=dict)
    occasions: frozenset[date] = frozenset()

    def nudges(self, begin: datetime, end: datetime) -> Iterator[tuple[datetime, str, NudgeKind]]:
        """What comes after `begin` and until `end`, at most some days later. Ask in the order of time."""
        untils = [since for since, _ in self.eras[1:]] + [end]
        for (since, member), until in zip(self.eras, untils, strict=True):
            for kind in KINDS:
                events = self.occasions if kind == "practice" else frozenset()
                for on, at in planned(kind, member, max(begin, since), min(end, until), events):
                    if kind in self.last_on and on <= self.last_on[kind]:
                        continue
                    self.last_on[kind] = on
                    if member.nudges_on and not member.deactivated_at:
                        yield at, member.owner.member_id, kind


def planned(
    kind: NudgeKind, member: Member, begin: datetime, end: datetime, events: frozenset[date] = frozenset()
) -> Iterator[tuple[date, datetime]]:
    """The dates on which the member wants that kind, and when it comes, after `begin` and until `end`.

    The day before one of the `events` is such a date, also a holiday, only not in a pause.
    """
    if begin >= end:
        return
    minute, days = wish(kind, member)
    on = (begin - DAY).date()
    while on <= (end + DAY).date():
        is_eve = on + DAY in events and not is_paused(member, on)
        if is_eve or (str(on.isoweekday()) in days and not is_quiet(member, on)):
            at = on_the_wall(on, minute, member.tz)
            if begin < at <= end:
                yield on, at
        on += DAY


def wish(kind: NudgeKind, member: Member) -> tuple[int, str]:
    """At which minute of the day, and on which weekdays."""
    if kind == "brief":
        return member.brief_minute, member.brief_days
    if kind == "review":
        return member.review_minute, str(member.review_day)
    return 12 * 60, member.practice_days


def is_quiet(member: Member, on: date) -> bool:
    """Whether it is a holiday, or before the end of a pause."""
    if is_paused(member, on):
        return True
    return member.country is not None and on in holidays_of(member.country, on.year)


def is_paused(member: Member, on: date) -> bool:
    """Whether it lies before the end of a pause."""
    return member.paused_until is not None and on < member.paused_until


@cache
def holidays_of(country: str, year: int) -> frozenset[date]:
    return frozenset(country_holidays(country, years=year))


@lru_cache(maxsize=4096)
def on_the_wall(on: date, minute: int, tz: str) -> datetime:
    """The first instant at which clocks there show that minute of the date; past a gap when they never do."""
    zone, wall = ZoneInfo(tz), datetime.combine(on, time(), UTC) + timedelta(minutes=minute)
    offsets = {offset(zone, wall + hours * timedelta(hours=1)) for hours in (-26, -13, 0, 13, 26)}
    shown = [at for ahead in offsets if offset(zone, at := wall - ahead) == ahead]
    moved = [at for ahead in offsets if (at := wall - ahead).astimezone(zone).date() == on]
    return min(shown) if shown else max(moved)
