"""Members in 40 zones through a year by the virtual clock: each nudge at its local minute, no other at all.

In `make test` five weeks around the autumn's changes of the clocks; with KITH_TEST_NIGHTLY a year of 1,000.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bot import membership
from bot.jobs.delivery import deliver
from bot.jobs.sight import Sight
from bot.jobs.sweep import sweep
from storage import occasions, promises, schedule
from storage.database import Database, open_database
from storage.records import Member, Owner, Posting, Sent
from tests.clockwork.sizes import Figures
from tests.clockwork.wall_calendar import Life
from tests.databases import SqliteFiles
from tests.jobs.mailbox import Mailbox

NIGHTLY = bool(os.environ.get("KITH_TEST_NIGHTLY"))
MEMBERS, DAYS = (1000, 365) if NIGHTLY else (45, 36)
BEGIN = datetime(2026, 1, 5, 0, 7, tzinfo=UTC) if NIGHTLY else datetime(2026, 10, 1, 0, 7, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# In the order in which the day comes to them: gaps at midnight, half and quarter hours, the date line.
ZONES = tuple(
    """
    Pacific/Kiritimati Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Norfolk Australia/Sydney
    Australia/Lord_Howe Australia/Adelaide Australia/Eucla Asia/Tokyo Asia/Shanghai Asia/Kathmandu
    Asia/Kolkata Asia/Karachi Asia/Kabul Asia/Tehran Asia/Dubai Europe/Moscow Africa/Nairobi Asia/Beirut
    Asia/Jerusalem Africa/Cairo Europe/Helsinki Europe/Berlin Africa/Lagos Africa/Casablanca Europe/Lisbon
    Africa/Abidjan Atlantic/Azores America/Nuuk America/Sao_Paulo America/St_Johns America/Asuncion
    America/Santiago America/Havana America/New_York America/Mexico_City America/Denver
    America/Los_Angeles Pacific/Pago_Pago
    """.split()  # noqa: SIM905
)
COUNTRIES = (None, None, None, "DE", "US", "JP", "EG", "BR")
# So that in five weeks Sydney (02:30) meets its gap, and Berlin (02:30) its repeated hour.
BRIEF_MINUTES = (0, 90, 150, 540, 1410, 150, 540)


@dataclass
class Recorder(Mailbox):
    """Keeps who was sent what, and when by the virtual clock; not the message."""

    now: datetime = BEGIN
    came: list[tuple[datetime, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(iter(()))

    async def send(self, posting: Posting, now: datetime) -> Sent:
        sent = await super().send(posting, now)
        self.arrived.clear()
        self.came.append((self.now, posting.owner.member_id, posting.kind))
        return sent


def new_member(number: int) -> Member:
    """A member of the simulation. Who shares a zone shares the hours: so there are fewer beats to play."""
    zone = number % len(ZONES)
    return Member(
        Owner("T1", f"U{number:04d}"),
        ZONES[zone],
        BEGIN,
        brief_minute=BRIEF_MINUTES[zone % len(BRIEF_MINUTES)],
        brief_days=("12345", "1234567", "135", "1234567")[number % 4],
        practice_days=("3", "", "26")[number % 5 % 3],
        review_day=number % 7 + 1,
        review_minute=(16 * 60, 23 * 60 + 30)[zone % 2],
        country=COUNTRIES[number % len(COUNTRIES)],
    )


def changes(number: int) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """What a member changes, and when: at odd minutes, when nothing is due."""
    at = BEGIN + timedelta(days=3 + number % 20, minutes=16 + 60 * (number % 24))
    every: tuple[dict[str, Any], ...] = (
        {"tz": ZONES[(number * 7 + 3) % len(ZONES)]},
        {"brief_minute": 15 * 60, "brief_days": "1234567"},
        {"paused_until": (at + 9 * DAY).date()},
        {"nudges_on": False},
        {"country": "PT"},
        {"deactivated_at": at},
        {"tz": "Pacific/Kiritimati"},
    )
    chosen = every[number % len(every)]
    yield at, chosen
    undone = {"nudges_on": True, "deactivated_at": None, "tz": "Pacific/Pago_Pago", "country": None}
    again_at = at + timedelta(days=11, hours=5)
    yield again_at, {name: undone[name] for name in chosen if name in undone} or {"review_minute": 480}


def events(number: int) -> frozenset[date]:
    """What a member is to go to: for some nothing, for some on two days on end, for some on holidays, too."""
    every = range(4 + number % 9, DAYS - 2, 11 + number % 7) if number % 3 else ()
    return frozenset(BEGIN.date() + days * DAY for first in every for days in (first, first + number % 2))


def kept(conn: Connection, member: Member, number: int) -> Member:
    """A new member with a promise that every morning has to be spoken of, and with events."""
    joined = membership.join(conn, member, BEGIN, is_greeted=True)
    promises.add(conn, member.owner, "mine", "send the deck", None, date(2025, 12, 1), None, BEGIN)
    for on in events(number):
        occasions.add(conn, member.owner, "the fair", on, None, "none", "none", BEGIN)
    membership.plan(conn, joined, BEGIN)
    return joined


@dataclass
class Year:
    """The members with their lives, and what is still to be changed, by time."""

    db: Database
    slack: Recorder
    sight: Sight
    lives: dict[Owner, Life]
    to_change: list[tuple[datetime, Owner, dict[str, Any]]]

    async def play(self, until: datetime) -> None:
        """Beat after beat, each at a whole minute, leaving out those at which nothing is due."""
        while (at := await self.next_at()) <= until:
            while self.to_change and self.to_change[0][0] <= at:
                await self.change(*self.to_change.pop(0))
            self.slack.now = at
            if (await sweep(self.db, at)).due:
                await deliver(self.db, self.slack, at, sight=self.sight)

    async def next_at(self) -> datetime:
        due_at = await self.db.run(schedule.next_due_at)
        assert due_at is not None
        beat_at = due_at + (-due_at.timestamp() % 60) * timedelta(seconds=1)
        return min(beat_at, self.to_change[0][0]) if self.to_change else beat_at

    async def change(self, at: datetime, owner: Owner, changed: dict[str, Any]) -> None:
        member = await self.db.run(membership.change, owner, changed, at)
        assert member is not None
        self.lives[owner].eras.append((at, member))

    def expected(self, begin: datetime, end: datetime) -> list[tuple[datetime, str, str]]:
        """What the calendar on the wall says of that time."""
        return sorted(nudge for life in self.lives.values() for nudge in life.nudges(begin, end))


def begun(db: Database) -> Year:
    """Everybody has joined."""
    people = [db.run_sync(kept, new_member(number), number) for number in range(MEMBERS)]
    lives = {one.owner: Life([(BEGIN, one)], occasions=events(n)) for n, one in enumerate(people)}
    to_change = [(at, one.owner, what) for number, one in enumerate(people) for at, what in changes(number)]
    return Year(db, Recorder(), Sight(), lives, sorted(to_change, key=lambda one: one[:2]))


async def lived(year: Year) -> tuple[int, list[int]]:
    """How many nudges came, each day's as the calendar says; the memory in use after each 30 days."""
    count, memory = 0, []
    for day in range(DAYS):
        begin, end = BEGIN + day * DAY, BEGIN + (day + 1) * DAY
        await year.play(end)
        assert sorted(year.slack.came) == year.expected(begin, end), f"{begin:%d %b}"
        count += len(year.slack.came)
        year.slack.came.clear()
        if day % 30 == 29:
            memory.append(resident())
    return count, memory


def resident() -> int:
    """Bytes of this process in memory; 0 where the system does not tell."""
    gc.collect()
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0


@pytest.fixture
def year(sqlite_files: SqliteFiles) -> Iterator[Year]:
    with sqlite_files.fresh() as url:
        db = open_database(url)
        yield begun(db)
        db.close()


def test_every_nudge_of_the_year_comes_at_its_local_minute_and_no_other_comes(
    year: Year, figures: Figures
) -> None:
    count, memory = asyncio.run(lived(year))
    assert count > MEMBERS * DAYS // 2
    assert year.to_change == []
    if NIGHTLY:
        assert memory[11] <= memory[1] * 1.05
        growth = f"memory {memory[1] >> 20} MB after two months, {memory[11] >> 20} after twelve"
        result = f"each at its local minute, 0 others; {growth}"
        figures.tell("A simulated year, sqlite", f"{MEMBERS:,} members, 40 zones, {count:,} nudges", result)
