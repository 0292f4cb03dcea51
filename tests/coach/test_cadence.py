"""Local time: one nudge a date in every zone, through every change of the clocks."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach import cadence
from storage.records import Member, Owner, Promise, Team

ALICE = Owner("T1", "U1")
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # a Monday
MEMBER = Member(ALICE, "Europe/Lisbon", NOW)
EVERY_DAY = "1234567"
ZONES = sorted(available_timezones() - {"localtime"})
# KITH_ALL_ZONES=1 walks every zone and every date of the years 2026 to 2037.
ALL = bool(os.environ.get("KITH_ALL_ZONES"))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def next_in(after: datetime, minute: int, tz: str, days: str = EVERY_DAY) -> datetime:
    at = cadence.next_moment(after, minute, days, tz)
    assert at is not None
    return at


@pytest.mark.parametrize(
    ("tz", "on", "clock", "expected"),
    [
        ("Europe/Lisbon", date(2026, 1, 15), time(9), utc(2026, 1, 15, 9)),
        ("Europe/Lisbon", date(2026, 7, 15), time(9), utc(2026, 7, 15, 8)),
        ("Pacific/Auckland", date(2026, 1, 15), time(9), utc(2026, 1, 14, 20)),
        # New York leaves out 02:00 to 03:00 on 8 March: 02:30 becomes 03:30.
        ("America/New_York", date(2026, 3, 8), time(2, 30), utc(2026, 3, 8, 7, 30)),
        # 01:30 comes twice on 1 November: the first, in summer time, counts.
        ("America/New_York", date(2026, 11, 1), time(1, 30), utc(2026, 11, 1, 5, 30)),
        # Cairo's gap begins at midnight: 00:15 becomes 01:15 on that date.
        ("Africa/Cairo", date(2026, 4, 24), time(0, 15), utc(2026, 4, 23, 22, 15)),
        # Nuuk's gap ends at midnight: after it is another date, so it becomes 22:30.
        ("America/Nuuk", date(2026, 3, 28), time(23, 30), utc(2026, 3, 29, 0, 30)),
        ("Asia/Kolkata", date(2026, 4, 1), time(9), utc(2026, 4, 1, 3, 30)),
        ("Not/A_Zone", date(2026, 4, 1), time(9), utc(2026, 4, 1, 9)),
    ],
)
def test_a_local_minute_becomes_one_instant(tz: str, on: date, clock: time, expected: datetime) -> None:
    assert cadence.moment(on, clock.hour * 60 + clock.minute, tz) == expected


@pytest.mark.parametrize("tz", ["Not/A_Zone", "", "../etc/passwd", "America", "Europe/Lisbon\0", "x" * 500])
def test_a_zone_that_is_not_known_is_reckoned_in_utc_and_reported(tz: str) -> None:
    assert not cadence.is_known_zone(tz)
    assert cadence.local_day(utc(2026, 3, 2, 23, 59), tz) == date(2026, 3, 2)


def test_a_known_zone_is_known() -> None:
    assert cadence.is_known_zone("Pacific/Auckland")
    assert cadence.local_day(utc(2026, 3, 2, 23, 59), "Pacific/Auckland") == date(2026, 3, 3)


@pytest.mark.parametrize("tz", ZONES if ALL else [*ZONES[::15], "America/Nuuk", "Africa/Cairo"])
@pytest.mark.parametrize("minute", [0, 30, 150, 540, 1410])
def test_every_date_of_the_year_has_exactly_one_nudge(tz: str, minute: int) -> None:
    for year in range(2026, 2038) if ALL else (2026,):
        at, dates = cadence.moment(date(year - 1, 12, 31), minute, tz), []
        while (at := next_in(at, minute, tz)) and cadence.local_day(at, tz).year == year:
            dates.append(cadence.local_day(at, tz))
        assert dates == [date(year, 1, 1) + timedelta(days=n) for n in range(len(dates))]
        assert len(dates) == (date(year + 1, 1, 1) - date(year, 1, 1)).days


instants = st.integers(int(utc(2026, 1, 1).timestamp()), int(utc(2037, 12, 1).timestamp())).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


@settings(max_examples=5000 if ALL else 300, deadline=None)
@given(st.sampled_from(ZONES), instants, st.integers(0, 1439), st.text("1234567", min_size=1, max_size=7))
def test_the_next_moment_is_the_first_one_after_on_a_wanted_day(
    tz: str, after: datetime, minute: int, days: str
) -> None:
    at = next_in(after, minute, tz, days)
    on = cadence.local_day(at, tz)
    assert at > after and str(on.isoweekday()) in days and at == cadence.moment(on, minute, tz)
    between = (on - timedelta(days=n) for n in range(1, 9))
    assert all(cadence.moment(day, minute, tz) <= after for day in between if str(day.isoweekday()) in days)


@settings(max_examples=5000 if ALL else 300, deadline=None)
@given(st.sampled_from(ZONES), st.sampled_from(ZONES), instants, st.integers(0, 1439), st.integers(0, 1439))
def test_who_moves_zone_or_hour_is_never_nudged_twice_on_one_date(
    tz: str, new_tz: str, after: datetime, minute: int, new_minute: int
) -> None:
    nudged_at = next_in(after, minute, tz)
    last_on = cadence.local_day(nudged_at, tz)
    at = cadence.next_moment(nudged_at, new_minute, EVERY_DAY, new_tz, last_on=last_on)
    assert at is not None and at > nudged_at
    assert cadence.local_day(at, new_tz) > last_on


def test_a_pause_ends_on_its_date() -> None:
    at = cadence.next_moment(NOW, 540, EVERY_DAY, "Europe/Lisbon", not_before=date(2026, 3, 9))
    assert at == utc(2026, 3, 9, 9)


def test_a_pause_without_end_overflows_nothing() -> None:
    assert cadence.next_moment(NOW, 540, EVERY_DAY, "Europe/Lisbon", not_before=date.max) is None


HOLIDAYS = [
    # Good Friday to Easter Monday, with the weekend between.
    ("12345", "DE", utc(2026, 4, 2, 9), utc(2026, 4, 7, 9)),
    ("5", "DE", utc(2026, 4, 2, 9), utc(2026, 4, 10, 9)),
    # Christmas and New Year's Day are Fridays: the first one is the eighth.
    ("5", "DE", utc(2026, 12, 20, 9), utc(2027, 1, 8, 9)),
    # A week and more of holidays.
    ("12345", "CN", utc(2026, 2, 13, 12), utc(2026, 2, 24, 9)),
    (EVERY_DAY, "XX", utc(2026, 12, 24, 12), utc(2026, 12, 25, 9)),
]


@pytest.mark.parametrize(("days", "country", "after", "expected"), HOLIDAYS)
def test_holidays_are_passed_over(days: str, country: str, after: datetime, expected: datetime) -> None:
    assert cadence.next_moment(after, 540, days, "UTC", country=country) == expected


def test_without_a_day_there_is_no_next_moment() -> None:
    assert cadence.next_moment(NOW, 540, "", "Europe/Lisbon") is None
    assert cadence.next_due("practice", replace(MEMBER, practice_days=""), NOW) is None


def test_a_new_member_is_nudged_from_the_next_morning_on() -> None:
    assert cadence.first_dues(MEMBER, NOW) == [
        ("brief", utc(2026, 3, 3, 9)),
        ("review", utc(2026, 3, 6, 16)),
        ("practice", utc(2026, 3, 4, 12)),
    ]


def test_replanning_does_not_nudge_again_on_a_date_that_had_its_nudge() -> None:
    later = replace(MEMBER, brief_minute=15 * 60)
    assert cadence.first_dues(later, NOW)[0] == ("brief", utc(2026, 3, 2, 15))
    last_on = {"brief": date(2026, 3, 2)}
    assert cadence.first_dues(later, NOW, last_on)[0] == ("brief", utc(2026, 3, 3, 15))  # type: ignore[arg-type]


def test_a_holiday_moves_what_comes_by_the_calendar_and_nothing_else() -> None:
    member = replace(MEMBER, country="PT", practice_days="5", tz="UTC")
    before = utc(2026, 4, 2, 16)  # Good Friday comes
    assert cadence.first_dues(member, before) == [
        ("brief", utc(2026, 4, 6, 9)),
        ("review", utc(2026, 4, 10, 16)),
        ("practice", utc(2026, 4, 10, 12)),
    ]
    promise = Promise(1, ALICE, "mine", "call", "open", NOW, due_on=date(2026, 4, 3), due_time=time(15))
    assert cadence.reminder_at(promise, "UTC", before) == utc(2026, 4, 3, 14)
    assert cadence.team_due(Team(1, "T1", "C1", "U1", 5, 600, NOW), "UTC", before) == utc(2026, 4, 3, 10)


@pytest.mark.parametrize(
    ("changes", "last_on", "expected"),
    [
        ({}, None, utc(2026, 3, 4, 12)),  # Wednesday, as always
        ({"practice_days": "5"}, None, utc(2026, 3, 5, 12)),
        ({"practice_days": ""}, None, utc(2026, 3, 5, 12)),
        # Where it is not noon yet.
        ({"practice_days": "", "tz": "America/New_York"}, None, utc(2026, 3, 2, 17)),
        ({"practice_days": ""}, date(2026, 3, 5), utc(2026, 3, 14, 12)),
        ({"practice_days": "", "paused_until": date(2026, 3, 5)}, None, utc(2026, 3, 5, 12)),
        ({"practice_days": "5", "paused_until": date(2026, 3, 6)}, None, utc(2026, 3, 6, 12)),
        ({"practice_days": "", "paused_until": date(2026, 4, 1)}, None, None),
    ],
)
def test_the_day_before_an_occasion_is_one_for_practice(
    changes: dict[str, Any], last_on: date | None, expected: datetime | None
) -> None:
    member = replace(MEMBER, **changes)
    days = [date(2026, 3, 15), date(2026, 3, 6), date(2026, 3, 3), date(2026, 2, 1)]
    assert cadence.next_due("practice", member, NOW, last_on, days) == expected
    assert cadence.next_due("brief", member, NOW, last_on, days) == cadence.next_due(
        "brief", member, NOW, last_on
    )


def test_the_day_before_an_occasion_may_be_a_holiday() -> None:
    member = replace(MEMBER, country="PT", practice_days="5", tz="UTC")
    good_friday = date(2026, 4, 3)
    dues = dict(cadence.first_dues(member, utc(2026, 4, 2, 16), None, [good_friday + timedelta(days=1)]))
    assert dues["practice"] == utc(2026, 4, 3, 12)


def test_a_date_that_a_zone_left_out_is_passed_over() -> None:
    # Samoa went from 29 to 31 December 2011, at the date line.
    assert next_in(utc(2011, 12, 29, 19), 540, "Pacific/Apia") == utc(2011, 12, 30, 19)
    assert cadence.local_day(utc(2011, 12, 30, 19), "Pacific/Apia") == date(2011, 12, 31)


def test_a_team_summary_follows_the_leads_calendar() -> None:
    team = Team(1, "T1", "C1", "U1", 1, 600, NOW)
    assert cadence.team_due(team, "America/New_York", NOW) == utc(2026, 3, 2, 15)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, utc(2026, 3, 3, 14)),
        ({"due_time": None}, None),
        ({"due_on": None}, None),
        ({"direction": "theirs"}, None),
        ({"state": "kept"}, None),
        ({"due_on": date(2026, 3, 2), "due_time": time(13)}, None),
    ],
)
def test_a_reminder_comes_an_hour_before(changes: dict[str, object], expected: datetime | None) -> None:
    promise = Promise(1, ALICE, "mine", "call", "open", NOW, due_on=date(2026, 3, 3), due_time=time(15))
    assert cadence.reminder_at(replace(promise, **changes), "Europe/Lisbon", NOW) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minutes", "late", "too_late"),
    [(0, False, False), (9, False, False), (10, True, False), (120, True, False), (121, True, True)],
)
def test_late_from_ten_minutes_and_too_late_beyond_two_hours(
    minutes: int, late: bool, too_late: bool
) -> None:
    now = NOW + timedelta(minutes=minutes)
    assert (cadence.is_late(NOW, now), cadence.is_too_late(NOW, now)) == (late, too_late)
