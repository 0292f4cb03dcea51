"""The clock that can be moved, and the file through which another process reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.local_slack.clock import VirtualClock
from bot.local_slack.identifiers import Numbering, slack_id

MORNING = datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_the_clock_stands_where_it_was_set_and_runs_on() -> None:
    clock = VirtualClock(start=MORNING)
    first, second = clock.now(), clock.now()
    assert MORNING <= first <= second < MORNING + timedelta(minutes=1)


@pytest.mark.parametrize("by", [timedelta(hours=1), timedelta(days=40), timedelta(days=-1)])
def test_advancing_moves_by_just_that_much(by: timedelta) -> None:
    clock = VirtualClock(start=MORNING)
    clock.advance(by)
    assert MORNING + by <= clock.now() < MORNING + by + timedelta(minutes=1)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        VirtualClock().set_to(datetime(2026, 12, 1, 9))  # noqa: DTZ001


def test_the_offset_in_the_file_is_a_number_of_seconds(tmp_path: Path) -> None:
    clock = VirtualClock(tmp_path / "offset")
    clock.advance(timedelta(days=1))
    assert float((tmp_path / "offset").read_text()) == pytest.approx(86_400)
    assert [p.name for p in tmp_path.iterdir()] == ["offset"]


def test_a_second_clock_on_the_same_file_starts_from_it(tmp_path: Path) -> None:
    VirtualClock(tmp_path / "offset", start=MORNING)
    again = VirtualClock(tmp_path / "offset")
    assert MORNING <= again.now() < MORNING + timedelta(minutes=1)


def test_an_empty_file_means_no_offset(tmp_path: Path) -> None:
    (tmp_path / "offset").write_text("")
    assert VirtualClock(tmp_path / "offset").now() <= datetime.now(UTC)


def test_who_listens_is_told_of_each_move() -> None:
    told: list[datetime] = []
    clock = VirtualClock()
    clock.on_change.append(lambda: told.append(clock.now()))
    clock.set_to(MORNING)
    clock.advance(timedelta(hours=1))
    assert [instant.hour for instant in told] == [9, 10]


def test_ids_follow_from_names_alone() -> None:
    assert slack_id("U", "alice") == slack_id("U", "alice")
    assert len({slack_id(prefix, "alice") for prefix in "UTCD"}) == 4
    assert slack_id("U", "alice").startswith("U0") and len(slack_id("U", "alice")) == 11


def test_timestamps_of_a_channel_never_repeat() -> None:
    numbering = Numbering()
    stamps = [numbering.next_ts("C1", MORNING) for _ in range(3)]
    assert stamps == ["1796115600.000000", "1796115600.000001", "1796115600.000002"]
    assert numbering.next_ts("C2", MORNING) == stamps[0]
