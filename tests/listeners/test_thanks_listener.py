"""Thank-yous: noted, listed, said, put off, drafted, dropped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.listeners.looking import Again, click, kept, labels, newest, one, read_by, rows, words
from tests.world import World


@pytest.fixture
def alice(world: World) -> Any:
    """Alice, who owes Omar a thank-you, before her list."""
    world.alice.command("/thanks", "Omar for the introduction")
    world.alice.command("/thanks")
    return world.alice


@pytest.mark.parametrize(
    ("line", "person", "reason", "state"),
    [
        ("Omar for the introduction", "Omar", "the introduction", "owed"),
        ("said Omar", "Omar", None, "said"),
        ("to Omar: the deck", "Omar", "the deck", "owed"),
        ("田中さん", "田中さん", None, "owed"),
    ],
)
def test_a_line_becomes_a_thank_you(
    world: World, line: str, person: str, reason: str | None, state: str
) -> None:
    answer = world.alice.command("/thanks", line)
    row = one(world, "thank_yous")
    assert (row["reason"], row["state"], one(world, "contacts")["name"]) == (reason, state, person)
    assert person in words(answer.body) and "Undo" in labels(answer.body)


@pytest.mark.parametrize(
    "line", ["😀", "<!channel>", "florb " * 50, "123", "!!! ???", "for the intro", "said", "her", "everyone"]
)
def test_words_without_a_name_are_answered_with_an_example(world: World, line: str) -> None:
    answer = world.alice.command("/thanks", line)
    assert "`/thanks Omar for the introduction`" in answer.body["text"] and kept(world) == {}


def test_said_closes_the_one_that_was_owed(world: World, alice: Any) -> None:
    alice.command("/thanks", "said Omar")
    assert one(world, "thank_yous")["state"] == "said"
    click(world, alice, "Undo")
    assert one(world, "thank_yous")["state"] == "owed"


@pytest.mark.parametrize(
    ("label", "state", "told"),
    [
        ("Done", "said", "✓ Thanked Omar for the introduction"),
        ("Not this one", "dropped", "Dropped: thanks to Omar"),
    ],
)
def test_a_closed_one_says_so_and_comes_back_on_undo(
    world: World, alice: Any, label: str, state: str, told: str
) -> None:
    click(world, alice, label)
    assert one(world, "thank_yous")["state"] == state and told in read_by(alice)
    click(world, alice, "Undo")
    assert one(world, "thank_yous")["state"] == "owed" and "Done" in labels(newest(alice))


def test_it_is_put_off_by_the_menu_and_by_a_date(world: World, alice: Any) -> None:
    alice.choose("Snooze", "Next week")
    world.settle()
    assert one(world, "thank_yous")["snoozed_until"] == date(2026, 11, 30)
    click(world, alice, "Undo")
    alice.choose("Snooze", "Pick a date…")
    assert "Pick a day after today" in alice.submit({"until": "2026-11-20"}).errors["until"]
    alice.submit({"until": "2026-12-24"})
    world.settle()
    assert one(world, "thank_yous")["snoozed_until"] == date(2026, 12, 24)


def test_the_draft_restates_only_what_was_noted(world: World, alice: Any) -> None:
    alice.click("Draft")
    assert words(alice.modal["blocks"][0]) == "Hi Omar, thank you for the introduction. ____"


def test_the_form_notes_one(world: World) -> None:
    world.alice.command("/thanks")
    world.alice.click("Note a thank-you")
    assert "whom to thank" in world.alice.submit({"person": " "}).errors["person"]
    assert world.alice.submit({"person": "Omar", "reason": "the lift", "state": "I said it"}).closed
    world.settle()
    row = one(world, "thank_yous")
    assert (row["reason"], row["state"]) == ("the lift", "said") and "✓ Saved" in read_by(world.alice)


def test_a_form_submitted_twice_counts_once(world: World) -> None:
    again = Again(world)
    world.alice.command("/thanks")
    world.alice.click("Note a thank-you")
    world.alice.submit({"person": "Omar", "reason": "the lift"})
    assert [answer.error for answer in again.times(3)] == [None] * 3
    assert kept(world) == {"contacts": 1, "thank_yous": 1}


def test_clicked_on_two_devices_it_counts_once(world: World, alice: Any) -> None:
    again = Again(world)
    alice.click("Done")
    again.times(2)
    assert len(rows(world, "acts")) == 2  # it was noted, and it was said
    click(world, alice, "Undo")
    assert one(world, "thank_yous")["state"] == "owed"


def test_a_closed_one_is_not_put_off_from_another_device(world: World, alice: Any) -> None:
    again = Again(world)
    alice.choose("Snooze", "Next week")
    snoozed = again.sent[-1]
    world.settle()
    click(world, alice, "Undo")
    click(world, alice, "Done")
    again.sent.append(snoozed)
    again.times(1)
    row = one(world, "thank_yous")
    assert (row["state"], row["snoozed_until"]) == ("said", None) and "✓ Thanked Omar" in read_by(alice)


def test_the_list_is_oldest_first_and_says_who_sees_it(world: World, alice: Any) -> None:
    alice.command("/thanks", "Dana for the numbers")
    answer = alice.command("/thanks").body
    assert words(answer).index("Omar") < words(answer).index("Dana")
    assert answer["text"] == "2 thank-yous owed" and "Only you can see this." in words(answer)


def test_an_empty_list_says_how_to_begin(world: World) -> None:
    assert "/thanks Omar for the introduction" in world.alice.command("/thanks").body["text"]


def test_the_list_stays_in_sight_with_what_was_said_on_top(world: World, alice: Any) -> None:
    alice.command("/thanks", "Dana for the numbers")
    alice.command("/thanks")
    alice.click_in_newest("Done")
    world.settle()
    shown = read_by(alice)
    assert shown.index("✓ Thanked Omar") < shown.index("1 thank-you owed") < shown.index("Dana")
