"""Real processes, killed at named points and at any moment: nothing lost, nothing twice."""

from __future__ import annotations

import signal
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.local_slack import Fault
from storage.database import Database
from tests.clockwork.nursery import Brood, Nursery
from tests.clockwork.sizes import Figures, size
from tests.clockwork.town import Town, daily, slacks_hand, sudden_end
from tests.jobs.doomed import ACCEPTED, POINTS, REPAIRS, Point
from tests.jobs.stage import MINUTE, NOW
from tests.processes import until

PEOPLE = 10
# Of so many kills one comes at no particular point, but at any moment.
SUDDEN = 4
# A child's whole life takes about this long: the sudden end comes somewhere in it.
LIFE_SECONDS = 0.25
# With which point the days begin: so the few days of the small size come to all of them on either database.
FIRST = {(True, True): 0, (True, False): 12, (False, True): 9, (False, False): 3}
# When the next ones come: after the lease, and where nobody can look after ten minutes more.
AFTER = {True: (3, 6), False: (3, 14, 26)}


class Grim:
    """Lets children live on a town's database, and ends them."""

    def __init__(self, nursery: Nursery, town: Town, url: str) -> None:
        self.nursery, self.town, self.url = nursery, town, url
        self.kills = 0
        self.missed: list[Point] = []

    def child(self, work: str, at: datetime, point: Point | None) -> Brood:
        self.town.slack.clock.set_to(at)
        api_url, token = self.town.slack.api_url, self.town.slack.bot_token
        return self.nursery.born(
            work, url=self.url, api_url=api_url, token=token, at=at.timestamp(), point=point
        )

    def end_at(self, point: Point, at: datetime, work: str = "work") -> None:
        """A life that ends at the point; one that never comes to it is remembered."""
        child = self.child(work, at, point)
        by_slack = point.event == ACCEPTED
        hand: AbstractContextManager[Any] = nullcontext()
        if by_slack:
            hand = slacks_hand(self.town.slack, child.pid, point.nth)
        with hand:
            self._count(child.live(), point)

    def end_suddenly(self, seconds: float, at: datetime) -> None:
        """A life of so many seconds; one that has come to its end by then is another kind of test."""
        child = self.child("work", at, None)
        with sudden_end(child.pid, seconds):
            self.kills += child.live() == -signal.SIGKILL

    def _count(self, status: int, point: Point) -> None:
        assert status in (0, -signal.SIGKILL), f"it fell by itself: {status}"
        self.kills += status == -signal.SIGKILL
        self.missed += [] if status == -signal.SIGKILL else [point]


def end_of_day(grim: Grim, number: int, at: datetime, first: int) -> None:
    """The kill of this day: the next named one, beginning with the `first`, or now and then at any moment."""
    if number % SUDDEN == SUDDEN - 1:
        share = number * 37 % 100 / 100
        grim.end_suddenly(0.01 + LIFE_SECONDS * share, at)
    else:
        named = number - number // SUDDEN
        grim.end_at(POINTS[(first + named) % len(POINTS)], at)


def _forget_plan(conn: Connection, member_id: str) -> None:
    conn.execute(text("DELETE FROM schedule WHERE member_id = :member"), {"member": member_id})


def _zones(conn: Connection) -> list[str]:
    return list(conn.execute(text("SELECT tz FROM members ORDER BY tz")).scalars())


@pytest.mark.parametrize("can_look", [True, False], ids=["history", "no history"])
def test_whatever_is_killed_every_nudge_comes_once(
    slack: Any, database: Database, database_url: str, nursery: Nursery, figures: Figures, can_look: bool
) -> None:
    town = Town(slack, database, PEOPLE, NOW)
    if not can_look:
        slack.faults.add(Fault("conversations.history", "error", times=None, code="missing_scope"))
    grim = Grim(nursery, town, database_url)
    days = size(20, 400) if can_look else size(10, 100)
    first = FIRST[database.is_sqlite, can_look]
    for number, noon in enumerate(daily(NOW, days)):
        end_of_day(grim, number, noon, first)
        # The days go by in less time than PostgreSQL may take to see that somebody is dead.
        until(town.is_let_go, "nothing is held by the dead")
        town.live_on(*(noon + minutes * MINUTE for minutes in AFTER[can_look]))
        assert set(town.states()) <= {"sent", "silent"}, f"day {number}"
    assert grim.missed == [] and town.lost() == [] and town.broken() == []
    repeats = town.repeats()
    assert repeats <= (0 if can_look else grim.kills) and town.unmarked() == []
    kind = f"{database.engine.dialect.name}, {'history' if can_look else 'no history'}"
    nudges = sum(town.states().values())
    assert nudges == town.due(daily(NOW, days))
    figures.tell(f"Killed: {kind}", f"{grim.kills} kills, {nudges:,} nudges", f"0 lost, {repeats} twice")


def test_a_repair_that_is_killed_is_made_good_by_the_next(
    slack: Any, database: Database, database_url: str, nursery: Nursery
) -> None:
    town = Town(slack, database, 4, NOW)
    grim = Grim(nursery, town, database_url)
    for number, point in enumerate(REPAIRS):
        person = town.people[number]
        slack.move(person, "Asia/Tokyo")
        database.run_sync(_forget_plan, person.id)
        grim.end_at(point, NOW + number * timedelta(hours=1), "mend")
    assert grim.missed == []
    assert grim.child("mend", NOW + timedelta(hours=9), None).live() == 0
    assert database.run_sync(_zones) == ["Asia/Tokyo"] * len(REPAIRS) + ["UTC"] * (4 - len(REPAIRS))
    assert town.broken() == []
