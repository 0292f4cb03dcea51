"""Trouble that lasts: nothing is sent in the night that was meant for the morning, and no row is lost."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.jobs.delivery import DeliverCounts, Deliverer, deliver
from bot.messenger import Look
from storage import members, outbox, outbox_claim, outbox_review
from storage.database import Database
from storage.outbox_review import UNANSWERED
from storage.records import Member, Message, Owner, Posting, Sent
from tests.jobs.mailbox import Mailbox
from tests.jobs.stage import HOUR, MINUTE, NOW, TODAY, Stage, play

EVENING = NOW + 7 * HOUR
ALICE = Owner("T1", "U1")


def add(conn: Connection, kind: str = "brief", owner: Owner = ALICE, ref: str = "") -> None:
    outbox.add(conn, Message(owner, kind, TODAY, {"text": kind}, ref), NOW)


def first_ended(conn: Connection, state: Any, **more: Any) -> None:
    """The first try of the one message, and how it ended."""
    (posting,) = outbox_claim.claim(conn, NOW, 9, 120)
    outbox_claim.complete(conn, [Sent(posting.id, state, NOW, attempts=posting.attempts, **more)])


class Seeing(Mailbox):
    """Looks with what it is given."""

    def __init__(self, *looks: str) -> None:
        super().__init__(iter([]))
        self.looks = iter(looks)

    async def look_for(self, posting: Posting) -> Look:
        return Look(next(self.looks))  # type: ignore[arg-type]


def evening(db: Database, mailbox: Mailbox, at: datetime = EVENING) -> dict[str, int]:
    asyncio.run(deliver(db, mailbox, at))
    return db.run_sync(outbox_review.counts)


# ---- What is too late.


@pytest.mark.parametrize("error", [None, "ratelimited", "odd_error"])
def test_a_nudge_of_the_morning_is_not_sent_in_the_evening_even_if_it_was_tried(
    database: Database, error: str | None
) -> None:
    database.run_sync(add)
    if error:
        database.run_sync(first_ended, "due", error=error, retry_at=NOW + MINUTE)
    mailbox = Seeing()
    assert (evening(database, mailbox), mailbox.arrived) == ({"folded": 1}, [])


@pytest.mark.parametrize(
    ("look", "becomes"),
    [("found", "sent"), ("not found", "folded"), ("no answer", "unknown"), ("cannot look", "unknown")],
)
def test_one_that_may_have_arrived_is_looked_for_before_it_is_folded(
    database: Database, look: str, becomes: str
) -> None:
    database.run_sync(add)
    database.run_sync(first_ended, "unknown", retry_at=NOW + MINUTE)
    mailbox = Seeing(look)
    assert (evening(database, mailbox), mailbox.arrived) == ({becomes: 1}, [])


def test_one_of_which_nobody_can_tell_is_parked_and_not_repeated_in_the_evening(database: Database) -> None:
    database.run_sync(add)
    database.run_sync(first_ended, "unknown", retry_at=NOW + MINUTE)
    mailbox = Seeing("cannot look", "cannot look")
    evening(database, mailbox)
    assert (evening(database, mailbox, EVENING + HOUR), mailbox.arrived) == ({"parked": 1}, [])
    assert [row.error for row in database.run_sync(outbox_review.parked)] == [UNANSWERED]


def test_an_answer_to_a_member_goes_out_however_late(database: Database) -> None:
    database.run_sync(add, "reply")
    mailbox = Seeing()
    assert evening(database, mailbox) == {"sent": 1} and mailbox.texts() == ["reply"]


def test_what_is_for_who_has_left_is_canceled_without_asking_slack(database: Database) -> None:
    database.run_sync(members.add, Member(ALICE, "UTC", NOW, deactivated_at=NOW))
    database.run_sync(add, "reply")
    database.run_sync(first_ended, "unknown", retry_at=NOW + MINUTE)
    mailbox = Seeing()
    assert (evening(database, mailbox), mailbox.arrived) == ({"canceled": 1}, [])


# ---- A Slack in trouble. The others go on, and the row is kept.


def test_429_for_an_hour_counts_no_try_and_ends_with_the_message_sent(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        row_id, alice = stage.post("alice"), stage.owner("alice").member_id
        stage.fault("ratelimited", times=None, retry_after=60, when=lambda args: args["channel"] == alice)
        for minutes in range(60):
            stage.post("bob", "reply", ref=str(minutes), text=str(minutes))
            await stage.deliver(NOW + minutes * MINUTE)
        assert (stage.row(row_id).state, stage.row(row_id).attempts) == ("due", 0)
        assert len(stage.texts("bob")) == 60
        stage.slack.faults.clear()
        await stage.deliver(NOW + HOUR)
        assert stage.texts()[0].startswith("This comes late")

    play(database, scenario)


@pytest.mark.parametrize("fault", [{"kind": "html", "status": 503}, {"kind": "hang", "seconds": 1.0}])
def test_a_slack_that_answers_one_with_nothing_of_use_is_left_to_the_others(
    database: Database, fault: dict[str, Any]
) -> None:
    async def scenario(stage: Stage) -> None:
        row_id, alice = stage.post("alice", "reply"), stage.owner("alice").member_id
        stage.fault(times=None, when=lambda args: args["channel"] == alice, **fault)
        for minutes in (0, 2, 15, 100, 461):
            stage.post("bob", "reply", ref=str(minutes))
            await stage.deliver(NOW + minutes * MINUTE)
        assert len(stage.texts("bob")) == 5
        assert (stage.row(row_id).state, stage.row(row_id).error) == ("parked", UNANSWERED)

    play(database, scenario, patience=0.2)


def test_looking_without_an_answer_is_tried_again_and_never_taken_for_a_no(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.post(kind="reply")
        stage.fault("reset_after")
        stage.fault("html", "conversations.history", times=2, status=502)
        for minutes in (0, 2, 15, 100):
            await stage.deliver(NOW + minutes * MINUTE)
        assert stage.texts() == ["Good morning, alice"] and stage.counts() == {"sent": 1}

    play(database, scenario)


def test_when_looking_is_limited_the_others_are_looked_for_a_little_later(database: Database) -> None:
    """So that after a kill with many in doubt few wait for a repeat that nobody needs."""

    async def scenario(stage: Stage) -> None:
        people = ("alice", "bob", "priya", "tama", "ines")
        for handle in people:
            stage.post(handle, "reply")
        postings = stage.db.run_sync(outbox_claim.claim, NOW, 9, 120)
        for posting in postings:
            await stage.messenger.send(posting, NOW)
        stage.fault("ratelimited", "conversations.history", retry_after=30)
        for minutes in (3, 4, 5, 14, 30):
            await stage.deliver(NOW + minutes * MINUTE)
        assert [len(stage.texts(handle)) for handle in people] == [1] * 5
        assert stage.counts() == {"sent": 5}

    play(database, scenario)


# ---- A database in trouble.


def test_what_slack_said_is_kept_until_the_database_takes_it(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.post(kind="reply")
        run, seen = stage.db.run, list[DeliverCounts]()

        async def no_completing(fn: Any, *args: Any, **fields: Any) -> Any:
            if fn.__name__ == "_complete":
                raise ConnectionError
            return await run(fn, *args, **fields)

        loop = Deliverer(stage.db, stage.messenger, lambda: NOW, observe=seen.append)
        stage.db.run = no_completing  # type: ignore[method-assign,assignment]
        for _ in range(2):
            with pytest.raises(ConnectionError):
                await loop.round()
        assert (len(stage.texts()), seen) == (1, [])
        stage.db.run = run  # type: ignore[method-assign]
        assert await loop.round() == DeliverCounts(claimed=1, sent=1)
        assert stage.counts() == {"sent": 1} and seen == [DeliverCounts(claimed=1, sent=1)]

    play(database, scenario)


def test_the_end_of_a_process_writes_down_what_is_known(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.post(kind="reply")
        run, refusals = stage.db.run, iter([True, True, False])

        async def seldom(fn: Any, *args: Any, **fields: Any) -> Any:
            if fn.__name__ == "_complete" and next(refusals, False):
                raise ConnectionError
            return await run(fn, *args, **fields)

        stage.db.run = seldom  # type: ignore[method-assign,assignment]
        loop = Deliverer(stage.db, stage.messenger, lambda: NOW)
        loop.start()
        await stage.slack.until(lambda: len(stage.texts()) == 1)
        await loop.stop()
        assert stage.counts() == {"sent": 1}

    play(database, scenario)


def test_a_process_that_is_stopped_before_it_posts_lets_another_do_it(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.post(kind="reply")
        (held,) = stage.db.run_sync(outbox_claim.claim, NOW, 9, 120)
        counts = await stage.deliver(NOW + timedelta(minutes=3))
        assert counts.sent == 1
        late = Sent(held.id, "unknown", NOW, attempts=held.attempts)
        stage.db.run_sync(outbox_claim.complete, [late])
        assert stage.counts() == {"sent": 1} and len(stage.texts()) == 1

    play(database, scenario)
