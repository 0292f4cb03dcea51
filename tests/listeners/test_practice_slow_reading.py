"""An answer whose reading is slow, fails, or is taken back meanwhile: its words are kept, and it is told."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot import practising
from bot.coach.practice import Reading
from bot.judging import read_soon
from storage import practice
from storage.practice_records import AnswerDraft
from tests.listeners.forged import greet, words_of
from tests.listeners.test_practice_flow import PITCH, answers, practise
from tests.world import World


@pytest.fixture(autouse=True)
def _greeted(world: World) -> None:
    greet(world, world.alice, world.bob)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """A reading that takes until it is let go."""
    gate = asyncio.Event()

    async def read_slowly(*args: Any, **more: Any) -> Reading:
        await gate.wait()
        return await read_soon(*args, **more)

    monkeypatch.setattr(practising, "read_soon", read_slowly)
    monkeypatch.setattr(practising, "READ_SECONDS", 0.05)
    return gate


def let_go(world: World, gate: asyncio.Event) -> None:
    async def opened() -> None:
        gate.set()

    world.wait(opened())
    world.settle()


def test_a_reading_that_takes_long_is_told_and_followed_by_what_it_found(
    world: World, slow: asyncio.Event
) -> None:
    world.go_to_local("Europe/Lisbon", 2026, 11, 25, 12)
    prompt = world.alice.messages[-1]
    world.alice.click("Answer")
    assert world.alice.submit({"answer": PITCH}).closed
    (kept,) = answers(world)
    assert (kept.text, kept.states, kept.words) == (PITCH, None, 16)
    let_go(world, slow)
    shown = next(m for m in world.alice.messages if m["ts"] == prompt["ts"])
    assert shown["text"].startswith("✓ Answered")
    drawn = [entry.text for entry in world.slack.ledger if entry.method == "chat.update"]
    assert "comes in our direct message" in drawn[0] and drawn[1].startswith("✓ Answered")
    assert world.alice.messages[-1]["thread_ts"] == prompt["ts"]
    assert answers(world)[0].states


def break_reading(monkeypatch: pytest.MonkeyPatch, gate: asyncio.Event | None = None) -> None:
    """A reading that fails, at once or when it is let go."""

    async def fail(*args: Any, **more: Any) -> Reading:
        if gate:
            await gate.wait()
        raise ValueError("broken table")

    monkeypatch.setattr(practising, "read_soon", fail)


def test_what_cannot_be_read_is_kept_and_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    break_reading(monkeypatch)
    world.alice.command("/pitch", "own")
    told = practise(world)
    assert "I couldn't read them just now" in words_of(told)
    assert [one.text for one in answers(world)] == [PITCH]
    monkeypatch.undo()
    world.alice.click("Again", message=told)
    world.alice.submit()
    world.settle()
    assert "Try this" in words_of(world.alice.messages[-1])


def test_what_cannot_be_read_at_last_stands_in_place_of_under_way(
    world: World, slow: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_reading(monkeypatch, slow)
    world.go_to_local("Europe/Lisbon", 2026, 11, 25, 12)
    prompt = world.alice.messages[-1]
    world.alice.click("Answer")
    world.alice.submit({"answer": PITCH})
    let_go(world, slow)
    shown = next(m for m in world.alice.messages if m["ts"] == prompt["ts"])
    assert "I couldn't read it just now" in shown["text"]
    assert "press Again" in shown["text"] and world.alice.messages[-1]["thread_ts"] == prompt["ts"]


def test_what_was_not_read_when_the_process_ended_is_read_at_the_next_start(world: World) -> None:
    draft = AnswerDraft("own-pitch", "pitch", PITCH, 16, 7, (), listener="press", target_seconds=30)
    left = world.run(practice.add_answer, world.owner(world.alice), draft, world.clock.now())
    for _ in range(2):
        world.wait(practising.read_left(world.kith.services))
        world.settle()
    said = [m for m in world.alice.messages if "Try this" in words_of(m)]
    assert len(said) == 1 and "of your 30 seconds" in words_of(said[0])
    assert left.states is None and answers(world)[0].states


def test_an_old_answer_is_not_spoken_of_again(world: World) -> None:
    draft = AnswerDraft("own-pitch", "pitch", PITCH, 16, 7, ())
    world.run(practice.add_answer, world.owner(world.alice), draft, world.clock.now() - timedelta(days=2))
    said = len(world.alice.messages)
    world.wait(practising.read_left(world.kith.services))
    world.settle()
    assert len(world.alice.messages) == said


def feedback_rows(world: World) -> list[tuple[str, str]]:
    """The state of each feedback, and its words."""
    rows = "SELECT state, payload FROM outbox WHERE kind = 'feedback'"
    found: list[tuple[str, str]] = world.run(lambda conn: [*map(tuple, conn.exec_driver_sql(rows))])
    return found


def test_undo_leaves_no_words_of_the_answer_behind(world: World) -> None:
    world.alice.command("/pitch", "own")
    practise(world)
    assert "landlord" in str(feedback_rows(world))
    world.alice.click("Undo")
    world.settle()
    assert feedback_rows(world) == [("sent", "{}")]


def test_an_answer_that_is_taken_back_meanwhile_is_not_spoken_of(world: World, slow: asyncio.Event) -> None:
    world.alice.command("/pitch", "own")
    world.alice.click("Answer")
    world.alice.submit({"answer": PITCH})
    (kept,) = answers(world)
    world.run(lambda conn: conn.exec_driver_sql("DELETE FROM answers"))
    let_go(world, slow)
    assert kept.states is None and "Try this" not in words_of(world.alice.messages)
