"""A sweep and a completion that break at any of their statements leave everything or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import Connection

from bot.jobs import consequences
from bot.jobs.sending import Ending
from bot.jobs.sweep import SweepCounts, sweep_once
from storage import outbox_claim, outbox_review, promises, schedule, teams
from storage.database import Database
from storage.records import NudgeKind, Owner, Sent
from tests.clockwork.breaking import all_or_nothing
from tests.jobs.stage import NOW, TODAY
from tests.jobs.test_sweep import ALICE, BOB, MEMBER, joined

KINDS: tuple[NudgeKind, ...] = ("brief", "reminder", "review", "practice", "team_summary")


def due_now(conn: Connection, kind: NudgeKind) -> None:
    """Alice has something to be told in a nudge of that kind, and bob is in a pause; both are due."""
    joined(conn)
    joined(conn, replace(MEMBER, owner=BOB, paused_until=TODAY + timedelta(days=2)))
    for owner in (ALICE, BOB):
        for each in schedule.of_member(conn, owner):
            schedule.put(conn, owner, each.kind, each.ref, NOW + timedelta(days=1))
    promise = promises.add(conn, ALICE, "mine", "call", None, TODAY, time(10), NOW)
    team = teams.put(conn, "T1", "C1", "U1", 1, 540, NOW)
    teams.list_members(conn, team, ["U1", "U2", "U3"])
    for number in range(2, 5):
        teams.answer(conn, Owner("T1", f"U{number}"), team.id, "yes", NOW)
    ref = {"reminder": promise.id, "team_summary": team.id}.get(kind, 0)
    schedule.put(conn, ALICE, kind, ref, NOW)
    schedule.put(conn, BOB, "brief", 0, NOW)


@pytest.mark.parametrize(("kind", "singly"), [("brief", False), *((kind, True) for kind in KINDS)])
def test_a_sweep_is_all_or_nothing_at_every_statement(
    database: Database, kind: NudgeKind, singly: bool
) -> None:
    database.run_sync(due_now, kind)
    assert all_or_nothing(database, lambda conn: sweep_once(conn, NOW, singly=singly)) > 4
    beside = {"sent": 1} if kind == "practice" else {}
    assert database.run_sync(outbox_review.counts) == {"due": 1, "silent": 1, **beside}
    assert database.run_sync(sweep_once, NOW) == SweepCounts()


def test_a_completed_batch_is_all_or_nothing_at_every_statement(database: Database) -> None:
    database.run_sync(joined)
    database.run_sync(sweep_once, NOW)
    (posting,) = database.run_sync(outbox_claim.claim, NOW, 9, 60)

    def complete(conn: Connection) -> None:
        ending = Ending(posting, Sent(posting.id, "parked", NOW, error="user_disabled"), "receiver")
        outbox_claim.complete(conn, [ending.sent])
        consequences.draw(conn, [ending], NOW)

    assert all_or_nothing(database, complete) > 2
    later = NOW + timedelta(hours=9)
    assert database.run_sync(outbox_claim.claim, later, 9, 60) == []


@pytest.mark.parametrize("lease", [60, 120])
def test_a_claim_is_all_or_nothing_at_every_statement(database: Database, lease: int) -> None:
    database.run_sync(joined)
    database.run_sync(sweep_once, NOW)
    all_or_nothing(database, lambda conn: outbox_claim.claim(conn, NOW, 9, lease, pace=1))
    assert database.run_sync(outbox_claim.claim, NOW, 9, lease) == []
    assert len(database.run_sync(outbox_claim.claim, NOW + timedelta(seconds=lease), 9, lease)) == 1
