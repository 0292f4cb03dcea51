"""Occasions: what is coming up in its order, and the pitch that each one wants."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import Connection

from storage import acts, occasions, versions
from storage.practice_records import Occasion, VersionDraft
from tests.storage.owners import ALICE, NOW, TODAY

DAY = timedelta(days=1)


def noted(conn: Connection, what: str, on: date, at: time | None = None) -> Occasion:
    return occasions.add(conn, ALICE, what, on, at, "client", "lead", NOW)


def test_what_is_coming_up_comes_in_order_and_what_is_over_or_dropped_does_not(conn: Connection) -> None:
    noted(conn, "over", TODAY - DAY)
    for what, at in (("tea", time(15)), ("coffee", time(9, 30)), ("the fair", None)):
        noted(conn, what, TODAY + DAY, at)
    gone = noted(conn, "gone", TODAY)
    acts.change(conn, acts.begin(conn, ALICE, "x", NOW), ALICE, "occasions", gone.id, dropped_at=NOW)
    found = occasions.upcoming(conn, ALICE, TODAY)
    assert [one.what for one in found] == ["the fair", "coffee", "tea"]
    assert (found[1].on, found[1].at) == (TODAY + DAY, time(9, 30))
    assert occasions.days(conn, ALICE, TODAY) == [TODAY + DAY]
    dropped = occasions.find(conn, ALICE, gone.id)
    assert dropped and dropped.dropped_at == NOW


def test_what_is_chosen_stays_until_something_else_is(conn: Connection) -> None:
    fair = noted(conn, "the fair", TODAY)
    kept = versions.add(conn, ALICE, VersionDraft("Fair", "client", "lead", 60, "Hi.", 1, 1), NOW)

    def now() -> tuple[str, str, int | None]:
        found = occasions.find(conn, ALICE, fair.id)
        assert found
        return found.listener, found.goal, found.version_id

    assert occasions.choose(conn, ALICE, fair.id, listener="press")
    assert occasions.choose(conn, ALICE, fair.id, version_id=kept.id)
    assert now() == ("press", "lead", kept.id)
    assert occasions.choose(conn, ALICE, fair.id, goal="help", version_id=0)
    assert now() == ("press", "help", None)
    assert not occasions.choose(conn, ALICE, 999, goal="job")


def test_a_version_that_was_dropped_is_none_to_take(conn: Connection) -> None:
    fair = noted(conn, "the fair", TODAY)
    kept = versions.add(conn, ALICE, VersionDraft("Fair", "client", "lead", 60, "Hi.", 1, 1), NOW)
    act = acts.begin(conn, ALICE, "x", NOW)
    acts.change(conn, act, ALICE, "versions", kept.id, dropped_at=NOW)
    with pytest.raises(occasions.UnknownVersion):
        occasions.choose(conn, ALICE, fair.id, version_id=kept.id)
