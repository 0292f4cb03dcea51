"""Lessons as messages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import library
from bot.blocks import lessons
from bot.library import Lesson
from bot.local_slack.block_rules import block_findings

FIRST = library.lessons()[0]


@pytest.mark.parametrize("lesson", library.lessons(), ids=lambda lesson: lesson.slug)
def test_every_lesson_is_a_valid_message(lesson: Lesson) -> None:
    message = lessons.lesson_message(lesson, 24)
    assert block_findings(message["blocks"], "message") == []
    assert message["text"] == f"Lesson {lesson.number} of 24: {lesson.title}"


def test_a_command_in_a_lesson_stays_a_command() -> None:
    assert "`/contact`" in lessons.lesson_message(FIRST, 24)["blocks"][2]["text"]["text"]


def test_signs_of_an_address_are_escaped() -> None:
    body = lessons.lesson_message(replace(FIRST, body="a < b & c > d"), 24)["blocks"][1]["text"]["text"]
    assert body == "a &lt; b &amp; c &gt; d"


def test_a_second_reading_says_so() -> None:
    assert (
        "read all 24" in lessons.lesson_message(FIRST, 24, is_again=True)["blocks"][0]["elements"][0]["text"]
    )


@pytest.mark.parametrize(("is_last", "label"), [(False, "Next"), (True, "Begin again")])
def test_a_done_lesson_leads_on(is_last: bool, label: str) -> None:
    message = lessons.done_message(FIRST, 24, is_last=is_last)
    assert message["blocks"][-1]["elements"][0]["text"]["text"] == label
    assert block_findings(message["blocks"], "message") == []
