"""Values and columns: instants keep their moment, and only known fields pass."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Table

from storage.columns import epoch, instant, instants, minute_of, time_of, to_columns
from storage.tables import contacts, members, notes, promises, schedule

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "at",
    [AT, AT.astimezone(timezone(timedelta(hours=5, minutes=30))), datetime(1969, 12, 31, 23, tzinfo=UTC)],
)
def test_an_instant_keeps_its_moment_and_comes_back_in_utc(at: datetime) -> None:
    back = instant(epoch(at))
    assert back == at
    assert back is not None and back.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        epoch(AT.replace(tzinfo=None))


@pytest.mark.parametrize("at", [None, time(0, 0), time(0, 1), time(9, 30), time(23, 59)])
def test_a_time_of_day_comes_back_from_its_minute(at: time | None) -> None:
    assert time_of(minute_of(at)) == at


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (contacts, {"created_at", "stopped_at"}),  # and not met_at, which is a place
        (notes, {"created_at"}),
        (schedule, {"due_at", "first_due_at"}),
    ],
)
def test_instants_are_told_from_places(table: Table, names: set[str]) -> None:
    assert instants(table) == names


@pytest.mark.parametrize(
    ("table", "changes", "columns"),
    [
        (promises, {"due_time": time(9, 30)}, {"due_minute": 570}),
        (promises, {"due_time": None, "due_on": None}, {"due_minute": None, "due_on": None}),
        (promises, {"closed_at": AT}, {"closed_at": 1772442000}),
        (members, {"paused_until": date(2026, 5, 1)}, {"paused_until": date(2026, 5, 1)}),
        (contacts, {"met_at": "the fair"}, {"met_at": "the fair"}),
        (contacts, {}, {}),
    ],
)
def test_changes_become_columns(table: Table, changes: dict[str, Any], columns: dict[str, Any]) -> None:
    assert to_columns(table, changes) == columns


@pytest.mark.parametrize("name", ["id", "workspace_id", "member_id", "created_at", "due_time", "contact"])
def test_what_is_no_changeable_column_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="notes has no"):
        to_columns(notes, {name: None})
