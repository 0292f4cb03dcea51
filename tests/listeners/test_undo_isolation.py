"""Alice owns, bob is a colleague, charlie is of another organisation: they see and change nothing of hers.

Every button and form of the core features, with her numbers, with nonsense, with huge numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.coach.capture import Person, ReadFact, Reading, ReadPromise, ReadThankYou, ReadTouch
from bot.coach.readings import to_json
from bot.content import plain
from bot.listeners import capture, contacts, promises, thanks, undo
from storage import acts
from storage import captures as capture_rows
from storage import contacts as contact_rows
from storage import notes as note_rows
from storage import promises as promise_rows
from storage import thanks as thank_you_rows
from storage import touches as touch_rows
from storage.columns import owned_tables
from storage.records import ContactDraft, Owner
from tests.listeners.looking import TODAY, Watch, kept, rows, words
from tests.listeners.raw import press, send_form
from tests.world import World

CANARY = "canary"
REFUSAL = plain("errors.stranger")
FEATURES = (capture, contacts, promises, thanks, undo)
ACTIONS = sorted(action for feature in FEATURES for action in feature.ACTIONS)
# What a form of each kind says, so that only its number is wrong.
FORMS: dict[str, dict[str, Any]] = {
    "promise.new": {"what": "x", "direction": "mine"},
    "promise.snooze": {"until": "2026-12-24"},
    "promise.renegotiate": {"due_on": "2026-12-24"},
    "thanks.new": {"person": "Dana", "state": "owed"},
    "thanks.snooze": {"until": "2026-12-24"},
    "contact.save": {"name": "Mallory"},
    "contact.snooze": {"until": "2026-12-24"},
    "capture.edit": {"people.0.name": "Mallory"},
    "capture.line": {"line": "met Dana"},
}
ABOUT_A_ROW = sorted(set(FORMS) - {"promise.new", "thanks.new", "capture.line"})
WRONG = ["0", "-1", "1.5", "nonsense", "9" * 15, "9" * 400, "", "1 OR 1=1", "\u0663", "None", "[1]"]


def fill(conn: Connection, owner: Owner, now: Any) -> None:
    """A row of each kind, with the canary in every text."""
    draft = ContactDraft("Dana canary", *["canary"] * 4, "personal", 30, "canary", "canary")
    contact = contact_rows.add(conn, owner, draft, now)
    act_id = acts.begin(conn, owner, "kept", now)
    acts.made(conn, act_id, "contacts", contact.id)
    promise_rows.add(conn, owner, "mine", "canary", contact.id, TODAY, None, now)
    thank_you_rows.add(conn, owner, contact.id, "canary", now)
    touch_rows.add(conn, owner, contact.id, "met", TODAY, now)
    note_rows.add(conn, owner, contact.id, "canary", now)
    reading = Reading(
        (Person("Dana canary", "canary"),),
        (ReadPromise("mine", "Dana canary", "canary"),),
        (ReadThankYou("Dana canary", "canary", "owed"),),
        (ReadTouch("Dana canary", TODAY, "met"),),
        (ReadFact("Dana canary", "canary"),),
    )
    held = {"reading": to_json(reading), "choices": {}, "is_long": False}
    capture_rows.add(conn, owner, "canary", held, now)


@pytest.fixture
def hers(world: World) -> Iterator[World]:
    """Everything is alice's, every number is 1; bob is a member too. At the end all of hers is as it was."""
    for person in (world.alice, world.bob):
        person.command("/kith", "status")
    world.settle()
    world.run(fill, world.owner(world.alice), world.clock.now())
    before = snapshot(world)
    yield world
    assert snapshot(world) == before


def snapshot(world: World) -> dict[str, list[dict[str, Any]]]:
    """All rows of alice's, except what is in the post."""
    return {
        table.name: rows(world, table.name, world.alice) for table in owned_tables() if table.name != "outbox"
    }


def references(action: str) -> list[str]:
    """How her row may be named on a button."""
    return ["1-promise-1", "1-contact-1", "1-capture-1", "1--0"] if action == "undo" else ["1"]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_button_with_her_number_finds_nothing_for_bob(hers: World, action: str) -> None:
    for ref in references(action):
        watch = Watch(hers)
        assert press(hers, hers.bob, f"{action}:{ref}", "1").error is None
        assert CANARY not in str(watch)
    assert kept(hers, hers.bob) == {}


