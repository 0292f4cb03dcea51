"""From Slack to a listener and back: help, mistakes, failures, and what is never logged."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot.local_slack.faults import Fault
from bot.log_lines import JsonLines
from storage import acts, captures, promises
from tests.listeners.looking import click, kept, one, read_by, rows, say, words
from tests.listeners.raw import press, send_form
from tests.world import World

WORDS = "canarywords"


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Every log at every level; afterwards none holds what a member typed, nor a token."""
    with caplog.at_level(logging.DEBUG, logger="bot"):
        yield caplog
    written = "\n".join(JsonLines().format(record) for record in caplog.records)
    assert WORDS not in written and "xoxb-" not in written


def fails(*_args: Any, **_named: Any) -> None:
    """In the place of something that breaks, with a member's words in the error, as a database's has."""
    raise RuntimeError(f"no such {WORDS}")


@pytest.mark.parametrize("command", ["/kith", "/promise", "/thanks", "/contact"])
@pytest.mark.parametrize("text", ["help", "?", "--help", "HELP"])
def test_help_is_answered_on_every_command(world: World, command: str, text: str) -> None:
    assert f"`{command}" in words(world.alice.command(command, text).body)


def test_the_first_act_makes_a_member_and_the_welcome_comes_once(world: World) -> None:
    for _ in range(2):
        world.alice.command("/promise")
        world.settle()
    assert [row["kind"] for row in rows(world, "outbox")] == ["welcome"] and len(rows(world, "members")) == 1


def test_a_sub_command_missed_by_a_little_is_suggested(world: World) -> None:
    answer = world.alice.command("/kith", "setings").body
    assert "`/kith settings`" in answer["text"] and rows(world, "captures") == []


def test_a_command_that_fails_is_told_without_technical_words(
    world: World, monkeypatch: pytest.MonkeyPatch, quiet: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(captures, "add", fails)
    answer = world.alice.command("/kith", f"met {WORDS} & <Dana>").body
    assert f"met {WORDS} &amp; &lt;Dana&gt;" in answer["text"] and "RuntimeError" not in answer["text"]
    line = vars(quiet.records[-1])
    assert (line["error"], line["places"][-1].split(":")[0]) == ("RuntimeError", "test_dispatch.py")


def test_a_click_that_fails_is_told_and_leaves_all_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch, quiet: pytest.LogCaptureFixture
) -> None:
    world.alice.command("/promise", f"send Dana the {WORDS}")
    world.alice.command("/promise")
    monkeypatch.setattr(acts, "begin", fails)
    click(world, world.alice, "Done")
    assert "broke on my side" in read_by(world.alice) and one(world, "promises")["state"] == "open"


def test_a_form_that_fails_keeps_what_was_typed(
    world: World, monkeypatch: pytest.MonkeyPatch, quiet: pytest.LogCaptureFixture
) -> None:
    world.alice.command("/promise")
    world.alice.click("Make a promise")
    monkeypatch.setattr(promises, "add", fails)
    result = world.alice.submit({"what": WORDS})
    assert "still here" in result.errors["direction"] and kept(world) == {}
    monkeypatch.undo()
    assert world.alice.submit().closed and one(world, "promises")["what"] == WORDS


def test_what_was_done_stands_although_its_message_is_gone(world: World) -> None:
    say(world, world.alice, "promised Dana Lee the deck")
    world.slack.faults.add(Fault("chat.update", "error", code="message_not_found"))
    click(world, world.alice, "Save")
    assert kept(world) == {"contacts": 1, "promises": 1}


def test_a_forged_button_of_no_kind_is_answered_with_nothing(world: World) -> None:
    world.alice.command("/promise")
    world.settle()
    before = len(world.alice.messages)
    assert press(world, world.alice, "nothing.of.ours:1").error is None
    assert send_form(world, world.alice, "nothing.of.ours", {}, {}).error is None
    assert len(world.alice.messages) == before


def test_what_kith_says_itself_is_no_line_to_read(world: World) -> None:
    say(world, world.alice, "promised Dana Lee the deck")
    assert len(rows(world, "captures")) == 1 and len(rows(world, "members")) == 1
