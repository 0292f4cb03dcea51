"""One line: the card, Save, Edit, Don't save, Undo, from the conversation, the command and the shortcut."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from storage.tables import captures
from tests.listeners.looking import click, kept, labels, newest, one, read_by, reminders, rows, say, words
from tests.world import World

LINE = "met Dana Lee from Acme at the fair, promised her the deck by Friday, Omar introduced us"
ALL_OF_IT = {"contacts": 2, "promises": 1, "thank_yous": 1, "touches": 1}


@pytest.fixture
def alice(world: World) -> Any:
    """Alice before the card of a line."""
    say(world, world.alice, LINE)
    return world.alice


def states(world: World) -> list[str]:
    """What became of the lines."""
    return [row["state"] for row in rows(world, captures.name)]


def test_the_card_shows_everything_and_nothing_is_kept_yet(world: World, alice: Any) -> None:
    shown = read_by(alice)
    for expected in (
        "*Dana Lee* (new), Acme",
        "met at the fair",
        "You promised Dana Lee: *send the deck*",
        "You owe Omar",
    ):
        assert expected in shown
    assert labels(newest(alice)) == ["Save", "Edit", "Don't save"]
    assert kept(world) == {} and states(world) == ["pending"]


def test_save_keeps_what_was_shown(world: World, alice: Any) -> None:
    click(world, alice, "Save")
    assert kept(world) == ALL_OF_IT
    dana = rows(world, "contacts")[0]
    assert (dana["company"], dana["met_at"], dana["via"]) == ("Acme", "the fair", "Omar")
    assert one(world, "promises")["due_on"] == date(2026, 11, 27)
    assert read_by(alice).startswith("*✓ Saved*") and states(world) == ["saved"]


def test_undo_takes_all_of_it_back_and_the_card_returns(world: World, alice: Any) -> None:
    click(world, alice, "Save")
    click(world, alice, "Undo")
    assert kept(world) == {} and states(world) == ["pending"]
    assert "Undone" in read_by(alice) and labels(newest(alice)) == ["Save", "Edit", "Don't save"]
    click(world, alice, "Save")
    assert kept(world) == ALL_OF_IT


def test_undo_takes_the_reminder_along(world: World) -> None:
    say(world, world.alice, "promised Dana Lee to send the deck tomorrow at 15:00")
    click(world, world.alice, "Save")
    assert reminders(world, world.alice) == ["24 Nov 14:00"]
    click(world, world.alice, "Undo")
    assert reminders(world, world.alice) == []


def test_not_saved_keeps_nothing_and_can_be_taken_back(world: World, alice: Any) -> None:
    click(world, alice, "Don't save")
    assert kept(world) == {} and states(world) == ["discarded"]
    assert "Not saved" in read_by(alice) and LINE in read_by(alice)
    click(world, alice, "Undo")
    click(world, alice, "Save")
    assert kept(world) == ALL_OF_IT


def test_edit_is_prefilled_and_says_what_is_kept(world: World, alice: Any) -> None:
    alice.click("Edit")
    fields = {
        block["block_id"]: block["element"].get("initial_value") or block["element"].get("initial_date")
        for block in alice.modal["blocks"]
        if block["type"] == "input"
    }
    assert fields["people.0.name"] == "Dana Lee" and fields["promises.0.due_on"] == "2026-11-27"
    alice.submit(
        {
            "people.0.company": "Globex",
            "promises.0.what": "send the slides",
            "promises.0.due_on": "2026-12-01",
        }
    )
    world.settle()
    promise = one(world, "promises")
    assert (promise["what"], promise["due_on"]) == ("send the slides", date(2026, 12, 1))
    assert rows(world, "contacts")[0]["company"] == "Globex" and "✓ Saved" in read_by(alice)


def test_a_cleared_line_is_not_saved(world: World, alice: Any) -> None:
    alice.click("Edit")
    alice.submit({"promises.0.what": "", "thank_yous.0.person": "", "thank_yous.0.reason": ""})
    world.settle()
    assert kept(world) == {"contacts": 2, "touches": 1}


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"people.0.name": ""}, "people.0.name", "Who is it?"),
        ({"thank_yous.0.person": ""}, "thank_yous.0.person", "Who is it?"),
        (
            {"promises.0.due_on": "", "promises.0.due_time": "15:00"},
            "promises.0.due_on",
            "An hour needs a date",
        ),
    ],
)
def test_what_is_half_cleared_is_asked_about_beside_the_field(
    world: World, alice: Any, changes: dict[str, str], field: str, told: str
) -> None:
    alice.click("Edit")
    assert told in alice.submit(changes).errors[field]
    assert kept(world) == {} and states(world) == ["pending"]


def test_with_everything_cleared_nothing_is_left_to_save(world: World, alice: Any) -> None:
    alice.click("Edit")
    texts = [
        b["block_id"] for b in alice.modal["blocks"] if b.get("element", {}).get("type") == "plain_text_input"
    ]
    errors = alice.submit(dict.fromkeys(texts, "")).errors
    assert "Nothing is left to save" in errors["people.0.name"] and kept(world) == {}


def test_cancelling_the_form_leaves_the_card(world: World, alice: Any) -> None:
    alice.click("Edit")
    alice.close_modal()
    click(world, alice, "Save")
    assert kept(world) == ALL_OF_IT


def test_the_command_answers_with_the_card_itself(world: World) -> None:
    answer = world.alice.command("/kith", LINE)
    assert labels(answer.body) == ["Save", "Edit", "Don't save"] and kept(world) == {}
    click(world, world.alice, "Save")
    assert kept(world) == ALL_OF_IT


def test_the_shortcut_asks_for_a_line_and_shows_what_it_read(world: World) -> None:
    world.alice.shortcut("Capture")
    assert "Tell me about somebody" in world.alice.submit({"line": " "}).errors["line"]
    result = world.alice.submit({"line": LINE})
    assert result.view["callback_id"] == "capture.edit" and kept(world) == {}
    assert world.alice.submit().closed
    world.settle()
    assert kept(world) == ALL_OF_IT and "✓ Saved" in read_by(world.alice)


def test_a_day_that_is_over_is_pointed_out_on_the_card(world: World) -> None:
    shown = say(world, world.alice, "promised Dana Lee the deck by 2026-11-20")
    assert "3 days overdue" in shown and "passed already. Edit it" in shown


def test_of_somebody_known_only_blanks_are_filled(world: World, alice: Any) -> None:
    click(world, alice, "Save")
    world.run(
        lambda conn: conn.exec_driver_sql(
            "UPDATE contacts SET company = NULL, met_at = 'school' WHERE id = 1"
        )
    )
    say(world, alice, "met Dana Lee from Globex at the airport")
    click(world, alice, "Save")
    dana = rows(world, "contacts")[0]
    assert (dana["company"], dana["met_at"]) == ("Globex", "school") and len(rows(world, "contacts")) == 2
    click(world, alice, "Undo")
    assert rows(world, "contacts")[0]["company"] is None


def test_help_in_the_conversation_is_help(world: World) -> None:
    assert "What you can say to Kith" in say(world, world.alice, "help")
    assert rows(world, captures.name) == []


@pytest.mark.parametrize("line", ["   ", "\n"])
def test_nothing_is_answered_to_nothing(world: World, line: str) -> None:
    world.alice.say(line)
    world.settle()
    assert rows(world, captures.name) == []
    assert [row["kind"] for row in rows(world, "outbox")] == ["welcome"]


def test_what_is_said_in_a_channel_is_not_read(world: World) -> None:
    world.alice.say(LINE, channel="#general")
    world.settle()
    assert rows(world, "members") == [] and rows(world, captures.name) == []
    assert "Save" not in words(world.alice.sees("#general"))
