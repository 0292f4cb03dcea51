"""The buttons beside a promise: what they change, what they show, and that all of it can be undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.listeners.looking import Again, click, labels, newest, one, read_by, reminders, rows, words
from tests.world import World


@pytest.fixture
def alice(world: World) -> Any:
    """Alice, with one promise due on Friday at 15:00, before her list."""
    world.alice.command("/promise", "send Dana the deck by Friday 3pm")
    world.alice.command("/promise")
    return world.alice


@pytest.mark.parametrize(
    ("label", "state", "told"),
    [("Done", "kept", "✓ Kept: send the deck"), ("Not this one", "dropped", "Dropped")],
)
def test_a_closed_promise_says_so_and_comes_back_on_undo(
    world: World, alice: Any, label: str, state: str, told: str
) -> None:
    click(world, alice, label)
    assert one(world, "promises")["state"] == state and told in read_by(alice)
    assert reminders(world, alice) == []
    click(world, alice, "Undo")
    row = one(world, "promises")
    assert (row["state"], row["closed_at"]) == ("open", None)
    assert reminders(world, alice) == ["27 Nov 14:00"]
    assert "Renegotiate" in labels(newest(alice))


@pytest.mark.parametrize(
    ("choice", "until"),
    [("Tomorrow", date(2026, 11, 24)), ("3 days", date(2026, 11, 26)), ("Next week", date(2026, 11, 30))],
)
def test_snoozed_by_the_menu(world: World, alice: Any, choice: str, until: date) -> None:
    alice.choose("Snooze", choice)
    world.settle()
    assert one(world, "promises")["snoozed_until"] == until and "Snoozed until" in read_by(alice)
    click(world, alice, "Undo")
    assert one(world, "promises")["snoozed_until"] is None


def test_snoozed_until_a_date(world: World, alice: Any) -> None:
    alice.choose("Snooze", "Pick a date…")
    assert "send the deck" in words(alice.modal)
    alice.submit({"until": "2026-12-24"})
    world.settle()
    assert one(world, "promises")["snoozed_until"] == date(2026, 12, 24)
    assert "Snoozed until 24 Dec" in read_by(alice)


@pytest.mark.parametrize("until", ["2026-11-23", "2026-11-01"])
def test_a_day_that_puts_nothing_off_is_refused_beside_the_field(
    world: World, alice: Any, until: str
) -> None:
    alice.choose("Snooze", "Pick a date…")
    assert "Pick a day after today" in alice.submit({"until": until}).errors["until"]
    assert one(world, "promises")["snoozed_until"] is None


def test_renegotiated_gets_a_new_date_and_hour_and_is_awake_again(world: World, alice: Any) -> None:
    alice.choose("Snooze", "Tomorrow")
    alice.command("/promise")
    alice.click("Renegotiate")
    assert alice.submit({"due_on": "2026-12-01", "due_time": "10:30"}).closed
    world.settle()
    row = one(world, "promises")
    assert (row["due_on"], row["due_minute"], row["snoozed_until"], row["renegotiated"]) == (
        date(2026, 12, 1),
        630,
        None,
        1,
    )
    assert reminders(world, alice) == ["01 Dec 09:30"]
    assert "better asked early than late" in read_by(alice)


def test_a_renegotiation_is_undone_with_its_reminder(world: World, alice: Any) -> None:
    alice.click("Renegotiate")
    alice.submit({"due_on": "2026-12-01", "due_time": ""})
    world.settle()
    assert reminders(world, alice) == []
    click(world, alice, "Undo")
    assert one(world, "promises")["due_on"] == date(2026, 11, 27)
    assert reminders(world, alice) == ["27 Nov 14:00"]


@pytest.mark.parametrize(
    ("due_on", "told"), [("2026-11-01", "That day is over"), ("2026-11-27", "due then already")]
)
def test_a_date_that_moves_nothing_forward_is_refused(
    world: World, alice: Any, due_on: str, told: str
) -> None:
    alice.click("Renegotiate")
    assert told in alice.submit({"due_on": due_on}).errors["due_on"]
    assert one(world, "promises")["renegotiated"] == 0


def test_the_draft_is_made_of_the_members_own_words_and_copied_as_it_is(world: World) -> None:
    world.alice.command("/promise", "send Dana the my_file *v2* <b> by Friday")
    world.alice.command("/promise")
    world.alice.click("Draft")
    assert "Hi Dana, as promised: send the my_file" in words(world.alice.modal)
    assert "\u2060" not in words(world.alice.modal["blocks"][0])
    assert "I don't write to other people" in words(world.alice.modal)


def test_a_late_draft_says_sorry(world: World, alice: Any) -> None:
    world.after(days=7)
    alice.command("/promise")
    alice.click("Draft")
    assert "I'm late. I'm sorry." in words(alice.modal)


def test_what_they_kept_asks_for_a_thank_you(world: World) -> None:
    world.alice.command("/promise", "Dana will send me the numbers by Friday")
    world.alice.command("/promise")
    click(world, world.alice, "Done")
    world.alice.click("Owe a thank-you")
    world.alice.submit({"reason": "the numbers"})
    world.settle()
    assert one(world, "thank_yous")["reason"] == "the numbers"


@pytest.mark.parametrize("label", ["Done", "Not this one"])
def test_clicked_on_two_devices_it_counts_once_and_both_are_told(
    world: World, alice: Any, label: str
) -> None:
    again = Again(world)
    alice.click(label)
    again.times(2)
    assert len(rows(world, "acts")) == 2  # it was made, and it was closed
    click(world, alice, "Undo")
    assert one(world, "promises")["state"] == "open"


def test_snoozed_on_two_devices_is_awake_after_one_undo(world: World, alice: Any) -> None:
    again = Again(world)
    alice.choose("Snooze", "Next week")
    again.times(2)
    click(world, alice, "Undo")
    assert one(world, "promises")["snoozed_until"] is None


def test_a_closed_promise_is_not_renegotiated_by_a_form_left_open(world: World, alice: Any) -> None:
    again = Again(world)
    click(world, alice, "Not this one")
    dropped = again.sent[-1]
    click(world, alice, "Undo")
    alice.click("Renegotiate")
    again.sent.append(dropped)
    again.times(1)
    alice.submit({"due_on": "2026-12-01"})
    world.settle()
    row = one(world, "promises")
    assert (row["state"], row["due_on"], row["renegotiated"]) == ("dropped", date(2026, 11, 27), 0)
    assert "Dropped: send the deck" in read_by(alice)


def test_the_list_stays_in_sight_with_what_was_done_on_top(world: World, alice: Any) -> None:
    alice.command("/promise", "call Omar by Monday")
    alice.command("/promise")
    alice.click_in_newest("Done")
    world.settle()
    shown = read_by(alice)
    assert shown.index("✓ Kept: send the deck") < shown.index("1 open promise") < shown.index("call")
