"""From any damage to a member's schedule the repair restores the plan; a second one finds nothing to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from bot import keeping, membership
from bot.coach import cadence
from bot.jobs import plans
from storage import members, occasions, promises, schedule, teams
from storage.records import Due, Member, Owner

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)  # a Monday, before everything of that day
JOINED = NOW - timedelta(days=30)
LATER = timedelta(days=1)
numbers = count()
Rows = dict[tuple[str, int], datetime]


def planned(conn: Connection) -> tuple[Member, Rows]:
    """A new member with every kind of row, and when each is due."""
    owner = Owner("T1", f"U{next(numbers)}")
    member = membership.join(conn, Member(owner, "Europe/Lisbon", JOINED), NOW, is_greeted=True)
    for days in (1, 2):
        due_on = date(2026, 3, 2) + timedelta(days=days)
        promise = promises.add(conn, owner, "mine", "call", None, due_on, time(15), JOINED)
        keeping.remind(conn, member, promise, NOW)
    team = teams.put(conn, "T1", f"C{owner.member_id}", owner.member_id, 5, 960, JOINED)
    due_at = cadence.team_due(team, member.tz, NOW)
    assert due_at is not None
    schedule.put(conn, owner, "team_summary", team.id, due_at)
    occasions.add(conn, owner, "the fair", date(2026, 3, 4), None, "none", "none", JOINED)
    membership.plan(conn, member, NOW)
    rows = rows_of(conn, member)
    assert rows["practice", 0] == datetime(2026, 3, 3, 12, tzinfo=UTC), "the day before the fair"
    return member, rows


def rows_of(conn: Connection, member: Member) -> Rows:
    return {(row.kind, row.ref): row.due_at for row in schedule.of_member(conn, member.owner)}


# Rows that go, and those that are moved by so many hours: years ahead, or to before the member came.
HOURS = st.one_of(st.integers(1, 9 * 365 * 24), st.integers(-50 * 365 * 24, -31 * 24))
DAMAGE = st.tuples(st.sets(st.integers(0, 5)), st.dictionaries(st.integers(0, 5), HOURS), st.booleans())


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # each example has a member of its own
@given(DAMAGE)
def test_from_any_damage_the_plan_is_restored(
    conn: Connection, damage: tuple[set[int], dict[int, int], bool]
) -> None:
    gone, moved, has_stray = damage
    member, before = planned(conn)
    rows = schedule.of_member(conn, member.owner)
    drop(conn, rows, gone)
    for at, hours in moved.items():
        move(conn, rows[at], NOW + timedelta(hours=hours))
    if has_stray:
        schedule.put(conn, member.owner, "reminder", 987_654, NOW + LATER)
    plans.restore(conn, member, NOW)
    assert rows_of(conn, member) == before
    assert plans.restore(conn, member, NOW) == 0


def drop(conn: Connection, rows: list[Due], gone: set[int]) -> None:
    for at in gone:
        schedule.remove(conn, rows[at].owner, rows[at].kind, rows[at].ref)


def move(conn: Connection, row: Due, at: datetime) -> None:
    moved = text("UPDATE schedule SET due_at = :at WHERE id = :id")
    conn.execute(moved, {"at": int(at.timestamp()), "id": row.id})


def test_a_plan_that_is_as_it_should_be_stays(conn: Connection) -> None:
    member, before = planned(conn)
    assert len(before) == 6
    assert plans.restore(conn, member, NOW) == 0


def test_what_is_due_or_tried_again_is_left_for_the_sweep(conn: Connection) -> None:
    member, before = planned(conn)
    later = before["brief", 0] + timedelta(minutes=1)
    [brief] = [row for row in schedule.of_member(conn, member.owner) if row.kind == "brief"]
    schedule.fail(conn, brief.id, "why", later + timedelta(minutes=5))
    assert plans.restore(conn, member, later) == 0


@pytest.mark.parametrize(("is_back", "wrong"), [(False, 0), (True, 3)])
def test_what_is_parked_stays_so_until_its_member_is_back(
    conn: Connection, is_back: bool, wrong: int
) -> None:
    member, before = planned(conn)
    schedule.park(conn, member.owner, cadence.CALENDAR_KINDS, "user_not_found")
    assert plans.restore(conn, member, NOW, is_back=is_back) == wrong
    assert len(schedule.parked_of(conn, member.owner)) == 3 - wrong
    assert rows_of(conn, member) == before


def test_a_holiday_that_was_chosen_behind_its_back_is_passed_over(conn: Connection) -> None:
    member, _ = planned(conn)
    good_friday = datetime(2026, 4, 3, 7, 30, tzinfo=UTC)
    schedule.put(conn, member.owner, "brief", 0, good_friday.replace(hour=8))
    changed = members.update(conn, member.owner, country="PT")
    assert changed is not None and plans.restore(conn, changed, good_friday) > 0
    assert rows_of(conn, member)["brief", 0] == datetime(2026, 4, 6, 8, tzinfo=UTC)


def test_a_move_of_zone_takes_reminders_and_summaries_along(conn: Connection) -> None:
    member, before = planned(conn)
    moved = members.update(conn, member.owner, tz="America/New_York")
    assert moved is not None and plans.restore(conn, moved, NOW) == 6
    after = rows_of(conn, member)
    assert {after[key] - at for key, at in before.items()} == {timedelta(hours=5)}


def test_a_row_of_bob_is_not_touched_when_alice_is_repaired(conn: Connection) -> None:
    alice, _ = planned(conn)
    bob, before = planned(conn)
    schedule.remove(conn, alice.owner, "brief")
    assert plans.restore(conn, alice, NOW) == 1
    assert rows_of(conn, bob) == before
