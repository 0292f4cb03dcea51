"""What a line says beyond its slots is noticed, so that it can be kept; turns of phrase are not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.coach.capture import Person, Reading, ReadPromise, ReadTouch, read
from bot.coach.remainder import is_left_over

TODAY = date(2026, 11, 23)
TOLD = [
    "met Dana Lee from Acme at the fair, promised her the deck by Friday, Omar introduced us",
    "call Ben tomorrow at 15:00",
    "coffee with Dana yesterday, sent her the report",
    "emailed Grace Mbeki this morning",
]


@pytest.mark.parametrize("line", TOLD)
def test_a_line_that_is_in_its_slots_leaves_nothing(line: str) -> None:
    assert not is_left_over(read(line, TODAY), line)


def test_many_words_beside_a_touch_are_left_over() -> None:
    line = "had coffee with Dana Costa, wants to learn more about pricing abroad"
    reading = Reading(people=(Person("Dana Costa"),), touches=(ReadTouch("Dana Costa", TODAY, "coffee"),))
    assert is_left_over(reading, line)


def test_a_mere_name_with_any_other_word_leaves_that_word() -> None:
    assert is_left_over(Reading(people=(Person("Dana"),)), "Dana birthday 5 may")


def test_a_mere_name_alone_leaves_nothing() -> None:
    assert not is_left_over(Reading(people=(Person("Dana"),)), "Dana")


def test_endings_do_not_count() -> None:
    reading = Reading(promises=(ReadPromise("mine", "Dana", "send the reports and boxes"),))
    assert not is_left_over(reading, "promised Dana sending the report and the box, report, boxed")


def test_nothing_read_is_another_matter() -> None:
    assert not is_left_over(Reading(), "one two three four five six seven")
