"""The delivery loop: woken, in order within a channel, and ended in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.jobs.batch import LAST_START, Round
from bot.jobs.delivery import DeliverCounts, Deliverer, deliver, deliver_patiently
from bot.jobs.sight import Sight
from bot.messenger import Messenger
from storage import outbox_claim
from storage.database import Database
from storage.records import Posting, Sent
from tests.jobs.mailbox import Mailbox
from tests.jobs.stage import HOUR, MINUTE, NOW, Stage, play


class Slow(Messenger):
    """Sends for real, once it is let; remembers how many were under way at once, by channel."""

    def __init__(self, client_for: Callable[[str], Any]) -> None:
        super().__init__(client_for)
        self.let = asyncio.Event()
        self.begun = asyncio.Event()
        self.under_way: list[str] = []
        self.most_at_once = 0
        self.same_channel = False

    async def send(self, posting: Posting, now: datetime) -> Sent:
        self.same_channel |= posting.owner.member_id in self.under_way
        self.under_way.append(posting.owner.member_id)
        self.most_at_once = max(self.most_at_once, len(self.under_way))
        self.begun.set()
        await self.let.wait()
        await asyncio.sleep(0)
        self.under_way.remove(posting.owner.member_id)
        return await super().send(posting, now)


def loop_of(stage: Stage, messenger: Messenger | None = None) -> Deliverer:
    return Deliverer(stage.db, messenger or stage.messenger, lambda: NOW)


def seeing(stage: Stage) -> Sight:
    """A process that has found out already that the workspace can be read."""
    sight = Sight()
    sight._learn(stage.slack.team_id, "found")
    return sight


def test_what_is_woken_sends_at_once_and_again_when_woken_again(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        loop = loop_of(stage)
        loop.start()
        for number in range(2):
            stage.post("alice", "reply", ref=str(number), text=f"answer {number}")
            loop.wake()
            await stage.slack.until(lambda number=number: len(stage.texts()) == number + 1)  # type: ignore[misc]
        await loop.stop()
        assert stage.texts() == ["answer 0", "answer 1"]

    play(database, scenario)


def test_a_channel_gets_one_at_a_time_in_order_and_channels_go_side_by_side(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        slow = Slow(stage.messenger.client_for)
        for number in range(4):
            for handle in ("alice", "bob", "priya"):
                stage.post(handle, "reply", ref=str(number), text=f"line {number}")
        sending = asyncio.create_task(deliver(stage.db, slow, NOW, sight=seeing(stage)))
        await slow.begun.wait()
        await stage.slack.until(lambda: len(slow.under_way) == 3)
        slow.let.set()
        assert await sending == DeliverCounts(claimed=12, sent=12)
        assert (slow.most_at_once, slow.same_channel) == (3, False)
        assert sorted(stage.texts("bob")) == [f"line {number}" for number in range(4)]

    play(database, scenario)


def test_at_the_end_nothing_more_is_begun_and_the_rest_is_given_back(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        slow = Slow(stage.messenger.client_for)
        for number in range(5):
            stage.post("alice", "reply", ref=str(number))
        loop = loop_of(stage, slow)
        loop._sight = seeing(stage)
        loop.start()
        await slow.begun.wait()
        stopping = asyncio.create_task(loop.stop())
        await asyncio.sleep(0)
        slow.let.set()
        await stopping
        assert stage.counts() == {"sent": 1, "due": 4}
        assert [posting.attempts for posting in stage.db.run_sync(outbox_claim.claim, NOW, 9, 60)] == [1] * 4

    play(database, scenario)


def test_a_loop_that_is_stopped_claims_nothing_more(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        loop = loop_of(stage)
        loop.start()
        await loop.stop()
        stage.post()
        loop.wake()
        assert await loop.round() == DeliverCounts()
        assert stage.counts() == {"due": 1}

    play(database, scenario)


def test_a_loop_survives_a_database_that_was_away(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        run, away = stage.db.run, True

        async def sometimes(*args: Any, **fields: Any) -> Any:
            if away:
                raise ConnectionError
            return await run(*args, **fields)

        stage.db.run = sometimes  # type: ignore[method-assign,assignment]
        loop = loop_of(stage)
        loop.start()
        stage.post()
        await asyncio.sleep(0.01)
        away = False
        loop.wake()
        await stage.slack.until(lambda: len(stage.texts()) == 1)
        await loop.stop()

    play(database, scenario)


def test_a_nudge_that_waited_too_long_is_folded_and_one_that_is_late_says_so(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.post("alice")
        stage.post("bob", "reply")
        await stage.deliver(NOW + 2 * HOUR + MINUTE)
        assert stage.counts() == {"folded": 1, "sent": 1}
        stage.post("alice", "review")
        await stage.deliver(NOW + 30 * MINUTE)
        assert stage.texts("alice")[0].startswith("This comes late")
        assert stage.texts("bob") == ["Good morning, bob"]

    play(database, scenario)


def test_a_pass_for_a_given_time_sends_everything_however_old(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        for handle in ("alice", "bob"):
            stage.post(handle)
        stage.fault("ratelimited", retry_after=1)
        counts = await deliver_patiently(stage.db, stage.messenger, NOW + 24 * HOUR)
        assert (counts.sent, stage.counts()) == (2, {"sent": 2})

    play(database, scenario)


def test_two_processes_that_deliver_at_once_send_everything_once(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        for number in range(30):
            stage.post("alice" if number % 2 else "bob", "reply", ref=str(number), text=f"line {number}")
        await asyncio.gather(
            *(deliver(stage.db, stage.messenger, NOW, sight=seeing(stage)) for _ in range(4))
        )
        assert sorted(stage.texts("alice") + stage.texts("bob")) == sorted(f"line {n}" for n in range(30))

    play(database, scenario)


def test_nothing_is_begun_towards_the_end_of_a_lease(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.post()
        postings = stage.db.run_sync(outbox_claim.claim, NOW, 9, 60)
        claimed_at = asyncio.get_running_loop().time() - LAST_START - 1
        (ending,) = await Round(stage.messenger, postings, lambda: NOW, claimed_at=claimed_at).send()
        assert (ending.sent.state, ending.sent.counted, stage.texts()) == ("due", False, [])

    play(database, scenario)


def test_a_wait_that_slack_asks_for_begins_when_it_asks(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        for number in range(2):
            stage.post("alice", "reply", ref=str(number))
        postings, ticks = stage.db.run_sync(outbox_claim.claim, NOW, 9, 120), iter(range(2))
        claimed_at = asyncio.get_running_loop().time()
        slack = Mailbox(iter(["ok", "later"]))
        round_of_two = Round(slack, postings, lambda: NOW + next(ticks) * MINUTE, claimed_at=claimed_at)
        _, limited = await round_of_two.send()
        assert limited.sent.retry_at == NOW + MINUTE + timedelta(seconds=30)

    play(database, scenario)
