"""Versions through the front door: kept, replaced, listed, found, shown, practised, renamed, dropped."""

from __future__ import annotations

from typing import Any

import pytest

from tests.listeners.forged import greet
from tests.listeners.kept_rows import PITCH, add_answer, add_version, press_with_form
from tests.listeners.looking import Again, click, labels, newest, one, read_by, rows, words
from tests.listeners.raw import press
from tests.world import World


@pytest.fixture
def alice(world: World) -> Any:
    """A member whose welcome has come already."""
    greet(world, world.alice)
    return world.alice


def keep(world: World, person: Any, answer: int = 1, **fields: Any) -> Any:
    press_with_form(world, person, f"version.keep:{answer}")
    result = person.submit(fields)
    world.settle()
    return result


def test_a_pitch_is_kept_under_the_name_that_the_form_offers(world: World, alice: Any) -> None:
    add_answer(world, alice, listener="investor", goal="funding", target_seconds=30)
    assert keep(world, alice).closed
    row = one(world, "versions")
    assert (row["name"], row["listener"], row["goal"], row["target_seconds"]) == (
        "For investors",
        "investor",
        "funding",
        30,
    )
    assert (row["text"], row["words"], row["seconds"]) == (PITCH, 16, 8)
    assert "✓ Kept: For investors" in read_by(alice) and "Only you can see this" in read_by(alice)
    click(world, alice, "Undo")
    assert rows(world, "versions") == [] and "Undone" in read_by(alice)


def test_what_is_said_stands_in_the_thread_of_the_prompt(world: World, alice: Any) -> None:
    add_answer(world, alice)
    clicked = alice.messages[-1]
    keep(world, alice)
    assert newest(alice)["thread_ts"] == clicked.get("thread_ts", clicked["ts"])


def test_the_same_name_replaces_the_text_and_undo_brings_it_back(world: World, alice: Any) -> None:
    add_version(world, alice, "For Investors")
    add_answer(world, alice, text="We mend lifts and stairs.")
    keep(world, alice, name=" for  investors")
    row = one(world, "versions")
    assert (row["text"], row["words"]) == ("We mend lifts and stairs.", 5)
    assert "in place of the old text" in read_by(alice)
    click(world, alice, "Undo")
    assert one(world, "versions")["text"] == PITCH and "Practise" in labels(newest(alice))


def test_the_very_same_again_changes_nothing(world: World, alice: Any) -> None:
    add_answer(world, alice)
    for _ in range(2):
        keep(world, alice, name="Mine")
    assert len(rows(world, "versions")) == len(rows(world, "acts")) == 1
    assert "holds this very text already" in read_by(alice) and "Undo" not in labels(newest(alice))


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"name": " \n"}, "name", "Give it a name"),
        ({"text.0": "🚀 …"}, "text.0", "no words in it"),
    ],
)
def test_a_form_without_name_or_words_says_so_beside_the_field(
    world: World, alice: Any, fields: dict[str, str], field: str, said: str
) -> None:
    add_answer(world, alice)
    assert said in keep(world, alice, **fields).errors[field]
    assert rows(world, "versions") == []


def test_two_thousand_words_are_kept_and_shown_letter_by_letter(world: World, alice: Any) -> None:
    text = " ".join(f"word{n} is said," for n in range(700)) + "\n\nAnd that is all."
    add_answer(world, alice, text=text)
    keep(world, alice)
    assert one(world, "versions")["text"] == text
    alice.command("/pitch", "versions")
    click(world, alice, "Show")
    first = read_by(alice)
    alice.click_in_newest("Read on")
    world.settle()
    shown = "".join((first + read_by(alice)).split())
    assert all("".join(part.split()) in shown for part in (text[:8000], text[-2000:], "Andthatisall."))


def test_a_form_sent_twice_counts_once(world: World, alice: Any) -> None:
    add_answer(world, alice)
    again = Again(world)
    keep(world, alice)
    assert [answer.error for answer in again.times(3)] == [None] * 3
    assert len(rows(world, "versions")) == len(rows(world, "acts")) == 1


def test_words_that_were_forgotten_are_asked_for(world: World, alice: Any) -> None:
    add_answer(world, alice, text="")
    assert "no longer have the words" in words(press_with_form(world, alice, "version.keep:1"))
    assert "text.0" in alice.submit({"name": "Mine"}).errors


