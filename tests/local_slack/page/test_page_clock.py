"""The clock in the header: each person's own time, journeys one at a time, and what stops them."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from bot.local_slack import VirtualClock
from bot.local_slack.page.time_machine import BUTTONS, LONGEST, TimeMachine, destination
from tests.local_slack.page.page_part import Parts, buttons_of, parts, words_of

# A Monday, ten in Lisbon, five in New York, half past three in the afternoon in Kolkata.
START = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Travelled:
    """An `advance` that goes hour by hour, and waits at each for the test to let it go on."""

    def __init__(self) -> None:
        self.wanted: list[datetime] = []
        self.clock: VirtualClock | None = None
        self.may_go = asyncio.Event()
        self.failure: Exception | None = None

    async def __call__(self, to: datetime) -> None:
        self.wanted.append(to)
        assert self.clock is not None
        self.clock.advance(HOUR)
        if self.failure:
            raise self.failure
        await self.may_go.wait()
        self.clock.set_to(to)


class Clockwork(Parts):
    machine: TimeMachine
    travelled: Travelled

    def html(self, handle: str = "alice") -> str:
        return self.machine.html(self.slack.person(handle).user)

    def hours_on(self) -> float:
        return round((self.slack.clock.now() - START) / HOUR, 2)


@asynccontextmanager
async def clockwork(has_advance: bool = True) -> AsyncIterator[Clockwork]:
    travelled = Travelled()
    made: list[TimeMachine] = []

    def make(stage: Any) -> list[TimeMachine]:
        made.append(TimeMachine(stage, travelled if has_advance else None))
        return made

    async with parts(make, VirtualClock(start=START)) as found:
        travelled.clock = found.slack.clock
        work = Clockwork(found.slack, found.stage, found.session)
        work.machine, work.travelled = made[0], travelled
        yield work


@pytest.mark.parametrize(
    ("handle", "shown", "tz"),
    [
        ("alice", "Mon 23 Nov, 10:00:0", "Europe/Lisbon"),
        ("bob", "Mon 23 Nov, 05:00:0", "America/New_York"),
        ("priya", "Mon 23 Nov, 15:30:0", "Asia/Kolkata"),
        ("tama", "Mon 23 Nov, 23:00:0", "Pacific/Auckland"),
    ],
)
async def test_each_person_sees_their_own_time(handle: str, shown: str, tz: str) -> None:
    async with clockwork() as work:
        html = work.html(handle)
    assert html.startswith('<div id="clock"')
    assert shown in words_of(html) and f'data-tz="{tz}"' in html
    (epoch,) = re.findall(r'data-epoch="([\d.]+)"', html)
    assert 0 <= float(epoch) - START.timestamp() < 60


async def test_the_buttons_have_their_words_and_ask_for_what_they_say() -> None:
    async with clockwork() as work:
        html = work.html()
    assert buttons_of(html) == ["To tomorrow 09:00", "+1 hour", "To next Monday", "+1 week", "Go"]
    asked = [json.loads(unescape(vals)) for vals in re.findall(r"hx-vals='([^']*)'", html)]
    assert asked == [{"who": "alice", "to": to} for _, to in BUTTONS]
    assert 'hx-post="/clock"' in html and "Stop" not in html


async def test_nothing_in_it_is_inline_and_every_id_stands_once() -> None:
    async with clockwork() as work:
        await work.post("/clock", who="alice", to="+1 week")
        html = work.html() + work.html("bob").replace('id="', 'id="bob-')
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) > 4
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize(
    ("handle", "asked", "local"),
    [
        ("alice", "tomorrow 09:00", "2026-11-24T09:00"),
        ("alice", "+1 hour", "2026-11-23T11:00"),
        ("alice", "next monday 09:00", "2026-11-30T09:00"),
        ("alice", "+1 week", "2026-11-30T10:00"),
        ("bob", "tomorrow 09:00", "2026-11-24T14:00"),
        ("tama", "tomorrow 09:00", "2026-11-23T20:00"),
        ("tama", "next monday 09:00", "2026-11-29T20:00"),
        ("alice", "friday 15:00", "2026-11-27T15:00"),
        ("priya", "2026-12-01 08:00", "2026-12-01T02:30"),
    ],
)
async def test_a_journey_goes_to_the_persons_own_hour(handle: str, asked: str, local: str) -> None:
    async with clockwork() as work:
        assert await work.post("/clock", who=handle, to=asked) == (204, "")
        await work.until(lambda: work.travelled.wanted)
    assert f"{work.travelled.wanted[0]:%Y-%m-%dT%H:%M}" == local


async def test_what_is_typed_is_read_too() -> None:
    async with clockwork() as work:
        assert await work.post("/clock", who="alice", at="friday 3pm") == (204, "")
        await work.until(lambda: work.travelled.wanted)
    assert work.travelled.wanted == [datetime(2026, 11, 27, 15, tzinfo=UTC)]


async def test_under_way_it_says_whereto_and_offers_to_stop() -> None:
    async with clockwork() as work:
        work.html()
        await work.post("/clock", who="alice", to="next monday 09:00")
        await work.until(lambda: work.hours_on() >= 1)
        html = work.html("bob")
        assert "Moving to Mon 30 Nov 2026, 04:00 …" in words_of(html)
        assert "Mon 23 Nov, 06:00:" in words_of(html) and buttons_of(html) == ["Stop"]
        work.travelled.may_go.set()
        await work.until(lambda: "Moving" not in work.html())
    assert len(work.told("clock")) >= 4  # it began, it was at a stop, it was there, it was over


async def test_a_second_journey_waits_for_the_first_to_end() -> None:
    async with clockwork() as work:
        await work.post("/clock", who="alice", to="+1 week")
        status, toast = await work.post("/clock", who="bob", to="+1 hour")
        assert (status, len(work.travelled.wanted)) == (204, 1)
        assert "moving already" in toast
        work.travelled.may_go.set()
        await work.until(lambda: "Moving" not in work.html())
        assert await work.post("/clock", who="bob", to="+1 hour") == (204, "")


async def test_stop_ends_it_where_it_is() -> None:
    async with clockwork() as work:
        await work.post("/clock", who="alice", to="+1 week")
        await work.until(lambda: work.hours_on() >= 1)
        assert await work.post("/clock/stop", who="alice") == (204, "")
        await work.until(lambda: "Moving" not in work.html())
        assert work.hours_on() == pytest.approx(1, abs=0.02)
        (toast,) = work.told("toast")
    assert (toast.user_id, toast.text) == (work.slack.person("alice").id, "Stopped at Mon 23 Nov, 11:00.")


async def test_stop_without_a_journey_does_nothing() -> None:
    async with clockwork() as work:
        assert await work.post("/clock/stop", who="alice") == (204, "")
        assert work.told("toast") == []


async def test_a_journey_that_fails_says_so_and_leaves_the_clock_where_it_came_to() -> None:
    async with clockwork() as work:
        work.travelled.failure = RuntimeError("the database is away")
        await work.post("/clock", who="bob", to="+1 week")
        await work.until(lambda: work.told("toast"))
        (toast,) = work.told("toast")
        assert toast.text == "The clock stopped at Mon 23 Nov, 06:00: RuntimeError. Try again."
        assert work.hours_on() == pytest.approx(1, abs=0.02) and buttons_of(work.html())[0] != "Stop"


async def test_the_end_of_the_page_ends_the_journey() -> None:
    async with clockwork() as work:
        await work.post("/clock", who="alice", to="+1 week")
        await work.until(lambda: work.travelled.wanted)
    assert "Moving" not in work.html()
    assert work.machine._tell_soon not in work.slack.clock.on_change
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "page-journey"]


async def test_without_anybody_to_move_it_the_clock_jumps() -> None:
    async with clockwork(has_advance=False) as work:
        await work.post("/clock", who="alice", to="+1 week")
        await work.until(lambda: work.hours_on() >= 168)


async def test_a_clock_that_was_moved_elsewhere_is_drawn_anew() -> None:
    async with clockwork() as work:
        work.slack.clock.advance(HOUR)
        assert work.told("clock") == []  # nobody has looked yet
        work.html()
        work.slack.clock.advance(HOUR)
        assert len(work.told("clock")) == 1
        thread = threading.Thread(target=work.slack.clock.advance, args=(HOUR,))
        thread.start()
        thread.join()
        await work.until(lambda: len(work.told("clock")) == 2)


async def test_nobody_is_no_traveller() -> None:
    async with clockwork() as work:
        assert (await work.post("/clock", who="mallory", to="+1 hour"))[0] == 404
        assert (await work.post("/clock"))[0] == 404


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "<script>alert(1)</script>", "tomorrow 25:00", "2026-02-30", "2027-13-01", "+1 fortnight",
        "next", "9999-12-31 23:00", "0001-01-01", f"+{'9' * 12} weeks", f"+{'9' * 5000} hours", "‮friday",
        "é" * 300,
    ],
)  # fmt: skip
@pytest.mark.parametrize("tz", ["America/New_York", "Pacific/Auckland"])
def test_what_is_no_time_is_told_with_an_example(text: str, tz: str) -> None:
    going = destination(text, START, tz)
    assert going.to is None and 20 < len(going.why_not) < 140


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2026-11-22", "forward"),
        ("today 09:00", "forward"),
        ("+0 hours", "forward"),
        ("2029-11-23", "too far"),
        ("xyz", "friday 15:00"),
    ],
)
async def test_where_the_clock_does_not_go_it_says_why(text: str, word: str) -> None:
    async with clockwork() as work:
        status, toast = await work.post("/clock", who="alice", at=text)
        assert (status, work.travelled.wanted) == (422, [])
    assert word in toast and text in toast


def test_a_year_is_a_journey_and_three_are_not() -> None:
    assert destination("+52 weeks", START, "UTC").to == START + timedelta(weeks=52)
    assert destination(f"+{LONGEST.days + 1} days", START, "UTC").to is None


def test_nobody_goes_to_where_no_clock_follows() -> None:
    far = datetime.now(UTC) + timedelta(days=50 * 366)
    assert "fifty" in destination("+1 day", far, "UTC").why_not
