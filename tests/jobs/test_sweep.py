"""The sweep: every row that is due becomes one decision, and bad rows delay nobody."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.coach import cadence
from bot.jobs.sweep import SweepCounts, replay_until, sweep, sweep_once
from storage import contacts, members, outbox_claim, outbox_review, promises, schedule
from storage.database import Database, open_engine
from storage.records import ContactDraft, Member, NudgeKind, Owner

ALICE = Owner("T1", "U1")
BOB = Owner("T1", "U2")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MEMBER = Member(ALICE, "Europe/Lisbon", MONDAY - 7 * DAY)


def joined(conn: Connection, member: Member = MEMBER, at: datetime = MONDAY - HOUR) -> Member:
    """A member with a plan, and one promise that is always overdue, so that every brief has something."""
    members.add(conn, member)
    schedule.replan(conn, member.owner, cadence.first_dues(member, at))
    promises.add(conn, member.owner, "mine", "send the deck", None, date(2026, 2, 20), None, MONDAY - 7 * DAY)
    return member


def rows(conn: Connection, owner: Owner = ALICE) -> list[tuple[str, str, str]]:
    """Kind, date and state of the member's decisions, in order."""
    query = (
        "SELECT kind, local_on, state FROM outbox WHERE member_id = :m AND ref = '' ORDER BY local_on, kind"
    )
    return [(row[0], str(row[1]), row[2]) for row in conn.execute(text(query), {"m": owner.member_id})]


def next_brief(conn: Connection, owner: Owner = ALICE) -> datetime:
    return next(due.due_at for due in schedule.of_member(conn, owner) if due.kind == "brief")


def test_a_brief_that_is_due_is_queued_and_the_next_one_planned(conn: Connection) -> None:
    joined(conn)
    assert sweep_once(conn, MONDAY - MINUTE) == SweepCounts()
    assert sweep_once(conn, MONDAY) == SweepCounts(due=1, queued=1)
    assert rows(conn) == [("brief", "2026-03-02", "due")]
    assert next_brief(conn) == MONDAY + DAY
    assert sweep_once(conn, MONDAY) == SweepCounts()


def test_nothing_to_say_is_a_decision_too(conn: Connection) -> None:
    members.add(conn, MEMBER)
    schedule.put(conn, ALICE, "brief", 0, MONDAY)
    assert sweep_once(conn, MONDAY).silent == 1
    assert rows(conn) == [("brief", "2026-03-02", "silent")]


@pytest.mark.parametrize(
    "changes",
    [{"nudges_on": False}, {"paused_until": date(2026, 3, 3)}, {"deactivated_at": MONDAY}],
)
def test_who_does_not_want_or_may_not_have_nudges_is_left_alone_and_it_is_written_down(
    conn: Connection, changes: dict[str, Any]
) -> None:
    joined(conn)
    members.update(conn, ALICE, **changes)
    assert sweep_once(conn, MONDAY).silent == 1
    assert rows(conn) == [("brief", "2026-03-02", "silent")]
    assert next_brief(conn) == MONDAY + DAY


def test_a_pause_ends_by_itself_on_its_date(conn: Connection) -> None:
    joined(conn)
    members.update(conn, ALICE, paused_until=date(2026, 3, 12))
    sweep_once(conn, MONDAY)
    assert next_brief(conn) == datetime(2026, 3, 12, 9, tzinfo=UTC)
    assert sweep_once(conn, next_brief(conn)).queued >= 1


@pytest.mark.parametrize(
    ("minutes", "state", "says_late"),
    [(9, "due", False), (10, "due", True), (120, "due", True), (121, "folded", False)],
)
def test_a_late_brief_says_so_and_a_too_late_one_is_folded(
    conn: Connection, minutes: int, state: str, says_late: bool
) -> None:
    joined(conn)
    sweep_once(conn, MONDAY + minutes * MINUTE)
    assert rows(conn) == [("brief", "2026-03-02", state)]
    payload = str(conn.execute(text("SELECT payload FROM outbox")).scalar_one())
    assert ("comes late" in payload) == says_late


