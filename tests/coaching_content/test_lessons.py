"""The course: its length, its limits, its manners."""

import re

import pytest

from bot.library import Lesson, lessons

COMMANDS = {"/kith", "/contact", "/promise", "/thanks", "/pitch", "/story"}
each_lesson = pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.slug)


def test_the_course_has_24_lessons_with_slugs_and_titles_of_their_own() -> None:
    assert [lesson.number for lesson in lessons()] == list(range(1, 25))
    assert len({lesson.slug for lesson in lessons()}) == 24
    assert len({lesson.title for lesson in lessons()}) == 24


@each_lesson
def test_a_lesson_fits_on_a_screen(lesson: Lesson) -> None:
    assert 60 <= len(lesson.body.split()) <= 120
    assert len(lesson.body) <= 2_500
    assert len(lesson.title) <= 75
    assert max(len(lesson.idea), len(lesson.today)) <= 150


@each_lesson
def test_sentences_are_short(lesson: Lesson) -> None:
    sentences = re.split(r"[.!?:]\"?\s+", lesson.body)
    assert max(len(sentence.split()) for sentence in sentences) <= 30


@each_lesson
def test_today_is_one_thing_to_do_that_begins_with_a_verb(lesson: Lesson) -> None:
    assert lesson.today.split()[0] in {
        "Ask", "Choose", "Find", "Finish", "Go", "In", "After", "Name", "Note", "Pick", "Read", "Send",
        "Take", "Think", "Type", "Write",
    }  # fmt: skip
    assert "\n" not in lesson.today


@each_lesson
def test_only_commands_that_exist_are_suggested(lesson: Lesson) -> None:
    suggested = re.findall(r"`(/[a-z]+)", f"{lesson.today} {lesson.body}")
    assert set(suggested) <= COMMANDS


def test_the_course_leads_through_every_command() -> None:
    everything = " ".join(lesson.today for lesson in lessons())
    assert {name for name in COMMANDS if f"`{name}" in everything} == COMMANDS
