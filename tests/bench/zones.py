"""Every zone, every change of its clocks from 2026 to 2037, 48 times of day: is each nudge at its minute?

Nothing of `cadence` is used to check it. The changes are found by asking each zone for its offset and halving
the time between two answers; what is expected follows from the two offsets alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from bot.coach import cadence
from tests.bench.report import Row

BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
MINUTES = range(0, 24 * 60, 30)
EVERY_DAY = "1234567"
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
# No zone goes there and back within it.
STEP = timedelta(hours=12)
MOST_OFF = timedelta(seconds=60)
# The dates before and after each change.
AROUND = 2


class Change(NamedTuple):
    """A change of the clocks: the first instant at which they go `after` UTC instead of `before`."""

    tz: str
    at: datetime
    before: timedelta
    after: timedelta

    def on(self) -> date:
        """The date that the clocks showed until then."""
        return self.local(self.at - SECOND).date()

    def local(self, at: datetime) -> datetime:
        """What the clocks show, within a few days of the change."""
        return at.replace(tzinfo=None) + (self.before if at < self.at else self.after)


def rows(_folder: Path) -> list[Row]:
    """How many nudges were checked, and how many of them were wrong."""
    every = [change for tz in zone_names() for change in changes(tz)]
    wrong = checked = midnight = 0
    for change in every:
        midnight += is_gap_at_midnight(change)
        for minute in MINUTES:
            wrong += len(faults(change, minute))
            checked += 2 * AROUND + 1
    how = (
        f"{len(zone_names())} zones, {len(every):,} changes ({midnight} gaps at midnight), {len(MINUTES)} "
        f"times of day, {2 * AROUND + 1} dates around each: one nudge a date, at most 60 s off"
    )
    return [
        Row("Nudges around changes of the clocks that were checked", checked, "nudges", how=how),
        Row("... that came twice, not at all, or off their minute", wrong, "nudges", most=0),
    ]


@cache
def zone_names() -> list[str]:
    """Every name that this machine knows. `localtime` is whatever the machine is set to."""
    return sorted(available_timezones() - {"localtime"})


def changes(tz: str, begin: datetime = BEGIN, end: datetime = END) -> list[Change]:
    """Every change of a zone's clocks in that time."""
    zone, probes = ZoneInfo(tz), [begin + n * STEP for n in range((end - begin) // STEP + 1)]
    offsets = [(at, offset(zone, at)) for at in probes]
    return [
        Change(tz, halved(zone, low, high), before, after)
        for (low, before), (high, after) in pairwise(offsets)
        if before != after
    ]


def offset(zone: ZoneInfo, at: datetime) -> timedelta:
    """How far the clocks are ahead of UTC at an instant."""
    ahead = at.astimezone(zone).utcoffset()
    assert ahead is not None
    return ahead


def halved(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first second at which the offset is no longer that of `low`."""
    before = offset(zone, low)
    while high - low > SECOND:
        middle = low + (high - low) // 2 // SECOND * SECOND
        low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
    return high


def is_gap_at_midnight(change: Change) -> bool:
    """Whether the minutes that are left out begin or end at midnight."""
    gap = change.after > change.before
    begins, ends = change.at.replace(tzinfo=None) + change.before, change.local(change.at)
    return gap and time() in (begins.time(), ends.time())


def expected(change: Change, on: date, minute: int) -> datetime:
    """When a nudge of that date and minute should come: the first time the clocks show it; past a gap, or
    before it where what follows is another date.
    """
    wall = (datetime.combine(on, time()) + timedelta(minutes=minute)).replace(tzinfo=UTC)
    by_old, by_new = wall - change.before, wall - change.after
    if by_old < change.at:
        return by_old
    if by_new >= change.at or change.local(by_old).date() != on:
        return by_new
    return by_old


def nudges(change: Change, minute: int) -> Iterator[datetime]:
    """What `cadence` plans around the change, one after the other, as the sweep asks for it."""
    after, last_on = change.at - (AROUND + 3) * DAY, None
    while (at := cadence.next_moment(after, minute, EVERY_DAY, change.tz, last_on=last_on)) is not None:
        if change.local(at).date() > change.on() + AROUND * DAY:
            return
        yield at
        after, last_on = at, change.local(at).date()


def faults(change: Change, minute: int) -> list[str]:
    """What is wrong with the nudges of the dates around the change."""
    dates = [change.on() + n * DAY for n in range(-AROUND, AROUND + 1)]
    came: dict[date, list[datetime]] = {on: [] for on in dates}
    for at in nudges(change, minute):
        came.get(change.local(at).date(), []).append(at)
    return [
        f"{change.tz} {on} {minute // 60:02d}:{minute % 60:02d}: {[f'{at:%d %H:%M:%S}' for at in those]}"
        for on, those in came.items()
        if len(those) != 1 or abs(those[0] - expected(change, on, minute)) > MOST_OFF
    ]
