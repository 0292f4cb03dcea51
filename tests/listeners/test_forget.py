"""Forgetting a member: asked first, then nothing is left."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from storage import contacts, export, members, promises
from storage.records import ContactDraft, Owner
from tests.listeners import stale_clicks
from tests.world import START, World


def keep_something(conn: Connection, owner: Owner) -> None:
    dana = contacts.add(conn, owner, ContactDraft("Dana Lee"), START)
    contacts.add(conn, owner, ContactDraft("Omar Haddad"), START)
    promises.add(conn, owner, "mine", "the deck", dana.id, None, None, START)


def asked(world: World, person: Any) -> dict[str, Any]:
    """The question, put to somebody who has something to lose."""
    person.command("/kith", "today")
    world.settle()
    world.run(keep_something, world.owner(person))
    person.command("/kith", "forget me")
    return dict(person.messages[-1])


def left(world: World, person: Any) -> dict[str, int]:
    rows = world.run(export.everything, world.owner(person))
    return {table: len(found) for table, found in rows.items() if found}


def welcomes(world: World) -> int:
    return sum("Welcome" in message["text"] for message in world.alice.messages)


def answer(question: dict[str, Any], name: str) -> str:
    """The action_id of a button of the question."""
    return next(
        element["action_id"]
        for block in question["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"].startswith(name)
    )


def test_the_question_tells_in_counts_what_would_go(world: World) -> None:
    question = asked(world, world.alice)
    assert "This deletes 2 people and 1 promise" in question["text"]
    assert "confirm" in str(question["blocks"])
    assert left(world, world.alice)["contacts"] == 2


def test_forgetting_leaves_no_row_and_no_home(world: World) -> None:
    world.alice.open_home()
    asked(world, world.alice)
    world.alice.click("Forget everything")
    world.settle()
    assert left(world, world.alice) == {}
    assert "I have forgotten everything" in world.alice.messages[-1]["text"]
    assert "Nothing of yours is kept here" in str(world.alice.home)
    assert world.owner(world.alice) not in world.kith.services.known


def test_keeping_it_deletes_nothing(world: World) -> None:
    asked(world, world.alice)
    world.alice.click("Keep it")
    world.settle()
    assert left(world, world.alice)["contacts"] == 2
    assert world.alice.messages[-1]["text"] == "Nothing was deleted."


def test_an_export_first_leaves_the_question_standing(world: World) -> None:
    asked(world, world.alice)
    world.alice.click("Export first")
    world.settle()
    assert [message for message in world.alice.messages if message.get("files")]
    world.alice.click("Forget everything")
    world.settle()
    assert left(world, world.alice) == {}


def test_a_second_click_is_told_and_leaves_nobody_behind(world: World) -> None:
    question = asked(world, world.alice)
    yes = answer(question, "forget.yes")
    world.after(seconds=5)
    for _ in range(2):
        stale_clicks.click(world, world.alice, question, yes)
    assert left(world, world.alice) == {}
    assert welcomes(world) == 1


def test_a_word_afterwards_begins_anew_and_a_late_click_does_not_end_that(world: World) -> None:
    question = asked(world, world.alice)
    world.alice.click("Forget everything")
    world.after(minutes=5)
    world.alice.say("met Ines Falcao")
    world.after(minutes=5)
    stale_clicks.click(world, world.alice, question, answer(question, "forget.yes"))
    assert world.run(members.find, world.owner(world.alice)) is not None
    assert welcomes(world) == 2
    assert "you have begun anew since" in str(world.alice.messages[-1])


def test_bob_and_charlie_forget_nothing_of_alices(world: World) -> None:
    question = asked(world, world.alice)
    for person in (world.bob, world.charlie):
        stale_clicks.click(world, person, question, answer(question, "forget.yes"))
    assert left(world, world.alice)["contacts"] == 2
    world.bob.command("/kith", "forget me")
    assert "I keep nothing but your settings" in world.bob.messages[-1]["text"]
