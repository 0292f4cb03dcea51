"""The words after `/story told`: titles with a "to", people, occasions and days that are over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.dates import DateError
from bot.coach.telling_words import people_of, read_told
from storage.practice_records import Story
from storage.records import Owner

TODAY = date(2026, 11, 23)
TITLES = ("The lift", "How I came to Porto", "At sea with a map", "🚀")
BANK = [
    Story(n, Owner("T1", "U1"), title, "p", "x", 1, datetime(2026, 1, 1, tzinfo=UTC))
    for n, title in enumerate(TITLES)
]


@pytest.mark.parametrize(
    ("line", "title", "people", "occasion", "on"),
    [
        ("the lift to Dana", 0, ("Dana",), "", None),
        ("The lift to Dana Lee at the fair", 0, ("Dana Lee",), "the fair", None),
        ("lift to Dana, Omar and Zoë over lunch yesterday", 0, ("Dana", "Omar", "Zoë"), "over lunch", 22),
        ("how I came to porto to Dana on Friday", 1, ("Dana",), "", 20),
        ("porto to April at the Monday meeting", 1, ("April",), "the Monday meeting", None),
        ("at sea with a map with Dana", 2, ("Dana",), "", None),
        ("🚀 to 田中", 3, ("田中",), "", None),
        ("lift at the fair to Dana", 0, ("Dana",), "the fair", None),
        ("the lift at the board dinner last Friday", 0, (), "the board dinner", 20),
        ("lift to my class at the fair", 0, (), "my class at the fair", None),
        ("lift to Dana today", 0, ("Dana",), "", 23),
        ("lift to Dana tomorrow", 0, ("Dana",), "", 24),
        ("the lift", 0, (), "", None),
    ],
)
def test_a_line_is_read(
    line: str, title: int, people: tuple[str, ...], occasion: str, on: int | None
) -> None:
    read = read_told(line, BANK, TODAY)
    assert [one.id for one in read.stories] == [title]
    assert (read.people, read.occasion) == (people, occasion)
    assert read.on == (on and date(2026, 11, on))


def test_words_that_are_no_title_mean_no_story() -> None:
    assert read_told("the bridge to Dana", BANK, TODAY).stories == ()
    assert read_told("", BANK, TODAY).stories == ()


def test_a_day_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(DateError):
        read_told("the lift to Dana on 31 Feb", BANK, TODAY)


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("Dana Lee", ("Dana Lee",)),
        ("Dana, and Omar & Zoë", ("Dana", "Omar", "Zoë")),
        ("Dana, Dana", ("Dana",)),
        ("everybody", ()),
        ("the class", ()),
        ("Dana about the trust", ()),
        ("123", ()),
        ("x" * 61, ()),
        ("one two three four five", ()),
        (" ,, ", ()),
    ],
)
def test_names_are_told_from_other_words(words: str, people: tuple[str, ...]) -> None:
    assert people_of(words) == people


@given(st.text(st.sampled_from("liftDana to at the,&3 🚀\n"), max_size=60))
def test_whatever_is_typed_is_read_without_a_fault(line: str) -> None:
    read = read_told(line, BANK, TODAY)
    assert all(person.strip() and len(person) <= 60 for person in read.people)
