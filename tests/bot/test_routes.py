"""Which listener a command, a word or a button reaches."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from bot.routes import OTHERWISE, Routes


async def listener(_it: Any) -> None:
    """Stands for any."""


def feature(**tables: dict[str, Any]) -> ModuleType:
    """A feature that answers to something."""
    module = ModuleType("feature")
    vars(module).update(tables)
    return module


@pytest.fixture
def routes() -> Routes:
    """Routes with one of each."""
    made = Routes()
    names = {
        "COMMANDS": {"/kith": "desk", "/promise": "promise"},
        "WORDS": {"today": "today", "forget me": "forget"},
    }
    made.include(
        feature(**names, PHRASES={"find": "find", OTHERWISE: "line"}, ACTIONS={"promise.done": "done"})
    )
    return made


@pytest.mark.parametrize(
    ("name", "text", "found", "rest"),
    [
        ("/promise", "today", "promise", "today"),
        ("/kith", "today", "today", ""),
        ("/kith", "  Forget   ME ".strip(), "forget", ""),
        ("/kith", "find  Dana Lee", "find", "Dana Lee"),
        ("/kith", "find", "find", ""),
        ("/kith", "findings of today", "line", "findings of today"),
        ("/kith", "today I met Dana", "line", "today I met Dana"),
        ("/kith", "met Dana", "line", "met Dana"),
        ("/kith", "", "desk", ""),
        ("/nothing", "x", None, "x"),
    ],
)
def test_a_command_reaches_its_listener(
    routes: Routes, name: str, text: str, found: str | None, rest: str
) -> None:
    assert routes.command(name, text) == (found, rest)


@pytest.mark.parametrize(
    ("kinds", "heard"),
    [
        (["csv"], ["people"]),
        (["csv", "vcard"], ["people"]),
        (["clip", "csv", None], ["clips", "people"]),
        (["spreadsheet"], ["others"]),
        ([], ["others"]),
    ],
)
def test_files_reach_each_feature_that_takes_one_of_them(kinds: list[str | None], heard: list[str]) -> None:
    made = Routes()
    made.include(feature(FILES={"csv": "people", "vcard": "people", OTHERWISE: "others"}))
    made.include(feature(FILES={"clip": "clips"}, EVENTS={"file_change": "news"}))
    assert made.event("message.file_share", kinds) == heard
    assert (made.event("file_change"), made.event("pin_added")) == (["news"], [])


@pytest.mark.parametrize(
    ("typed", "meant"), [("tody", "today"), ("TODAI", "today"), ("fnid", "find"), ("hlep", "help")]
)
def test_a_word_missed_by_a_little_is_recognised(routes: Routes, typed: str, meant: str) -> None:
    assert routes.nearest(typed) == meant


@pytest.mark.parametrize("typed", ["Dana", "😀", "x", "met Dana tody", ""])
def test_other_words_are_none_of_ours(routes: Routes, typed: str) -> None:
    assert routes.nearest(typed) is None


@pytest.mark.parametrize("action_id", ["promise.done", "promise.done:7", "promise.done:7:8", "promise.done:"])
def test_a_button_is_known_by_what_stands_before_the_colon(routes: Routes, action_id: str) -> None:
    assert routes.action(action_id) == "done"


def test_an_unknown_button_is_nobodys(routes: Routes) -> None:
    assert routes.action("promise.doneish:7") is None and routes.action("") is None


def test_two_features_with_one_name_are_an_error(routes: Routes) -> None:
    with pytest.raises(ValueError, match="today"):
        routes.include(feature(WORDS={"today": listener}))
