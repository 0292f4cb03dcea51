"""Lessons through the front door: the next one, a certain one, the end and the beginning."""

from __future__ import annotations

from typing import Any

import pytest

from storage import practice
from tests.listeners.forged import forge_button, greet, last_said, words_of
from tests.world import World


@pytest.fixture(autouse=True)
def _greeted(world: World) -> None:
    greet(world, world.alice, world.bob)


def lesson(person: Any, text: str = "lesson") -> str:
    """What the command brings: "Lesson 1 of 24: ..."."""
    said: str = person.command("/kith", text).body["text"]
    return said


def read(world: World, person: Any) -> list[int]:
    found: list[int] = world.run(practice.lessons_read, world.owner(person))
    return found


def read_all_but(world: World, person: Any, *left: int) -> None:
    def work(conn: Any) -> None:
        for number in range(1, 25):
            if number not in left:
                practice.read_lesson(conn, world.owner(person), number, world.clock.now())

    world.run(work)


def click(world: World, label: str) -> str:
    world.alice.click(label)
    world.settle()
    return last_said(world.alice)


def test_the_next_lesson_comes_when_this_one_is_done(world: World) -> None:
    assert lesson(world.alice).startswith("Lesson 1 of 24")
    assert "Done for today" in click(world, "Done for today")
    assert lesson(world.alice).startswith("Lesson 2 of 24")


def test_a_lesson_that_was_only_looked_at_comes_again(world: World) -> None:
    assert lesson(world.alice) == lesson(world.alice)
    assert read(world, world.alice) == []


def test_next_goes_on_at_once(world: World) -> None:
    lesson(world.alice)
    assert "Lesson 2 of 24" in click(world, "Next")
    assert read(world, world.alice) == [1]


@pytest.mark.parametrize(("text", "number"), [("lesson 5", 5), ("LESSON  24", 24), ("lesson 07", 7)])
def test_a_certain_lesson(world: World, text: str, number: int) -> None:
    assert lesson(world.alice, text).startswith(f"Lesson {number} of 24")


@pytest.mark.parametrize("text", ["0", "25", "-1", "five", "9999999", "1 2", "²", "with Omar <!channel>"])
def test_a_lesson_that_is_not_there_is_told_with_an_example(world: World, text: str) -> None:
    told = lesson(world.alice, f"lesson {text}")
    assert "lessons 1 to 24" in told and "`/kith lesson 5`" in told
    assert "<!channel>" not in told


def test_next_skips_what_was_read_and_comes_back_to_what_was_left_out(world: World) -> None:
    read_all_but(world, world.alice, 2, 9, 20)
    lesson(world.alice, "lesson 9")
    assert "Lesson 20 of 24" in click(world, "Next")
    assert "Lesson 2 of 24" in click(world, "Next")


@pytest.mark.parametrize("label", ["Next", "Done for today"])
def test_after_the_last_lesson_it_says_so(world: World, label: str) -> None:
    read_all_but(world, world.alice, 24)
    lesson(world.alice)
    assert "the last of 24 lessons" in click(world, label)
    told = click(world, "Begin again")
    assert "Lesson 1 of 24" in told and "Here they are again" in told


def test_the_second_round_goes_on_from_day_to_day(world: World) -> None:
    read_all_but(world, world.alice)
    for number in (1, 2, 3):
        assert lesson(world.alice).startswith(f"Lesson {number} of 24")
        click(world, "Done for today")
        world.after(days=1)


def test_looking_at_an_old_lesson_in_the_second_round_loses_no_place(world: World) -> None:
    read_all_but(world, world.alice)
    lesson(world.alice, "lesson 7")
    click(world, "Done for today")
    assert lesson(world.alice).startswith("Lesson 1 of 24")


def test_bob_and_charlie_have_their_own_lessons(world: World) -> None:
    lesson(world.alice)
    click(world, "Done for today")
    assert lesson(world.bob).startswith("Lesson 1 of 24")
    assert "Lesson" not in words_of(world.charlie.command("/kith", "lesson").body)
    assert read(world, world.bob) == read(world, world.charlie) == []


@pytest.mark.parametrize("number", ["99", "0", "x"])
def test_a_forged_lesson_is_told_gently(world: World, number: str) -> None:
    lesson(world.alice)
    forge_button(world, world.alice, "lesson.done:1", f"lesson.done:{number}")
    assert "can't find that" in click(world, "Done for today")
    assert read(world, world.alice) == []
