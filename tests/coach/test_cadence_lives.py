"""Lives of a nudge: clocks change, members move, pause and change their minds, and no date has two."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from holidays import country_holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach import cadence
from storage.records import Member, NudgeKind, Owner
from tests.bench import zones

NIGHTLY = bool(os.environ.get("KITH_TEST_NIGHTLY"))
EXAMPLES = 5000 if NIGHTLY else 120
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
ZONES = st.sampled_from(zones.zone_names())
DAYS = st.sets(st.sampled_from("1234567"), min_size=1).map(lambda days: "".join(sorted(days)))
COUNTRIES = st.sampled_from([None, "DE", "US", "JP", "EG", "CN", "XX"])
STARTS = st.integers(0, 12 * 365 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
MINUTES = st.integers(0, 1439)


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(ZONES, st.integers(0, 100), st.integers(0, 1439))
def test_around_a_change_of_the_clocks_each_date_has_one_nudge_at_its_minute(
    tz: str, number: int, minute: int
) -> None:
    year = BEGIN.replace(year=2026 + number % 12)
    found = zones.changes(tz, year, year + 365 * DAY)
    assert [fault for change in found for fault in zones.faults(change, minute)] == []


def test_the_check_sees_a_nudge_that_is_an_hour_off_or_comes_twice() -> None:
    change = next(one for one in zones.changes("Europe/Lisbon", BEGIN, BEGIN + 200 * DAY))
    moved = change._replace(tz="Europe/Paris")
    assert zones.faults(change, 540) == [] and len(zones.faults(moved, 540)) == 5
    # 01:30 is left out on 29 March: it becomes 02:30 there, in summer time.
    assert zones.expected(change, date(2026, 3, 29), 90) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@dataclass
class Life:
    """A member, when a kind of nudge is due for them next, and on which dates by which settings it came."""

    member: Member
    kind: NudgeKind
    now: datetime
    due_at: datetime | None = None
    last_on: date | None = None

    def plan(self, after: datetime) -> None:
        self.due_at = cadence.next_due(self.kind, self.member, after, self.last_on)

    def live_until(self, end: datetime) -> Iterator[tuple[datetime, Member]]:
        """What comes until then, each with the settings by which it came. Moved on as by the sweep."""
        while self.due_at is not None and self.due_at <= end:
            on, due_at = self.due_at.astimezone(ZoneInfo(self.member.tz)).date(), self.due_at
            if self.last_on is None or on > self.last_on:
                self.last_on = on
                yield due_at, self.member
            self.plan(due_at)
        self.now = end

    def change(self, **changes: Any) -> None:
        """As `schedule.replan`: a row that is due already is left for the sweep."""
        self.member = replace(self.member, **changes)
        if self.due_at is None or self.due_at > self.now:
            self.plan(self.now)


PAUSES = st.integers(-5, 40).map(lambda days: {"pause": days})
CHANGES = st.one_of(
    st.fixed_dictionaries({"tz": ZONES}),
    st.fixed_dictionaries({"brief_minute": MINUTES, "brief_days": DAYS}),
    st.fixed_dictionaries({"country": COUNTRIES}),
    PAUSES,
)
# Hours until the change, the change, and by how many days the wall clock jumps at that moment.
STEPS = st.lists(st.tuples(st.integers(0, 400), CHANGES, st.sampled_from([0, 0, 0, -1, 1])), max_size=6)
MEMBERS = st.builds(
    Member, st.just(Owner("T1", "U1")), ZONES, st.just(BEGIN), brief_minute=MINUTES, brief_days=DAYS
)


def lived(member: Member, kind: NudgeKind, start: datetime, steps: Any) -> list[tuple[datetime, Member]]:
    """Every nudge of a life, which ends ten days after the last change."""
    life, came = Life(member, kind, start), []
    life.plan(start)
    for hours, changes, jump in [*steps, (240, {}, 0)]:
        came += list(life.live_until(life.now + timedelta(hours=hours)))
        life.now += jump * DAY
        if "pause" in changes:
            until = cadence.local_day(life.now, life.member.tz) + changes["pause"] * DAY
            changes = {"paused_until": until}
        life.change(**changes)
    return came


@settings(max_examples=EXAMPLES, deadline=None)
@given(MEMBERS, STARTS, STEPS)
def test_no_date_has_two_whatever_changes_and_however_the_clock_jumps(
    member: Member, start: datetime, steps: Any
) -> None:
    came = lived(member, "brief", start, steps)
    dates = [at.astimezone(ZoneInfo(by.tz)).date() for at, by in came]
    assert all(one < other for one, other in pairwise(dates))


@settings(max_examples=EXAMPLES, deadline=None)
@given(MEMBERS, STARTS, STEPS)
def test_each_comes_at_its_minute_on_a_day_that_was_wanted(
    member: Member, start: datetime, steps: Any
) -> None:
    for at, by in lived(member, "brief", start, [(hours, change, 0) for hours, change, _ in steps]):
        here = at.astimezone(ZoneInfo(by.tz))
        assert str(here.isoweekday()) in by.brief_days and not is_holiday(here.date(), by.country)
        assert by.paused_until is None or here.date() >= by.paused_until
        assert here.hour * 60 + here.minute == by.brief_minute or is_near_a_change(at, by.tz)


def is_holiday(on: date, country: str | None) -> bool:
    return country not in (None, "XX") and on in holidays_of(str(country), on.year)


@cache
def holidays_of(country: str, year: int) -> set[date]:
    return set(country_holidays(country, years=year))


def is_near_a_change(at: datetime, tz: str) -> bool:
    """Where a minute may be left out: its nudge was checked above."""
    return bool(zones.changes(tz, at - DAY, at + DAY))


@settings(max_examples=EXAMPLES, deadline=None)
@given(MEMBERS, COUNTRIES, STARTS)
def test_without_changes_no_wanted_day_is_left_out(
    member: Member, country: str | None, start: datetime
) -> None:
    came = lived(replace(member, country=country), "brief", start, [(24 * 40, {}, 0)])
    here = ZoneInfo(member.tz)
    first = start.astimezone(here).date() + DAY
    days = [first + n * DAY for n in range(38)]
    wanted = {on for on in days if str(on.isoweekday()) in member.brief_days and not is_holiday(on, country)}
    assert wanted <= {at.astimezone(here).date() for at, _ in came}
