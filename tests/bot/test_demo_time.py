"""The time machine of the demo: all that is due on the way, in order, at its own time, once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import demo_time
from bot.demo_samples import Samples
from bot.demo_time import quiet, time_machine
from bot.jobs.sweep import sweep
from bot.local_slack.faults import Fault
from bot.scheduler import Heartbeat
from storage import outbox_review, promises, schedule
from tests.world import START, World

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
TOLERATED = timedelta(seconds=30)  # the virtual clock goes on while a stop is dealt with


class Trip:
    """A world with sample people, and what moves its clock."""

    def __init__(self, world: World) -> None:
        self.world, self.slack = world, world.slack._target
        self.advance: Callable[[datetime], Awaitable[None]] = time_machine(world.kith, self.slack)

    def go(self, by: timedelta) -> None:
        self.world.wait(self.advance(self.world.clock.now() + by))

    def said(self) -> list[Any]:
        """What Slack accepted, in its order."""
        return [entry for entry in self.slack.ledger if entry.method == "chat.postMessage"]

    def first_lines(self, handle: str) -> list[str]:
        """Each message to a person, with the hour on that person's own wall."""
        person = self.slack.person(handle)
        return [
            f"{entry.at.astimezone(ZoneInfo(person.tz)):%a %H:%M} {entry.text.splitlines()[0]}"
            for entry in self.said()
            if entry.channel == person.dm.id
        ]


@pytest.fixture
def trip(world: World) -> Trip:
    return Trip(world)


@pytest.fixture
def busy(trip: Trip) -> Trip:
    """With all five members at it."""
    trip.world.wait(Samples(trip.world.kith, trip.slack).add())
    trip.world.settle()
    return trip


def test_a_week_passes_in_order_and_each_thing_comes_at_its_own_time(busy: Trip) -> None:
    busy.go(WEEK)
    times = [entry.at for entry in busy.said()]
    assert times == sorted(times) and len(times) > 30
    for handle in ("alice", "bob", "priya", "tama", "ines"):
        hours = {line.split()[1] for line in busy.first_lines(handle)[1:]}
        assert {"09:00", "12:00", "16:00"} <= hours <= {"09:00", "12:00", "14:00", "16:00"}
    assert not any("late" in entry.text for entry in busy.said())


def test_a_promise_with_an_hour_is_reminded_of_an_hour_before(busy: Trip) -> None:
    busy.go(4 * DAY)
    (reminder,) = [line for line in busy.first_lines("alice") if line.startswith("Thu 14:00")]
    assert "second oven" in reminder


def test_nothing_comes_twice(busy: Trip) -> None:
    for _ in range(8):
        busy.go(timedelta(hours=21))
    keys = [(entry.channel, entry.at.date(), entry.text) for entry in busy.said()]
    assert len(keys) == len(set(keys)) > 30


def test_one_step_or_many_come_to_the_same(busy: Trip) -> None:
    for _ in range(7):
        busy.go(DAY)
    assert [line.split()[:2] for line in busy.first_lines("alice")[1:]] == IN_A_WEEK


IN_A_WEEK = [
    ["Tue", "09:00"], ["Wed", "09:00"], ["Wed", "12:00"], ["Thu", "09:00"], ["Thu", "14:00"],
    ["Fri", "09:00"], ["Fri", "16:00"], ["Mon", "09:00"],
]  # fmt: skip


def test_what_is_due_at_the_very_end_is_in(trip: Trip) -> None:
    trip.world.alice.command("/promise", "call Sam tomorrow")
    trip.world.settle()
    trip.world.wait(trip.advance(START + timedelta(hours=23)))
    assert trip.first_lines("alice")[-1].startswith("Tue 09:00")


def test_the_clock_is_at_the_end_of_the_journey_and_never_goes_back(trip: Trip) -> None:
    end = trip.world.clock.now() + DAY
    trip.world.wait(trip.advance(end))
    trip.world.wait(trip.advance(end - WEEK))
    assert end <= trip.world.clock.now() < end + TOLERATED


def test_a_heartbeat_beside_it_doubles_nothing(busy: Trip) -> None:
    async def both() -> None:
        journey = asyncio.ensure_future(busy.advance(busy.world.clock.now() + WEEK))
        while not journey.done():
            await sweep(busy.world.kith.db, busy.world.clock.now())
            busy.world.kith.deliverer.wake()
            await busy.world.kith.deliverer.round()
        await journey

    busy.world.wait(both())
    assert [line.split()[:2] for line in busy.first_lines("alice")[1:]] == IN_A_WEEK


