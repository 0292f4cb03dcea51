"""A row that fails delays nobody: neither a template's fault, nor a statement's, nor a value's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.jobs.making import Made, Maker
from bot.jobs.sweep import SweepCounts, sweep, sweep_batch
from storage import members, schedule, schedule_claim
from storage.database import Database
from storage.records import Due, Member, Message, Owner
from tests.jobs.test_sweep import ALICE, BOB, HOUR, MEMBER, MINUTE, MONDAY, joined


def greeting(due: Due, member: Member, facts: object, now: datetime) -> Made:
    return Made(Message(member.owner, "brief", date(2026, 3, 2), {"text": "hello"}))


def raises(wrong: Owner) -> Maker[Any]:
    """A template that fails for one member."""

    def make(due: Due, member: Member, facts: object, now: datetime) -> Made:
        if member.owner == wrong:
            raise ValueError("canary: a member's words")
        return greeting(due, member, facts, now)

    return Maker(lambda conn, dues: None, make)


def breaks_the_statement(wrong: Owner) -> Maker[Any]:
    """A member whose rows the database cannot read."""

    def read(conn: Connection, dues: Sequence[Due]) -> None:
        if any(due.owner == wrong for due in dues):
            conn.execute(text("SELECT canary FROM nowhere"))

    return Maker(read, greeting)


@pytest.mark.parametrize("error", [raises, breaks_the_statement])
def test_a_bad_row_delays_nobody_and_after_five_tries_it_is_parked_and_can_be_replayed(
    database: Database, error: Callable[[Owner], Maker[Any]]
) -> None:
    def swept(at: datetime, wrong: Owner = ALICE) -> SweepCounts:
        return asyncio.run(sweep_batch(database, at, makers={"brief": error(wrong)}))

    database.run_sync(joined)
    database.run_sync(joined, replace(MEMBER, owner=BOB))
    at = MONDAY
    assert swept(at) == SweepCounts(due=2, queued=1, failed=1)
    for wait in schedule.RETRY_WAITS:
        at += wait
        assert swept(at).failed == 1
    (parked,) = database.run_sync(schedule.parked)
    assert (parked.owner, parked.kind, parked.due_at) == (ALICE, "brief", MONDAY)
    assert "canary" not in parked.error and ".py:" in parked.error
    assert database.run_sync(schedule.replay, parked.id, at)
    assert swept(at, BOB).queued == 1


def test_one_template_that_fails_among_three_hundred_members_fails_alone(database: Database) -> None:
    def fill(conn: Connection) -> None:
        for number in range(300):
            owner = Owner("T1", f"U{number}")
            members.add(conn, replace(MEMBER, owner=owner))
            schedule.put(conn, owner, "brief", 0, MONDAY)

    database.run_sync(fill)
    makers = {"brief": raises(Owner("T1", "U299"))}
    assert asyncio.run(sweep(database, MONDAY, makers=makers)) == SweepCounts(300, queued=299, failed=1)
    assert asyncio.run(sweep(database, MONDAY, makers=makers)) == SweepCounts()


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_a_value_that_the_database_refuses_delays_nobody(database: Database) -> None:
    """SQLite takes a ref of any length; PostgreSQL refuses the batch, and then that row alone."""

    def make(due: Due, member: Member, facts: object, now: datetime) -> Made:
        ref = "x" * 65 if member.owner == ALICE else ""
        return Made(Message(member.owner, "brief", date(2026, 3, 2), {"text": "hello"}, ref))

    for number, owner in enumerate((ALICE, BOB, Owner("T1", "U3"))):
        database.run_sync(joined, replace(MEMBER, owner=owner), MONDAY - (number + 1) * HOUR)
    makers = {"brief": Maker(lambda conn, dues: None, make)}
    assert asyncio.run(sweep_batch(database, MONDAY, makers=makers)) == SweepCounts(3, queued=2, failed=1)
    assert [due.owner for due in database.run_sync(claimed_now, MONDAY + MINUTE)] == [ALICE]


def claimed_now(conn: Connection, at: datetime) -> list[Due]:
    return [claim.due for claim in schedule_claim.claim_due(conn, at, 9)]
