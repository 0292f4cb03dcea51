"""What alice keeps of her practice: bob and charlie see and change nothing of it, whatever ids they forge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest

from bot.content import plain
from bot.listeners import stories, tellings, versions
from storage import stories as story_rows
from storage.columns import owned_tables
from tests.listeners.forged import greet
from tests.listeners.kept_rows import add_answer, add_contact, add_story, add_version
from tests.listeners.looking import TODAY, Watch, rows
from tests.listeners.raw import press, send_form
from tests.world import World

CANARY = "canary"
REFUSAL = plain("errors.stranger")
KEPT = ("versions", "stories", "tellings", "contacts", "answers")
ACTIONS = sorted(action for feature in (versions, stories, tellings) for action in feature.ACTIONS)
PAGES = {"version.page", "story.page"}
TEXT = {"text.0": "Words of my own."}
# What a form of each kind says, so that only its number is wrong.
FORMS: dict[str, dict[str, Any]] = {
    "version.keep": {"name": "Mine", "listener": "peer", **TEXT},
    "version.rename": {"name": "Mine"},
    "story.save": {"title": "Mine", "point": "trust", **TEXT},
    "story.edit": {"title": "Mine", "point": "trust", **TEXT},
    "story.told": {"story": "1", "name": "Dana", "on": "2026-11-20"},
}
WRONG = ["0", "-1", "nonsense", "9" * 15, "9" * 400, "", "1-x", "1-" + "9" * 30, "\u0663", "[1]"]
LINES = [
    ("/pitch", "versions"),
    ("/pitch", "versions canary"),
    ("/story", "bank"),
    ("/story", "find canary for Dana canary"),
    ("/story", "told canary to Dana"),
    ("/contact", "Dana"),
]


@pytest.fixture
def hers(world: World) -> Iterator[World]:
    """A pitch and a story answered, kept, and told to Dana: every number is 1, and at the end as it was."""
    greet(world, world.alice, world.bob)
    alice = world.alice
    add_answer(world, alice, "pitch", CANARY)
    add_answer(world, alice, "story", CANARY)
    add_version(world, alice, CANARY, text=CANARY)
    story = add_story(world, alice, CANARY, CANARY, CANARY)
    dana = add_contact(world, alice, "Dana canary", CANARY)
    owner, now = world.owner(alice), world.clock.now()
    world.run(story_rows.tell, owner, story, dana, CANARY, date(2026, 3, 3), now)
    before = snapshot(world)
    yield world
    assert snapshot(world) == before


def snapshot(world: World) -> dict[str, list[dict[str, Any]]]:
    """All rows of alice's, except what is in the post."""
    return {
        table.name: rows(world, table.name, world.alice) for table in owned_tables() if table.name != "outbox"
    }


def kept_of(world: World, person: Any) -> list[Any]:
    return [row for table in KEPT for row in rows(world, table, person)]


@pytest.mark.parametrize("ref", ["1", "2", "1-0", "1-3"])
def test_a_button_with_her_number_finds_nothing_for_bob(hers: World, ref: str) -> None:
    for action in ACTIONS:
        watch = Watch(hers)
        assert press(hers, hers.bob, f"{action}:{ref}", "1").error is None, action
        assert CANARY not in str(watch), action
    assert kept_of(hers, hers.bob) == []


def test_a_button_with_her_number_is_refused_to_charlie(hers: World) -> None:
    for action in ACTIONS:
        hers.charlie.say("hello")
        watch = Watch(hers)
        press(hers, hers.charlie, f"{action}:1", "1")
        assert CANARY not in str(watch) and REFUSAL in str(watch), action
    assert rows(hers, "members", hers.charlie) == []


@pytest.mark.parametrize("wrongs", [WRONG[:5], WRONG[5:]])
def test_a_button_without_a_sound_number_changes_nothing(hers: World, wrongs: list[str]) -> None:
    for action, wrong in product(ACTIONS, wrongs):
        assert press(hers, hers.alice, f"{action}:{wrong}", wrong).error is None, action
    assert "broke on my side" not in str(hers.alice.messages)


def test_a_form_about_her_row_finds_nothing_for_bob(hers: World) -> None:
    for callback_id, fields in FORMS.items():
        watch = Watch(hers)
        ack = send_form(hers, hers.bob, callback_id, {"id": 1}, fields)
        assert "can't find that" in str(ack.body["errors"]), callback_id
        assert CANARY not in str(watch) and kept_of(hers, hers.bob) == [], callback_id


def test_a_form_about_no_row_changes_nothing(hers: World) -> None:
    for callback_id in set(FORMS) - {"story.told"}:
        for wrong in (*WRONG, None, [1], {"a": 1}, 10**30, -1, True):
            ack = send_form(hers, hers.alice, callback_id, {"id": wrong}, FORMS[callback_id])
            assert "can't find that" in str(ack.body["errors"]), callback_id


def test_a_telling_of_no_story_or_to_nobodys_contact_is_refused(hers: World) -> None:
    for wrong in ("2", "0", "nonsense", "9" * 400):
        for fields in ({"story": wrong}, {"contact": wrong, "name": ""}):
            ack = send_form(hers, hers.alice, "story.told", {}, {**FORMS["story.told"], **fields})
            assert ack.body["response_action"] == "errors", fields


@pytest.mark.parametrize("callback_id", ["story.save", "story.edit"])
def test_the_point_of_her_story_is_not_to_be_had(hers: World, callback_id: str) -> None:
    mine = add_answer(hers, hers.bob, "story", "Mine")
    own = add_story(hers, hers.bob, "Mine")
    watch = Watch(hers)
    about = {"id": mine if callback_id == "story.save" else own}
    ack = send_form(hers, hers.bob, callback_id, about, {**FORMS[callback_id], "used": "1"})
    assert "can't find that" in str(ack.body["errors"]) and CANARY not in str(watch)


def test_a_form_of_charlies_is_not_taken(hers: World) -> None:
    watch = Watch(hers)
    for callback_id, fields in FORMS.items():
        assert send_form(hers, hers.charlie, callback_id, {"id": 1}, fields).error is None, callback_id
    assert CANARY not in str(watch) and rows(hers, "members", hers.charlie) == []


def test_a_command_of_bobs_knows_nothing_of_hers(hers: World) -> None:
    for command, text in LINES:
        watch = Watch(hers)
        hers.bob.command(command, text)
        hers.settle()
        assert f'"{CANARY}"' not in str(watch) and "Dana canary" not in str(watch).replace(text, ""), text


def test_charlie_is_told_politely_that_this_is_not_for_him(hers: World) -> None:
    for command, text in LINES:
        assert hers.charlie.command(command, text, channel="#partners").body["text"] == REFUSAL, text
    assert rows(hers, "members", hers.charlie) == []


def test_her_undo_is_not_bobs(hers: World) -> None:
    before = len(rows(hers, "acts"))
    for ref in ("1-version-1", "1-story-1", "1-telling-1", "0-story-1"):
        watch = Watch(hers)
        press(hers, hers.bob, f"undo:{ref}")
        assert CANARY not in str(watch)
    assert len(rows(hers, "acts")) == before and str(TODAY.year) in str(rows(hers, "tellings"))
