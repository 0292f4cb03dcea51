"""A second process beside `kith run` on one SQLite file: who is let in, who is not, and what that costs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.local_slack import LocalSlackThread
from storage import outbox
from storage.database import open_database
from storage.records import Message, Owner
from tests.databases import SqliteFiles
from tests.processes import MANIFEST, PATIENCE_SECONDS, Running, command, environment, kith, served, until

PEOPLE, MESSAGES, SWEEPS = ("alice", "bob", "priya"), 12, 2


@pytest.fixture(scope="module")
def slack() -> Iterator[Any]:
    with LocalSlackThread(MANIFEST, ack_seconds=20) as slack:
        yield slack


@pytest.fixture(scope="module")
def running(slack: Any, sqlite_files: SqliteFiles) -> Iterator[Running]:
    """The first `kith run` on a file."""
    with sqlite_files.fresh() as url, served(slack, url) as process:
        yield process


def beside(running: Running, *args: str) -> subprocess.CompletedProcess[str]:
    """Another command on the same database."""
    return kith(*args, env={**running.env, "PORT": "0"})


@pytest.mark.parametrize("name", ["run", "migrate"])
def test_a_second_writer_is_refused_in_one_line_that_says_what_to_do(running: Running, name: str) -> None:
    ended = beside(running, name)
    path = Path(running.env["KITH_DATABASE_URL"].removeprefix("sqlite:///"))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        f"kith: The database file {path} is in use by process {running.process.pid} (`kith run`). "
        "End that one, or let several processes share a PostgreSQL (KITH_DATABASE_URL).\n"
    )


def test_the_doctor_is_let_in(running: Running) -> None:
    ended = beside(running, "doctor")
    assert "in use" not in ended.stdout + ended.stderr and "Database: sqlite" in ended.stdout


def put(conn: Connection, slack: Any) -> None:
    """A dozen messages for each of three people, all due."""
    for number in range(MESSAGES):
        for name in PEOPLE:
            owner, now = Owner(slack.team_id, slack.person(name).id), datetime.now(UTC)
            body = {"text": f"number {number} for {name}"}
            outbox.add(conn, Message(owner, "reply", now.date(), body, ref=str(number)), now)


def sent(conn: Connection) -> int:
    return int(conn.execute(text("SELECT count(*) FROM outbox WHERE state = 'sent'")).scalar_one())


def test_sweeps_beside_it_send_nothing_twice_and_lose_nothing(slack: Any, running: Running) -> None:
    database = open_database(running.env["KITH_DATABASE_URL"])
    sweeps = [
        subprocess.Popen(command("sweep"), env=running.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(SWEEPS)
    ]
    database.run_sync(put, slack)
    for sweep in sweeps:
        _out, err = sweep.communicate(timeout=PATIENCE_SECONDS)
        assert (sweep.returncode, err) == (0, b"")
    until(lambda: database.run_sync(sent) == len(PEOPLE) * MESSAGES, "all are sent")
    database.close()
    for name in PEOPLE:
        said = sorted(str(one["text"]) for one in slack.messages(name) if one.get("bot_id"))
        assert said == sorted(f"number {number} for {name}" for number in range(MESSAGES))


def test_the_next_one_starts_when_the_first_was_killed(slack: Any, sqlite_files: SqliteFiles) -> None:
    with sqlite_files.fresh() as url:
        with served(slack, url) as first:
            first.kill()
        assert kith("migrate", env=environment(slack, url)).returncode == 0
