"""A workspace's pace, and what stops it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from storage import pace

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def kept(conn: Connection, workspace_id: str = "T1") -> tuple[Any, ...] | None:
    """Seconds from now until something may be sent, and why not before."""
    query = "SELECT next_send_at, pause_reason FROM workspaces WHERE workspace_id = :w"
    row = conn.execute(text(query), {"w": workspace_id}).one_or_none()
    return (row[0] - int(NOW.timestamp()), row[1]) if row else None


@pytest.mark.parametrize(
    ("sent", "per_second", "seconds"), [(1, 1, 1), (9, 10, None), (10, 10, 1), (25, 10, 2)]
)
def test_messages_cost_whole_seconds_of_the_pace(
    conn: Connection, sent: int, per_second: int, seconds: int | None
) -> None:
    pace.keep(conn, ["T1"] * sent, per_second, NOW)
    assert kept(conn) == ((seconds, None) if seconds else None)


def test_two_processes_add_up(conn: Connection) -> None:
    for _ in range(2):
        pace.keep(conn, ["T1"] * 30, 10, NOW)
    assert kept(conn) == (6, None)


def test_a_pace_of_long_ago_is_forgotten(conn: Connection) -> None:
    pace.keep(conn, ["T1"] * 10, 10, NOW - 60 * SECOND)
    pace.keep(conn, ["T1"] * 10, 10, NOW)
    assert kept(conn) == (1, None)


def test_each_workspace_has_its_own(conn: Connection) -> None:
    pace.keep(conn, ["T1", "T2", "T1"], 1, NOW)
    assert (kept(conn, "T1"), kept(conn, "T2")) == ((2, None), (1, None))


def test_slacks_limit_is_never_shortened_by_the_pace_or_another_process(conn: Connection) -> None:
    pace.hold(conn, "T1", NOW + 60 * SECOND)
    pace.hold(conn, "T1", NOW + 30 * SECOND)
    assert kept(conn) == (60, pace.RATE_LIMITED)
    pace.keep(conn, ["T1"] * 5, 5, NOW)
    assert kept(conn) == (61, pace.RATE_LIMITED)


def test_slacks_limit_ends_by_itself(conn: Connection) -> None:
    pace.hold(conn, "T1", NOW - SECOND)
    pace.keep(conn, ["T1"] * 5, 5, NOW)
    assert kept(conn) == (1, None)


def test_a_pause_has_a_reason_and_ends_only_by_resuming(conn: Connection) -> None:
    pace.pause(conn, "T1", "invalid_auth", NOW)
    pace.pause(conn, "T1", "token_revoked", NOW + SECOND)
    assert pace.paused(conn) == [("T1", "token_revoked", NOW + SECOND)]
    assert not pace.resume(conn, "T2")
    assert pace.resume(conn, "T1")
    assert pace.paused(conn) == []