def test_a_story_is_no_pitch(world: World, alice: Any) -> None:
    add_answer(world, alice, "story")
    press(world, alice, "version.keep:1")
    assert alice.modal is None or "Keep this version" not in words(alice.modal)


def test_without_a_version_the_list_says_how_to_keep_one(world: World, alice: Any) -> None:
    for line in ("versions", "kept", "versions investors"):
        assert "Keep this version" in alice.command("/pitch", line).body["text"]


def test_the_list_stands_by_audience_and_says_who_sees_it(world: World, alice: Any) -> None:
    for name, listener in (("Old", "investor"), ("Fair", "client"), ("🚀", "investor"), ("Odd", "none")):
        add_version(world, alice, name, listener=listener)
    shown = words(alice.command("/pitch", "VERSIONS").body)
    order = ["4 versions of your pitch", "Only you", "For clients", "Fair", "For investors", "🚀", "Old"]
    places = [shown.index(word) for word in [*order, "For anybody", "Odd"]]
    assert places == sorted(places) and "16 words, about 7 seconds · kept today" in shown


def test_a_hundred_versions_come_ten_at_a_time(world: World, alice: Any) -> None:
    for number in range(100):
        add_version(world, alice, f"V{number} " + "x" * 70, text="😀" * 3000)
    assert len(alice.command("/pitch", "versions").body["blocks"]) <= 50
    for _ in range(9):
        alice.click_in_newest("Show 10 more")
        world.settle()
    assert "V0 " in read_by(alice) and "Show 10 more" not in labels(newest(alice))


@pytest.mark.parametrize(
    ("line", "shown", "hidden"),
    [
        ("fair", "repair lifts in old houses. Could you", "Pitch two"),
        ("for INVESTORS", "Pitch one", "Pitch two"),
        ("pitch", "Several versions fit", "Fair"),
    ],
)
def test_words_find_one_or_several(world: World, alice: Any, line: str, shown: str, hidden: str) -> None:
    for name, listener in (("Pitch one", "investor"), ("Pitch two", "client"), ("Fair", "peer")):
        add_version(world, alice, name, listener=listener)
    found = words(alice.command("/pitch", f"versions {line}").body)
    assert shown in found and hidden not in found


def test_words_that_find_nothing_are_told_what_there_is(world: World, alice: Any) -> None:
    add_version(world, alice, "*For* <!channel>")
    answer = alice.command("/pitch", "versions bankers").body["text"]
    assert "bankers" in answer and "&lt;!channel&gt;" in answer


def test_practising_a_version_opens_the_form_with_its_words(world: World, alice: Any) -> None:
    add_version(world, alice)
    alice.command("/pitch", "versions")
    alice.click("Practise")
    shown = alice.modal
    assert "own-pitch" in shown["private_metadata"] and PITCH in str(shown["blocks"])
    assert '"value": "investor"' in str(shown["blocks"]).replace("'", '"')
    assert alice.submit().view is not None and len(rows(world, "answers")) == 1


def test_another_name_is_given_and_taken_back(world: World, alice: Any) -> None:
    add_version(world, alice)
    add_version(world, alice, "Taken")
    alice.command("/pitch", "versions")
    alice.click_in_newest("Rename", 2)
    assert "the name of another version" in alice.submit({"name": "TAKEN"}).errors["name"]
    assert "Give it a name" in alice.submit({"name": "  "}).errors["name"]
    assert alice.submit({"name": "For the bank"}).closed
    world.settle()
    assert rows(world, "versions")[0]["name"] == "For the bank" and "called For the bank" in read_by(alice)
    alice.click_in_newest("Undo")
    world.settle()
    assert rows(world, "versions")[0]["name"] == "For investors"


def test_a_dropped_version_leaves_the_list_and_comes_back(world: World, alice: Any) -> None:
    add_version(world, alice, "Fair")
    add_version(world, alice, "Bank")
    alice.command("/pitch", "versions")
    again = Again(world)
    alice.click_in_newest("Drop", 2)
    again.times(2)
    assert "Dropped: Fair" in read_by(alice) and "1 version of your pitch" in read_by(alice)
    assert [row["dropped_at"] is None for row in rows(world, "versions")] == [False, True]
    alice.click_in_newest("Undo")
    world.settle()
    assert "2 versions of your pitch" in read_by(alice) and one(world, "acts")["undone_at"]
