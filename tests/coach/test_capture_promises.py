"""Ways of promising: reported, passive, in the present, under a duty; and what is none. A Monday."""

from datetime import date

import pytest

from bot.coach.capture import read

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
NEXT_MONDAY = date(2026, 11, 30)
KNOWN = ["Dana Lee", "Omar Haddad", "Priya Nair"]


def promised(text: str) -> list[tuple[str, str | None, date | None]]:
    return [(p.direction, p.person, p.due_on) for p in read(text, MONDAY, KNOWN).promises]


@pytest.mark.parametrize(
    "text",
    [
        "It was agreed that I would send Dana the minutes by Friday",
        "We agreed I'd send Dana the minutes by Friday",
        "told dana she'd have the minutes by friday",
        "told Dana that she gets the minutes by Friday",
        "I assured Dana I would send the minutes by Friday",
        "I undertook to send Dana the minutes by Friday",
        "I have committed myself to sending Dana the minutes by Friday",
        "Dana was promised the minutes by Friday",
        "The minutes will be sent to Dana by me by Friday",
        "I was asked by Dana to send the minutes by Friday",
        "Dana wants the minutes by Friday, told her no problem",
        "Dana's asked me to send the minutes by Friday and I've said yes",
        "Dana expects my minutes by Friday",
        "I send Dana the minutes on Friday",
        "I'm sending Dana the minutes on Friday",
        "I'll be sending Dana the minutes on Friday",
        "To Dana I have to send the minutes by Friday",
        "I've to send Dana the minutes by Friday",
        "remind me call Dana on Friday",
        "remember me to call Dana on Friday",
        "remind me on Friday to call Dana",
        "Minutes to Dana due Friday",
        "I owe to Dana the minutes by Friday",
        "Dana wants a demo. Send slides by Friday",
    ],
)
def test_the_member_owes(text: str) -> None:
    assert promised(text) == [("mine", "Dana Lee", FRIDAY)]


@pytest.mark.parametrize(
    "text",
    [
        "It was agreed that Omar will share the figures by Friday",
        "Omar said will share the figures by Friday",
        "Omar has undertaken to share the figures by Friday",
        "Omar has promised the figures by Friday",
        "I was promised the figures by Omar by Friday",
        "I was told by Omar that the figures would reach us by Friday",
        "Omar says the figures will be with us by Friday",
        "The figures will be sent to me by Omar by Friday",
        "Omar sends the figures by Friday",
        "Omar is sending me the figures on Friday",
        "Omar's bringing the figures over to us on Friday",
        "Omar will be sending the figures on Friday",
        "Omar should be sending me the figures by Friday",
        "Omar to share the figures by Friday",
        "Figures from Omar by Friday",
        "call with Omar, who promised to share the figures by Friday",
        "I am supposed to hear from Omar by Friday",
        "Omar will look into it and get back to me by Friday",
        "He said he'd share the figures by Friday. Good call with Omar",
        "Omar will share the figures. By Friday he says",
    ],
)
def test_somebody_else_owes(text: str) -> None:
    assert promised(text) == [("theirs", "Omar Haddad", FRIDAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Omar is expecting his second child in March",
        "Omar starts at Acme on Monday",
        "Omar moves to Lyon on Friday",
        "Omar is meeting Priya on Friday",
        "I was going to call Omar on Friday",
        "I have seen Omar at the meetup on Monday",
        "Omar wants a new flat by Friday",
        "Omar asked me to call on Friday",
        "Phone with Omar this morning",
        "Omar could send me the list",
        "Omar is happy to help us",
        "Omar only accepts cash and closes in August",
    ],
)
def test_news_and_plans_are_no_promise(text: str) -> None:
    assert promised(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Omar sends the list by Friday, I send Priya the deck on Monday",
            [("theirs", "Omar Haddad", FRIDAY), ("mine", "Priya Nair", NEXT_MONDAY)],
        ),
        (
            "I'll send Dana the deck and she'll send me the list, both by Friday",
            [("mine", "Dana Lee", FRIDAY), ("theirs", "Dana Lee", FRIDAY)],
        ),
        (
            "Omar sends the list on Friday, I send the deck to Priya same day",
            [("theirs", "Omar Haddad", FRIDAY), ("mine", "Priya Nair", FRIDAY)],
        ),
        ("I still haven't sent Dana the report", [("mine", "Dana Lee", None)]),
        ("remind me to call Dana on Friday about Q3", [("mine", "Dana Lee", FRIDAY)]),
    ],
)
def test_each_promise_keeps_its_own_day(text: str, expected: list[tuple[str, str, date | None]]) -> None:
    assert promised(text) == expected
