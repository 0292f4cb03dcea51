"""One line at a time: what each slot takes from it, and what it leaves. Today is Monday 23 November 2026."""

from datetime import date, time

import pytest

from bot.coach.capture import Person, Reading, ReadPromise, ReadThankYou, ReadTouch, read

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)
FRIDAY = date(2026, 11, 27)
KNOWN = ["Dana Lee", "Omar Haddad", "Priya Nair", "Robert Kim", "Will Carter", "May Lindqvist"]
LINE = (
    "Met Dana Lee from Acme at the trade fair yesterday, promised her the deck by Friday, Omar introduced us"
)


def test_a_line_gives_people_a_promise_a_thank_you_and_a_touch() -> None:
    reading = read(LINE, MONDAY, ["Omar Haddad"])
    assert reading.people == (
        Person("Dana Lee", "Acme", "the trade fair", "Omar Haddad"),
        Person("Omar Haddad"),
    )
    assert reading.promises == (ReadPromise("mine", "Dana Lee", "send the deck", FRIDAY),)
    assert reading.thank_yous == (ReadThankYou("Omar Haddad", "the introduction", "owed"),)
    assert reading.touches == (ReadTouch("Dana Lee", SUNDAY, "met"),)


@pytest.mark.parametrize(
    ("text", "direction", "person", "what", "due_on"),
    [
        ("promised Dana the deck by Friday", "mine", "Dana Lee", "send the deck", FRIDAY),
        ("I owe Omar an answer by Friday", "mine", "Omar Haddad", "send an answer", FRIDAY),
        ("told dana i'd call her on friday", "mine", "Dana Lee", "call", FRIDAY),
        ("need to send Priya the list", "mine", "Priya Nair", "send the list", None),
        ("remind me to call Bob tomorrow", "mine", "Robert Kim", "call", date(2026, 11, 24)),
        (
            "Dana will send me the contract next week",
            "theirs",
            "Dana Lee",
            "send me the contract",
            date(2026, 12, 4),
        ),
        ("Omar said he'd call me on Friday", "theirs", "Omar Haddad", "call me", FRIDAY),
        ("waiting on Omar for the quote", "theirs", "Omar Haddad", "send the quote", None),
        ("Priya owes me the photos", "theirs", "Priya Nair", "send the photos", None),
        ("call Zoe Park from Acme by Friday", "mine", "Zoe Park", "call", FRIDAY),
        ("Tomorrow, I'll send Dana the deck", "mine", "Dana Lee", "send the deck", date(2026, 11, 24)),
        ("send Dana the deck, I promised, by Friday", "mine", "Dana Lee", "send the deck", FRIDAY),
    ],
)
def test_a_promise_has_a_direction_a_person_an_order_and_a_day(
    text: str, direction: str, person: str, what: str, due_on: date | None
) -> None:
    (promise,) = read(text, MONDAY, KNOWN).promises
    assert (promise.direction, promise.person, promise.what, promise.due_on) == (
        direction,
        person,
        what,
        due_on,
    )


def test_an_hour_is_kept_with_a_promise() -> None:
    (promise,) = read("promised Dana a draft by this Friday, 5pm", MONDAY, KNOWN).promises
    assert (promise.due_on, promise.due_time) == (FRIDAY, time(17))


def test_a_promise_to_two_people_is_two_promises() -> None:
    promises = read("promised Dana and Omar the minutes", MONDAY, KNOWN).promises
    assert [promise.person for promise in promises] == ["Dana Lee", "Omar Haddad"]


@pytest.mark.parametrize(
    "text",
    [
        "Omar promised Dana the slides by Friday",
        "did not promise Dana anything",
        "almost promised Omar a discount but held back",
        "Dana no longer needs to send me the swatches",
        "Priya owes me nothing",
        "Omar will be in Oslo next week",
        "Dana would like to rent desks",
        "should call Omar some day",
    ],
)
def test_what_nobody_promised_is_no_promise(text: str) -> None:
    assert read(text, MONDAY, KNOWN).promises == ()


@pytest.mark.parametrize(
    ("text", "person", "state"),
    [
        ("need to thank Omar for the book", "Omar Haddad", "owed"),
        ("Omar helped me with the visa", "Omar Haddad", "owed"),
        ("got a great intro from Priya to Zoe Park", "Priya Nair", "owed"),
        ("Priya put me in touch with Zoe Park", "Priya Nair", "owed"),
        ("haven't thanked Omar yet for the lift", "Omar Haddad", "owed"),
        ("thanked Omar for the tickets", "Omar Haddad", "said"),
        ("sent Priya a thank you note", "Priya Nair", "said"),
        ("thanks to Omar for the slides, told him so by mail", "Omar Haddad", "said"),
    ],
)
def test_thanks_are_owed_or_said(text: str, person: str, state: str) -> None:
    (thanks,) = read(text, MONDAY, KNOWN).thank_yous
    assert (thanks.person, thanks.state) == (person, state)


@pytest.mark.parametrize(
    "text",
    [
        "Omar thanked me for the tickets",
        "Omar introduced Dana to Priya",
        "no need to thank Omar",
        "Dana will introduce me to her boss",
    ],
)
def test_thanks_of_others_are_none_of_the_members(text: str) -> None:
    assert read(text, MONDAY, KNOWN).thank_yous == ()


@pytest.mark.parametrize(
    ("text", "kind", "on"),
    [
        ("met Dana yesterday", "met", SUNDAY),
        ("ran into Dana at the airport", "met", MONDAY),
        ("call with Dana on Thursday", "call", date(2026, 11, 19)),
        ("Dana rang", "call", MONDAY),
        ("emailed Dana this morning", "message", MONDAY),
        ("Dana texted me last night", "message", SUNDAY),
        ("coffee w/ dana", "coffee", MONDAY),
        ("lunch with Dana on 20 Nov", "lunch", date(2026, 11, 20)),
        ("drinks with Dana last Friday", "other", date(2026, 11, 20)),
        ("Dana came to our open house on Saturday", "event", date(2026, 11, 21)),
    ],
)
def test_a_touch_has_a_kind_and_a_day(text: str, kind: str, on: date) -> None:
    assert read(text, MONDAY, KNOWN).touches == (ReadTouch("Dana Lee", on, kind),)


@pytest.mark.parametrize(
    "text",
    [
        "lunch with Dana tomorrow at 1",
        "didn't get to meet Dana",
        "coffee with Dana was cancelled",
        "let's meet Dana",
    ],
)
def test_what_did_not_happen_is_no_touch(text: str) -> None:
    assert read(text, MONDAY, KNOWN).touches == ()


def test_a_lasting_thing_about_a_person_is_a_fact() -> None:
    (fact,) = read("Dana has twin daughters", MONDAY, KNOWN).facts
    assert (fact.person, fact.fact) == ("Dana Lee", "has twin daughters")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n ",
        "hello!",
        "when did I last see Dana",
        "should I thank Omar?",
        "if I see Dana at the gala I'd ask her",
        "wish I had met Omar at the expo",
        "show me everyone at Acme",
        "didn't manage to reach Omar today",
        "need to buy milk by Friday",
        "Acme raised its prices again",
        "/remind Omar",
        "<!channel> <@U123|dana> :wave:",
        "😀😀😀",
        "\x00\x1b[31m\u202e\ue000\ue400",
    ],
)
def test_a_line_that_holds_nothing_gives_an_empty_reading(text: str) -> None:
    reading = read(text, MONDAY, KNOWN)
    assert reading == Reading()
    assert reading.is_empty
