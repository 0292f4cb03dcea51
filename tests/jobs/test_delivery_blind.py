"""Where nobody could look for a message, one is on its way at a time: a kill costs at most one repeat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.jobs.delivery import deliver
from bot.jobs.passing import Pass
from bot.jobs.sending import Ending
from bot.jobs.sight import Sight
from bot.messenger import Look
from storage import outbox, outbox_claim, outbox_review
from storage.database import Database
from storage.records import Message, Owner, Posting, Sent
from tests.jobs.mailbox import Crash, Mailbox
from tests.jobs.stage import HOUR, MINUTE, NOW, TODAY, Stage, play


def fill(conn: Connection, number: int, kind: str = "reply", **more: Any) -> None:
    for one in range(number):
        message = Message(Owner("T1", f"U{one}"), kind, TODAY, {"text": f"message {one}"}, str(one), **more)
        outbox.add(conn, message, NOW)


def blind_for(conn: Connection) -> float:
    """For how many hours it is remembered that the workspace cannot be read; 0 when it is not."""
    until = conn.execute(text("SELECT max(blind_until) FROM workspaces")).scalar_one()
    return (until - NOW.timestamp()) / 3600 if until else 0


class Watched(Mailbox):
    """Notes before each send how many messages are claimed, and looks with what it is given."""

    def __init__(self, db: Database, look: Look, fates: Iterator[str]) -> None:
        super().__init__(fates)
        self.db, self.look = db, look
        self.claimed: list[int] = []
        self.looks = 0

    async def send(self, posting: Posting, now: datetime) -> Sent:
        counts = await self.db.run(outbox_review.counts)
        self.claimed.append(counts.get("claimed", 0))
        return await super().send(posting, now)

    async def peek(self, workspace_id: str, channel_id: str) -> Look:
        self.looks += 1
        return self.look

    async def look_for(self, posting: Posting) -> Look:
        self.looks += 1
        return self.look


def watched(db: Database, look: Look, *fates: str) -> Watched:
    mailbox = Watched(db, look, iter(fates))
    with suppress(Crash):
        asyncio.run(deliver(db, mailbox, NOW))
    return mailbox


def test_the_first_message_goes_alone_and_with_history_the_others_go_together(database: Database) -> None:
    database.run_sync(fill, 6)
    mailbox = watched(database, Look("not found"))
    assert (mailbox.claimed, mailbox.looks) == ([1, 5, 5, 5, 5, 5], 1)
    assert database.run_sync(blind_for) == 0


@pytest.mark.parametrize(("answer", "hours"), [("cannot look", 4), ("limited", 1), ("no answer", 0)])
def test_without_history_each_goes_alone_and_all_processes_know(
    database: Database, answer: Any, hours: float
) -> None:
    database.run_sync(fill, 4)
    assert watched(database, Look(answer)).claimed == [1] * 4
    assert database.run_sync(blind_for) == hours


def test_what_one_process_found_out_another_keeps_to(database: Database) -> None:
    database.run_sync(fill, 2)
    watched(database, Look("cannot look"))
    database.run_sync(fill, 4, "brief")
    assert watched(database, Look("not found")).claimed == [1] * 4


@pytest.mark.parametrize("crash", ["crash before", "crash after"])
@pytest.mark.parametrize("at", [0, 3])
def test_a_kill_without_history_leaves_one_message_in_doubt(database: Database, crash: str, at: int) -> None:
    database.run_sync(fill, 6)
    mailbox = watched(database, Look("cannot look"), *["ok"] * at, crash)
    assert database.run_sync(outbox_review.counts) == {"claimed": 1, "due": 5 - at} | (
        {"sent": at} if at else {}
    )
    for minutes in (3, 14, 30):
        asyncio.run(deliver(database, mailbox, NOW + minutes * MINUTE))
    assert len(mailbox.arrived) == 6 + (crash == "crash after")
    assert sum("may be a repeat" in words for words in mailbox.texts()) == 1


def test_summaries_go_to_their_channels_one_at_a_time_beside_the_rest(database: Database) -> None:
    database.run_sync(fill, 3, "team_summary", channel_id="C1")
    database.run_sync(fill, 2)
    mailbox = watched(database, Look("not found"))
    kinds = [posting.kind for posting in mailbox.arrived]
    assert kinds == ["reply", "reply", "team_summary", "team_summary", "team_summary"]
    assert mailbox.claimed == [1, 2, 2, 1, 1]


def test_a_channel_that_cannot_be_read_says_nothing_of_the_conversations(database: Database) -> None:
    database.run_sync(fill, 2, "team_summary", channel_id="C1")
    mailbox = watched(database, Look("cannot look"), "lost")
    asyncio.run(deliver(database, mailbox, NOW + 2 * MINUTE))
    assert database.run_sync(blind_for) == 0


def test_a_pass_that_outlasts_a_limit_sends_what_was_limited(database: Database) -> None:
    database.run_sync(fill, 4)
    mailbox, ticks = Mailbox(iter(["later"]), can_look=False), iter(range(60))
    rounds = Pass(database, mailbox, lambda: NOW + next(ticks) * timedelta(seconds=7), Sight())
    asyncio.run(rounds.run())
    assert len(mailbox.arrived) == 4 and database.run_sync(outbox_review.counts) == {"sent": 4}


def test_a_slack_that_does_not_tell_is_asked_once_a_batch(database: Database) -> None:
    database.run_sync(fill, 3)
    mailbox = Watched(database, Look("no answer"), iter([]))
    postings = database.run_sync(outbox_claim.claim, NOW, 9, 120)
    endings = [Ending(each, Sent(each.id, "sent", NOW, "1.2", "D1")) for each in postings]
    assert (asyncio.run(Sight().ask(mailbox, endings)), mailbox.looks) == ({}, 1)


def test_an_answer_about_history_holds_for_a_while_only() -> None:
    async def scenario() -> None:
        sight = Sight()
        sight._learn("T1", "found")
        sight._learn("T2", "limited")
        assert sight.readable == {"T1"}
        sight._asked = {one: (can, until - 3601) for one, (can, until) in sight._asked.items()}
        assert sight.readable == set()

    asyncio.run(scenario())


def claimed_at_once(fault: Callable[[Stage], None], texts: int) -> Callable[[Stage], Any]:
    async def scenario(stage: Stage) -> None:
        fault(stage)
        for handle in ("alice", "bob", "priya"):
            stage.post(handle)
        await stage.deliver()
        asked = [call.method for call in stage.slack.calls]
        assert asked[:2] == ["chat.postMessage", "conversations.history"]
        assert len(asked) == texts and stage.counts() == {"sent": 3}

    return scenario


def test_slack_is_asked_once_whether_conversations_can_be_read(database: Database) -> None:
    play(database, claimed_at_once(lambda stage: None, 4))


def test_a_missing_permission_is_remembered(database: Database) -> None:
    def forbid(stage: Stage) -> None:
        stage.fault("error", "conversations.history", times=None, code="missing_scope")

    play(database, claimed_at_once(forbid, 4))
    assert database.run_sync(blind_for) == 4


def test_a_permission_that_is_lost_later_is_found_out_by_looking(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.post()
        stage.fault("reset_after")
        stage.fault("error", "conversations.history", times=None, code="missing_scope")
        await stage.deliver()
        assert stage.db.run_sync(blind_for) == 0
        await stage.deliver(NOW + 2 * MINUTE)
        assert stage.db.run_sync(blind_for) * HOUR == 4 * HOUR + 2 * MINUTE

    play(database, scenario)
