"""Real processes that are killed at named points: nothing lost, nothing sent twice, on both databases."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import date

import pytest
from sqlalchemy import Connection

from bot.jobs.sweep import sweep
from storage import promises, schedule
from storage.database import Database
from tests.jobs.doomed import POINTS
from tests.jobs.stage import MINUTE, NOW, Stage, play

PEOPLE = ("alice", "bob", "priya")


async def killed(stage: Stage, point: str, database_url: str) -> int | None:
    """Run a process until it kills itself; how it ended."""
    words = [point, database_url, stage.slack.api_url, stage.slack.bot_token, str(NOW.timestamp())]
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.jobs.doomed", *words)
    try:
        return await asyncio.wait_for(process.wait(), 60)
    finally:
        if process.returncode is None:
            process.kill()


def fill(conn: Connection, stage: Stage) -> None:
    for handle in PEOPLE:
        owner = stage.owner(handle)
        promises.add(conn, owner, "mine", "send the deck", None, date(2026, 3, 1), None, NOW)
        schedule.put(conn, owner, "brief", 0, NOW)


@pytest.mark.parametrize("point", POINTS)
def test_after_a_kill_every_brief_arrives_once(database: Database, database_url: str, point: str) -> None:
    async def scenario(stage: Stage) -> None:
        for handle in PEOPLE:
            stage.member(handle)
        stage.db.run_sync(fill, stage)
        assert await killed(stage, point, database_url) == -signal.SIGKILL
        for minutes in (1, 3, 5):
            await sweep(stage.db, NOW + minutes * MINUTE)
            await stage.deliver(NOW + minutes * MINUTE)
        assert [len(stage.texts(handle)) for handle in PEOPLE] == [1, 1, 1]
        assert not any("may be a repeat" in text for handle in PEOPLE for text in stage.texts(handle))
        assert stage.counts() == {"sent": 3}

    play(database, scenario)
