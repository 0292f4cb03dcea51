"""Finding a story by a point, an occasion or a person, and not what this person knows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.story_search import Found, Shelved, find, people_in, stem, stems, titled
from storage.practice_records import Story, Telling
from storage.records import Owner

OWNER = Owner("T1", "U1")
AT = datetime(2026, 11, 20, tzinfo=UTC)
PEOPLE = [
    (1, "Dana Lee"),
    (2, "Grant Park"),
    (3, "Trudi Oz"),
    (4, "Dana Park"),
    (5, "田中"),
    (6, "Robert Hay"),
]


def story(number: int, title: str = "The lift", point: str = "ask", text: str = "It stood still.") -> Story:
    return Story(number, OWNER, title, point, text, len(text.split()), AT)


def telling(number: int, on: date, contact: int | None = None, occasion: str | None = None) -> Telling:
    return Telling(1, OWNER, number, "The lift", contact, "Dana" if contact else None, occasion, on)


def numbers(found: list[Found]) -> list[int]:
    return [one.shelved.story.id for one in found]


def test_the_point_weighs_more_than_the_title_and_that_more_than_the_text() -> None:
    shelf = [
        Shelved(story(1, text="We trusted them, and trust is trust.")),
        Shelved(story(2, title="Trust")),
        Shelved(story(3, point="to be trusted")),
        Shelved(story(4)),
    ]
    assert numbers(find("a story about trusting", shelf, [])) == [3, 2, 1]


def test_an_occasion_of_before_is_found_as_well() -> None:
    shelf = [
        Shelved(story(1), (telling(1, date(2026, 3, 3), occasion="the board dinner"),)),
        Shelved(story(2)),
    ]
    assert numbers(find("dinners", shelf, [])) == [1]


def test_more_of_the_words_weigh_more() -> None:
    shelf = [Shelved(story(1, point="trust")), Shelved(story(2, point="trust and patience"))]
    assert numbers(find("patience, trust", shelf, [])) == [2, 1]


def test_of_equals_the_one_told_last_comes_first_and_then_the_newest() -> None:
    shelf = [
        Shelved(story(1), (telling(1, date(2026, 3, 3)),)),
        Shelved(story(2), (telling(2, date(2026, 4, 4)), telling(2, date(2026, 1, 1)))),
        Shelved(story(3)),
        Shelved(story(4)),
    ]
    assert numbers(find("lift", shelf, [])) == [2, 1, 4, 3]


def test_what_they_have_heard_comes_last_with_the_latest_telling() -> None:
    heard = (telling(1, date(2026, 5, 5), 4), telling(1, date(2026, 3, 3), 1))
    shelf = [Shelved(story(1, point="lift"), heard), Shelved(story(2))]
    found = find("lift for Dana Lee", shelf, PEOPLE)
    assert numbers(found) == [2, 1]
    assert [one.known_to and one.known_to.on for one in found] == [None, date(2026, 3, 3)]
    assert find("lift for Dana", shelf, PEOPLE)[1].known_to == heard[0]


def test_a_name_alone_finds_every_story() -> None:
    shelf = [Shelved(story(1), (telling(1, date(2026, 3, 3), 1),)), Shelved(story(2, text="Dana came."))]
    assert numbers(find("Dana", shelf, PEOPLE)) == [2, 1]
    assert numbers(find("Dana", shelf, [])) == [2]


def test_beside_a_name_the_other_words_only_rank() -> None:
    heard = Shelved(story(1, point="dinner"), (telling(1, date(2026, 3, 3), 1),))
    shelf = [heard, Shelved(story(2, text="Dana came to dinner.")), Shelved(story(3))]
    assert numbers(find("dinner with Dana", shelf, PEOPLE)) == [2, 3, 1]
    assert numbers(find("dinner with Olga", shelf, PEOPLE)) == [1, 2]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("for dana about trust", [1, 4]),
        ("Dana", [1, 4]),
        ("dana", [1, 4]),
        ("dinner with Dana Lee", [1]),
        ("trust for bob", [6]),
        ("to trudy", [3]),
        ("story for 田中", [5]),
        ("a story about a grant", []),
        ("about trust", []),
        ("Trust", []),
        ("", []),
        ("!!! 🚀", []),
    ],
)
def test_people_are_named_by_a_capital_or_behind_a_word_that_leads_to_a_name(
    line: str, found: list[int]
) -> None:
    assert [number for number, _ in people_in(line, PEOPLE)] == found


@pytest.mark.parametrize(
    "words",
    [
        "trust trusts trusted trusting",
        "story stories",
        "run running runs",
        "negotiate negotiating negotiation negotiations",
        "lead leader leaders leadership",
        "customer customers",
        "Zoë zoe",
    ],
)
def test_endings_do_not_count(words: str) -> None:
    assert len({stem(one) for word in words.split() for one in stems(word)}) == 1


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("the lift", ["The lift"]),
        ("LIFT", ["The lift", "The lift again"]),
        ("lifts again", ["The lift again"]),
        ("🚀", ["🚀"]),
        ("it", ["It"]),
        ("the", []),
        ("", []),
        ("bridge", []),
    ],
)
def test_a_title_is_meant_by_all_of_it_or_some_of_its_words(words: str, titles: list[str]) -> None:
    bank = [story(n, title) for n, title in enumerate(("The lift", "The lift again", "🚀", "It"))]
    assert [one.title for one in titled(words, bank)] == titles


@settings(max_examples=30)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_a_story_is_found_at_most_once(line: str, title: str, point: str) -> None:
    shelf = [Shelved(story(n, title, point)) for n in (1, 2)]
    assert numbers(find(line, shelf, PEOPLE)) in ([], [2, 1])
    assert titled(title, [shelf[0].story]) == ([shelf[0].story] if title.strip() else [])
