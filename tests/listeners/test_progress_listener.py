"""Progress through the front door: the words at once, and the picture of the attempts behind them."""

from __future__ import annotations

from typing import Any

import pytest

from bot import progress_picture
from bot.listeners import progress as listener
from tests.listeners.forged import greet, last_said, words_of
from tests.world import World

WEAK = "I'm Ann, and I repair lifts in old houses. Thanks for listening to me today, it was nice."
BETTER = WEAK + " Could you introduce me to your landlord before Friday?"


@pytest.fixture(autouse=True)
def _greeted(world: World) -> None:
    greet(world, world.alice, world.bob)


def practise(world: World, person: Any, *texts: str) -> None:
    person.command("/pitch")
    person.click("Answer")
    person.submit({"answer": texts[0]})
    world.settle()
    for text in texts[1:]:
        person.click("Again", message=person.messages[-1])
        person.submit({"answer": text})
        world.settle()


def files_of(world: World, person: Any) -> list[dict[str, Any]]:
    return [file for message in person.messages for file in message.get("files", ())]


def test_after_two_attempts_a_picture_of_both_follows_the_words(world: World) -> None:
    practise(world, world.alice, WEAK, BETTER)
    told = words_of(world.alice.command("/pitch", "progress").body)
    world.settle()
    (file,) = files_of(world, world.alice)
    assert "2 attempts" in told and "follows below" in told
    assert file["mimetype"] == "image/png" and file["name"].startswith("kith-pitch-")
    (asked,) = [call.args for call in world.slack.calls if call.method == "files.getUploadURLExternal"]
    assert "the ask: " in asked["alt_txt"] and "landlord" not in str(file) + str(asked)
    assert "Only you can see this" in last_said(world.alice)


def test_after_one_attempt_there_is_nothing_to_draw(world: World) -> None:
    practise(world, world.alice, WEAK)
    told = words_of(world.alice.command("/pitch", "progress").body)
    world.settle()
    assert "After a second attempt" in told and files_of(world, world.alice) == []


def test_another_prompt_is_drawn_on_request(world: World) -> None:
    practise(world, world.alice, WEAK, BETTER)
    practise(world, world.alice, WEAK, BETTER)
    world.alice.command("/pitch", "progress")
    world.settle()
    menu = [e for b in world.alice.messages[-2]["blocks"] for e in b.get("elements", ()) if "options" in e]
    world.alice.choose("Show another", menu[0]["options"][0]["text"]["text"] if menu else "")
    world.settle()
    assert len(files_of(world, world.alice)) == 2


async def fails(*_: Any) -> bytes:
    raise progress_picture.PictureError("no ink")


def test_when_nothing_can_be_drawn_the_words_stand_and_she_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "drawn", fails)
    practise(world, world.alice, WEAK, BETTER)
    assert "2 attempts" in words_of(world.alice.command("/pitch", "progress").body)
    world.settle()
    assert "couldn't draw or send" in last_said(world.alice) and files_of(world, world.alice) == []


def test_a_prompt_that_she_never_answered_shows_nothing_of_anybody(world: World) -> None:
    practise(world, world.alice, WEAK, BETTER)
    told = words_of(world.bob.command("/pitch", "progress").body)
    world.settle()
    assert "No answers yet" in told and files_of(world, world.bob) == []


def test_weeks_in_a_row_are_told(world: World) -> None:
    for _ in range(2):
        practise(world, world.alice, WEAK)
        world.after(days=7)
    assert "2 weeks in a row" in words_of(world.alice.command("/pitch", "progress").body)
