"""Questions and greetings in the direct message: a kind answer, and nothing of it is lost."""

from __future__ import annotations

import pytest

from tests.listeners.looking import click, labels, newest, read_by, rows, say
from tests.world import World


@pytest.mark.parametrize("text", ["how are you?", "what should I do today?"])
def test_a_question_is_told_where_to_look(world: World, text: str) -> None:
    told = say(world, world.alice, text)
    assert "`/kith today`" in told and "`/kith help`" in told and "I found no person" not in told
    assert labels(newest(world.alice)) == ["Keep as a note"]


def test_a_question_can_be_kept_as_a_note_all_the_same(world: World) -> None:
    say(world, world.alice, "which budget did they mean?")
    click(world, world.alice, "Keep as a note")
    assert "Note: which budget did they mean?" in read_by(world.alice)
    assert [row["text"] for row in rows(world, "notes")] == ["which budget did they mean?"]


def test_a_greeting_is_answered_without_a_question_back(world: World) -> None:
    assert "I'm here" in say(world, world.alice, "hello")
    assert labels(newest(world.alice)) == []


def test_behind_the_command_a_question_gets_the_same_answer(world: World) -> None:
    world.alice.command("/kith", "who is due today?")
    assert "I can look things up" in read_by(world.alice)