def test_whoever_is_there_meanwhile_is_heard(busy: Trip) -> None:
    async def talk() -> None:
        journey = asyncio.ensure_future(busy.advance(busy.world.clock.now() + WEEK))
        alice = busy.slack.person("alice")
        await busy.slack.until(lambda: len(busy.said()) > 12)
        assert not journey.done()
        ack = await alice.command("/promise", "call Sam in three days")
        assert not ack.error
        await journey

    busy.world.wait(talk())
    (made,) = [
        one
        for one in busy.world.run(promises.open_ones, busy.world.owner(busy.world.alice))
        if one.contact == "Sam"
    ]
    assert START < made.created_at < START + WEEK


@pytest.mark.parametrize("name", ["repair", "purge"])
def test_the_daily_work_comes_once_for_each_day_that_begins(
    trip: Trip, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    called: list[str] = []
    real = getattr(Heartbeat, name)

    async def noted(beat: Heartbeat) -> None:
        called.append(f"{beat.services.now():%d %H:%M}")
        await real(beat)

    monkeypatch.setattr(Heartbeat, name, noted)
    trip.go(timedelta(hours=13))
    assert called == []
    trip.go(3 * DAY)
    assert called == ["24 00:00", "25 00:00", "26 00:00"]
    for _ in range(24):
        trip.go(timedelta(hours=1))
    assert len(called) == 4


def test_a_slack_that_refuses_the_daily_look_ends_no_journey(trip: Trip) -> None:
    trip.slack.faults.add(Fault("users.list", "error", code="fatal_error"))
    trip.go(2 * DAY)
    assert trip.slack.faults.pending() == []
    assert trip.world.clock.now() >= START + 2 * DAY


def test_a_zone_that_moved_unheard_is_found_on_the_way(busy: Trip) -> None:
    busy.slack.person("bob").user.tz = "Asia/Kolkata"
    busy.go(2 * DAY)
    assert any(line.startswith("Wed 09:00") for line in busy.first_lines("bob"))


def test_a_message_that_got_no_answer_is_looked_for_on_the_way(busy: Trip) -> None:
    posts = len(busy.said())
    busy.slack.faults.add(Fault("chat.postMessage", "reset_after", times=2))
    busy.go(DAY)
    counts = busy.world.run(outbox_review.counts)
    assert "unknown" not in counts and "due" not in counts
    texts = [entry.text for entry in busy.said()[posts:]]
    assert len(texts) == len(set(texts))


def test_while_slack_takes_nothing_the_journey_goes_on_and_what_waits_comes_late(trip: Trip) -> None:
    trip.world.alice.command("/promise", "call Sam tomorrow")
    trip.world.settle()
    refusals = trip.slack.faults.add(Fault("chat.postMessage", "ratelimited", times=None, retry_after=10))
    trip.go(DAY)
    assert trip.first_lines("alice")[1:] == [] and 1 < refusals.struck < 60
    trip.slack.faults.clear()
    trip.go(DAY)
    assert [line[:9] for line in trip.first_lines("alice")[1:]] == ["Tue 10:00", "Wed 09:00"]
    assert "late" in trip.first_lines("alice")[1]


def test_a_workspace_that_may_not_be_written_to_holds_up_no_journey(busy: Trip) -> None:
    async def refused() -> None:
        busy.slack.workspace.installed = False
        await busy.advance(busy.world.clock.now() + 2 * DAY)

    end = busy.world.clock.now() + 2 * DAY
    busy.world.wait(refused())
    assert busy.world.clock.now() >= end
    busy.slack.workspace.installed = True


def test_a_journey_that_is_stopped_ends_with_a_stop(busy: Trip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_time, "PATIENCE_SECONDS", 60.0)

    async def stopped() -> None:
        journey = asyncio.ensure_future(busy.advance(busy.world.clock.now() + 4 * WEEK))
        await busy.slack.until(lambda: len(busy.said()) > 15)
        journey.cancel()
        with pytest.raises(asyncio.CancelledError):
            await journey

    busy.world.wait(stopped())
    now = busy.world.clock.now()
    assert now < START + 2 * WEEK
    due_at = busy.world.run(schedule.next_due_at)
    assert due_at is not None and due_at > now
    assert set(busy.world.run(outbox_review.counts)) <= {"sent", "silent"}


def test_journeys_take_turns(trip: Trip) -> None:
    async def two() -> None:
        now = trip.world.clock.now()
        await asyncio.gather(trip.advance(now + WEEK), trip.advance(now + DAY))

    trip.world.wait(two())
    assert trip.world.clock.now() >= START + WEEK


def test_quiet_waits_for_all_that_was_set_off(trip: Trip) -> None:
    async def say() -> None:
        await trip.slack.person("alice").say("met Dana Lee at the fair")
        await quiet(trip.world.kith, trip.slack)

    trip.world.wait(say())
    assert any("Here is what I read" in entry.text for entry in trip.said())
    assert set(trip.world.run(outbox_review.counts)) == {"sent"}
