"""The form of a promise: from the list, and from the shortcut on a message."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.listeners.looking import click, kept, newest, one, read_by, reminders, rows, words
from tests.world import World


@pytest.fixture
def form(world: World) -> Any:
    """Alice before the empty form."""
    world.alice.command("/promise")
    world.alice.click("Make a promise")
    return world.alice


def initial(view: dict[str, Any], block_id: str) -> str:
    """What stands in a field beforehand."""
    (block,) = [each for each in view["blocks"] if each.get("block_id") == block_id]
    return str(block["element"].get("initial_value", ""))


def test_the_form_makes_a_promise_with_a_reminder(world: World, form: Any) -> None:
    values = {"what": "send the deck", "person": "Dana Lee", "due_on": "2026-11-27", "due_time": "15:00"}
    assert form.submit(values).closed
    world.settle()
    row = one(world, "promises")
    assert (row["what"], row["direction"], row["due_on"], row["due_minute"]) == (
        "send the deck",
        "mine",
        date(2026, 11, 27),
        900,
    )
    assert reminders(world, form) == ["27 Nov 14:00"]
    assert "✓ Saved" in read_by(form)


def test_what_they_promised_is_kept_as_theirs(world: World, form: Any) -> None:
    form.submit({"direction": "They promised me", "what": "send the numbers", "person": "Dana"})
    assert one(world, "promises")["direction"] == "theirs"


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        ({"what": "  "}, "what", "Tell me what you promised"),
        ({"what": "x", "due_on": "2026-11-22"}, "due_on", "That day is over (yesterday)"),
        ({"what": "x", "due_time": "15:00"}, "due_on", "An hour needs a date"),
    ],
)
def test_a_fault_stands_beside_its_field(
    world: World, form: Any, values: dict[str, str], field: str, told: str
) -> None:
    assert told in form.submit(values).errors[field]
    assert kept(world) == {} and form.modal["callback_id"] == "promise.new"


def test_a_name_that_fits_several_is_asked_about(world: World) -> None:
    for name in ("Dana Lee", "Dana Kim"):
        world.alice.command("/promise", f"send {name} the deck")
    world.alice.command("/promise")
    world.alice.click("Make a promise")
    world.alice.submit({"what": "call back", "person": "Dana"})
    world.settle()
    assert "more than one *Dana*" in read_by(world.alice) and len(rows(world, "promises")) == 2


SENT = [
    ("see <https://a.b|a.b>", "see a.b"),
    ("the <https://acme.example/deck|deck>", "the deck (https://acme.example/deck)"),
    ("for <@U0001|dana> &amp; <#C1|growth>", "for dana & #growth"),
    ("&lt;b&gt; *bold* <!channel>", "<b> *bold* @channel"),
    ("write to <mailto:dana@acme.example|dana@acme.example>", "write to dana@acme.example"),
]


@pytest.mark.parametrize(("sent", "typed"), SENT)
@pytest.mark.parametrize(("name", "field"), [("Track a promise", "what"), ("Owe a thank-you", "reason")])
def test_the_words_of_a_message_stand_in_the_form_as_they_were_typed(
    world: World, name: str, field: str, sent: str, typed: str
) -> None:
    said = world.bob.say("x", channel="#general")
    for post in world.slack._target.conversation("#general").posts:
        post.body["text"] = sent
    world.alice.message_shortcut(name, said, channel="#general")
    assert initial(world.alice.modal, field) == typed


TRACKED = [
    ("bob", "I'll send you the recipe by Thursday", "theirs", "2026-11-26", None),
    ("bob", "I will bring the budget to you on Monday at 10, Alice", "theirs", "2026-11-30", "10:00"),
    ("bob", "can you send me the deck by Friday?", "mine", "2026-11-27", None),
    ("alice", "I'll send you the deck tomorrow", "mine", "2026-11-24", None),
    ("bob", "I will, as on 2026-02-30", "theirs", None, None),
    ("bob", "thanks for yesterday", "mine", None, None),
]


@pytest.mark.parametrize(("who", "text", "direction", "day", "hour"), TRACKED)
def test_whose_promise_a_message_holds_and_for_when_is_read(
    world: World, who: str, text: str, direction: str, day: str | None, hour: str | None
) -> None:
    said = world.slack.person(who).say(text, channel="#general")
    world.alice.message_shortcut("Track a promise", said, channel="#general")
    elements = {block["block_id"]: block["element"] for block in world.alice.modal["blocks"]}
    assert elements["direction"]["initial_option"]["value"] == direction
    assert elements["due_on"].get("initial_date") == day
    assert elements["due_time"].get("initial_time") == hour
    assert initial(world.alice.modal, "what") == text


def test_a_promise_tracked_from_a_message_is_told_where_the_message_is(world: World) -> None:
    said = world.bob.say("can you send me the deck?", channel="#general")
    world.alice.message_shortcut("Track a promise", said, channel="#general")
    world.alice.submit({"what": "send Bob the deck", "person": "Bob"})
    world.settle()
    assert "✓ Saved" in words(world.alice.sees("#general")[-1])
    assert [each["user"] for each in world.bob.sees("#general")] == [world.bob.id]


def test_a_cancelled_form_keeps_nothing(world: World, form: Any) -> None:
    form.close_modal()
    world.settle()
    assert kept(world) == {} and rows(world, "captures") == []


def test_what_a_form_made_can_be_undone(world: World, form: Any) -> None:
    form.submit({"what": "send the deck", "person": "Dana"})
    world.settle()
    click(world, form, "Undo")
    assert kept(world) == {} and "Undone" in words(newest(form))
