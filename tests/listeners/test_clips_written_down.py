"""Clips without a transcript where the extra is installed: Kith listens itself, and says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from bot import clips as attending
from bot.scribe import NotHeard, Stopped
from tests.listeners.recording import PITCH, kept, later, record, told
from tests.world import World


class Pen:
    """A scribe that hears what it is told to, or fails."""

    def __init__(self) -> None:
        self.hears: str | Exception = PITCH
        self.sounds: list[bytes] = []

    async def write(self, fetch: Callable[[], Awaitable[bytes]]) -> str:
        self.sounds.append(await fetch())
        if isinstance(self.hears, Exception):
            raise self.hears
        return self.hears

    def close(self) -> None:
        """Nothing is under way."""


@pytest.fixture
def pen(world: World) -> Iterator[Pen]:
    made: Any = Pen()
    world.kith.services.scribe = made
    yield made


@pytest.mark.parametrize("outcome", ["failed", "none"])
def test_it_is_written_down_at_once_and_answered(world: World, pen: Pen, outcome: str) -> None:
    record(world, outcome=outcome)
    assert "listening to it myself" in told(world)[0]["text"]
    (answer,) = kept(world)
    assert (answer.text, answer.seconds, pen.sounds) == (PITCH, 41, [b"sound"])


def test_a_transcript_of_slacks_is_waited_for_first(world: World, pen: Pen) -> None:
    file = record(world, late=True)
    assert pen.sounds == []
    world.alice.send_transcript(file)
    world.settle()
    assert len(kept(world)) == 1 and pen.sounds == []


def test_one_that_never_comes_is_written_down_in_the_end(world: World, pen: Pen) -> None:
    record(world, late=True)
    for _ in range(20):
        later(world, 61)
    assert len(kept(world)) == len(pen.sounds) == 1
    assert "After ten minutes" not in str(told(world))


@pytest.mark.parametrize(
    ("hears", "says"), [("", "no words in this clip"), (NotHeard("too long"), "can't hear this clip")]
)
def test_what_cannot_be_heard_is_told(world: World, pen: Pen, hears: str | Exception, says: str) -> None:
    pen.hears = hears
    record(world, outcome="none")
    assert says in told(world)[-1]["text"] and kept(world) == []


def test_when_kith_ends_meanwhile_it_listens_anew(world: World, pen: Pen) -> None:
    pen.hears = Stopped()
    record(world, outcome="none")
    pen.hears = PITCH
    later(world, 60)
    assert len(kept(world)) == 1
    assert sum("listening to it myself" in one["text"] for one in told(world)) == 1


def test_a_clip_that_slack_does_not_hand_out_is_asked_for_again(world: World, pen: Pen) -> None:
    world.slack.api.token_state = "token_revoked"
    record_quietly(world)
    world.slack.api.token_state = ""
    later(world, 60)
    assert len(kept(world)) == 1


def record_quietly(world: World) -> None:
    """A clip that arrives while nothing can be fetched or said."""
    file = world.alice.upload("c.m4a", b"sound", "audio/mp4", transcript="", duration_ms=9000, say=None)
    file.outcome = "none"
    world.alice.say("", files=[file])
    world.wait(world.kith.services.later.settle())


def test_a_film_too_large_to_fetch_is_told(world: World, pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attending, "MOST_SOUND", 4)
    record(world, outcome="none")
    assert "can't hear this clip" in told(world)[-1]["text"] and pen.sounds == []