@pytest.mark.parametrize("action", ACTIONS)
def test_a_button_with_her_number_is_refused_to_charlie(hers: World, action: str) -> None:
    hers.charlie.say("hello")
    watch = Watch(hers)
    press(hers, hers.charlie, f"{action}:{references(action)[0]}", "1")
    assert CANARY not in str(watch) and REFUSAL in str(watch)
    assert rows(hers, "members", hers.charlie) == []


@pytest.mark.parametrize("action", ACTIONS)
def test_a_button_without_a_sound_number_changes_nothing(hers: World, action: str) -> None:
    for wrong in WRONG:
        assert press(hers, hers.alice, f"{action}:{wrong}", wrong).error is None
    shown = [words(each["blocks"]) for each in hers.alice.messages if each.get("blocks")]
    assert not any("broke on my side" in each for each in shown)


@pytest.mark.parametrize("callback_id", ABOUT_A_ROW)
def test_a_form_about_her_row_finds_nothing_for_bob(hers: World, callback_id: str) -> None:
    watch = Watch(hers)
    ack = send_form(hers, hers.bob, callback_id, {"id": 1}, FORMS[callback_id])
    assert "can't find that" in words_of_errors(ack.body)
    assert CANARY not in str(watch) and kept(hers, hers.bob) == {}


def words_of_errors(body: Any) -> str:
    """What stands beside the fields of a refused form."""
    return " ".join(body["errors"].values())


@pytest.mark.parametrize("callback_id", ABOUT_A_ROW)
def test_a_form_about_no_row_changes_nothing(hers: World, callback_id: str) -> None:
    for wrong in (*WRONG, None, [1], {"a": 1}, 10**30, -1, True):
        ack = send_form(hers, hers.alice, callback_id, {"id": wrong}, FORMS[callback_id])
        assert "can't find that" in words_of_errors(ack.body)


@pytest.mark.parametrize("callback_id", sorted(FORMS))
def test_a_form_of_charlies_is_not_taken(hers: World, callback_id: str) -> None:
    watch = Watch(hers)
    assert send_form(hers, hers.charlie, callback_id, {"id": 1}, FORMS[callback_id]).error is None
    assert CANARY not in str(watch) and rows(hers, "members", hers.charlie) == []


COMMANDS = [
    ("/promise", ""),
    ("/promise", "send Dana the deck"),
    ("/thanks", ""),
    ("/thanks", "said Dana"),
    ("/contact", "Dana"),
    ("/contact", "add Dana"),
    ("/kith", "find Dana"),
    ("/kith", "find can"),
    ("/kith", "met Dana at the fair"),
    ("/kith", "help"),
]


@pytest.mark.parametrize(("command", "text"), COMMANDS)
def test_a_command_of_bobs_knows_nothing_of_hers(hers: World, command: str, text: str) -> None:
    watch = Watch(hers)
    hers.bob.command(command, text)
    hers.settle()
    assert CANARY not in str(watch)


@pytest.mark.parametrize(("command", "text"), COMMANDS)
def test_charlie_is_told_politely_that_this_is_not_for_him(hers: World, command: str, text: str) -> None:
    watch = Watch(hers)
    answer = hers.charlie.command(command, text, channel="#partners")
    assert answer.body["text"] == REFUSAL
    assert CANARY not in str(watch) and rows(hers, "members", hers.charlie) == []


def test_the_lines_of_bob_and_charlie_are_read_without_hers(hers: World) -> None:
    watch = Watch(hers)
    for person in (hers.bob, hers.charlie):
        person.say("met Dana at the fair, promised her the deck")
        hers.settle()
    assert CANARY not in str(watch)
    assert [row["member_id"] for row in rows(hers, "captures")] == [hers.alice.id, hers.bob.id]


@pytest.mark.parametrize("name", ["Track a promise", "Owe a thank-you"])
def test_a_shortcut_of_charlies_opens_nothing(hers: World, name: str) -> None:
    said = hers.alice.say("hello", channel="#partners")
    hers.charlie.message_shortcut(name, said, channel="#partners")
    assert hers.charlie.modal is None