def test_every_day_of_an_outage_is_decided_and_the_last_one_can_still_be_sent_late(
    database: Database,
) -> None:
    database.run_sync(joined)
    counts = asyncio.run(sweep(database, MONDAY + 2 * DAY + HOUR))
    assert (counts.folded, counts.queued) == (2, 1)
    assert [row[2] for row in database.run_sync(rows)] == ["folded", "folded", "due"]


def tells_what_was_missed(conn: Connection) -> list[bool]:
    """Of each brief that was made, in order, whether it speaks of one that could not go out in time."""
    query = "SELECT payload FROM outbox WHERE state IN ('due', 'sent') AND kind = 'brief' ORDER BY local_on"
    return ["could not go out in time" in str(row[0]) for row in conn.execute(text(query))]


def test_the_next_brief_tells_what_was_folded_once(database: Database) -> None:
    database.run_sync(joined)
    for at in (MONDAY + 3 * HOUR, MONDAY + DAY, MONDAY + 2 * DAY):
        asyncio.run(sweep(database, at))
        database.run_sync(
            lambda conn: conn.execute(text("UPDATE outbox SET state = 'sent' WHERE state = 'due'"))
        )
    assert database.run_sync(tells_what_was_missed) == [True, False]


@pytest.mark.parametrize(
    ("changes", "tells"), [("attempts = 0", True), ("attempts = 1", False), ("is_wanted = true", False)]
)
def test_a_brief_tells_of_one_that_still_waits_though_too_late_and_nobody_tried_to_send(
    conn: Connection, changes: str, tells: bool
) -> None:
    joined(conn)
    sweep_once(conn, MONDAY)
    conn.execute(text(f"UPDATE outbox SET {changes}"))
    sweep_once(conn, MONDAY + DAY)
    assert tells_what_was_missed(conn) == [False, tells]


def test_a_brief_tells_what_is_folded_in_its_own_batch(conn: Connection) -> None:
    joined(conn)
    schedule.put(conn, ALICE, "review", 0, MONDAY - 3 * DAY + 7 * HOUR)
    assert sweep_once(conn, MONDAY)[:4] == (2, 1, 0, 1)
    payload = conn.execute(text("SELECT payload FROM outbox WHERE state = 'due'")).scalar_one()
    assert "Your look back of" in str(payload)


