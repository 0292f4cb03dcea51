"""The story bank through the front door: saved with its point, listed, found, shown, changed, dropped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot import judging
from storage import stories
from tests.listeners.forged import greet
from tests.listeners.kept_rows import STORY, add_answer, add_contact, add_story, press_with_form
from tests.listeners.looking import Again, click, labels, newest, one, read_by, rows, words
from tests.listeners.raw import press
from tests.world import World


@pytest.fixture
def alice(world: World) -> Any:
    """A member whose welcome has come already."""
    greet(world, world.alice)
    return world.alice


def save(world: World, person: Any, answer: int = 1, **fields: Any) -> Any:
    press_with_form(world, person, f"story.save:{answer}")
    result = person.submit({"point": "trust", **fields})
    world.settle()
    return result


def tell(world: World, person: Any, story: int, on: date, contact: int | None = None, at: str = "") -> None:
    world.run(stories.tell, world.owner(person), story, contact, at or None, on, world.clock.now())


def found(person: Any, line: str) -> str:
    return words(person.command("/story", f"find {line}").body)


def test_a_story_is_saved_with_its_first_clause_as_title(world: World, alice: Any) -> None:
    add_answer(world, alice, "story", STORY)
    clicked = alice.messages[-1]
    assert save(world, alice).closed
    row = one(world, "stories")
    assert (row["title"], row["point"], row["text"], row["words"]) == (
        "One winter the lift stood still",
        "trust",
        STORY,
        19,
    )
    assert "✓ In your story bank: One winter" in read_by(alice) and "Only you" in read_by(alice)
    assert newest(alice)["thread_ts"] == clicked["ts"]
    click(world, alice, "Undo")
    assert rows(world, "stories") == []


def test_the_takeaway_that_was_found_is_offered_as_the_point(
    world: World, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_answer(world, alice, "story", STORY)
    reading = world.wait(judging.read_soon(STORY, "story", judging.Scene(seconds=None)))
    form = str(press_with_form(world, alice, "story.save:1"))
    takeaway = reading.quotes.get("takeaway", "")
    assert takeaway in form and ("initial_value" in form)


def test_a_reading_that_takes_long_leaves_the_point_open(
    world: World, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: Any, **__: Any) -> Any:
        raise TimeoutError

    monkeypatch.setattr(judging, "read_soon", never)
    add_answer(world, alice, "story", STORY)
    press_with_form(world, alice, "story.save:1")
    assert (
        "What does it show?" in alice.submit({"point": " "}).errors["point"] or rows(world, "stories") == []
    )


def test_a_point_used_before_is_offered_and_counts(world: World, alice: Any) -> None:
    add_story(world, alice, "Old", "trust, patience", "Another one.")
    add_answer(world, alice, "story", STORY)
    save(world, alice, point="", used="trust, patience")
    assert [row["point"] for row in rows(world, "stories")] == ["trust, patience"] * 2


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"title": " "}, "title", "Give it a title"),
        ({"text.0": "🚀"}, "text.0", "no words in it"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(
    world: World, alice: Any, fields: dict[str, str], field: str, said: str
) -> None:
    add_answer(world, alice, "story", STORY)
    assert said in save(world, alice, **fields).errors[field] and rows(world, "stories") == []


def test_the_same_story_saved_again_is_changed_not_doubled(world: World, alice: Any) -> None:
    add_answer(world, alice, "story", STORY)
    again = Again(world)
    save(world, alice)
    again.times(2)
    save(world, alice)
    assert "in your bank already" in read_by(alice)
    save(world, alice, title="🚀 The lift")
    assert one(world, "stories")["title"] == "🚀 The lift" and "✓ Changed: 🚀 The lift" in read_by(alice)
    assert len(rows(world, "acts")) == 2


def test_a_pitch_is_no_story(world: World, alice: Any) -> None:
    add_answer(world, alice, "pitch")
    press(world, alice, "story.save:1")
    assert alice.modal is None or "Save the story" not in words(alice.modal)


def test_two_thousand_words_are_edited_without_losing_one(world: World, alice: Any) -> None:
    text = "\n\n".join(" ".join([f"Word{n} was said."] * 9) for n in range(80))
    add_story(world, alice, text=text)
    alice.command("/story", "bank")
    alice.click("Edit")
    assert alice.submit({"title": "Long"}).closed
    world.settle()
    row = one(world, "stories")
    assert (row["text"], row["title"]) == (text, "Long") and "✓ Changed: Long" in read_by(alice)
    alice.click_in_newest("Undo")
    world.settle()
    assert one(world, "stories")["title"] == "The lift"


def test_the_bank_stands_by_points_and_says_who_sees_it(world: World, alice: Any) -> None:
    for title, point in (("Old", "Trust"), ("🚀", "courage"), ("New", "trust")):
        add_story(world, alice, title, point)
    tell(world, alice, 1, date(2026, 3, 3), add_contact(world, alice, "Dana Lee"), "the fair")
    shown = words(alice.command("/story", "bank").body)
    order = ["3 stories in your bank", "Only you", "courage", "🚀", "trust", "New", "Old"]
    places = [shown.index(f"{word}") for word in order]
    assert places == sorted(places) and shown.lower().count("*trust*") == 1
    assert "last told to Dana Lee on 3 Mar (the fair)" in shown and "not told yet" in shown


def test_an_empty_bank_says_how_to_fill_it(world: World, alice: Any) -> None:
    for line in ("bank", "find trust", "find", "told", "told The lift to Dana"):
        assert "Save to story bank" in alice.command("/story", line).body["text"]


def test_a_hundred_stories_of_one_title_come_ten_at_a_time(world: World, alice: Any) -> None:
    for number in range(100):
        add_story(world, alice, "😀" * 150, f"p{number}" * 30, "x " * 2000)
    assert len(alice.command("/story", "bank").body["blocks"]) <= 50
    alice.click_in_newest("Show 10 more")
    world.settle()
    assert "100 stories" in read_by(alice) and len(found(alice, "😀")) < 12000


def test_a_story_is_shown_in_full_with_those_who_heard_it(world: World, alice: Any) -> None:
    add_story(world, alice)
    for day in range(1, 8):
        tell(world, alice, 1, date(2026, 3, day), at="the *fair*")
    alice.command("/story", "bank")
    click(world, alice, "Show")
    shown = read_by(alice)
    assert STORY in shown and "Its point: trust" in shown and "told 2 times before that" in shown
    assert {"Told", "Edit", "Drop", "Ask a colleague"} <= set(labels(newest(alice)))
    assert shown.count("Told on") == 5


def test_a_telling_is_taken_back_and_comes_again(world: World, alice: Any) -> None:
    add_story(world, alice)
    tell(world, alice, 1, date(2026, 3, 3), at="the fair")
    alice.command("/story", "bank")
    click(world, alice, "Show")
    again = Again(world)
    alice.click_in_newest("Not told")
    again.times(2)
    assert one(world, "tellings")["dropped_at"] and "Not told after all: The lift" in read_by(alice)
    click(world, alice, "Undo")
    assert one(world, "tellings")["dropped_at"] is None and len(rows(world, "acts")) == 1


def test_a_dropped_story_leaves_the_bank_and_comes_back(world: World, alice: Any) -> None:
    add_story(world, alice)
    add_story(world, alice)
    alice.command("/story", "bank")
    alice.click_in_newest("Drop")
    world.settle()
    assert "Dropped from your bank: The lift" in read_by(alice) and "1 story in your bank" in read_by(alice)
    alice.click_in_newest("Undo")
    world.settle()
    assert "2 stories in your bank" in read_by(alice)


def test_a_story_is_found_by_its_point_before_its_title_before_its_text(world: World, alice: Any) -> None:
    add_story(world, alice, "Text", "ask", "We trusted them.")
    add_story(world, alice, "Trust", "ask", "x")
    add_story(world, alice, "Point", "trusting people", "x")
    add_story(world, alice, "Other", "ask", "x")
    shown = found(alice, "about trust")
    places = [shown.index(f"*{title}*") for title in ("Point", "Trust", "Text")]
    assert places == sorted(places) and "*Other*" not in shown and "3 stories fit" in shown


def test_for_a_person_come_first_the_stories_that_they_have_not_heard(world: World, alice: Any) -> None:
    dana = add_contact(world, alice, "Dana Lee")
    known, other = add_story(world, alice, "Known", "dinner"), add_story(world, alice, "Other", "ask")
    assert "*Known*" in found(alice, "dinner with Dana") and "2 stories for" in found(alice, "Dana")
    tell(world, alice, known, date(2026, 3, 3), dana)
    alice.command("/story", "told Other to Omar")
    for line in ("dinner with dana", "Dana"):
        shown = found(alice, line)
        assert shown.index("*Other*") < shown.index("*Known*"), line
        assert "*told* to Dana Lee on 3 Mar: choose another" in shown and shown.count("choose another") == 1
    omar = found(alice, "Omar")
    assert omar.index("*Known*") < omar.index("*Other*") and "*told* to Omar today" in omar
    assert "choose another" not in found(alice, "ask") and other


def test_words_that_find_nothing_get_the_way_on(world: World, alice: Any) -> None:
    add_story(world, alice)
    assert "1 story fits" in words(alice.command("/story", "bank trust").body)
    assert 'speaks of "xyz &lt;!here&gt;"' in alice.command("/story", "find xyz <!here>").body["text"]
    assert "`/story find trust`" in alice.command("/story", "find").body["text"]


def test_the_card_of_a_contact_tells_what_they_have_heard(world: World, alice: Any) -> None:
    dana = add_contact(world, alice, "Dana Lee")
    for number in range(7):
        story = add_story(world, alice, f"S{number}")
        tell(world, alice, story, date(2026, 3, 1 + number), dana)
        tell(world, alice, story, date(2026, 1, 1), dana)
    shown = words(alice.command("/contact", "Dana").body)
    assert "Stories told: S6 (7 Mar), S5 (6 Mar), S4 (5 Mar), S3 (4 Mar), S2 (3 Mar) and 2 more" in shown
