"""The three networks through the front door: counts, sorting, undoing, and nobody else's people."""

from __future__ import annotations

from typing import Any

import pytest

from storage import acts, contacts
from storage.records import ContactDraft, Network
from tests.listeners.forged import forge_button, greet, last_said, words_of
from tests.world import World


@pytest.fixture(autouse=True)
def _greeted(world: World) -> None:
    greet(world, world.alice, world.bob)


def add(world: World, person: Any, name: str, network: Network | None = None) -> int:
    draft = ContactDraft(name, network=network)
    added: int = world.run(contacts.add, world.owner(person), draft, world.clock.now()).id
    return added


def network_of(world: World, person: Any, contact_id: int) -> str | None:
    found: str | None = world.run(contacts.find, world.owner(person), contact_id).network
    return found


def sort(world: World, person: Any, network: str) -> str:
    """Sort the first contact of the newest message."""
    person.choose("Sort", network)
    world.settle()
    return last_said(person)


def test_without_contacts_it_says_how_to_begin(world: World) -> None:
    told = words_of(world.alice.command("/kith", "networks").body)
    assert "`/kith met Dana Lee" in told and "Sort" not in told


def test_the_counts_and_the_people_to_sort(world: World) -> None:
    add(world, world.alice, "Dana Lee")
    add(world, world.alice, "Omar Haddad", "strategic")
    told = words_of(world.alice.command("/kith", "networks").body)
    assert "who see where things are going: *1*" in told and "Not sorted yet: *1*" in told
    assert "*Dana Lee*" in told and "*Omar Haddad*" not in told


def test_sorting_one_brings_up_the_next(world: World) -> None:
    for number in range(7):
        add(world, world.alice, f"Dana {number}")
    world.alice.command("/kith", "networks")
    told = sort(world, world.alice, "Strategic")
    assert "✓ Dana 2 is in your strategic network" in told
    assert "*Dana 1*" in told and "Not sorted yet: *6*" in told


def test_somebody_behind_many_sorted_people_is_found(world: World) -> None:
    add(world, world.alice, "Early Bird")
    for number in range(120):
        add(world, world.alice, f"Dana {number}", "personal")
    assert "*Early Bird*" in words_of(world.alice.command("/kith", "networks").body)


def test_sorting_is_undone_and_the_message_changes_back(world: World) -> None:
    dana = add(world, world.alice, "Dana Lee")
    world.alice.command("/kith", "networks")
    sort(world, world.alice, "Personal")
    assert network_of(world, world.alice, dana) == "personal"
    world.alice.click("Undo")
    world.settle()
    assert network_of(world, world.alice, dana) is None
    assert "Undone" in last_said(world.alice) and "Not sorted yet: *1*" in last_said(world.alice)


def test_the_same_choice_on_a_second_device_is_told_and_has_nothing_to_undo(world: World) -> None:
    add(world, world.alice, "Dana Lee")
    for _ in range(2):
        world.alice.command("/kith", "networks")
    sort(world, world.alice, "Personal")
    sort(world, world.alice, "Personal")
    second, first = map(words_of, world.alice.messages[-2:])
    assert "✓ Dana Lee is in your personal network" in first and "Undo" in first
    assert "✓ Dana Lee is in your personal network" in second and "Undo" not in second


def test_an_undo_after_a_newer_change_is_told_and_changes_nothing(world: World) -> None:
    dana = add(world, world.alice, "Dana Lee")
    world.alice.command("/kith", "networks")
    sort(world, world.alice, "Personal")
    world.run(contact_changed, world, dana)
    world.alice.click("Undo")
    world.settle()
    assert "so I left it as it is" in last_said(world.alice)
    assert network_of(world, world.alice, dana) == "strategic"


def contact_changed(conn: Any, world: World, contact_id: int) -> None:
    owner = world.owner(world.alice)
    act_id = acts.begin(conn, owner, "edited", world.clock.now())
    acts.change(conn, act_id, owner, "contacts", contact_id, network="strategic")


@pytest.mark.parametrize("person", ["bob", "charlie"])
def test_nobody_else_sees_whom_alice_knows(world: World, person: str) -> None:
    add(world, world.alice, "Zuleika Quist")
    add(world, world.alice, "Omar Haddad", "strategic")
    told = words_of(getattr(world, person).command("/kith", "networks").body)
    assert "Zuleika" not in told and "Omar" not in told and "*1*" not in told


def test_bob_cannot_sort_a_contact_of_alices(world: World) -> None:
    dana, his = add(world, world.alice, "Dana Lee"), add(world, world.bob, "Cy")
    world.bob.command("/kith", "networks")
    forge_button(world, world.bob, f"networks.sort:{his}", f"networks.sort:{dana}")
    assert "can't find that" in sort(world, world.bob, "Strategic")
    assert network_of(world, world.alice, dana) is None


def test_bob_cannot_undo_what_alice_sorted(world: World) -> None:
    dana = add(world, world.alice, "Dana Lee")
    add(world, world.bob, "Cy")
    for person in (world.alice, world.bob):
        person.command("/kith", "networks")
        sort(world, person, "Personal")
    forge_button(world, world.bob, "networks.undo:2", "networks.undo:1")
    world.bob.click("Undo")
    world.settle()
    assert "can't find that" in last_said(world.bob)
    assert network_of(world, world.alice, dana) == "personal"


def test_a_network_that_does_not_exist_is_refused_with_the_three_that_do(world: World) -> None:
    dana = add(world, world.alice, "Dana Lee")
    world.alice.command("/kith", "networks")
    forge_button(world, world.alice, "strategic", "galactic")
    assert "operational, personal or strategic" in sort(world, world.alice, "Strategic")
    assert network_of(world, world.alice, dana) is None
