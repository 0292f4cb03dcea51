"""A sweep and a completion that break at any of their statements leave everything or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bot.jobs import consequences
from bot.jobs.sending import Ending
from bot.jobs.sweep import sweep_once
from storage import outbox_claim, schedule
from storage.database import Database
from storage.records import Sent
from tests.clockwork.breaking import all_or_nothing
from tests.jobs.stage import NOW
from tests.jobs.test_sweep import ALICE, joined


def test_a_sweep_is_all_or_nothing_at_every_statement(database: Database) -> None:
    database.run_sync(joined)
    statements = all_or_nothing(database, lambda conn: sweep_once(conn, NOW))
    assert statements > 5
    assert [due.last_on for due in database.run_sync(schedule.of_member, ALICE) if due.kind == "brief"]
    assert len(database.run_sync(outbox_claim.claim, NOW, 9, 60)) == 1


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
