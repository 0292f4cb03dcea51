"""Undo: in the message and on the Home; when there is nothing to undo, or something newer stands on it."""

from __future__ import annotations

from typing import Any

from bot.content import plain
from tests.listeners.looking import Again, click, kept, one, read_by, rows, say, words
from tests.listeners.raw import press
from tests.world import World

LINE = "met Dana Lee at the fair, promised her the deck by Friday 3pm"


def saved(world: World, person: Any) -> None:
    """A saved line."""
    say(world, person, LINE)
    click(world, person, "Save")


def test_what_something_newer_stands_on_is_not_undone(world: World) -> None:
    saved(world, world.alice)
    world.alice.command("/promise")
    click(world, world.alice, "Done")
    before = kept(world)
    press(world, world.alice, "undo:1-capture-1")
    assert "Something newer was done" in read_by(world.alice)
    assert kept(world) == before and one(world, "captures")["state"] == "saved"


def test_undone_in_order_all_of_it_goes(world: World) -> None:
    saved(world, world.alice)
    world.alice.command("/promise")
    click(world, world.alice, "Done")
    press(world, world.alice, "undo:2-promise-1")
    press(world, world.alice, "undo:1-capture-1")
    assert kept(world) == {} and one(world, "captures")["state"] == "pending"


def test_what_was_made_by_a_command_is_undone_without_a_card(world: World) -> None:
    world.alice.command("/promise", "send Dana the deck")
    again = Again(world)
    click(world, world.alice, "Undo")
    assert plain("undo.undone") in read_by(world.alice) and kept(world) == {}
    again.times(1)
    assert plain("undo.again") in read_by(world.alice)


def test_an_act_and_a_line_that_do_not_belong_together_leave_the_line(world: World) -> None:
    for _ in range(2):
        saved(world, world.alice)
    press(world, world.alice, "undo:2-capture-1")
    assert [row["state"] for row in rows(world, "captures")] == ["saved", "saved"]


def test_on_the_home_a_click_is_told_on_top_and_can_be_undone(world: World) -> None:
    world.alice.command("/promise", "send Dana the deck by today")
    world.alice.open_home()
    world.settle()
    if world.alice.home and "Start" in words(world.alice.home):
        world.alice.click("Start", within="home")
        world.settle()
    world.alice.click("Done", within="home")
    world.settle()
    assert "✓ Kept: send the deck" in words(world.alice.home)
    world.alice.click("Undo", within="home")
    world.settle()
    assert one(world, "promises")["state"] == "open" and "send the deck" in words(world.alice.home)
