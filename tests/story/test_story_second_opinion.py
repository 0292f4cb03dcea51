"""A tale of two opinions: the first at once, the second in its place, and none where it is not wanted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import web

from storage import acts, practice
from tests.bot.lying_endpoint import LyingEndpoint, completion, saying
from tests.databases import SqliteFiles
from tests.listeners.forged import greet, words_of
from tests.listeners.recording import kept, record
from tests.world import World, a_world

PITCH = (
    "Three lifts in our street stood still last winter. I'm Ann Berg, and I repair lifts in old houses, so "
    "that families on the fifth floor get home. At Grove Court the waits went from 40 minutes to 6."
)


def data_of(asked: dict[str, Any]) -> dict[str, Any]:
    """What stands between the fences."""
    found: dict[str, Any] = json.loads(asked["messages"][1]["content"].split("\n")[1])
    return found


async def honest(request: web.Request) -> web.StreamResponse:
    """Says what is true of any text."""
    asked = data_of(await request.json())
    told = {
        "worked": f"You begin with “{' '.join(asked['text'].split()[:4])}”, and a stranger can see it.",
        "change": "What would make it clearer for this listener?",
        "try_this": "Could you ____ before ____?",
        "fix": asked["our_fix"],
    }
    return web.json_response(completion(json.dumps(told)))


class Tale:
    """A world in which whoever runs Kith has named a model."""

    def __init__(self, world: World, endpoint: LyingEndpoint) -> None:
        self.world, self.endpoint, self.alice = world, endpoint, world.alice
        world.kith.services.second_opinion.seconds = 60.0  # type: ignore[union-attr]  # a busy test machine

    def practise(self, text: str = PITCH) -> str:
        """Alice practises; the form that she fills in."""
        self.alice.command("/pitch", "new")
        self.alice.click("Answer")
        form = words_of(self.world.slack._target.workspace.views.top(self.alice.id).view)
        self.alice.submit({"answer": text})
        self.world.wait(self._delivered_meanwhile())
        self.world.settle()
        return form

    async def _delivered_meanwhile(self) -> None:
        """As in `kith run`: what waits is sent while others are still thinking."""
        thinking = asyncio.ensure_future(self.world.kith.services.later.settle())
        while not thinking.done():
            await self.world.kith.deliverer.round()
            await asyncio.wait({thinking}, timeout=0.05)

    @property
    def feedback(self) -> str:
        """The one message about her answer."""
        (found,) = (words_of(one) for one in self.alice.messages if "practice.again" in words_of(one))
        return found


@pytest.fixture
def tale(sqlite_files: SqliteFiles) -> Iterator[Tale]:
    endpoint = LyingEndpoint()
    endpoint.answer = honest
    with sqlite_files.fresh() as url, a_world(url, llm_url=endpoint.address, llm_model="liar-1") as world:
        world.wait(endpoint.start())
        greet(world, world.alice)
        yield Tale(world, endpoint)
        world.wait(endpoint.stop())


def test_the_second_opinion_takes_the_place_of_the_first(tale: Tale) -> None:
    host = tale.endpoint.address.removeprefix("http://")
    assert f"A copy of what you type here goes to {host}" in tale.practise()
    assert "“Three lifts in our”, and a stranger can see it." in tale.feedback
    assert "With a second opinion from liar-1." in tale.feedback and PITCH[:60] in tale.feedback
    (asked,) = tale.endpoint.asked
    assert data_of(asked)["text"] == PITCH and tale.alice.id not in str(asked)
    assert 'kith_second_opinions_total{result="passed"} 1.0' in tale.world.kith.metrics.page(None).decode()


def test_a_liar_changes_nothing(tale: Tale) -> None:
    tale.endpoint.answer = saying(json.dumps({"worked": "You tripled it.", "fix": "ask"}))
    tale.practise()
    assert len(tale.endpoint.asked) == 1
    assert "tripled" not in tale.feedback and "second opinion" not in tale.feedback


def test_a_member_can_keep_what_they_practise_to_themselves(tale: Tale) -> None:
    tale.alice.command("/kith", "settings")
    tale.alice.submit({"second_opinion": "off"})
    form = tale.practise()
    assert "second opinion" not in form and "second opinion" not in tale.feedback
    assert tale.endpoint.requests == []


def test_what_is_spoken_stays_here(tale: Tale) -> None:
    record(tale.world)
    assert kept(tale.world)[0].is_spoken and tale.endpoint.requests == []


def test_what_says_where_a_copy_goes(tale: Tale) -> None:
    for command in ("/kith", "/pitch", "/story"):
        assert tale.endpoint.address[7:] in words_of(tale.alice.command(command, "help").body)
    assert tale.endpoint.address[7:] not in words_of(tale.alice.command("/thanks", "help").body)


def test_an_answer_that_was_taken_back_is_not_edited(tale: Tale) -> None:
    async def while_it_thinks(request: web.Request) -> web.StreamResponse:
        await tale.world.kith.db.run(forgotten, tale)
        return await honest(request)

    tale.endpoint.answer = while_it_thinks
    tale.practise()
    assert "second opinion" not in tale.feedback


def forgotten(conn: Any, tale: Tale) -> None:
    (answer,) = practice.answers(conn, tale.world.owner(tale.alice))
    act_id = acts.latest(conn, answer.owner, "answers", answer.id)
    acts.undo(conn, answer.owner, act_id, tale.world.clock.now())


def test_it_is_off_unless_somebody_switches_it_on(world: World) -> None:
    greet(world, world.alice)
    assert world.kith.services.second_opinion is None
    world.alice.command("/pitch", "new")
    world.alice.click("Answer")
    assert "second opinion" not in words_of(world.slack._target.workspace.views.top(world.alice.id).view)
    assert "opinion" not in words_of(world.alice.command("/kith", "help").body)
