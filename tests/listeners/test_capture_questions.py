"""Which Dana? And what becomes of a line that nobody could sort."""

from __future__ import annotations

from typing import Any

import pytest

from tests.listeners.looking import click, kept, labels, newest, one, read_by, rows, say
from tests.world import World


@pytest.fixture
def alice(world: World) -> Any:
    """Alice, who knows two Danas: Lee from Acme, Kim from Globex."""
    for line in ("Dana Lee from Acme", "Dana Kim from Globex"):
        world.alice.command("/contact", f"add {line}")
        world.alice.submit()
    world.settle()
    return world.alice


def offered(person: Any, placeholder: str) -> list[str]:
    """The choices of a menu in the newest message."""
    elements = [one for block in newest(person)["blocks"] for one in block.get("elements", [])]
    (menu,) = [one for one in elements if one.get("placeholder", {}).get("text") == placeholder]
    return [option["text"]["text"] for option in menu["options"]]


def test_several_danas_are_told_apart_by_their_companies(world: World, alice: Any) -> None:
    shown = say(world, alice, "promised Dana the deck by Friday")
    assert "more than one *Dana*" in shown and "You wrote: promised Dana the deck" in shown
    assert offered(alice, "Which one?") == ["Dana Lee · Acme", "Dana Kim · Globex", "Somebody new"]


def test_namesakes_are_both_offered(world: World, alice: Any) -> None:
    alice.command("/contact", "add Dana Lee from Initech")
    alice.submit()
    say(world, alice, "promised Dana Lee the deck")
    assert offered(alice, "Which one?") == ["Dana Lee · Acme", "Dana Lee · Initech", "Somebody new"]


def test_the_chosen_one_stands_on_the_card_and_is_kept(world: World, alice: Any) -> None:
    say(world, alice, "promised Dana the deck by Friday")
    alice.choose("Which one?", "Dana Kim · Globex")
    world.settle()
    assert "You promised Dana Kim: *send the deck*" in read_by(alice) and rows(world, "promises") == []
    click(world, alice, "Save")
    assert one(world, "promises")["contact_id"] == rows(world, "contacts")[1]["id"]


def test_somebody_new_becomes_a_contact(world: World, alice: Any) -> None:
    say(world, alice, "promised Dana the deck by Friday")
    alice.choose("Which one?", "Somebody new")
    world.settle()
    click(world, alice, "Save")
    assert [row["name"] for row in rows(world, "contacts")] == ["Dana Lee", "Dana Kim", "Dana"]


def test_the_questions_come_one_after_the_other(world: World, alice: Any) -> None:
    for line in ("Omar Haddad", "Omar Stone"):
        alice.command("/contact", f"add {line}")
        alice.submit()
    say(world, alice, "met Dana and Omar at the fair")
    asked = []
    for _ in range(2):
        asked.append(read_by(alice).split("more than one *")[1].split("*")[0])
        alice.choose("Which one?", offered(alice, "Which one?")[0])
        world.settle()
    assert sorted(asked) == ["Dana", "Omar"] and "Save" in labels(newest(alice))


def test_a_name_edited_into_an_unclear_one_is_asked_about(world: World, alice: Any) -> None:
    say(world, alice, "promised Priya the deck")
    alice.click("Edit")
    alice.submit({"people.0.name": "Dana", "promises.0.person": "Dana"})
    world.settle()
    assert "more than one *Dana*" in read_by(alice) and rows(world, "promises") == []


def test_a_question_can_be_left_unsaved(world: World, alice: Any) -> None:
    say(world, alice, "promised Dana the deck by Friday")
    click(world, alice, "Don't save")
    assert "Not saved" in read_by(alice) and rows(world, "promises") == []


@pytest.mark.parametrize("line", ["florb blarg the wibble", "😀 🎉", "Je dois envoyer le devis", "hm"])
def test_a_line_that_says_nothing_is_kept_and_asked_about(world: World, alice: Any, line: str) -> None:
    shown = say(world, alice, line)
    assert line in shown and "met Dana Lee from Acme at the fair" in shown
    assert labels(newest(alice)) == ["About whom?", "Keep as a note", "Edit", "Don't save"]
    assert rows(world, "captures")[-1]["text"] == line and kept(world) == {"contacts": 2}


def test_it_becomes_a_note_on_the_person_whom_it_is_about(world: World, alice: Any) -> None:
    say(world, alice, "florb blarg the wibble")
    alice.choose("About whom?", "Dana Lee")
    world.settle()
    note = one(world, "notes")
    assert (note["text"], note["contact_id"]) == ("florb blarg the wibble", rows(world, "contacts")[0]["id"])
    assert "Note: florb" in read_by(alice) and "Open card" in labels(newest(alice))
    click(world, alice, "Undo")
    assert rows(world, "notes") == [] and "florb" in read_by(alice)


def test_or_a_note_on_its_own(world: World) -> None:
    say(world, world.alice, "florb blarg the wibble")
    assert "About whom?" not in labels(newest(world.alice))
    click(world, world.alice, "Keep as a note")
    assert (one(world, "notes")["text"], one(world, "notes")["contact_id"]) == (
        "florb blarg the wibble",
        None,
    )


def test_or_it_is_filled_in_by_hand(world: World, alice: Any) -> None:
    say(world, alice, "florb blarg the wibble")
    alice.click("Edit")
    alice.submit({"promises.0.what": "ring the florb", "facts.0.fact": ""})
    world.settle()
    assert one(world, "promises")["what"] == "ring the florb" and rows(world, "notes") == []


def test_a_note_without_its_person_asks_for_one(world: World, alice: Any) -> None:
    say(world, alice, "florb blarg the wibble")
    alice.click("Edit")
    assert "Who is it?" in alice.submit({"promises.0.what": "x"}).errors["facts.0.person"]
