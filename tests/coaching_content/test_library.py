"""The library: what is read, how it is asked for, and what a malformed file says."""

import re
import subprocess
import sys

import pytest

from bot import library
from bot.coach.practice import Kind, Scene
from bot.library import SAYINGS, ContentError, elements_of, lesson_of, own_prompt_of, prompts_of, unread_of

LESSON = "---\ntitle: Bread: a start\nidea: It rises.\ntoday: Bake `one` loaf.\n---\nFlour.\n\nWater.\n"
PROMPT = """[[prompt]]
id = "the-oven"
title = "The oven"
situation = "It is cold."
ask = "Type it."
listener = "client"
goal = "lead"
seconds = 30
point = "It warms."
hint = "Begin."
"""

ASK = "[pitch.ask]\n" + "".join(f'{name} = "Yes."\n' for name in SAYINGS)


def test_a_lesson_is_its_front_matter_and_its_body() -> None:
    lesson = lesson_of("07-the-oven.md", LESSON)
    assert (lesson.number, lesson.slug, lesson.title) == (7, "the-oven", "Bread: a start")
    assert (lesson.idea, lesson.today, lesson.body) == ("It rises.", "Bake `one` loaf.", "Flour.\n\nWater.")


def test_a_pitch_has_seconds_and_a_story_has_a_point() -> None:
    (pitch,), (story,) = prompts_of("pitch", PROMPT), prompts_of("story", PROMPT)
    assert (pitch.seconds, pitch.point) == (30, None)
    assert (story.seconds, story.point) == (None, "It warms.")


def test_lessons_are_asked_for_by_number_from_one() -> None:
    assert library.lesson(1) is library.lessons()[0]
    assert library.lesson(len(library.lessons())) is library.lessons()[-1]


@pytest.mark.parametrize("number", [0, -1, 25, 10_000])
def test_beyond_the_course_there_is_no_lesson(number: int) -> None:
    assert library.lesson(number) is None


@pytest.mark.parametrize("kind", library.KINDS)
def test_each_prompt_is_found_by_its_id(kind: Kind) -> None:
    for found in library.prompts(kind):
        assert library.prompt(found.id) is found
        assert found.kind == kind


@pytest.mark.parametrize("id", ["", "no-such-prompt", "LIFT-WITH-THE-BUYER", "../secrets", "\x00"])
def test_an_unknown_id_is_answered_with_none(id: str) -> None:
    assert library.prompt(id) is None


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("oven.md", LESSON, "lessons/oven.md: the name"),
        ("07-oven.md", "no front matter", "lessons/07-oven.md: no front matter"),
        ("07-oven.md", LESSON.replace("idea", "ide"), "lessons/07-oven.md: idea"),
        ("07-oven.md", LESSON.replace("Bake `one` loaf.", ""), "lessons/07-oven.md: today"),
        ("07-oven.md", LESSON.split("Flour")[0], "lessons/07-oven.md: body"),
    ],
)
def test_a_malformed_lesson_is_named_with_its_key(name: str, text: str, named: str) -> None:
    with pytest.raises(ContentError, match=f"^{re.escape(named)}"):
        lesson_of(name, text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "prompts/pitch.toml: prompt"),
        ("prompt = 3", "prompts/pitch.toml: prompt"),
        ("prompt = [3]", "prompts/pitch.toml, prompt 1: a table"),
        ("[[prompt", "prompts/pitch.toml: "),
        (PROMPT.replace("the-oven", "The Oven"), "prompts/pitch.toml, prompt 1: id"),
        (PROMPT.replace("title", "titel"), "prompts/pitch.toml, prompt 1: title"),
        (PROMPT.replace('"client"', '"king"'), "prompts/pitch.toml, prompt 1: listener"),
        (PROMPT.replace('"lead"', "7"), "prompts/pitch.toml, prompt 1: goal"),
        (PROMPT.replace("30", "45"), "prompts/pitch.toml, prompt 1: seconds"),
        (PROMPT + PROMPT, "prompts/pitch.toml: id: the-oven is there twice"),
    ],
)
def test_a_malformed_prompt_is_named_with_its_key(text: str, named: str) -> None:
    with pytest.raises(ContentError, match=f"^{re.escape(named)}"):
        prompts_of("pitch", text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "rubrics/elements.toml: pitch"),
        ("[pitch]\nask = 1", "rubrics/elements.toml, pitch.ask: a table"),
        ('[pitch.ask]\nfound = "Yes."', "rubrics/elements.toml, pitch.ask: change"),
        (ASK + '[pitch.ask.for.king]\nhint = "Bow."', "rubrics/elements.toml, pitch.ask.for: 'king'"),
        (ASK + '[pitch.ask.for.job]\nhnt = "Dig."', "rubrics/elements.toml, pitch.ask.for.job: nothing"),
        (ASK + '[pitch.ask.for.job]\nhint = ""', "rubrics/elements.toml, pitch.ask.for.job: hint"),
    ],
)
def test_a_malformed_rubric_is_named_with_its_key(text: str, named: str) -> None:
    with pytest.raises(ContentError, match=f"^{re.escape(named)}"):
        elements_of("pitch", text, Scene("none", "job"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "rubrics/natures.toml, empty: a table"),
        ('[empty]\nworked = "Hm."', "rubrics/natures.toml, empty: change"),
    ],
)
def test_a_malformed_answer_to_no_answer_is_named_with_its_key(text: str, named: str) -> None:
    with pytest.raises(ContentError, match=f"^{re.escape(named)}"):
        unread_of("pitch", text)


@pytest.mark.parametrize("kind", library.KINDS)
def test_a_prompt_of_ones_own_stands_beside_the_others(kind: Kind) -> None:
    own = library.own_prompt(kind)
    assert own.is_own and own not in library.prompts(kind)
    assert library.prompt(own.id) is own and (own.listener, own.goal) == ("none", "none")
    with pytest.raises(ContentError, match="own: a table"):
        own_prompt_of(kind, PROMPT)


def test_nothing_is_read_at_import() -> None:
    script = "\n".join(
        (
            "import sys",
            "opened = []",
            "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])))",
            "import bot.library",
            "print([name for name in opened if name.endswith(('.toml', '.md'))])",
            "bot.library.lessons()",
            "print(len([name for name in opened if name.endswith('.md')]) >= 24)",
        )
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "True"]
