"""Practice prompts, the form, the list and what stands in place of an answered prompt."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot import library
from bot.blocks import practice
from bot.coach.practice import measure
from bot.library import Prompt
from bot.local_slack.block_rules import block_findings, view_findings

PROMPTS = [prompt for kind in library.KINDS for prompt in library.prompts(kind)]
PITCH, STORY = library.prompts("pitch")[0], library.prompts("story")[0]
every_prompt = pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.id)


def words(payload: dict[str, Any]) -> str:
    return json.dumps(payload["blocks"], ensure_ascii=False)


@every_prompt
def test_every_prompt_is_a_valid_message_and_a_valid_form(prompt: Prompt) -> None:
    assert block_findings(practice.prompt_message(prompt)["blocks"], "message") == []
    assert view_findings(practice.answer_modal(prompt, {"prompt": prompt.id})) == []


@pytest.mark.parametrize("prompt", [PITCH, STORY])
def test_a_prompt_says_what_to_do_and_who_sees_it(prompt: Prompt) -> None:
    shown = words(practice.prompt_message(prompt))
    assert prompt.title in shown and prompt.hint in shown
    assert "Only you can see this" in shown


def test_a_pitch_has_its_target_and_a_story_its_point() -> None:
    assert f"about {PITCH.seconds} seconds" in words(practice.prompt_message(PITCH))
    assert STORY.point and STORY.point in words(practice.prompt_message(STORY))


def test_the_buttons_of_a_prompt() -> None:
    buttons = practice.prompt_message(PITCH)["blocks"][-1]["elements"]
    assert [button["text"]["text"] for button in buttons] == ["Answer", "Another one", "My own", "Not today"]
    assert [button["value"] for button in buttons] == [PITCH.id, PITCH.id, "pitch", PITCH.id]
    own = practice.prompt_message(library.own_prompt("pitch"))["blocks"][-1]["elements"]
    assert "My own" not in words({"blocks": own})


def test_a_notice_stands_above_the_prompt() -> None:
    notice = {"type": "divider"}
    assert practice.prompt_message(PITCH, notice)["blocks"][0] == notice


def test_the_form_keeps_what_it_was_opened_with() -> None:
    facts = {"prompt": PITCH.id, "thread": "1.2"}
    assert json.loads(practice.answer_modal(PITCH, facts)["private_metadata"]) == facts


def test_an_answered_prompt_tells_the_length_and_can_be_answered_again() -> None:
    message = practice.answered_message(PITCH, measure("I repair lifts in old houses."), 7, 9)
    assert "6 words, about 3 seconds" in words(message)
    ids = [element["action_id"] for element in message["blocks"][-1]["elements"]]
    assert ids == [
        f"practice.answer:{PITCH.id}",
        f"practice.another:{PITCH.id}",
        f"practice.undo:7-9-{PITCH.id}",
    ]
    assert block_findings(message["blocks"], "message") == []


def test_not_today_leaves_a_way_back() -> None:
    message = practice.later_message(STORY)
    assert "`/story`" in words(message)
    assert message["blocks"][-1]["elements"][0]["action_id"] == f"practice.answer:{STORY.id}"


@pytest.mark.parametrize("kind", library.KINDS)
def test_the_list_offers_every_prompt(kind: library.Kind) -> None:
    prompts = library.prompts(kind)
    own = library.own_prompt(kind)
    message = practice.prompt_list_message(kind, own, prompts, {prompts[0].id: 2})
    assert block_findings(message["blocks"], "message") == []
    options = message["blocks"][-1]["elements"][0]["options"]
    assert [option["value"] for option in options] == [one.id for one in (own, *prompts)]
    listed = message["blocks"][1]["text"]["text"]
    assert "· 2 times" in listed and prompts[1].title not in listed


@pytest.mark.parametrize(
    ("text", "told"),
    [("hello", "1 word."), ("word " * 20, "20 words, about 9 seconds."), ("word " * 600, "about 4 minutes.")],
)
def test_a_length_is_told_in_seconds_or_minutes_or_not_at_all(text: str, told: str) -> None:
    assert told in words(practice.answered_message(PITCH, measure(text), 7, 9))


def test_a_list_without_answers_is_only_a_menu() -> None:
    assert len(practice.prompt_list_message("story", library.own_prompt("story"), [], {})["blocks"]) == 2
