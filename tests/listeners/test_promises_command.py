"""/promise: what it makes of words, what it lists, what it asks back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.listeners.looking import click, kept, labels, one, read_by, reminders, rows, words
from tests.world import World


@pytest.mark.parametrize(
    ("line", "what", "direction", "due_on", "due_minute"),
    [
        ("send Dana the deck by Friday", "send the deck", "mine", date(2026, 11, 27), None),
        (
            "Dana will send me the numbers by Friday 3pm",
            "send me the numbers",
            "theirs",
            date(2026, 11, 27),
            900,
        ),
        ("send Dana the deck", "send the deck", "mine", None, None),
        ("finish the report by 2026-12-01", "finish the report", "mine", date(2026, 12, 1), None),
        ("call Dana tomorrow at 9:30", "call", "mine", date(2026, 11, 24), 570),
    ],
)
def test_a_line_becomes_a_promise(
    world: World, line: str, what: str, direction: str, due_on: date | None, due_minute: int | None
) -> None:
    answer = world.alice.command("/promise", line)
    row = one(world, "promises")
    assert (row["what"], row["direction"], row["due_on"], row["due_minute"]) == (
        what,
        direction,
        due_on,
        due_minute,
    )
    assert what in answer.body["text"] and "Undo" in labels(answer.body)


def test_the_person_becomes_a_contact_once(world: World) -> None:
    world.alice.command("/promise", "send Dana the deck by Friday")
    world.alice.command("/promise", "send Dana the minutes by Monday")
    assert kept(world) == {"contacts": 1, "promises": 2}


@pytest.mark.parametrize("line", ["by Friday", "😀", ":tada:", "<!channel>"])
def test_words_without_a_promise_are_answered_with_an_example(world: World, line: str) -> None:
    answer = world.alice.command("/promise", line)
    assert "`/promise send Dana the deck by Friday`" in answer.body["text"]
    assert kept(world) == {}


def test_a_day_that_does_not_exist_is_told_with_the_words_to_send_again(world: World) -> None:
    answer = world.alice.command("/promise", "send Dana the deck by 31 Feb").body["text"]
    assert 'no such day as "31 Feb"' in answer and "Nothing is saved yet" in answer
    assert "`/promise send Dana the deck by 31 Feb`" in answer
    assert kept(world) == {}


def test_a_day_that_is_over_is_asked_about_before_anything_is_kept(world: World) -> None:
    answer = world.alice.command("/promise", "send Dana the deck by yesterday")
    assert "1 day overdue" in words(answer.body) and "passed already" in words(answer.body)
    assert kept(world) == {}
    click(world, world.alice, "Save")
    assert one(world, "promises")["due_on"] == date(2026, 11, 22)


def test_fifty_words_of_nonsense_are_shown_and_can_be_undone(world: World) -> None:
    answer = world.alice.command("/promise", "florb " * 50)
    assert "florb florb" in answer.body["text"]
    click(world, world.alice, "Undo")
    assert kept(world) == {}


def test_the_list_has_what_is_open_with_the_first_due_on_top(world: World) -> None:
    world.alice.command("/promise", "write the report")
    world.alice.command("/promise", "send Dana the deck by Friday")
    answer = world.alice.command("/promise").body
    assert answer["text"] == "2 open promises"
    assert words(answer).index("send the deck") < words(answer).index("write the report")
    assert {"Done", "Snooze", "Renegotiate", "Draft", "Not this one"} <= set(labels(answer))


def test_an_empty_list_says_how_to_begin(world: World) -> None:
    answer = world.alice.command("/promise").body
    assert "No open promises" in answer["text"] and "Make a promise" in labels(answer)


@pytest.mark.parametrize("name", ["dana", "Dana Lee"])
def test_a_name_alone_is_no_promise_yet(world: World, name: str) -> None:
    assert "Tell me what you promised" in words(world.alice.command("/promise", name).body)
    assert rows(world, "promises") == []


def the_list(world: World) -> dict[str, Any]:
    """The list of promises that alice looks at."""
    return [one for one in world.alice.messages if "open promise" in str(one.get("blocks"))][-1]


def test_a_long_list_is_turned_page_by_page(world: World) -> None:
    for number in range(12):
        world.alice.command("/promise", f"write part {number} of the report")
    assert "Show 2 more" in labels(world.alice.command("/promise").body)
    world.alice.click("Show 2 more")
    world.settle()
    page = the_list(world)
    assert labels(page).count("Renegotiate") == 2 and "Back" in labels(page)


def test_a_page_stays_open_when_something_on_it_is_done(world: World) -> None:
    for number in range(12):
        world.alice.command("/promise", f"write part {number} of the report")
    world.alice.command("/promise")
    world.alice.click("Show 2 more")
    world.settle()
    world.alice.click("Done")
    world.settle()
    page = the_list(world)
    assert labels(page).count("Renegotiate") == 1 and "Back" in labels(page) and "Undo" in labels(page)


def test_what_they_promised_has_no_renegotiate(world: World) -> None:
    world.alice.command("/promise", "Dana will send me the numbers by Friday")
    assert "Renegotiate" not in labels(world.alice.command("/promise").body)


def test_several_who_fit_are_asked_about_and_the_chosen_one_is_meant(world: World) -> None:
    world.alice.command("/promise", "send Dana Lee the deck")
    world.alice.command("/promise", "send Dana Kim the minutes")
    answer = world.alice.command("/promise", "call Dana by Friday").body
    assert "more than one *Dana*" in answer["text"]
    assert len(rows(world, "promises")) == 2
    world.alice.choose("Which one?", "Dana Kim")
    world.settle()
    assert "Dana Kim" in read_by(world.alice)
    click(world, world.alice, "Save")
    assert rows(world, "promises")[-1]["contact_id"] == rows(world, "contacts")[1]["id"]


def test_somebody_new_of_a_known_name_is_a_new_contact(world: World) -> None:
    for name in ("Dana Lee", "Dana Kim"):
        world.alice.command("/promise", f"send {name} the deck")
    world.alice.command("/promise", "call Dana by Friday")
    world.alice.choose("Which one?", "Somebody new")
    world.settle()
    click(world, world.alice, "Save")
    assert [row["name"] for row in rows(world, "contacts")] == ["Dana Lee", "Dana Kim", "Dana"]


def test_an_hour_sets_a_reminder_and_undo_takes_it_away(world: World) -> None:
    world.alice.command("/promise", "call Dana tomorrow at 15:00")
    assert reminders(world, world.alice) == ["24 Nov 14:00"]
    click(world, world.alice, "Undo")
    assert reminders(world, world.alice) == [] and kept(world) == {}


def test_the_answer_is_for_the_person_alone_wherever_it_was_typed(world: World) -> None:
    world.alice.command("/promise", "send Dana the deck by Friday", channel="#general")
    (entry,) = [each for each in world.slack._target.ledger if each.method == "ack"]
    assert entry.user == world.alice.id
    assert "Only you can see this." in words(world.alice.sees("#general")[-1])
    assert world.bob.sees("#general") == []
