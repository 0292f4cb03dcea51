"""What a coach says about an answer: never a grade, never too much, no number and no quote of our own."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import library
from bot.blocks.feedback import Said, said
from bot.coach import quoting
from bot.coach.practice import Kind, Length, Measures, Nature, Reading, Scene, elements_of, read
from bot.coach.practice.scene import GOALS, LISTENERS
from bot.coach.practice_opinion import HEADINGS
from tests.blocks.practice_readings import LONG, a_reading, every_reading, examples

WEIGHING = re.compile(
    r"\b(missing|score|grade|points|wrong|bad|rank\w*|perfect|excellent)\b|!", re.IGNORECASE
)
QUOTED = re.compile("“([^”]*)”")


def words(parts: Said) -> int:
    return len(" ".join(parts).split())


def test_the_three_parts_have_at_most_ninety_words_with_their_titles() -> None:
    assert max(words(said(reading)) for reading in every_reading()) + HEADINGS <= 90
    assert max(words(said(reading)) for reading in examples()) + HEADINGS <= 90


@pytest.mark.parametrize("kind", library.KINDS)
def test_in_no_scene_there_are_more(kind: Kind) -> None:
    for listener, goal, fix in itertools.product(LISTENERS, GOALS, elements_of(kind)):
        reading = a_reading(kind, fix=fix, worked=elements_of(kind)[0], scene=Scene(listener, goal))
        assert words(said(reading)) + HEADINGS <= 90


def is_in(span: str, text: str) -> bool:
    return " ".join(span.split()) in " ".join(text.split())


def invented(reading: Reading) -> list[str]:
    """Every number and every quote that is neither in the text nor measured."""
    shown, measures = " ".join(said(reading)), reading.measures
    known = {str(measures.words), str(measures.seconds), str(measures.fillers)}
    without_quotes = QUOTED.sub("", shown)
    numbers = [one for one in re.findall(r"\d+", without_quotes) if one not in known]
    quotes = [
        one
        for one in QUOTED.findall(shown)
        if "____" not in one and not is_in(one, quoting.shown(reading.text))
    ]
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
    reason = "the easier the yes." if state == "present" else "no next step is in sight."
    assert STATES[state] in change and change.endswith(reason)
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
        ("far too short", LONG, "your listener has time for more"),
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
    assert (
        "“Synergy”: how would you show that" in parts.change and "In plain words: we ____" in parts.try_this
    )
    assert "words can stay" in said(a_reading(fix="jargon")).change, "none is at hand"


@pytest.mark.parametrize(("fillers", "told"), [(9, "I counted 9 fillers."), (None, "When you look for")])
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


STRONG = (
    "Two hundred and ten growers pay us forty euros a month. I'm Paula, and we make a sensor for "
    "greenhouses. It tells a grower which corner needs water, so that they can water that corner alone."
)


def test_something_is_praised_wherever_something_can_be_quoted() -> None:
    first = STRONG.partition(" I'm")[0]
    reading = replace(read(STRONG, "pitch"), worked=None, fix="ask", quotes={"proof": first})
    reading = replace(reading, states={**dict.fromkeys(elements_of("pitch"), "unsure"), "proof": "present"})
    assert said(reading).worked.startswith("“Two hundred and ten growers pay us forty euros a month.” ")
    nothing = said(replace(reading, states=dict.fromkeys(elements_of("pitch"), "unsure")))
    assert nothing.worked == "You've put it into words, and now we can work on them."


def test_nothing_is_quoted_twice() -> None:
    reading = a_reading(text="I repair lifts in old houses.", fix="ask", worked="who")
    assert " ".join(said(reading)).count("I repair lifts") == 1


@pytest.mark.parametrize("filled", [STRONG.replace(" ", " um, "), STRONG.replace("growers", "um growers uh")])
def test_the_um_of_a_speaker_is_quoted_with_the_clause(filled: str) -> None:
    reading = read(filled, "pitch")
    first = reading.sentences[0].text
    reading = replace(reading, worked="proof", fix="ask", quotes={"proof": first})
    reading = replace(reading, states=dict.fromkeys(elements_of("pitch"), "present"))
    quote = QUOTED.findall(said(reading).worked)[0]
    assert quote in filled and quote.startswith("Two") and quote.endswith("month.")


@pytest.mark.parametrize(
    ("scene", "who"),
    [
        (Scene("recruiter", "job"), "I"),
        (Scene("mentor", "none"), "I"),
        (Scene("peer", "advice"), "I"),
        (Scene(), "we"),
    ],
)
def test_who_speaks_for_themselves_is_no_we(scene: Scene, who: str) -> None:
    measured = Measures(70, 5, 30, 0, ("synergy",))
    parts = said(a_reading(text="All is synergy.", fix="jargon", measures=measured, scene=scene))
    assert parts.try_this.startswith(f"In plain words: {who} ____")


def test_a_job_seeker_is_never_given_a_line_with_we() -> None:
    scenes = [Scene(listener, goal) for listener in LISTENERS for goal in ("job", "advice")]
    lines = [one.try_this for scene in scenes for one in library.elements("pitch", scene)]
    assert [line for line in lines if re.search(r"\b(we|our|us)\b", line, re.IGNORECASE)] == []


def test_a_reason_does_not_deny_what_is_there() -> None:
    states = {**dict.fromkeys(elements_of("story"), "present")}
    told = said(a_reading("story", fix="resolution", states=states)).change
    assert told.endswith("They know how it ended; a detail lets them see it.")


@pytest.mark.parametrize("kind", library.KINDS)
def test_a_cry_for_help_is_not_coached_and_given_no_telephone_number(kind: Kind) -> None:
    told = library.unread(kind, "distress")
    assert "local emergency number" in told.change and "somebody you trust" in told.change
    assert not re.search(r"\d", f"{told.worked} {told.change} {told.try_this}")
    assert "____, I'm not well" in told.try_this, "words to send to somebody"


@pytest.mark.parametrize("kind", library.KINDS)
def test_who_thinks_little_of_themselves_is_asked_for_one_thing(kind: Kind) -> None:
    told = library.unread(kind, "self doubt")
    assert told.worked == "You are harder on yourself than your listener will be."
    assert "this year" in told.change and "____" in told.try_this