def test_a_date_that_had_its_nudge_gets_no_second_one_whatever_moves(conn: Connection) -> None:
    joined(conn)
    sweep_once(conn, MONDAY)
    moved = members.update(conn, ALICE, tz="America/New_York", brief_minute=10 * 60)
    assert moved is not None
    schedule.replan(conn, ALICE, cadence.first_dues(moved, MONDAY))
    assert next_brief(conn) == datetime(2026, 3, 2, 15, tzinfo=UTC)
    assert sweep_once(conn, next_brief(conn)) == SweepCounts(due=1, again=1)
    assert next_brief(conn) == datetime(2026, 3, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize("jump", [DAY, -DAY, 3 * DAY])
def test_a_wall_clock_that_jumps_and_comes_back_makes_no_duplicate(
    database: Database, jump: timedelta
) -> None:
    database.run_sync(joined)
    for at in (MONDAY, MONDAY + jump, MONDAY, MONDAY + DAY, MONDAY + 2 * DAY, MONDAY + 3 * DAY + HOUR):
        asyncio.run(sweep(database, at))
    briefs = [row[1] for row in database.run_sync(rows) if row[0] == "brief"]
    assert briefs == sorted(set(briefs)) and len(briefs) == 4


@pytest.mark.parametrize("singly", [False, True])
def test_a_batch_may_hold_every_kind_and_every_decision(conn: Connection, singly: bool) -> None:
    joined(conn)
    joined(conn, replace(MEMBER, owner=BOB, paused_until=date(2026, 3, 9)))
    promise = promises.add(conn, ALICE, "mine", "call", None, date(2026, 3, 2), time(10), MONDAY)
    dues: list[tuple[NudgeKind, int, datetime]] = [
        ("brief", 0, MONDAY),
        ("review", 0, MONDAY - DAY),
        ("practice", 0, MONDAY),
        ("reminder", promise.id, MONDAY),
        ("team_summary", 7, MONDAY),
    ]
    for kind, ref, at in dues:
        schedule.put(conn, ALICE, kind, ref, at)
    schedule.put(conn, BOB, "brief", 0, MONDAY)
    schedule.put(conn, Owner("T9", "U9"), "brief", 0, MONDAY)  # forgotten since
    counts = sweep_once(conn, MONDAY, singly=singly)
    assert counts == SweepCounts(due=7, queued=3, silent=3, folded=1)
    planned = {due.kind for due in schedule.of_member(conn, ALICE)}
    assert planned == {"brief", "review", "practice"}


def test_a_row_of_somebody_who_is_gone_is_dropped(conn: Connection) -> None:
    schedule.put(conn, ALICE, "brief", 0, MONDAY)
    assert sweep_once(conn, MONDAY).due == 1
    assert schedule.of_member(conn, ALICE) == []


def test_a_kind_without_days_is_dropped_until_it_has_some(conn: Connection) -> None:
    joined(conn)
    members.update(conn, ALICE, brief_days="")
    sweep_once(conn, MONDAY)
    assert "brief" not in {due.kind for due in schedule.of_member(conn, ALICE)}


def test_a_sweep_takes_batch_after_batch(database: Database) -> None:
    def fill(conn: Connection) -> None:
        for number in range(7):
            joined(conn, replace(MEMBER, owner=Owner("T1", f"U{number}")))

    database.run_sync(fill)
    assert asyncio.run(sweep(database, MONDAY, limit=3)).queued == 7


def test_a_replay_decides_each_row_as_at_its_own_time_and_in_order(database: Database) -> None:
    database.run_sync(joined)
    database.run_sync(joined, replace(MEMBER, owner=BOB, brief_minute=8 * 60), MONDAY - 2 * HOUR)
    seen: list[datetime] = []

    async def after(at: datetime) -> None:
        seen.append(at)

    counts = asyncio.run(replay_until(database, MONDAY + 4 * DAY + 12 * HOUR, after))
    assert seen == sorted(seen) and len(seen) == 12
    assert (counts.due, counts.folded, counts.failed) == (14, 0, 0)
    payloads = database.run_sync(lambda c: [str(r[0]) for r in c.execute(text("SELECT payload FROM outbox"))])
    assert not any("comes late" in payload for payload in payloads)
    assert len({row[1] for row in database.run_sync(rows) if row[0] == "brief"}) == 5


def test_a_replay_that_was_done_is_not_done_again(database: Database) -> None:
    database.run_sync(joined)
    asyncio.run(replay_until(database, MONDAY + DAY))
    before = database.run_sync(outbox_review.counts)
    assert asyncio.run(replay_until(database, MONDAY + DAY)) == SweepCounts()
    assert database.run_sync(outbox_review.counts) == before


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_two_sweeps_at_once_decide_every_row_once(database: Database) -> None:
    def fill(conn: Connection) -> None:
        for number in range(10):
            joined(conn, replace(MEMBER, owner=Owner("T1", f"U{number}")))

    database.run_sync(fill)
    engine = open_engine(database.engine.url)
    with database.engine.begin() as one, engine.begin() as other:
        counts = sweep_once(one, MONDAY, 6), sweep_once(other, MONDAY, 6)
    engine.dispose()
    assert [each.queued for each in counts] == [6, 4]
    claimed = database.run_sync(outbox_claim.claim, MONDAY, 100, 60)
    assert len({posting.owner for posting in claimed}) == len(claimed) == 10


def test_alice_reads_nothing_of_bob_in_her_brief(conn: Connection) -> None:
    joined(conn)
    joined(conn, replace(MEMBER, owner=BOB))
    canary = contacts.add(conn, BOB, ContactDraft("Canary Bird", cadence_days=1), MONDAY - 7 * DAY)
    promises.add(conn, BOB, "mine", "canary", canary.id, date(2026, 2, 1), None, MONDAY)
    sweep_once(conn, MONDAY)
    told = {posting.owner: str(posting.payload) for posting in outbox_claim.claim(conn, MONDAY, 9, 60)}
    assert "anary" in told[BOB] and "anary" not in told[ALICE]
