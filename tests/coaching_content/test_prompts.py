"""The practice prompts: enough of them, varied, and within what a message can show."""

from collections import Counter

import pytest

from bot.coach.practice.scene import GOALS, LISTENERS
from bot.library import TARGETS, Prompt, own_prompt, prompts

ALL = (own_prompt("pitch"), *prompts("pitch"), own_prompt("story"), *prompts("story"))
each_prompt = pytest.mark.parametrize("prompt", ALL, ids=lambda prompt: prompt.id)


def test_there_are_at_least_twenty_of_each_kind() -> None:
    assert len(prompts("pitch")) >= 20
    assert len(prompts("story")) >= 20
    assert len(ALL) >= 40


@pytest.mark.parametrize("field", ["id", "title", "situation", "ask", "hint"])
def test_no_two_prompts_share_an_id_or_a_title(field: str) -> None:
    values = Counter(getattr(prompt, field) for prompt in ALL)
    repeated = {value for value, times in values.items() if times > 1}
    assert repeated <= {"Type your answer."}


@each_prompt
def test_a_prompt_fits_a_message(prompt: Prompt) -> None:
    assert len(prompt.title) <= 75
    assert len(prompt.situation) <= 300
    assert max(len(prompt.ask), len(prompt.hint), len(prompt.point or "")) <= 150
    assert len(prompt.id) <= 40


@each_prompt
def test_the_member_is_told_what_to_type(prompt: Prompt) -> None:
    assert prompt.ask.startswith("Type ")
    assert prompt.ask.endswith(".")
    assert prompt.situation.endswith((".", "?", '"'))


def test_pitches_are_for_every_listener_goal_and_target() -> None:
    pitches = prompts("pitch")
    assert {prompt.listener for prompt in pitches} == set(LISTENERS) - {"none"}
    assert {prompt.goal for prompt in pitches} == set(GOALS) - {"none"}
    assert {prompt.seconds for prompt in pitches} == set(TARGETS)


def test_no_listener_takes_more_than_a_third() -> None:
    most = max(Counter(prompt.listener for prompt in prompts("pitch")).values())
    assert most * 3 <= len(prompts("pitch"))


def test_each_story_shows_one_thing_of_its_own() -> None:
    points = [prompt.point for prompt in prompts("story")]
    assert all(points)
    assert len(set(points)) == len(points)
