"""The words after /promise, /thanks, /contact and `pause`."""

from datetime import date

import pytest

from bot.coach.capture import Person
from bot.coach.dates import DateError
from bot.coach.phrases import read_contact, read_pause, read_promise, read_thanks

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
KNOWN = ["Dana Lee", "Omar Haddad"]


@pytest.mark.parametrize(
    ("text", "person", "what", "due_on", "direction"),
    [
        ("send Dana the deck by Friday", "Dana Lee", "send the deck", FRIDAY, "mine"),
        ("send the deck to dana by friday", "Dana Lee", "send the deck", FRIDAY, "mine"),
        ("to Dana: send the deck", "Dana Lee", "send the deck", None, "mine"),
        ("the deck to Omar", "Omar Haddad", "the deck", None, "mine"),
        ("Dana will send me the numbers by Friday", "Dana Lee", "send me the numbers", FRIDAY, "theirs"),
        ("send Bruno Carvalho the lease", "Bruno Carvalho", "send the lease", None, "mine"),
        ("finish the report by Friday", None, "finish the report", FRIDAY, "mine"),
        ("", None, "", None, "mine"),
    ],
)
def test_a_promise_is_read_from_its_words(
    text: str, person: str | None, what: str, due_on: date | None, direction: str
) -> None:
    words = read_promise(text, MONDAY, KNOWN)
    assert (words.person, words.what, words.direction) == (person, what, direction)
    assert (words.due.on if words.due else None) == due_on


def test_an_ambiguous_name_stays_as_typed() -> None:
    assert read_promise("send Dana the deck", MONDAY, ["Dana Lee", "Dana Cruz"]).person == "Dana"


def test_an_impossible_day_is_told() -> None:
    with pytest.raises(DateError):
        read_promise("send Dana the deck by 31 Feb", MONDAY, KNOWN)


@pytest.mark.parametrize(
    ("text", "person", "reason", "state"),
    [
        ("Omar", "Omar Haddad", None, "owed"),
        ("omar for the intro", "Omar Haddad", "the intro", "owed"),
        ("Omar, for the intro", "Omar Haddad", "the intro", "owed"),
        ("said Omar for the intro", "Omar Haddad", "the intro", "said"),
        ("thanked Omar for the lift", "Omar Haddad", "the lift", "said"),
        ("Zoe Park for her help", "Zoe Park", "her help", "owed"),
        ("", None, None, "owed"),
    ],
)
def test_thanks_are_read_from_their_words(
    text: str, person: str | None, reason: str | None, state: str
) -> None:
    words = read_thanks(text, KNOWN)
    assert (words.person, words.reason, words.state) == (person, reason, state)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "add Dana Lee from Acme, met at the fair via Omar",
            Person("Dana Lee", "Acme", "the fair", "Omar Haddad"),
        ),
        ("Zoe", Person("Zoe")),
        ("Zoe Park, Acme", Person("Zoe Park", "Acme")),
        ("Zoe @ Acme", Person("Zoe", "Acme")),
        ("Zoe Park (Acme) met in Paris", Person("Zoe Park", "Acme", "Paris")),
        ("", Person("")),
    ],
)
def test_a_contact_is_read_from_its_words(text: str, expected: Person) -> None:
    assert read_contact(text, KNOWN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 weeks", date(2026, 12, 7)),
        ("for 3 days", date(2026, 11, 26)),
        ("until 5 Jan", date(2027, 1, 5)),
        ("until Monday", date(2026, 11, 30)),
        ("tomorrow", date(2026, 11, 24)),
        ("for a bit", None),
        ("", None),
    ],
)
def test_a_pause_ends_on_a_day(text: str, expected: date | None) -> None:
    assert read_pause(text, MONDAY) == expected
