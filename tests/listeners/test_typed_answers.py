"""Sentences behind a command are an answer, whatever they begin with: the form opens with all of them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack import payloads
from tests.listeners.looking import rows
from tests.listeners.raw import deliver
from tests.world import World

FOR = "for ten years I have repaired lifts in old houses, could you introduce me to a landlord?"
WITH = "With my two hands I build boats that last & never leak, for people who fish."
NEW = "New customers ask me every week whether their boats will last, and I own up: not always."
LATE = (
    "for twenty years I have repaired lifts in old houses and I like it as much as ever, so call me on Friday"
)


def typed_in(form: Any) -> str:
    return next(str(b["element"]["initial_value"]) for b in form["blocks"] if b["block_id"] == "answer")


@pytest.mark.parametrize(
    ("command", "text"),
    [("/pitch", NEW), ("/pitch", FOR), ("/pitch", LATE), ("/pitch", WITH), ("/story", WITH)],
)
def test_what_begins_like_a_sub_command_and_is_none_stands_in_the_form(
    world: World, command: str, text: str
) -> None:
    world.alice.command(command, text)
    assert typed_in(world.alice.modal) == text and rows(world, "occasions") == []


def test_an_event_of_many_words_is_still_one(world: World) -> None:
    world.alice.command("/pitch", "for the big trade fair of the northern chambers in Porto on Friday")
    assert len(rows(world, "occasions")) == 1 and world.alice.modal is None


def test_a_colleague_who_is_mentioned_is_meant_whatever_follows(world: World) -> None:
    workspace, alice = world.slack._target.workspace, world.alice._target
    text = f"with <@{world.bob.id}> because we both want to get better at this thing now"
    deliver(world, "slash_commands", payloads.slash_command(workspace, alice.user, alice.dm, "/pitch", text))
    assert world.alice.modal is None
