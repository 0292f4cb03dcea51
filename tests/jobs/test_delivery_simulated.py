"""Any sequence of faults, crashes and waits: nothing is lost, nothing arrives twice unmarked."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from bot.jobs.delivery import deliver
from storage import checkup, migrations, outbox, outbox_review
from storage.database import Database, open_database
from storage.outbox_review import UNANSWERED
from storage.records import Message, Owner
from tests.jobs.mailbox import Crash, Mailbox
from tests.jobs.stage import MINUTE, NOW

FATES = ("ok", "lost", "kept", "later", "odd", "crash before", "crash after")
PEOPLE = 4
ROUNDS = 14


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A SQLite database that every example empties: hundreds of them would take too long to make."""
    path: Path = tmp_path_factory.mktemp("simulated") / "kith.db"
    migrations.upgrade(f"sqlite:///{path}")
    return open_database(f"sqlite:///{path}")


def start(conn: Connection) -> None:
    conn.execute(text("DELETE FROM outbox"))
    conn.execute(text("DELETE FROM workspaces"))
    for number in range(PEOPLE):
        message = Message(Owner("T1", f"U{number}"), "reply", date(2026, 3, 2), {"text": f"message {number}"})
        outbox.add(conn, message, NOW)


async def live_through(db: Database, mailbox: Mailbox, rounds: int = ROUNDS) -> None:
    """Deliver at growing distances; a crash ends a process, and the next round is another one's."""
    at = NOW
    for number in range(rounds):
        with suppress(Crash):
            await deliver(db, mailbox, at)
        at += timedelta(minutes=3 + 10 * number)


def fates() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(FATES), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_fates=fates())
def test_where_one_can_look_every_message_arrives_once_or_is_parked_in_sight(
    scratch: Database, given_fates: list[str]
) -> None:
    scratch.run_sync(start)
    mailbox = Mailbox(iter(given_fates))
    asyncio.run(live_through(scratch, mailbox))
    arrived, states = Counter(mailbox.texts()), scratch.run_sync(outbox_review.counts)
    assert all(number == 1 for number in arrived.values())
    assert states.get("sent", 0) + states.get("parked", 0) == PEOPLE
    assert len(arrived) >= states.get("sent", 0)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_fates=fates())
def test_where_nobody_can_look_no_repeat_is_unmarked_and_none_without_a_cause(
    scratch: Database, given_fates: list[str]
) -> None:
    scratch.run_sync(start)
    mailbox = Mailbox(iter(given_fates), can_look=False)
    asyncio.run(live_through(scratch, mailbox))
    by_id: dict[str, list[str]] = {}
    for posting in mailbox.arrived:
        by_id.setdefault(posting.id, []).append(posting.payload["text"])
    # A crash takes the answer to one message with it, and never those of a whole batch.
    causes = sum(fate in ("kept", "crash after") for fate in given_fates)
    assert sum(len(words) - 1 for words in by_id.values()) <= causes
    assert all("may be a repeat" in again for words in by_id.values() for again in words[1:])
    states = scratch.run_sync(outbox_review.counts)
    assert states.get("sent", 0) + states.get("parked", 0) == PEOPLE


@pytest.mark.parametrize("fate", ["lost", "kept"])
def test_a_slack_that_never_answers_parks_what_may_have_arrived(scratch: Database, fate: str) -> None:
    scratch.run_sync(start)
    mailbox = Mailbox(iter([fate] * 1000), can_look=fate == "lost")
    asyncio.run(live_through(scratch, mailbox))
    parked = scratch.run_sync(outbox_review.parked)
    assert {row.error for row in parked} == {UNANSWERED} and len(parked) == PEOPLE
    assert len(mailbox.arrived) == (0 if fate == "lost" else 2 * PEOPLE)


def test_a_posting_that_kills_every_process_is_parked_in_the_end(scratch: Database) -> None:
    scratch.run_sync(start)
    mailbox = Mailbox(iter(["crash before"] * 1000))
    asyncio.run(live_through(scratch, mailbox, 8 * PEOPLE))
    assert scratch.run_sync(outbox_review.counts) == {"parked": PEOPLE}
    assert scratch.run_sync(checkup.delivery_lag, NOW + 99 * MINUTE) == timedelta(0)
