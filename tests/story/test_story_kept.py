"""A pitch and a story are practised, kept, and used: from the feedback to "told to Dana: choose another"."""

from __future__ import annotations

from typing import Any

from bot.jobs.purge import purge
from tests.listeners.kept_rows import PITCH, STORY
from tests.listeners.looking import click, labels, newest, read_by, rows, words
from tests.world import World


def practise(world: World, person: Any, command: str, text: str) -> dict[str, Any]:
    """Answer the prompt of a command; the feedback."""
    person.command(command, "new")
    person.click("Answer")
    person.submit({"answer": text})
    world.settle()
    return newest(person)


def test_a_version_is_kept_below_the_feedback_and_practised_again(world: World) -> None:
    alice = world.alice
    feedback = practise(world, alice, "/pitch", PITCH)
    assert "Keep this version" in labels(feedback) and "Save to story bank" not in labels(feedback)
    alice.click("Keep this version", message=feedback)
    alice.submit({"name": "For the landlord", "listener": "A client or buyer"})
    world.settle()
    kept = newest(alice)
    assert kept["thread_ts"] == feedback.get("thread_ts", feedback["ts"])
    assert "✓ Kept: For the landlord" in read_by(alice)
    shown = words(alice.command("/pitch", "versions landlord").body)
    assert PITCH in shown and "For clients" in shown
    alice.click_in_newest("Practise")
    alice.submit({"answer": f"{PITCH} On Monday?"})
    world.settle()
    assert [row["text"][-10:] for row in rows(world, "answers")] == [PITCH[-10:], "On Monday?"]


def test_a_story_is_saved_told_and_not_told_twice(world: World) -> None:
    alice = world.alice
    alice.say("met Dana Lee from Acme at the fair")
    world.settle()
    click(world, alice, "Save")
    feedback = practise(world, alice, "/story", STORY)
    assert "Save to story bank" in labels(feedback) and "Keep this version" not in labels(feedback)
    alice.click("Save to story bank", message=feedback)
    alice.submit({"title": "The lift", "point": "trust"})
    world.settle()
    alice.command("/story", "told the lift to Dana at the fair")
    world.after(days=9)
    found = words(alice.command("/story", "find trust with Dana").body)
    assert "*told* to Dana Lee on 23 Nov (the fair): choose another" in found
    assert "Stories told: The lift (23 Nov)" in words(alice.command("/contact", "Dana").body)


def test_the_words_of_an_old_answer_are_gone_and_those_that_were_kept_are_not(world: World) -> None:
    alice = world.alice
    feedback = practise(world, alice, "/story", STORY)
    alice.click("Save to story bank", message=feedback)
    alice.submit({"title": "The lift", "point": "trust"})
    world.settle()
    world.after(days=32)
    world.wait(purge(world.kith.db, world.clock.now()))
    assert [row["text"] for row in rows(world, "answers")] == [""]
    assert [row["text"] for row in rows(world, "stories")] == [STORY]
    alice.command("/story", "bank")
    click(world, alice, "Show")
    assert STORY in read_by(alice)


def test_a_version_that_is_dropped_can_be_taken_back_for_a_month(world: World) -> None:
    alice = world.alice
    feedback = practise(world, alice, "/pitch", PITCH)
    alice.click("Keep this version", message=feedback)
    alice.submit({"name": "The fair"})
    world.settle()
    dropped = f"UPDATE versions SET dropped_at = {int(world.clock.now().timestamp())}"
    world.run(lambda conn: conn.exec_driver_sql(dropped))
    for days, left in ((29, 1), (3, 0)):
        world.after(days=days)
        world.wait(purge(world.kith.db, world.clock.now()))
        assert len(rows(world, "versions")) == left
