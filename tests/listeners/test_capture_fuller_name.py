"""Somebody known by a first name alone gets the rest of it, when the member says that it is the same."""

from __future__ import annotations

import pytest

from bot.coach.names import is_fuller
from storage import contacts, promises
from tests.world import World

LINE = "met Dana Lee from Acme at the fair"


@pytest.fixture
def dana(world: World) -> World:
    """Alice knows a Dana."""
    world.alice.command("/promise", "send Dana the deck by Friday")
    world.settle()
    world.alice.say(LINE)
    world.settle()
    return world


def names(world: World) -> list[str]:
    return [name for _, name in world.run(contacts.names, world.owner(world.alice))]


@pytest.mark.parametrize(
    ("typed", "known", "is_so"),
    [
        ("Dana Lee", "Dana", True),
        ("dana lee", "DANA", True),
        ("Zoë van Dyk", "Zoe", True),
        ("Dana", "Dana", False),
        ("Dana Lee", "Dana Lee", False),
        ("Dana Lee", "Lee", False),
        ("Danae Lee", "Dana", False),
        ("", "Dana", False),
    ],
)
def test_a_fuller_name_begins_with_the_known_one(typed: str, known: str, is_so: bool) -> None:
    assert is_fuller(typed, known) is is_so


def test_it_is_asked_and_nothing_is_kept_before(dana: World) -> None:
    assert "Is *Dana Lee* the Dana whom you know already?" in str(dana.alice.messages[-1])
    assert names(dana) == ["Dana"]


def test_the_same_one_gets_the_full_name_and_keeps_what_was_open(dana: World) -> None:
    dana.alice.choose("Which one?", "Dana")
    dana.settle()
    assert "(new)" not in str(dana.alice.messages[-1])
    dana.alice.click("Save")
    dana.settle()
    assert names(dana) == ["Dana Lee"]
    (promise,) = dana.run(promises.open_ones, dana.owner(dana.alice))
    assert promise.contact == "Dana Lee"


def test_somebody_new_is_somebody_new(dana: World) -> None:
    dana.alice.choose("Which one?", "Somebody new")
    dana.settle()
    dana.alice.click("Save")
    dana.settle()
    assert sorted(names(dana)) == ["Dana", "Dana Lee"]


def test_undo_gives_the_short_name_back(dana: World) -> None:
    dana.alice.choose("Which one?", "Dana")
    dana.settle()
    dana.alice.click("Save")
    dana.settle()
    dana.alice.click("Undo")
    dana.settle()
    assert names(dana) == ["Dana"]
