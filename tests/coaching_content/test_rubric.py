"""The rubric: a sentence for every element that the rules look for, and nothing invented."""

import pytest

from bot.coach.practice import Kind
from bot.coach.practice import elements_of as names_of
from bot.library import KINDS, Element, elements

ALL = [(kind, element) for kind in KINDS for element in elements(kind)]
each_element = pytest.mark.parametrize(
    ("kind", "element"), ALL, ids=lambda value: getattr(value, "name", value)
)


@pytest.mark.parametrize("kind", KINDS)
def test_rubric_and_rules_name_the_same_elements_in_the_same_order(kind: Kind) -> None:
    assert tuple(element.name for element in elements(kind)) == names_of(kind)


@each_element
def test_what_is_not_sure_is_a_question_and_never_a_verdict(kind: Kind, element: Element) -> None:
    assert element.question.endswith("?")
    assert not any(word in element.question.casefold() for word in ("missing", "no ", "lack", "forgot"))


@each_element
def test_what_to_try_has_blanks_and_no_figure(kind: Kind, element: Element) -> None:
    assert "…" in element.try_this
    assert not any(letter.isdigit() for letter in element.try_this)


@each_element
def test_all_three_parts_fit_ninety_words_with_a_quote(kind: Kind, element: Element) -> None:
    longest_quote = 24
    parts = (element.found, element.question, element.reason, element.try_this)
    assert sum(len(part.split()) for part in parts) + longest_quote <= 90
