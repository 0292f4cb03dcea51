"""The page of guarantees names a test behind each line, and each of these tests is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
LINES = 26
NOT_YET = "Not promised yet: "
PROMISE = re.compile(r"^(\d+)\. \*\*", re.MULTILINE)
SHOWN = re.compile(r"^ +- `(tests/[\w/]+\.py)`: (.+)$", re.MULTILINE)


class Promise(NamedTuple):
    """One line of the page: its number, its words, and the tests behind it as (file, name)."""

    number: int
    words: str
    tests: tuple[tuple[str, str], ...]

    @property
    def is_kept(self) -> bool:
        return NOT_YET not in self.words


def promises(page: str) -> list[Promise]:
    """The numbered lines of a page, each with what is indented below it."""
    numbers = PROMISE.findall(page)
    return [_promise(int(number), words) for number, words in zip(numbers, _bodies(page), strict=True)]


def _bodies(page: str) -> list[str]:
    return PROMISE.split(page)[2::2]


def _promise(number: int, words: str) -> Promise:
    named = [(file, name) for file, names in SHOWN.findall(words) for name in re.findall(r"`(\w+)`", names)]
    return Promise(number, words, tuple(named))


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests in a file; none when it is not there."""
    path = ROOT / file
    tree = ast.parse(path.read_text("utf-8")) if path.exists() else ast.Module([], [])
    found = (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return frozenset(node.name for node in found if node.name.startswith("test_"))


def missing(promise: Promise) -> list[str]:
    """The tests that a promise names and that are not there."""
    return [f"{file}: {name}" for file, name in promise.tests if name not in names_in(file)]


PAGE = (ROOT / "docs" / "guarantees.md").read_text("utf-8")


@pytest.mark.parametrize("promise", promises(PAGE), ids=lambda promise: str(promise.number))
def test_each_promise_names_tests_and_all_of_them_are_there(promise: Promise) -> None:
    assert missing(promise) == []
    assert bool(promise.tests) == promise.is_kept


def test_no_promise_is_left_out_or_told_twice() -> None:
    assert [promise.number for promise in promises(PAGE)] == list(range(1, LINES + 1))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "   - `tests/test_guarantees.py`: `test_nobody_wrote`",
            ["tests/test_guarantees.py: test_nobody_wrote"],
        ),
        ("   - `tests/test_of_nothing.py`: `test_it`", ["tests/test_of_nothing.py: test_it"]),
        ("   - `tests/test_guarantees.py`: `test_no_promise_is_left_out_or_told_twice`", []),
    ],
)
def test_a_test_that_is_not_there_is_found_out(line: str, expected: list[str]) -> None:
    (promise,) = promises(f"1. **It works.** Always.\n{line}\n")
    assert missing(promise) == expected
