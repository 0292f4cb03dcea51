"""What no lesson, prompt or rubric may hold: open placeholders, shouting, and any ranking of people."""

import re
from importlib import resources

import pytest

FILES = [
    file
    for folder in ("lessons", "prompts", "rubrics")
    for file in resources.files("coaching_content").joinpath(folder).iterdir()
    if not file.name.endswith(".txt")  # a list of words to look for, which Kith never says by itself
]
FORBIDDEN = (
    "leaderboard",
    "ranking",
    "rank ",
    "owes you",
    "you are owed",
    "score",
    "favour balance",
    "top networker",
)
OPEN_PLACEHOLDERS = re.compile(
    r"\{\{|\}\}|\{%|\bTODO\b|\bTBD\b|\bXXX\b|\bFIXME\b|lorem ipsum|<[a-z_]+>", re.I
)
SHOUTING = re.compile(r"!|\b[A-Z]{4,}\b")
WORN_OUT = (
    "game changer",
    "think outside the box",
    "win-win",
    "synergy",
    "leverage",
    "at the end of the day",
    "journey",
)
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)


def test_there_is_content_to_look_at() -> None:
    assert len(FILES) == 24 + 2 + 2


@each_file
def test_nobody_is_counted_against_anybody(file: resources.abc.Traversable) -> None:
    text = file.read_text("utf-8").casefold()
    assert [word for word in (*FORBIDDEN, *WORN_OUT) if word in text] == []


@each_file
def test_no_placeholder_stays_open(file: resources.abc.Traversable) -> None:
    assert OPEN_PLACEHOLDERS.findall(file.read_text("utf-8")) == []


@each_file
def test_nothing_shouts(file: resources.abc.Traversable) -> None:
    assert SHOUTING.findall(file.read_text("utf-8")) == []


@each_file
def test_files_are_plain_utf8_without_stray_space(file: resources.abc.Traversable) -> None:
    lines = file.read_text("utf-8").split("\n")
    assert [line for line in lines if line != line.rstrip()] == []
    assert lines[-1] == "" and lines[-2] != ""
