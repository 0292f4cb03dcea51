"""The schedule's rows: put, claimed, moved on, failed, parked, and claimed by one process only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from storage import members, schedule
from storage.database import Database, open_engine
from storage.records import Due, Member, NudgeKind, Owner
from storage.schedule_claim import claim_due, drop, move_on

ALICE = Owner("T1", "U1")
BOB = Owner("T1", "U2")
CHARLIE = Owner("T2", "U1")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def put(conn: Connection, owner: Owner = ALICE, kind: NudgeKind = "brief", at: datetime = NOW) -> int:
    schedule.put(conn, owner, kind, 0, at)
    return next(due.id for due in schedule.of_member(conn, owner) if due.kind == kind)


def claimed(conn: Connection, now: datetime, limit: int) -> list[Due]:
    return [claim.due for claim in claim_due(conn, now, limit)]


def test_what_is_due_is_claimed_oldest_first_and_the_rest_is_not(conn: Connection) -> None:
    put(conn, BOB, at=NOW - HOUR)
    put(conn, ALICE, at=NOW)
    put(conn, CHARLIE, at=NOW + HOUR)
    assert [due.owner for due in claimed(conn, NOW, 10)] == [BOB, ALICE]
    assert [due.owner for due in claimed(conn, NOW, 1)] == [BOB]


def test_a_second_put_moves_the_row_and_forgets_its_failures(conn: Connection) -> None:
    row = put(conn)
    schedule.fail(conn, row, "OperationalError", NOW + HOUR)
    assert put(conn, at=NOW + 3 * HOUR) == row
    (claim,) = claim_due(conn, NOW + 3 * HOUR, 9)
    assert (claim.failures, claim.due.due_at) == (0, NOW + 3 * HOUR)


def test_a_row_that_moved_on_remembers_the_date_it_came_on(conn: Connection) -> None:
    row = put(conn)
    move_on(conn, [(row, NOW + 24 * HOUR, date(2026, 3, 2))])
    put(conn, at=NOW + 20 * HOUR)
    (due,) = schedule.of_member(conn, ALICE)
    assert (due.due_at, due.last_on) == (NOW + 20 * HOUR, date(2026, 3, 2))


def test_a_failed_row_is_retried_for_what_it_was_due_for_at_first(conn: Connection) -> None:
    row = put(conn)
    for hours in (1, 2):
        schedule.fail(conn, row, "OperationalError", NOW + hours * HOUR)
    assert claimed(conn, NOW + HOUR, 9) == []
    assert [due.due_at for due in claimed(conn, NOW + 2 * HOUR, 9)] == [NOW]


def test_the_waits_between_tries_grow_and_the_fifth_failure_parks() -> None:
    waits = [schedule.next_retry(failures, NOW) for failures in range(1, 6)]
    given = [wait - NOW for wait in waits if wait is not None]
    assert given == sorted(set(given)) and sum(given, timedelta(0)) < 2 * HOUR
    assert waits[4] is None


def test_a_parked_row_is_seen_by_nobody_but_those_who_look_for_it(conn: Connection) -> None:
    row = put(conn)
    schedule.fail(conn, row, "KeyError at brief.py:7", None)
    assert claimed(conn, NOW + 9000 * HOUR, 9) == []
    assert schedule.next_due_at(conn) is None
    assert schedule.lag(conn, NOW + HOUR) == timedelta(0)
    assert schedule.parked(conn) == [(row, ALICE, "brief", 0, "KeyError at brief.py:7", NOW)]
    assert [schedule.parked_of(conn, other) for other in (BOB, CHARLIE)] == [[], []]


def test_a_parked_row_can_be_replayed_once(conn: Connection) -> None:
    row = put(conn)
    assert not schedule.replay(conn, row, NOW)
    schedule.fail(conn, row, "KeyError", None)
    assert schedule.replay(conn, row, NOW + HOUR)
    assert [due.due_at for due in claimed(conn, NOW + HOUR, 9)] == [NOW]
    assert schedule.parked(conn) == []


def test_parking_a_members_rows_touches_nobody_elses(conn: Connection) -> None:
    for owner in (ALICE, BOB, CHARLIE):
        put(conn, owner)
    put(conn, ALICE, "review")
    assert schedule.park(conn, ALICE, ["brief"], "channel_not_found") == 1
    assert {due.owner for due in claimed(conn, NOW, 9) if due.kind == "brief"} == {BOB, CHARLIE}
    assert schedule.park(conn, BOB, ["brief"], "gone", ref=4) == 0


def test_the_lag_is_the_age_of_the_oldest_due_row(conn: Connection) -> None:
    assert schedule.lag(conn, NOW) == timedelta(0)
    put(conn, at=NOW - 2 * HOUR)
    put(conn, BOB, at=NOW + HOUR)
    assert schedule.lag(conn, NOW) == 2 * HOUR
    assert schedule.next_due_at(conn) == NOW - 2 * HOUR


def test_replan_sets_the_calendar_and_leaves_other_rows_alone(conn: Connection) -> None:
    put(conn, kind="brief")
    put(conn, kind="practice")
    schedule.put(conn, ALICE, "reminder", 7, NOW)
    schedule.replan(conn, ALICE, [("brief", NOW + HOUR), ("review", NOW + 2 * HOUR)])
    assert [(due.kind, due.due_at) for due in schedule.of_member(conn, ALICE)] == [
        ("reminder", NOW),
        ("brief", NOW + HOUR),
        ("review", NOW + 2 * HOUR),
    ]


def test_replan_leaves_what_is_due_already_to_the_sweep(conn: Connection) -> None:
    put(conn, kind="brief", at=NOW - HOUR)
    put(conn, kind="review", at=NOW + HOUR)
    schedule.replan(conn, ALICE, [("brief", NOW + 9 * HOUR), ("review", NOW + 9 * HOUR)], NOW)
    assert [due.due_at for due in schedule.of_member(conn, ALICE)] == [NOW - HOUR, NOW + 9 * HOUR]


def test_bob_and_charlie_can_neither_remove_nor_see_what_alice_has(conn: Connection) -> None:
    put(conn)
    for other in (BOB, CHARLIE):
        assert not schedule.remove(conn, other, "brief")
        assert schedule.of_member(conn, other) == []
    assert schedule.remove(conn, ALICE, "brief")
    assert schedule.of_member(conn, ALICE) == []


def test_dropped_rows_are_gone(conn: Connection) -> None:
    drop(conn, [put(conn), put(conn, kind="review")])
    drop(conn, [])
    assert schedule.of_member(conn, ALICE) == []


def test_owners_are_those_with_rows(conn: Connection) -> None:
    for owner in (ALICE, BOB, CHARLIE):
        put(conn, owner)
        members.add(conn, Member(owner, "Europe/Lisbon", NOW))
    assert schedule.owners(conn, "T1") == {ALICE, BOB}
    assert {due.owner for due in schedule.of_kind(conn, "brief")} == {ALICE, BOB, CHARLIE}


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_two_processes_that_claim_at_once_never_claim_the_same_row(database: Database) -> None:
    def fill(conn: Connection) -> None:
        for number in range(20):
            schedule.put(conn, Owner("T1", f"U{number}"), "brief", 0, NOW)

    database.run_sync(fill)
    engine = open_engine(database.engine.url)
    with database.engine.begin() as one, engine.begin() as other:
        first = {due.id for due in claimed(one, NOW, 12)}
        second = {due.id for due in claimed(other, NOW, 12)}
    engine.dispose()
    assert (len(first), len(second), first & second) == (12, 8, set())
