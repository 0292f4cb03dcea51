"""Feedback as a message: the answer in full, the three parts, the small line; and attempts compared."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot import library
from bot.blocks import feedback as blocks
from bot.blocks.feedback import marked_up, said
from bot.coach.practice import Kind, Measures, Reading, Scene, elements_of, read
from bot.local_slack.block_rules import block_findings, view_findings
from storage.practice_records import Answer
from storage.records import Owner
from tests.blocks.practice_readings import OTHERS, a_reading

PITCH, STORY = library.prompts("pitch")[0], library.prompts("story")[0]
WEIGHING = re.compile(r"\b(missing|score|grade|points|wrong|bad|rank\w*)\b", re.IGNORECASE)


def an_answer(words: int, *found: str) -> Answer:
    at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    return Answer(words, Owner("T1", "U1"), PITCH.id, "pitch", "text", words, words // 2, found, at)


def texts(message: dict[str, Any]) -> list[str]:
    """Every text that a person reads, the small line included, quotes in full and buttons left out."""
    found = [block["text"]["text"] for block in message["blocks"] if "text" in block]
    return found + [e["text"] for b in message["blocks"] if b["type"] == "context" for e in b["elements"]]


def rich(message: dict[str, Any], kind: str) -> list[str]:
    pieces = [piece for b in message["blocks"] if b["type"] == "rich_text" for piece in b["elements"]]
    return [one["text"] for piece in pieces if piece["type"] == kind for one in piece["elements"]]


def quoted(message: dict[str, Any]) -> list[str]:
    """The member's own words, as they stand above what is said about them."""
    return rich(message, "rich_text_quote")


def shown(reading: Reading, **more: Any) -> dict[str, Any]:
    return blocks.feedback_message(PITCH if reading.kind == "pitch" else STORY, reading, 7, **more)


@pytest.mark.parametrize("fix", [*elements_of("pitch"), *OTHERS])
def test_the_message_is_one_that_slack_takes(fix: str) -> None:
    reading = a_reading(fix=fix, worked="hook")
    assert block_findings(shown(reading)["blocks"], "message") == []
    assert view_findings(blocks.feedback_modal(PITCH, reading)) == []


def test_the_answer_itself_stands_above_in_full_and_as_it_was_typed() -> None:
    typed = "*Hi*, <!channel> & you.\n\n" + "One word more. " * 400
    pieces = quoted(shown(a_reading(text=typed)))
    assert len(pieces) > 1 and max(map(len, pieces)) <= 3000
    assert " ".join(pieces).split() == typed.split()
    assert quoted(shown(a_reading(), is_own_text=False)) == []


def test_a_word_without_end_is_cut_rather_than_lost() -> None:
    assert "".join(quoted(shown(a_reading(text="a" * 7000)))) == "a" * 7000


def test_the_line_to_try_can_be_copied_as_it_is() -> None:
    reading = a_reading(fix="ask", states=dict.fromkeys(elements_of("pitch"), "absent"))
    assert rich(shown(reading), "rich_text_section") == ["Try this\n", "Could you ____ before ____?"]


def test_what_worked_is_shown_in_the_members_own_words() -> None:
    reading = read("I'm Ann, and I repair lifts. Could you introduce me to your landlord?", "pitch")
    assert said(reading).worked.startswith("“Could you introduce me to your landlord?” ")
    assert "*What worked*" in texts(shown(reading))[0]


def test_what_is_to_be_changed_is_not_praised() -> None:
    assert "“" not in said(a_reading(worked="ask", fix="ask")).worked
    assert "*So far*" in texts(shown(a_reading(worked="ask", fix="ask")))[0]


def test_what_a_member_wrote_cannot_ping_or_format() -> None:
    parts, _ = marked_up(a_reading(text="May I ask <!channel> for *you* & `me`?", worked="hook", fix="ask"))
    assert "<!channel>" not in "".join(parts) and "*you*" not in "".join(parts)
    assert said(a_reading(text="You & I, <b>, *x*?", worked="hook")).worked.startswith("“You & I, <b>, *x*?”")


def test_the_small_line_tells_words_seconds_and_target() -> None:
    measured = Measures(70, 5, 30, 0, ())
    about = texts(shown(a_reading(measures=measured, scene=Scene(seconds=30))))[-2]
    assert "70 words · about 30 seconds at 140 words a minute · target 30 seconds" in about
    exact = texts(shown(a_reading(measures=replace(measured, seconds=41, is_exact=True))))[-2]
    assert "70 words · 41 seconds, 102 words a minute · target 60 seconds" in exact
    story = replace(a_reading("story", measures=measured), scene=Scene(seconds=None))
    assert "target 90 to 250 words" in texts(shown(story))[-2]


@pytest.mark.parametrize(
    ("seconds", "fix", "told"),
    [
        (27, "ask", "· about half of your 60 seconds"),
        (19, "", "· about a third of your 60 seconds"),
        (14, "ask", "· about a quarter of your 60 seconds"),
        (30, "ask", "· target 60 seconds"),
        (14, "length", "· target 60 seconds"),
    ],
)
def test_far_too_short_is_told_in_a_clause_where_something_else_comes_first(
    seconds: int, fix: str, told: str
) -> None:
    reading = a_reading(measures=Measures(63, 5, seconds, 0, ()), scene=Scene(seconds=60), fix=fix)
    assert told in texts(shown(reading))[-2]


@pytest.mark.parametrize("kind", library.KINDS)
def test_who_is_not_well_is_asked_for_nothing(kind: Kind) -> None:
    message = shown(a_reading(kind, nature="distress"))
    whole = "\n".join(texts(message))
    assert "*Before anything else*" in whole and "target" not in whole
    assert not [block for block in message["blocks"] if block["type"] == "actions"]
    assert block_findings(message["blocks"], "message") == []


def test_signs_that_nobody_sees_are_not_shown() -> None:
    (piece,) = quoted(shown(a_reading(text="I'm Magda\0 and I fix\u200b roofs.\u202e May I?")))
    assert piece == "I'm Magda and I fix roofs. May I?"


def test_what_moved_since_the_last_time_stands_below() -> None:
    message = shown(a_reading(), better="Your ask is there now; last time it was not.")
    assert "Your ask is there now" in texts(message)[2]


@pytest.mark.parametrize("fix", [*elements_of("pitch"), *OTHERS, None])
def test_a_hint_says_where_to_look_in_general_and_for_this_prompt(fix: str | None) -> None:
    (told,) = texts(blocks.hint_message(PITCH, PITCH.scene, fix))
    assert told.startswith("*Hint:* ") and PITCH.hint in told


@pytest.mark.parametrize(
    ("fix", "aim"),
    [("ask", "end on one small request"), ("jargon", "say it as you would to a neighbour"), (None, "")],
)
def test_what_to_try_next_is_the_last_thing_to_change(fix: str | None, aim: str) -> None:
    assert blocks.aim_of(replace(an_answer(50), fix=fix)) == aim
    assert blocks.aim_of(None) == ""


def test_what_to_try_next_is_worded_for_its_listener() -> None:
    seeker = replace(an_answer(50), fix="audience", listener="recruiter", goal="job")
    assert blocks.aim_of(seeker) == "say why it is this employer"
