"""A reply in a thread whose delivery was not confirmed is looked for in its thread."""

from __future__ import annotations

import pytest

from storage import outbox
from storage.database import Database
from storage.records import Message
from tests.jobs.stage import MINUTE, NOW, TODAY, Stage, play


async def replied(stage: Stage) -> tuple[str, str]:
    """A prompt in alice's conversation, and a reply to it that waits in the outbox."""
    client = stage.messenger.client_for("")
    prompt = await client.chat_postMessage(channel=stage.owner("alice").member_id, text="prompt")
    payload = {"text": "feedback", "thread_ts": prompt["ts"]}
    message = Message(stage.owner("alice"), "reply", TODAY, payload, channel_id=prompt["channel"])
    row_id = await stage.db.run(outbox.add, message, NOW)
    assert row_id is not None
    return row_id, str(prompt["channel"])


@pytest.mark.parametrize("fault", ["reset_before", "reset_after", "hang"])
def test_a_reply_without_an_answer_is_there_exactly_once(database: Database, fault: str) -> None:
    async def scenario(stage: Stage) -> None:
        stage.slack.clock.set_to(NOW)
        row_id, _ = await replied(stage)
        stage.fault(fault, **({"seconds": 1.0} if fault == "hang" else {}))
        await stage.deliver()
        assert stage.row(row_id).state == "unknown"
        assert (await stage.deliver(NOW + 2 * MINUTE)).sent == 1
        posted = [entry.text for entry in stage.slack.ledger if entry.text == "feedback"]
        assert posted == ["feedback"]

    play(database, scenario, patience=0.3)


def test_the_thread_is_read_and_not_the_whole_conversation(database: Database) -> None:
    async def scenario(stage: Stage) -> None:
        stage.slack.clock.set_to(NOW)
        await replied(stage)
        stage.fault("reset_after")
        await stage.deliver()
        await stage.deliver(NOW + 2 * MINUTE)
        looked = [call.method for call in stage.slack.calls if call.method.startswith("conversations.")]
        assert looked == ["conversations.replies"]

    play(database, scenario)
