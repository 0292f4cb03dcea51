"""What a coach says about an answer: never a grade, never too much, no number and no quote of our own."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import library
from bot.blocks.feedback import TITLES, Said, said
from bot.coach.practice import Kind, Length, Measures, Nature, Reading, Scene, elements_of, read
from bot.coach.practice.scene import GOALS, LISTENERS
from tests.blocks.practice_readings import LONG, a_reading, every_reading, examples

WEIGHING = re.compile(
    r"\b(missing|score|grade|points|wrong|bad|rank\w*|perfect|excellent)\b|!", re.IGNORECASE
)
QUOTED = re.compile("“([^”]*)”")


def words(parts: Said) -> int:
    return len(" ".join(parts).split())


def test_the_three_parts_have_at_most_ninety_words_with_their_titles() -> None:
    assert max(words(said(reading)) for reading in every_reading()) + TITLES <= 90
    assert max(words(said(reading)) for reading in examples()) + TITLES <= 90


@pytest.mark.parametrize("kind", library.KINDS)
def test_in_no_scene_there_are_more(kind: Kind) -> None:
    for listener, goal, fix in itertools.product(LISTENERS, GOALS, elements_of(kind)):
        reading = a_reading(kind, fix=fix, worked=elements_of(kind)[0], scene=Scene(listener, goal))
        assert words(said(reading)) + TITLES <= 90


def is_in(span: str, text: str) -> bool:
    return " ".join(span.split()) in " ".join(text.split())


def invented(reading: Reading) -> list[str]:
    """Every number and every quote that is neither in the text nor measured."""
    shown, measures = " ".join(said(reading)), reading.measures
    known = {str(measures.words), str(measures.seconds), str(measures.fillers)}
    without_quotes = QUOTED.sub("", shown)
    numbers = [one for one in re.findall(r"\d+", without_quotes) if one not in known]
    quotes = [one for one in QUOTED.findall(shown) if "____" not in one and not is_in(one, reading.text)]
    return numbers + quotes


def test_no_number_and_no_quote_is_invented() -> None:
    assert [found for reading in (*examples(), *every_reading()) for found in invented(reading)] == []


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400), st.sampled_from(library.KINDS))
def test_whatever_is_typed_gets_three_parts_that_invent_nothing(text: str, kind: Kind) -> None:
    reading = read(text.replace("“", "").replace("”", ""), kind)
    assert all(said(reading)) and words(said(reading)) <= 90
    assert invented(reading) == []


def test_whatever_is_said_weighs_nobody_and_shouts_at_nobody() -> None:
    for reading in every_reading():
        assert not WEIGHING.search(QUOTED.sub("", " ".join(said(reading))))


@pytest.mark.parametrize("nature", library.NATURES)
@pytest.mark.parametrize("kind", library.KINDS)
def test_what_is_no_answer_is_told_kindly_and_truly(kind: Kind, nature: Nature) -> None:
    parts = said(a_reading(kind, nature=nature, worked="ask", fix="ask"))
    unread = library.unread(kind, nature)
    assert parts == (unread.worked, unread.change, unread.try_this)


STATES = {
    "present": "Could the step be smaller, with a name or a day to it?",
    "absent": "Say what you would like them to do, small enough for a yes on the spot.",
    "unsure": "What could this listener do for you, today or this week?",
}


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_surely_not_there_is_told_and_all_else_is_asked(state: str) -> None:
    states = {**dict.fromkeys(elements_of("pitch"), "present"), "ask": state}
    change = said(a_reading(fix="ask", states=states)).change
    assert STATES[state] in change and change.endswith("no next step is in sight.")
    assert ("“" in change) == (state == "present")
    unsure = said(a_reading(fix="ask", states=states, is_sure=False)).change
    assert STATES["unsure" if state == "absent" else state] in unsure


def test_the_scene_decides_what_to_try() -> None:
    states = {**dict.fromkeys(elements_of("pitch"), "present"), "ask": "absent"}
    tries = {
        said(a_reading(fix="ask", states=states, scene=Scene("peer", goal))).try_this
        for goal in ("job", "lead", "funding", "advice")
    }
    assert len(tries) == 4 and all("____" in one for one in tries)


IDLE = "The weather was fine on that day in the valley, as it often is."


@pytest.mark.parametrize(
    ("length", "text", "told"),
    [
        ("far too short", LONG, "your listener still has time for you"),
        ("short", LONG, "room for one more thing"),
        (
            "too long",
            f"{IDLE} Could you introduce me to your landlord?",
            "Would anybody miss “The weather was fine",
        ),
        ("long", "Hm hm hm hm.", "Which sentence would nobody miss?"),
        ("fits", LONG, "and another one less"),
    ],
)
def test_of_the_length_it_says_what_to_do(length: Length, text: str, told: str) -> None:
    assert told in said(replace(read(text, "pitch"), fix="length", length=length)).change


def test_too_short_asks_for_what_the_listener_needs_first() -> None:
    states = {**dict.fromkeys(elements_of("pitch"), "present"), "proof": "unsure"}
    parts = said(a_reading(fix="length", length="far too short", states=states))
    assert "count or check?" in parts.change and parts.try_this.startswith("At ____")
    whole = said(a_reading(fix="length", length="short"))
    assert "What else" in whole.change and "____" in whole.try_this


def test_jargon_is_named_as_it_was_said() -> None:
    measured = Measures(70, 5, 30, 0, ("synergy",))
    parts = said(a_reading(text="We bring Synergy to all.", fix="jargon", measures=measured))
    assert "“Synergy”: how would you say that" in parts.change and "Instead of “Synergy”" in parts.try_this
    assert "words can stay" in said(a_reading(fix="jargon")).change, "none is at hand"


@pytest.mark.parametrize(("fillers", "told"), [(9, "I counted 9 fillers."), (None, "Where you look for")])
def test_fillers_are_counted_only_where_they_were_written_down(fillers: int | None, told: str) -> None:
    measured = replace(a_reading().measures, fillers=fillers)
    assert said(a_reading(fix="fillers", measures=measured)).change.startswith(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Could you introduce me to your landlord? I repair lifts. I do it in old houses.",
            "Your request comes",
        ),
        ("I repair lifts. Old houses have them. Could you introduce me to your landlord?", "comes late"),
    ],
)
def test_the_order_is_spoken_of_as_it_is(text: str, told: str) -> None:
    assert told in said(replace(read(text, "pitch"), fix="order")).change


def test_another_language_is_told_honestly() -> None:
    german = read("Ich bin Anna und ich repariere die Aufzüge in alten Häusern, nicht in Büros.", "pitch")
    assert "only look at length and pace here" in said(german).worked
    assert "“" not in " ".join(said(german))
