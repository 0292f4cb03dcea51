"""The clock, and the file that shifts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import clock

DAY = 86400


@pytest.fixture
def offset(tmp_path: Path) -> Iterator[Path]:
    """The file that the clock follows in this test."""
    path = tmp_path / "clock"
    clock.follow(path)
    yield path
    clock.follow(None)


def test_the_present_is_aware_and_in_utc() -> None:
    assert clock.utc_now().tzinfo is UTC
    assert clock.offset_seconds() == 0.0


def test_the_file_is_read_anew_each_time(offset: Path) -> None:
    before = datetime.now(UTC)
    for days in (3, -2):
        offset.write_text(f"{days * DAY}\n")
        shift = clock.utc_now() - before
        assert timedelta(0) <= shift - timedelta(days=days) < timedelta(minutes=5)


@pytest.mark.parametrize("content", ["", "\n", "12:", "a day", "nan", "inf", "-inf", "1e300", "９x"])
def test_a_file_that_says_nothing_sensible_shifts_nothing(offset: Path, content: str) -> None:
    offset.write_text(content, encoding="utf-8")
    assert clock.offset_seconds() == 0.0
    assert clock.utc_now().tzinfo is UTC


def test_bytes_that_are_no_text_shift_nothing(offset: Path) -> None:
    offset.write_bytes(b"\xff\xfe")
    assert clock.offset_seconds() == 0.0


def test_a_file_or_folder_that_cannot_be_read_shifts_nothing(offset: Path) -> None:
    assert clock.offset_seconds() == 0.0
    offset.mkdir()
    assert clock.offset_seconds() == 0.0
