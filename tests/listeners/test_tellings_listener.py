"""To whom a story was told: by a line, by the form; who is meant is asked, never guessed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.listeners.forged import greet
from tests.listeners.kept_rows import add_contact, add_story
from tests.listeners.looking import TODAY, Again, click, kept, one, read_by, rows, words
from tests.world import World


@pytest.fixture
def alice(world: World) -> Any:
    """A member with two stories and three people."""
    greet(world, world.alice)
    for title in ("The lift", "How I came to Porto"):
        add_story(world, world.alice, title)
    for name, company in (("Dana Lee", "Acme"), ("Omar Haddad", None), ("Omar Said", "Bolt")):
        add_contact(world, world.alice, name, company)
    return world.alice


def told(world: World) -> list[tuple[int, int | None, str | None, date]]:
    return [
        (row["story_id"], row["contact_id"], row["occasion"], row["on"]) for row in rows(world, "tellings")
    ]


def form(world: World, person: Any, story: str = "Told", **fields: Any) -> Any:
    person.command("/story", "bank")
    person.click_in_newest(story)
    result = person.submit(fields)
    world.settle()
    return result


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The lift to Dana", (1, 1, None, TODAY)),
        ("lift to dana lee at the fair", (1, 1, "the fair", TODAY)),
        ("how I came to porto to Dana yesterday at the fair", (2, 1, "the fair", TODAY - timedelta(days=1))),
        ("the lift to Dana over lunch on 3 March", (1, 1, "over lunch", date(2026, 3, 3))),
        ("the lift at the board dinner", (1, None, "the board dinner", TODAY)),
        ("the lift to my class at the fair", (1, None, "my class at the fair", TODAY)),
    ],
)
def test_a_line_is_noted(world: World, alice: Any, line: str, expected: tuple[Any, ...]) -> None:
    answer = alice.command("/story", f"told {line}").body
    assert told(world) == [expected] and kept(world) == {"contacts": 3}
    assert "✓ Noted: you told" in answer["text"] and "Only you can see this" in words(answer)
    click(world, alice, "Undo")
    assert told(world) == []


def test_somebody_new_becomes_a_contact_as_in_a_captured_line(world: World, alice: Any) -> None:
    answer = alice.command("/story", "told the lift to Zoë Núñez and Dana").body
    assert [row[:2] for row in told(world)] == [(1, 4), (1, 1)]
    assert "to Zoë Núñez and Dana Lee today" in words(answer)
    assert "New among your people: Zoë Núñez" in words(answer)
    click(world, alice, "Undo")
    assert told(world) == [] and kept(world) == {"contacts": 3}


def test_who_has_heard_it_before_is_said(world: World, alice: Any) -> None:
    alice.command("/story", "told the lift to Dana on 3 March")
    answer = words(alice.command("/story", "told the lift to Dana").body)
    assert "Dana Lee has heard it before, on 3 Mar." in answer


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("the bridge to Dana", "I know no story of that title"),
        ("*x* <!channel>", "&lt;!channel&gt;"),
        ("the lift to Dana on 31 Feb", "There is no such day"),
        ("the lift to Dana tomorrow", "still to come"),
    ],
)
def test_what_cannot_be_noted_is_answered(world: World, alice: Any, line: str, said: str) -> None:
    answer = alice.command("/story", f"told {line}").body["text"]
    assert said in answer and told(world) == []


def test_of_two_who_may_be_meant_the_form_asks_which(world: World, alice: Any) -> None:
    alice.command("/story", "told the lift to Omar at the fair")
    shown = words(alice.modal)
    assert 'Several people may be meant by "Omar"' in shown
    assert shown.index("Omar Haddad") < shown.index("Dana Lee · Acme") and told(world) == []
    assert alice.submit({"contact": "Omar Said · Bolt"}).closed
    world.settle()
    assert told(world) == [(1, 3, "the fair", TODAY)] and "to Omar Said today" in read_by(alice)


@pytest.mark.parametrize("line", ["", "the lift", "The lift to "])
def test_what_a_line_leaves_open_is_asked_in_the_form(world: World, alice: Any, line: str) -> None:
    alice.command("/story", f"told {line}")
    assert "one of them is enough" in alice.submit({}).errors["name"]
    assert alice.submit({"name": "Dana"}).closed
    assert [row[1] for row in told(world)] == [1]


def test_of_two_stories_with_that_word_the_form_asks_which(world: World, alice: Any) -> None:
    add_story(world, alice, "The lift again")
    alice.command("/story", "told lift to Dana at the fair")
    assert "the fair" in str(alice.modal) and told(world) == []
    assert alice.submit({"story": "The lift"}).closed
    assert told(world) == [(1, 1, "the fair", TODAY)]


def test_the_form_of_a_story_notes_it_beside_the_list(world: World, alice: Any) -> None:
    assert form(world, alice, contact="Dana Lee · Acme", occasion=" the  fair ", on="2026-11-20").closed
    assert told(world) == [(2, 1, "the fair", date(2026, 11, 20))]
    assert "Dana Lee on Friday 20 Nov (the fair)" in read_by(alice)
    assert "2 stories in your bank" in words(alice.messages[-2]["blocks"])


def test_a_name_that_fits_two_is_asked_about_in_the_same_form(world: World, alice: Any) -> None:
    first = form(world, alice, name="Omar", occasion="the fair")
    assert not first.closed and "Several people may be meant" in words(alice.modal)
    assert told(world) == []
    assert alice.submit({"contact": "Omar Haddad", "name": "Omar", "occasion": "the fair"}).closed
    world.settle()
    assert told(world) == [(2, 2, "the fair", TODAY)]


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"name": "Dana", "on": "2026-11-24"}, "on", "still to come"),
        ({"name": "the whole class"}, "name", "is no name that I can read"),
        ({"name": "🚀"}, "name", "is no name that I can read"),
        ({"occasion": "  "}, "name", "one of them is enough"),
    ],
)
def test_a_form_that_cannot_be_noted_says_why(
    world: World, alice: Any, fields: dict[str, str], field: str, said: str
) -> None:
    assert said in form(world, alice, **fields).errors[field]
    assert told(world) == [] and kept(world) == {"contacts": 3}


def test_a_form_sent_twice_counts_once(world: World, alice: Any) -> None:
    again = Again(world)
    form(world, alice, name="Zoë")
    assert [answer.error for answer in again.times(3)] == [None] * 3
    assert len(told(world)) == 1 and len(rows(world, "contacts")) == 4


def test_the_undo_of_a_captured_line_leaves_a_contact_who_heard_a_story(world: World, alice: Any) -> None:
    alice.command("/thanks", "Zoë for the intro")
    alice.command("/story", "told the lift to Zoë")
    alice.click("Undo", message=alice.messages[-2])
    world.settle()
    assert one(world, "tellings")["contact_id"] == 4 and len(rows(world, "contacts")) == 4
