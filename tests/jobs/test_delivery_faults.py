"""Delivery against a Slack that resets, hangs, limits and refuses: nothing lost, nothing sent twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.jobs.delivery import DeliverCounts
from bot.messenger import Messenger
from storage import outbox_claim, pace, schedule
from storage.database import Database
from storage.outbox_review import UNANSWERED, replay
from storage.records import Owner, Posting, Sent
from tests.jobs.stage import HOUR, MINUTE, NOW, Stage, play

MORNING = ["Good morning, alice"]
# Minutes at which each of the five tries is surely due: the waits may be a fifth longer.
TRIES = (0, 2, 15, 100, 461)


def test_a_message_is_sent_with_its_id_and_the_members_channel_is_remembered(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.member("alice")
        row_id = stage.post()
        assert (await stage.deliver()) == DeliverCounts(claimed=1, sent=1)
        (message,) = stage.slack.messages("alice")
        assert message["metadata"]["event_payload"] == {"outbox_id": row_id}
        row = stage.row(row_id)
        assert (row.state, row.ts, row.sent_at) == ("sent", message["ts"], NOW.timestamp())
        stage.post(kind="review")
        (posting,) = stage.db.run_sync(outbox_claim.claim, NOW, 1, 60)
        assert posting.channel_id == row.channel_id

    play(database, scenario)


@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        ("reset_before", {}),
        ("reset_after", {}),
        ("refuse", {}),
        ("hang", {"seconds": 1.0}),
        ("hang_after", {"seconds": 1.0}),
        ("server_error", {}),
        ("server_error", {"status": 503}),
        ("html", {"status": 200}),
        ("html", {"status": 503}),
        ("error", {"code": "internal_error"}),
        ("error", {"code": "fatal_error"}),
    ],
)
def test_a_send_without_a_clear_answer_is_looked_for_and_arrives_once(
    database: Database, kind: str, extra: dict[str, Any]
) -> None:
    async def scenario(stage: Stage) -> None:
        row_id = stage.post()
        stage.fault(kind, **extra)
        assert (await stage.deliver()).unknown == 1
        assert stage.row(row_id).state == "unknown"
        assert (await stage.deliver(NOW + 2 * MINUTE)).sent == 1
        assert stage.texts() == MORNING
        assert [call.method for call in stage.slack.calls].count("conversations.history") == 1

    play(database, scenario, patience=0.3)


def test_a_message_behind_many_others_is_still_found(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.fault("reset_after")
        stage.post()
        await stage.deliver()
        client = stage.messenger.client_for("")
        for number in range(120):
            await client.chat_postMessage(channel=stage.owner("alice").member_id, text=f"line {number}")
        await stage.deliver(NOW + 2 * MINUTE)
        assert [text for text in stage.texts() if text in MORNING] == MORNING

    play(database, scenario)


@pytest.mark.parametrize("fault", [{"kind": "error", "code": "missing_scope"}, {"kind": "ratelimited"}])
@pytest.mark.parametrize("first", ["reset_before", "reset_after"])
def test_where_nobody_can_look_it_waits_ten_minutes_and_the_one_repeat_says_so(
    database: Database, fault: dict[str, Any], first: str
) -> None:
    async def scenario(stage: Stage) -> None:
        stage.post()
        stage.fault(first)
        stage.fault(method="conversations.history", times=None, **fault)
        await stage.deliver()
        await stage.deliver(NOW + 2 * MINUTE)
        await stage.deliver(NOW + 11 * MINUTE)
        arrived = MORNING if first == "reset_after" else []
        assert stage.texts() == arrived
        await stage.deliver(NOW + 12 * MINUTE)
        *before, repeat = stage.texts()
        assert before == arrived
        assert "may be a repeat" in repeat and repeat.endswith("Good morning, alice")

    play(database, scenario)


def test_a_repeat_that_gets_no_answer_either_is_parked(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        row_id = stage.post()
        stage.fault("reset_after", times=2)
        stage.fault("error", "conversations.history", times=None, code="missing_scope")
        for minutes in (0, 2, 12, 60, 600):
            await stage.deliver(NOW + minutes * MINUTE)
        assert len(stage.texts()) == 2
        assert (stage.row(row_id).state, stage.row(row_id).error) == ("parked", UNANSWERED)

    play(database, scenario)


def test_a_process_that_died_after_sending_is_found_out_by_looking(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.post()
        (posting,) = stage.db.run_sync(outbox_claim.claim, NOW, 10, 120)
        await stage.messenger.send(posting, NOW)
        assert await stage.deliver(NOW + MINUTE) == DeliverCounts()
        assert (await stage.deliver(NOW + 2 * MINUTE)).sent == 1
        assert stage.texts() == MORNING

    play(database, scenario)


def test_a_process_that_died_before_sending_loses_nothing(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.post()
        stage.db.run_sync(outbox_claim.claim, NOW, 10, 120)
        await stage.deliver(NOW + 2 * MINUTE)
        assert stage.texts() == MORNING

    play(database, scenario)


def test_too_much_for_one_channel_waits_as_slack_says_and_holds_nobody_else_back(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        row_id = stage.post("alice")
        stage.post("bob")
        alice = stage.owner("alice").member_id
        stage.fault("ratelimited", retry_after=30, when=lambda args: args["channel"] == alice)
        await stage.deliver()
        assert (stage.texts("alice"), stage.texts("bob")) == ([], ["Good morning, bob"])
        assert (stage.row(row_id).attempts, stage.row(row_id).due_at) == (0, NOW.timestamp() + 30)
        await stage.deliver(NOW + timedelta(seconds=30))
        assert stage.texts() == MORNING

    play(database, scenario)


def test_too_much_for_the_workspace_holds_all_of_it_until_slack_allows(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        for handle in ("alice", "bob", "priya", "tama"):
            stage.post(handle)
        stage.fault("ratelimited", retry_after=60, times=4)
        await stage.deliver()
        stage.slack.faults.clear()
        stage.post("ines", "reply")
        assert (await stage.deliver(NOW + timedelta(seconds=59))).claimed == 0
        assert (await stage.deliver(NOW + MINUTE)).sent == 5

    play(database, scenario)


def test_slack_out_of_reach_counts_as_no_try(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        row_id = stage.post()
        await stage.slack.stop()
        for minutes in range(10):
            await stage.deliver(NOW + minutes * MINUTE)
        assert (stage.row(row_id).state, stage.row(row_id).attempts) == ("due", 0)
        assert (await stage.deliver(NOW + 3 * HOUR)).folded == 1
        assert stage.row(row_id).state == "folded"

    play(database, scenario)


def test_a_row_that_always_fails_is_parked_after_five_tries_and_delays_nobody(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        row_id = stage.post("alice", "reply")
        alice = stage.owner("alice").member_id
        stage.fault("error", times=None, code="odd_new_error", when=lambda args: args["channel"] == alice)
        for minutes in (*TRIES, 600):
            stage.post("bob", "reply", ref=str(minutes))
            await stage.deliver(NOW + minutes * MINUTE)
        assert len(stage.texts("bob")) == 6
        row = stage.row(row_id)
        assert (row.state, row.attempts, row.error) == ("parked", 5, "odd_new_error")

    play(database, scenario)


def test_a_replayed_nudge_is_sent_however_late_and_says_so(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        row_id = stage.post()
        stage.fault("error", code="msg_too_long")
        await stage.deliver()
        stage.db.run_sync(replay, row_id, NOW + 24 * HOUR)
        await stage.deliver(NOW + 24 * HOUR)
        (text,) = stage.texts()
        assert text.startswith("This comes late") and text.endswith("Good morning, alice")

    play(database, scenario)


@pytest.mark.parametrize("code", ["msg_too_long", "invalid_blocks", "restricted_action"])
def test_a_message_that_slack_will_never_take_is_parked_at_once_and_the_next_one_is_sent(
    database: Database, code: str
) -> None:
    async def scenario(stage: Stage) -> None:
        owner = stage.member("alice")
        stage.db.run_sync(schedule.put, owner, "brief", 0, NOW)
        stage.post()
        stage.fault("error", code=code)
        assert (await stage.deliver()).parked == 1
        assert stage.db.run_sync(schedule.parked) == []
        stage.post(kind="review")
        assert (await stage.deliver(NOW + MINUTE)).sent == 1

    play(database, scenario)


def test_a_channel_that_is_gone_parks_the_message_and_the_plan_for_it(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        alice, bob = stage.member("alice"), stage.member("bob")
        for owner in (alice, bob):
            stage.db.run_sync(schedule.put, owner, "brief", 0, NOW + HOUR)
        stage.post()
        stage.fault("error", code="channel_not_found")
        assert (await stage.deliver()).parked == 1
        parked = stage.db.run_sync(schedule.parked)
        assert [(row.owner, row.kind, row.error) for row in parked] == [(alice, "brief", "channel_not_found")]

    play(database, scenario)


def test_a_deactivated_member_gets_nothing_any_more(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.member("alice")
        await stage.slack.deactivate("alice")
        stage.post()
        stage.post(kind="reply")
        await stage.deliver()
        stage.post(kind="review")
        await stage.deliver(NOW + HOUR)
        assert stage.texts() == []
        assert stage.counts() == {"parked": 1, "canceled": 2}

    play(database, scenario)


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "account_inactive", "missing_scope"])
def test_a_token_that_does_not_work_stops_the_workspace_and_loses_nothing(
    database: Database, code: str
) -> None:
    async def scenario(stage: Stage) -> None:
        row_id = stage.post()
        stage.fault("error", "*", times=2 if code == "account_inactive" else 1, code=code)
        await stage.deliver()
        assert (stage.row(row_id).state, stage.row(row_id).attempts) == ("due", 0)
        assert [row.reason for row in stage.db.run_sync(pace.paused)] == [code]
        assert (await stage.deliver(NOW + MINUTE)).claimed == 0
        stage.db.run_sync(pace.resume, stage.slack.team_id)
        assert (await stage.deliver(NOW + MINUTE)).sent == 1

    play(database, scenario)


def test_a_message_that_breaks_the_code_itself_stops_no_other(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        broken = stage.post("alice", "reply")
        stage.post("bob")
        stage.messenger = Breaking(stage.messenger.client_for, stage.owner("alice"))
        for minutes in TRIES:
            assert stage.row(broken).error in (None, "a fault of Kith's own (RecursionError)")
            await stage.deliver(NOW + minutes * MINUTE)
        assert stage.texts("bob") == ["Good morning, bob"]
        assert (stage.row(broken).state, stage.row(broken).error) == ("parked", UNANSWERED)

    play(database, scenario)


class Breaking(Messenger):
    """Fails in a way that nobody foresaw."""

    def __init__(self, client_for: Any, wrong: Owner) -> None:
        super().__init__(client_for)
        self.wrong = wrong

    async def send(self, posting: Posting, now: datetime) -> Sent:
        if posting.owner == self.wrong:
            raise RecursionError("unforeseen")
        return await super().send(posting, now)
