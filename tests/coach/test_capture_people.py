"""Who is named in a line, under which name, and where they work."""

from datetime import date

import pytest

from bot.coach.capture import Person, read

MONDAY = date(2026, 11, 23)
KNOWN = [
    "Dana Lee",
    "Dana Cruz",
    "Omar Haddad",
    "Robert Kim",
    "Will Carter",
    "May Lindqvist",
    "Sergio Navarro",
]


def names(text: str, known: list[str] | None = None) -> list[str]:
    return [person.name for person in read(text, MONDAY, KNOWN if known is None else known).people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("coffee with omar", ["Omar Haddad"]),
        ("coffee with Omer", ["Omar Haddad"]),
        ("coffee with Bob", ["Robert Kim"]),
        ("met Haddad today", ["Omar Haddad"]),
        ("met Dana today", ["Dana"]),
        ("met Dana C today", ["Dana Cruz"]),
        ("met Dana Kim today", ["Dana Kim"]),
        ("collected the plans at sergios office, he needs a boat", ["Sergio Navarro"]),
    ],
)
def test_a_known_person_is_found_by_any_part_of_the_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Met Pieter van der Meer at the site", ["Pieter van der Meer"]),
        ("met luca moretti at the gym", ["luca moretti"]),
        ("Met Dr. Lena Vogt in Hamburg", ["Dr. Lena Vogt"]),
        ("coffee with 田中さくら", ["田中さくら"]),
        ("Γιώργος Παππάς called me", ["Γιώργος Παππάς"]),
        ("Called Siobhán O'Rourke", ["Siobhán O'Rourke"]),
        ("lunch with Marta, Hugo and Ana", ["Marta", "Hugo", "Ana"]),
        ("Met Sofie De Smet. Owe Sofie samples", ["Sofie De Smet"]),
        ("Interviewed Tomasz Kowalczyk for the role", ["Tomasz Kowalczyk"]),
    ],
)
def test_a_new_person_keeps_the_name_as_typed(text: str, expected: list[str]) -> None:
    assert names(text, []) == expected


@pytest.mark.parametrize(
    "text",
    [
        "met clients at the office",
        "lunch with the team on Monday",
        "Acme called about the invoice",
        "Google Maps sent me the wrong way",
        "Morgan Blake Ltd wants the premises back",
        "moved to Berlin in March",
        "the Nordwind stand was huge",
    ],
)
def test_companies_places_and_crowds_are_nobody(text: str) -> None:
    assert names(text, []) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Will will send me the plan by Monday", ["Will Carter"]),
        ("will send Omar the plan in May", ["Omar Haddad"]),
        ("May said no", ["May Lindqvist"]),
        ("send Omar the plan by May 22", ["Omar Haddad"]),
    ],
)
def test_a_name_that_is_a_word_needs_the_place_of_a_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Met Zoe Park from Acme today", "Acme"),
        ("Met Zoe Park (Acme) today", "Acme"),
        ("Met Zoe Park @ Acme", "Acme"),
        ("Zoe Park, Orchid 3 Design: owe her a call", "Orchid 3 Design"),
        ("coffee with Zoe Park of Smith & Sons", "Smith & Sons"),
        ("Met Zoe Park, she works at Acme", "Acme"),
        ("Met Zoe Park in Hamburg", None),
    ],
)
def test_a_company_is_read_beside_its_person(text: str, company: str | None) -> None:
    (person,) = read(text, MONDAY, []).people
    assert (person.name, person.company) == ("Zoe Park", company)


def test_an_introducer_is_named_too_and_stands_behind_the_new_one() -> None:
    people = read("got intro'd to Zoe Park by Omar", MONDAY, KNOWN).people
    assert people == (Person("Zoe Park", via="Omar Haddad"), Person("Omar Haddad"))


def test_initials_stand_for_the_people_of_the_same_line() -> None:
    reading = read(
        "lunch w/ Jürgen + Kate: J. mails me the map tonight", MONDAY, ["Jürgen Weiß", "Kate Voss"]
    )
    assert [promise.person for promise in reading.promises] == ["Jürgen Weiß"]
