"""A contact is put off: by the menu, by a date from a form, and never to a day that is over."""

from __future__ import annotations

from typing import Any

import pytest

from storage import contacts
from storage.records import ContactDraft
from tests.listeners.looking import one, say
from tests.listeners.raw import press, send_form
from tests.world import World


def put_off(world: World, person: Any, choice: str) -> None:
    press(world, person, f"contact.snooze:{one(world, 'contacts')['id']}", choice)


@pytest.fixture
def dana(world: World) -> int:
    """A contact of alice's, and something that Kith said to her."""
    say(world, world.alice, "hello")
    made = world.run(contacts.add, world.owner(world.alice), ContactDraft("Dana Lee"), world.clock.now())
    return int(made.id)


@pytest.mark.parametrize(("choice", "until"), [("1", "2026-11-24"), ("week", "2026-11-30")])
def test_the_menu_puts_a_contact_off(world: World, dana: int, choice: str, until: str) -> None:
    put_off(world, world.alice, choice)
    assert str(one(world, "contacts")["snoozed_until"]) == until


def test_a_form_asks_for_the_date(world: World, dana: int) -> None:
    put_off(world, world.alice, "date")
    world.alice.pick_date("until", "2026-12-24")
    assert world.alice.submit().closed
    world.settle()
    assert str(one(world, "contacts")["snoozed_until"]) == "2026-12-24"


@pytest.mark.parametrize("day", ["2026-11-23", "2020-01-01"])
def test_a_day_that_is_not_ahead_is_refused_beside_its_field(world: World, dana: int, day: str) -> None:
    put_off(world, world.alice, "date")
    world.alice.pick_date("until", day)
    assert list(world.alice.submit().errors) == ["until"]
    assert one(world, "contacts")["snoozed_until"] is None


def test_somebody_else_puts_nothing_off(world: World, dana: int) -> None:
    for person in (world.bob, world.charlie):
        say(world, person, "hello") if person is world.bob else person.say("hello")
        press(world, person, f"contact.snooze:{dana}", "1")
        send_form(world, person, "contact.snooze", {"id": dana}, {"until": "2026-12-24"})
    assert one(world, "contacts")["snoozed_until"] is None
