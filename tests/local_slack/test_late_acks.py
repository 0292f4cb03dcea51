"""An answer that Slack sees too late: the app has it at once, and the person is told of a failure."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.local_slack import Fault, LocalSlack
from bot.local_slack.faults import Faults
from bot.local_slack.person_forms import TROUBLE
from tests.local_slack.sample_app import actions, answering, button, client_of, modal, typed

LATE = 0.02


def late(slack: LocalSlack, kind: str, times: int | None = 1) -> Fault:
    return slack.faults.add(Fault(kind, "late_ack", times=times, seconds=LATE))


def posting(app: AsyncApp) -> None:
    """Posts a message for each command and each event, and then answers."""

    @app.command("/promise")
    async def promise(ack: Any, client: Any, body: Any) -> None:
        await client.chat_postMessage(channel=body["user_id"], text="posted before the answer")
        await ack("the answer itself")

    @app.event("message")
    async def message(client: Any, event: Any) -> None:
        if not event.get("bot_id"):
            await client.chat_postMessage(channel=event["user"], text=f"heard {event['text']}")


async def test_a_late_command_is_a_failure_and_what_was_posted_stands(slack: LocalSlack) -> None:
    async with answering(slack, posting):
        late(slack, "slash_commands")
        alice = slack.person("alice")
        ack = await alice.command("/promise", "x")
        assert (ack.error, ack.body) == ("operation_timeout", None) and ack.seconds >= LATE
        texts = [message["text"] for message in alice.messages]
        assert texts == ["posted before the answer", '/promise failed with the error "operation_timeout"']
        assert slack.violations[-1].what == "operation_timeout"


async def test_the_log_tells_the_answer_that_slack_did_not_see(slack: LocalSlack) -> None:
    async with answering(slack, posting):
        late(slack, "slash_commands")
        await slack.person("alice").command("/promise", "x")
    found = next(e for e in slack.workspace.exchanges.newest(9) if e.kind == "slash_commands")
    assert (found.fault, found.verdict) == ("late_ack", "no answer (operation_timeout)")
    assert b"the answer itself" in found.answer and found.remarks
    assert found.title == "/promise"


async def test_a_late_event_comes_again(slack: LocalSlack) -> None:
    async with answering(slack, posting):
        late(slack, "events_api")
        alice = slack.person("alice")
        await alice.say("hello")
        await slack.until(lambda: [m["text"] for m in alice.messages].count("heard hello") == 2)
    tries = [e.retry for e in slack.workspace.exchanges.newest(99) if e.title == "event message.im"]
    assert 1 in tries
    assert [v.what for v in slack.violations] == ["operation_timeout"]


async def test_only_the_last_events_can_be_delivered_again(
    slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.local_slack.deliveries.MOST_EVENTS", 2)
    raised = [await slack.raise_event({"type": "team_join", "user": {}}) for _ in range(3)]
    assert list(slack.deliveries.events) == raised[1:]


async def test_a_late_click_and_a_late_form_are_told_to_the_person(slack: LocalSlack) -> None:
    alice = slack.person("alice")

    def register(app: AsyncApp) -> None:
        @app.action("done")
        async def done(ack: Any, client: Any, body: Any) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=modal(typed()))
            await ack()

        @app.view("form")
        async def form(ack: Any, client: Any) -> None:
            await client.chat_postMessage(channel=alice.id, text="saved")
            await ack()

    async with answering(slack, register):
        await client_of(slack).chat_postMessage(channel=alice.id, text="x", blocks=[actions(button())])
        late(slack, "interactive", times=2)
        assert (await alice.click("Done")).error == "operation_timeout"
        await alice.fill({"What": "words"})
        result = await alice.submit()
        assert (result.notice, result.closed) == (TROUBLE, False) and alice.modal is not None
        assert alice.messages[-1]["text"] == "saved"


async def test_a_late_answer_of_nobody_stays_a_failed_dispatch(slack: LocalSlack) -> None:
    late(slack, "slash_commands")
    assert (await slack.person("alice").command("/promise")).error == "dispatch_failed"


def test_an_order_is_taken_back_alone() -> None:
    faults = Faults()
    first, second = (faults.add(Fault("auth.test", "error", times=None)) for _ in range(2))
    faults.remove(second)
    assert [fault is first for fault in faults.pending()] == [True]
    faults.remove(second)
    assert faults.take("auth.test", {}) is first and (first.struck, second.struck) == (1, 0)


@pytest.mark.parametrize("kind", ["late_ack"])
def test_a_call_of_the_app_is_never_late_in_this_way(kind: str) -> None:
    with pytest.raises(ValueError, match="there is"):
        Fault("chat.postMessage", kind)
