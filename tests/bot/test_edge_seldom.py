"""Requests of another version or another moment: an old menu, a command that is gone, a form nobody knows."""

from __future__ import annotations

from typing import Any

import pytest

from bot.interaction import CoachError, Interaction
from bot.local_slack import payloads
from bot.local_slack.faults import Fault
from storage import captures
from tests.listeners.looking import rows, say, words
from tests.listeners.raw import deliver, press
from tests.world import World


def old_menu(world: World, person: Any) -> dict[str, Any]:
    user = person._target.user
    made = payloads.envelope(world.slack._target.workspace, "block_suggestion", user)
    return {**made, "action_id": "contact.pick", "block_id": "b", "value": "Dana"}


def test_a_menu_of_another_version_finds_no_options(world: World) -> None:
    assert deliver(world, "interactive", old_menu(world, world.alice)).body == {"options": []}


def test_a_command_that_is_gone_is_named_and_nothing_is_kept(world: World) -> None:
    workspace, alice = world.slack._target.workspace, world.alice._target
    payload = payloads.slash_command(workspace, alice.user, alice.dm, "/advice", "met Dana")
    answer = deliver(world, "slash_commands", payload).body
    assert "/advice" in answer["text"] and rows(world, "captures") == []


def test_a_button_of_another_version_does_nothing(world: World) -> None:
    world.alice.say("met Dana Lee")
    world.settle()
    before = world.alice.messages
    assert press(world, world.alice, "gone.verb:1").status == 200
    assert world.alice.messages == before


@pytest.mark.parametrize("callback_id", ["gone", ""])
def test_a_shortcut_of_another_version_does_nothing(world: World, callback_id: str) -> None:
    workspace, user = world.slack._target.workspace, world.alice._target.user
    ack = deliver(world, "interactive", payloads.global_shortcut(workspace, user, callback_id))
    assert (ack.status, rows(world, "members")) == (200, [])


def test_a_line_that_fails_comes_again_and_counts_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = captures.add
    failures = [RuntimeError("not now")]

    def fails_once(*args: Any, **named: Any) -> Any:
        if failures:
            raise failures.pop()
        return keep(*args, **named)

    monkeypatch.setattr(captures, "add", fails_once)
    world.slack._target.deliveries.retry_waits = (0.0,)
    world.alice.say("met Dana Lee")
    world.slack.until(lambda: rows(world, "captures"))
    world.settle()
    assert len(rows(world, "captures")) == 1
    world.slack._target.workspace.violations.clear()


def test_an_error_of_the_message_itself_is_not_laid_on_the_token(world: World) -> None:
    for method, code in (("chat.postMessage", "msg_too_long"), ("auth.test", "account_inactive")):
        world.slack.faults.add(Fault(method, "error", code=code))
    world.alice.say("met Dana Lee")
    world.settle()
    asked = [call for call in world.slack.calls if call.method == "auth.test" and call.fault]
    assert asked == [] and "parked" in {row["state"] for row in rows(world, "outbox")}


def mistaken(*_args: Any, **_named: Any) -> Any:
    raise CoachError("Say who.")


def test_a_mistake_in_a_line_is_answered_in_the_conversation(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captures, "add", mistaken)
    assert say(world, world.alice, "met Dana Lee") == "Say who."
    assert rows(world, "captures") == []


def test_a_mistake_in_a_shortcut_is_shown_where_it_was_used(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def mistaken_open(*_args: Any) -> None:
        mistaken()

    monkeypatch.setattr(Interaction, "open", mistaken_open)
    world.alice.shortcut("Capture")
    world.settle()
    assert world.alice.modal["callback_id"] == "notice" and "Say who." in words(world.alice.modal)
