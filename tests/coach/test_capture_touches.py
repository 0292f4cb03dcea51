"""Which touch a clause tells of, by what it went through; and what was no touch. A Wednesday."""

from datetime import date

import pytest

from bot.coach.capture import read
from bot.coach.capture.media import kind_of_talk, medium

TODAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)
KNOWN = ["Dana Lee", "Omar Haddad", "Priya Nair"]


def touched(text: str) -> list[tuple[str, str, date]]:
    return [(t.person, t.kind, t.on) for t in read(text, TODAY, KNOWN).touches]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("we talked on the phone", "call"),
        ("thanked her by mail", "message"),
        ("told him over WhatsApp", "message"),
        ("caught up over a quick coffee", "coffee"),
        ("signed it at lunch", "lunch"),
        ("went through it over drinks", "other"),
        ("talked for an hour", None),
        ("asked for her email address", None),
    ],
)
def test_a_medium_or_a_meal_names_the_kind(text: str, kind: str | None) -> None:
    assert medium(text) == kind


@pytest.mark.parametrize(
    ("text", "verb", "kind"),
    [
        ("spoke with her", "spoke", "call"),
        ("spoke with her at the fair", "spoke", "met"),
        ("chatted with her", "chatted", "met"),
        ("chatted with her on Slack", "chatted", "message"),
    ],
)
def test_a_talk_is_face_to_face_where_a_place_is_named(text: str, verb: str, kind: str) -> None:
    assert kind_of_talk(text, verb) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Phone with Dana", "call"),
        ("Just hung up with Dana, who promised nothing", "call"),
        ("just off the line with Dana", "call"),
        ("had Dana on the phone", "call"),
        ("Pitch call with Dana", "call"),
        ("an hour on the phone with Dana", "call"),
        ("Zoom / Dana / 30 min", "call"),
        ("Dana and I spoke on the phone", "call"),
        ("thanked Dana on the phone", "call"),
        ("I was called by Dana", "call"),
        ("voicemail from Dana", "message"),
        ("Dana answered to my mail", "message"),
        ("I was contacted by Dana by email", "message"),
        ("shared the notes with Dana", "message"),
        ("said thanks to Dana on WhatsApp", "message"),
        ("signed the renewal with Dana at lunch", "lunch"),
        ("Dana joined our team lunch", "lunch"),
        ("we had Dana and her husband over for dinner", "other"),
        ("grabbed a bite with Dana", "other"),
        ("at the fair I spoke with Dana", "met"),
        ("We were visited by Dana", "met"),
        ("dropped soup round to Dana", "met"),
        ("picked up the keys from Dana", "met"),
        ("touched base with Dana", "met"),
        ("Dana stopped me in the corridor", "met"),
        ("I had the opportunity to speak with Dana", "met"),
        ("said hello to Dana", "met"),
        ("attended Dana's talk at the seminar", "event"),
    ],
)
def test_a_touch_has_a_kind(text: str, kind: str) -> None:
    assert touched(text) == [("Dana Lee", kind, TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        "went through the contract with Dana on Monday",
        "Dana interviewed me on Monday",
        "helped Dana move on Monday",
        "Met Dana (the tall one) on Monday",
        "met Dana on Monday about the launch next month",
        "saw Dana on Monday she wants the deck by Friday",
    ],
)
def test_a_touch_takes_the_day_that_is_over(text: str) -> None:
    assert touched(text) == [("Dana Lee", "met", MONDAY)]


@pytest.mark.parametrize(
    "text",
    [
        "lunch with Dana next week",
        "I have not spoken with Dana",
        "asked Dana round for tea",
        "nearly ran into Dana",
        "Lunch with Dana got postponed again",
        "worked with Dana for years",
        "Dana's deck: review by Thursday",
        "Rent negotiation: Dana will answer",
    ],
)
def test_what_lies_ahead_or_fell_through_is_no_touch(text: str) -> None:
    assert touched(text) == []
