"""The rubric: a line for every element that is looked for, in every scene, and nothing invented."""

from __future__ import annotations

import itertools
import re

import pytest

from bot.coach.practice import Kind, Scene
from bot.coach.practice import elements_of as names_of
from bot.coach.practice.scene import GOALS, LISTENERS
from bot.library import KINDS, NATURES, SAYINGS, Element, Unread, elements, unread

SCENES = [Scene(listener, goal) for listener, goal in itertools.product(LISTENERS, GOALS)]
# In all scenes, each wording once.
ALL = sorted(
    {(kind, element) for kind in KINDS for scene in SCENES for element in elements(kind, scene)},
    key=lambda each: (each[0], each[1].name, each[1].reason, each[1].try_this),
)
each_element = pytest.mark.parametrize(
    ("kind", "element"), ALL, ids=[f"{kind}-{element.name}-{n}" for n, (kind, element) in enumerate(ALL)]
)
UNREAD = [unread(kind, nature) for kind in KINDS for nature in NATURES]
PRAISE = re.compile(r"\b(great|good|nice|well done|excellent|strong|perfect|love|bravo|amazing)\b", re.I)
WEIGHING = re.compile(r"\b(missing|lacks?|forgot|fail|wrong|bad|weak|poor|score|grade|points)\b", re.I)


@pytest.mark.parametrize("kind", KINDS)
def test_rubric_and_rules_name_the_same_elements_in_the_same_order(kind: Kind) -> None:
    assert tuple(element.name for element in elements(kind)) == names_of(kind)


@each_element
def test_what_is_not_sure_is_a_question_and_never_a_verdict(kind: Kind, element: Element) -> None:
    for question in (element.question, element.sharpen):
        assert question.endswith("?") and not WEIGHING.search(question)
    for line in (element.found, element.change, element.reason, element.hint):
        assert re.search(r"[.?”]$", line), line


@each_element
def test_what_to_try_has_blanks_and_no_figure(kind: Kind, element: Element) -> None:
    assert "____" in element.try_this and "…" not in element.try_this
    assert not any(letter.isdigit() for name in SAYINGS for letter in getattr(element, name))


@each_element
def test_all_three_parts_fit_ninety_words_with_two_quotes(kind: Kind, element: Element) -> None:
    titles, quotes = 8, 14 + 12
    for change in (element.change, element.question, element.sharpen):
        parts = (element.found, change, element.reason, element.try_this)
        assert sum(len(part.split()) for part in parts) + titles + quotes <= 90


@each_element
def test_what_to_try_next_time_goes_on_with_a_sentence(kind: Kind, element: Element) -> None:
    assert element.aim[0].islower() and element.aim[-1].isalpha() and len(element.aim) <= 60


def test_the_listener_and_the_goal_change_what_is_said() -> None:
    ask = {goal: dict_of(elements("pitch", Scene("none", goal)))["ask"].try_this for goal in GOALS}
    assert len(set(ask.values())) == len(GOALS)
    both = dict_of(elements("pitch", Scene("client", "funding")))["proof"]
    assert "pays" in both.reason, "the goal comes first"


def dict_of(found: tuple[Element, ...]) -> dict[str, Element]:
    return {element.name: element for element in found}


@pytest.mark.parametrize("said", UNREAD, ids=range(len(UNREAD)))
def test_what_is_no_answer_is_not_praised_nor_blamed(said: Unread) -> None:
    whole = f"{said.worked} {said.change} {said.try_this}"
    assert not PRAISE.search(whole) and not WEIGHING.search(whole)
    assert "____" in said.try_this and len(whole.split()) <= 80
    assert not any(letter.isdigit() for letter in whole)
