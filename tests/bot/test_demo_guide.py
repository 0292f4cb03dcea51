"""The cards of the demo, followed to the letter through the wire, and ticked off by what Kith keeps."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.demo_guide import CARDS, KithGuide, done_by
from bot.demo_time import time_machine
from bot.local_slack.terminal_clock import read_clock
from storage import members
from tests.world import World

KEYS = [card.key for card in CARDS]
CARD = {card.key: card for card in CARDS}
ANSWER = "I'm Alice, a baker in Lisbon. I help shops bake what they will sell. Whom should I talk to?"


class Newcomer:
    """Somebody who does what the cards say, and nothing else."""

    def __init__(self, world: World, person: Any) -> None:
        self.world, self.person = world, person
        self.guide = KithGuide(world.slack._target)
        self.guide.begin(world.kith)
        self.advance = time_machine(world.kith, world.slack._target)

    def begin(self, with_samples: bool) -> None:
        self.world.wait(self.guide.start(with_samples))
        self.world.settle()

    def click(self, words: str) -> None:
        self.person.click_in_newest(words)
        self.world.settle()

    def type(self, line: str) -> None:
        command, _, text = line.partition(" ")
        if command.startswith("/"):
            self.person.command(command, text)
        else:
            self.person.say(line)
        self.world.settle()

    def go(self, clock: str) -> None:
        to = read_clock(clock, self.world.clock.now(), self.person.tz)
        self.world.wait(self.advance(to))

    def take(self, key: str) -> None:
        """What the card says, in its order: the line, what is pressed in the answer, the clock."""
        if CARD[key].suggestion:
            self.type(CARD[key].suggestion)
        if press := {"capture": "Save", "kept": "Done", "practice": "Answer"}.get(key):
            self.click(press)
        if key == "practice":
            self.person.submit({"Your answer": ANSWER})
            self.world.settle()
        if CARD[key].clock:
            self.go(CARD[key].clock)

    def done(self) -> set[str]:
        return self.world.wait(self.guide.done(self.person.handle))


@pytest.fixture(params=["alice", "bob", "tama"])
def newcomer(request: pytest.FixtureRequest, world: World) -> Newcomer:
    return Newcomer(world, world.slack.person(request.param))


@pytest.mark.parametrize("with_samples", [False, True], ids=["empty", "samples"])
def test_whoever_follows_the_cards_in_order_ticks_them_off_one_by_one(
    newcomer: Newcomer, with_samples: bool
) -> None:
    newcomer.begin(with_samples)
    for number, key in enumerate(KEYS):
        assert newcomer.done() == set(KEYS[:number])
        newcomer.take(key)
    assert newcomer.done() == set(KEYS)
    assert newcomer.guide.started == ("samples" if with_samples else "empty")


@pytest.fixture
def alice(world: World) -> Newcomer:
    return Newcomer(world, world.alice)


def texts(world: World, channel: str) -> list[str]:
    return [str(message["text"]) for message in world.slack.messages(channel)]


def test_with_samples_the_channel_gets_the_sum_of_the_week_too(alice: Newcomer) -> None:
    alice.begin(with_samples=True)
    for key in KEYS:
        alice.take(key)
    (summary,) = [text for text in texts(alice.world, "growth") if "week in numbers" in text]
    assert "promises kept" in summary
    assert any("Your week" in text for text in texts(alice.world, "alice"))
    assert {"week"} <= alice.world.wait(alice.guide.done("priya"))
    assert "week" not in alice.world.run(done_by, alice.world.owner(alice.world.charlie))


def test_the_line_of_the_first_card_stands_in_the_brief_of_the_second(alice: Newcomer) -> None:
    alice.begin(with_samples=True)
    alice.take("capture")
    alice.take("brief")
    brief = str(alice.person.messages[-1])
    assert "send the deck" in brief and "Dana Lee" in brief


def test_what_is_not_there_any_more_is_not_done(alice: Newcomer) -> None:
    alice.take("capture")
    assert alice.done() == {"capture"}
    alice.click("Undo")
    assert alice.done() == set()


@pytest.mark.parametrize(
    ("line", "press"), [("/promise call Sam by Friday", "Undo"), ("/contact add Sam Reed", None)]
)
def test_a_card_wants_all_that_it_asks_for(alice: Newcomer, line: str, press: str | None) -> None:
    alice.type(line)
    if press:
        alice.click(press)
    assert alice.done() == set()


def test_samples_alone_tick_nothing_off(alice: Newcomer) -> None:
    alice.begin(with_samples=True)
    assert all(alice.world.wait(alice.guide.done(name)) == set() for name in ("alice", "bob", "priya"))


def test_how_it_began_is_read_from_what_is_kept(alice: Newcomer) -> None:
    world = alice.world
    alice.done()
    assert (alice.guide.started, alice.guide.has_samples) == ("", False)
    alice.type("/promise call Sam by Friday")
    alice.done()
    assert alice.guide.started == "empty"
    alice.begin(with_samples=True)
    after_a_restart = Newcomer(world, world.alice)
    after_a_restart.done()
    assert (after_a_restart.guide.started, after_a_restart.guide.has_samples) == ("samples", True)
    world.wait(after_a_restart.guide.remove_samples())
    assert (after_a_restart.guide.started, after_a_restart.guide.has_samples) == ("empty", False)


def test_asking_what_is_done_makes_nobody_a_member(alice: Newcomer) -> None:
    assert alice.done() == set()
    assert alice.world.run(members.find, alice.world.owner(alice.world.alice)) is None


def test_the_cards_wait_for_kith(world: World) -> None:
    guide = KithGuide(world.slack._target)

    async def ask() -> set[str]:
        asked = asyncio.ensure_future(guide.done("alice"))
        await asyncio.sleep(0)
        assert not asked.done()
        guide.begin(world.kith)
        return await asked

    assert world.wait(ask()) == set()
