"""Contacts: the card, the form, finding, touches in one click, reminders on and off."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.listeners.looking import Again, click, kept, labels, newest, one, read_by, rows, say, words
from tests.world import World


def add(world: World, person: Any, words_typed: str, **fields: str) -> None:
    """A contact by the form, prefilled from the words."""
    person.command("/contact", f"add {words_typed}")
    assert person.submit(fields).closed
    world.settle()


@pytest.fixture
def alice(world: World) -> Any:
    """Alice, who knows Dana Lee from Acme, before her card."""
    add(world, world.alice, "Dana Lee from Acme, met at the fair")
    world.alice.command("/contact", "Dana")
    return world.alice


def test_the_words_stand_in_the_form_and_nothing_is_kept_before_it_is_sent(world: World) -> None:
    world.alice.command("/contact", "add Dana Lee from Acme, met at the fair via Omar")
    values = {
        block["block_id"]: block["element"].get("initial_value")
        for block in world.alice.modal["blocks"]
        if block["element"].get("initial_value")
    }
    assert values == {"name": "Dana Lee", "company": "Acme", "met_at": "the fair", "via": "Omar"}
    assert kept(world) == {}


def test_the_form_keeps_every_field(world: World) -> None:
    add(
        world,
        world.alice,
        "Dana Lee",
        company="Acme",
        role="buyer",
        network="Strategic",
        cadence_days="Every month",
        looking_for="a designer",
        can_offer="an intro",
        note="likes tea",
    )
    row = one(world, "contacts")
    assert (row["company"], row["role"], row["network"], row["cadence_days"]) == (
        "Acme",
        "buyer",
        "strategic",
        30,
    )
    assert (row["looking_for"], row["can_offer"], one(world, "notes")["text"]) == (
        "a designer",
        "an intro",
        "likes tea",
    )


def test_the_card_shows_facts_what_is_open_and_what_is_unknown(world: World, alice: Any) -> None:
    alice.command("/promise", "send Dana Lee the deck by Friday")
    alice.command("/thanks", "Dana Lee for the lift")
    answer = alice.command("/contact", "dana lee").body
    shown = words(answer)
    for expected in (
        "*Dana Lee* · Acme",
        "Met at the fair",
        "send the deck",
        "for the lift",
        "You don't know yet",
    ):
        assert expected in shown
    assert "Only you can see this." in shown


@pytest.mark.parametrize("typed", ["Dana", "dana lee", "LEE", "acme", "fair"])
def test_a_person_is_found_by_name_company_or_place(world: World, alice: Any, typed: str) -> None:
    assert "*Dana Lee*" in words(alice.command("/kith", f"find {typed}").body)


def test_several_who_fit_are_listed_with_their_companies(world: World, alice: Any) -> None:
    add(world, alice, "Dana Kim from Globex")
    answer = alice.command("/contact", "Dana").body
    assert "Several people fit" in words(answer) and labels_of_accessories(answer) == ["Open card"] * 2
    alice.click("Open card")
    world.settle()
    assert "Globex" in read_by(alice)


def labels_of_accessories(answer: dict[str, Any]) -> list[str]:
    """The buttons beside the paragraphs of a message."""
    return [block["accessory"]["text"]["text"] for block in answer["blocks"] if "accessory" in block]


@pytest.mark.parametrize(("command", "text"), [("/contact", "Nobody Known"), ("/kith", "find Nobody Known")])
def test_an_unknown_person_is_answered_with_how_to_add_them(world: World, command: str, text: str) -> None:
    answer = world.alice.command(command, text)
    assert "`/contact add Nobody Known" in answer.body["text"]


def test_find_without_words_shows_an_example(world: World) -> None:
    assert "`/kith find logistics`" in world.alice.command("/kith", "find").body["text"]


@pytest.mark.parametrize(
    ("label", "kind", "told"),
    [
        ("We met", "met", "you met Dana Lee"),
        ("We spoke", "call", "you spoke with Dana Lee"),
        ("We wrote", "message", "you wrote with Dana Lee"),
        ("We had coffee", "coffee", "you had coffee with Dana Lee"),
    ],
)
def test_a_touch_is_one_click_and_one_click_takes_it_back(
    world: World, alice: Any, label: str, kind: str, told: str
) -> None:
    click(world, alice, label)
    assert (one(world, "touches")["kind"], one(world, "contacts")["last_touch_on"]) == (
        kind,
        date(2026, 11, 23),
    )
    assert told in read_by(alice)
    click(world, alice, "Undo")
    assert rows(world, "touches") == [] and one(world, "contacts")["last_touch_on"] is None


def test_a_touch_clicked_on_two_devices_is_noted_once(world: World, alice: Any) -> None:
    again = Again(world)
    alice.click("We met")
    again.times(3)
    assert len(rows(world, "touches")) == 1
    click(world, alice, "Undo")
    assert rows(world, "touches") == []


def test_what_a_line_noted_today_is_not_noted_again_by_a_click(world: World, alice: Any) -> None:
    say(world, alice, "had coffee with Dana Lee")
    click(world, alice, "Save")
    alice.command("/contact", "Dana")
    click(world, alice, "We had coffee")
    assert len(rows(world, "touches")) == 1


def test_reminders_stop_and_start_for_one_person(world: World, alice: Any) -> None:
    click(world, alice, "Stop reminders")
    assert one(world, "contacts")["stopped_at"] and "No more reminders" in read_by(alice)
    alice.command("/contact", "Dana")
    click(world, alice, "Remind me again")
    assert one(world, "contacts")["stopped_at"] is None
    click(world, alice, "Undo")
    assert one(world, "contacts")["stopped_at"]


def test_stopped_a_second_time_there_is_nothing_to_undo(world: World, alice: Any) -> None:
    again = Again(world)
    click(world, alice, "Stop reminders")
    again.times(1)
    assert "Undo" not in labels(newest(alice)) and "No more reminders" in read_by(alice)


def test_edit_shows_what_is_known_and_undo_brings_it_back(world: World, alice: Any) -> None:
    alice.click("Edit")
    assert "Dana Lee" in str(alice.modal) and "Acme" in str(alice.modal)
    alice.submit({"company": "Globex", "note": "moved in May"})
    world.settle()
    assert one(world, "contacts")["company"] == "Globex" and "✓ Saved: Dana Lee" in read_by(alice)
    click(world, alice, "Undo")
    assert one(world, "contacts")["company"] == "Acme" and rows(world, "notes") == []


def test_a_text_too_long_for_its_field_is_not_cut_by_an_edit_of_another(world: World, alice: Any) -> None:
    long = "a designer who " + "knows type and " * 300
    set_column = "UPDATE contacts SET looking_for = :long"
    world.run(lambda conn: conn.exec_driver_sql(set_column, {"long": long}))
    alice.click("Edit")
    alice.submit({"company": "Globex"})
    assert (one(world, "contacts")["company"], one(world, "contacts")["looking_for"]) == ("Globex", long)


@pytest.mark.parametrize("typed", ["Dana Lee", "dana  lee", "DANA LEE from Acme"])
def test_the_same_person_is_not_added_twice(world: World, alice: Any, typed: str) -> None:
    alice.command("/contact", f"add {typed}")
    assert "You know a Dana Lee already from Acme" in alice.submit().errors["name"]
    assert len(rows(world, "contacts")) == 1


def test_a_namesake_from_elsewhere_is_somebody_else(world: World, alice: Any) -> None:
    add(world, alice, "Dana Lee from Globex")
    assert len(rows(world, "contacts")) == 2


def test_a_form_submitted_twice_adds_one(world: World) -> None:
    again = Again(world)
    world.alice.command("/contact", "add Dana Lee")
    world.alice.submit()
    assert [answer.error for answer in again.times(2)] == [None, None]
    assert kept(world) == {"contacts": 1}


def test_a_name_is_needed(world: World) -> None:
    world.alice.command("/contact")
    assert "A name is needed" in world.alice.submit({"name": "  "}).errors["name"]
    assert kept(world) == {}
