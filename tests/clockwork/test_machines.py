"""Any number of `kith run` on one PostgreSQL, ended and started at will while nudges fall due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from time import sleep
from typing import Any

import pytest

from bot.local_slack import LocalSlackThread, VirtualClock
from storage.database import open_database
from tests.clockwork.machines import Machines
from tests.clockwork.sizes import Figures, size
from tests.clockwork.town import Town, daily
from tests.jobs.stage import NOW
from tests.postgres_server import PostgresServer
from tests.processes import MANIFEST, until

PEOPLE = 20
LEASE = timedelta(minutes=3)


@pytest.fixture
def clocked_slack(tmp_path: Path) -> Iterator[Any]:
    """A strict Slack whose clock is shared with the processes."""
    clock = VirtualClock(tmp_path / "clock", start=NOW)
    with LocalSlackThread(MANIFEST, clock=clock, ack_seconds=20) as slack:
        yield slack


def is_settled(town: Town, rows: int) -> bool:
    """Whether all of the day is decided, and nothing waits."""
    states = town.states()
    return sum(states.values()) >= rows and set(states) <= {"sent", "silent"}


def test_processes_come_and_go_and_every_nudge_comes_once(
    postgres_server: PostgresServer, clocked_slack: Any, figures: Figures
) -> None:
    slack, dice = clocked_slack, Random(7)
    processes, days = size(2, 4), size(2, 12)
    with postgres_server.fresh() as url:
        db = open_database(url)
        town = Town(slack, db, PEOPLE, NOW)
        with Machines(slack, url, processes, dice, KITH_CLOCK_FILE=str(slack.clock.offset_file)) as machines:
            for number, noon in enumerate(daily(NOW, days), start=1):
                slack.clock.set_to(noon)
                until(lambda number=number: sum(town.states().values()) >= number, "the first decision")
                sleep(dice.random() * 0.3)
                machines.restart()
                slack.clock.advance(LEASE)
                until(lambda number=number: is_settled(town, 2 * PEOPLE * number), "all of the day")
        assert town.repeats() == 0 and town.lost() == [] and town.broken() == []
        nudges = sum(town.states().values())
        db.close()
    told = f"{processes} processes, {days} days, {machines.restarts} restarts, {nudges:,} nudges"
    figures.tell("Many machines, PostgreSQL", told, "0 lost, 0 twice")
