"""`kith run` as a real process: ready, answering, ending when asked to, and surviving being killed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.local_slack import Fault, LocalSlackThread, VirtualClock
from storage.database import open_database
from tests.databases import SqliteFiles
from tests.postgres_server import PostgresServer
from tests.processes import MANIFEST, served, until

CANARY = "canarybird"
LINE = f"/promise send Dana the {CANARY} by Friday"
START = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Any]:
    """A strict Slack whose clock is shared with the processes."""
    clock = VirtualClock(tmp_path / "clock", start=START)
    with LocalSlackThread(MANIFEST, clock=clock, ack_seconds=20) as slack:
        yield slack
        # An event cannot reach a process that has ended; Slack brings it again.
        assert [one for one in slack.violations if one.what != "dispatch_failed"] == []


@pytest.fixture
def url(sqlite_files: SqliteFiles) -> Iterator[str]:
    with sqlite_files.fresh() as url:
        yield url


def states(url: str) -> dict[str, int]:
    """How many rows of the outbox there are in each state."""

    def read(conn: Connection) -> dict[str, int]:
        return {row[0]: row[1] for row in conn.execute(text("SELECT state, count(*) FROM outbox GROUP BY 1"))}

    db = open_database(url)
    try:
        return db.run_sync(read)
    finally:
        db.close()


def welcomes(slack: Any, handle: str) -> int:
    """How many messages the person was posted: there is one reason for one, becoming a member."""
    return len([one for one in slack.messages(handle) if one.get("bot_id")])


def hidden(slack: Any) -> tuple[str, ...]:
    """What no log may hold."""
    return (slack.bot_token, slack.app_token, slack.signing_secret, CANARY, "ticket=w")


def offset(slack: Any) -> str:
    return str(slack.clock.offset_file)


@pytest.mark.parametrize(
    ("is_socket_mode", "how"),
    [(True, signal.SIGTERM), (False, signal.SIGINT)],
    ids=["socket", "http"],
)
def test_it_serves_until_it_is_asked_to_end_and_logs_nobodys_words(
    slack: Any, url: str, is_socket_mode: bool, how: signal.Signals
) -> None:
    with served(slack, url, is_socket_mode=is_socket_mode, KITH_LOG="DEBUG") as process:
        ack = slack.person("alice").command("/promise", LINE.partition(" ")[2])
        assert ack.error is None and CANARY in str(ack.body)
        until(lambda: welcomes(slack, "alice"), "the welcome")
        process.ask_to_end(how)
        assert process.status() == 0, process.log
        assert "Traceback" not in process.log and '"ERROR"' not in process.log, process.log
        assert [word for word in hidden(slack) if word in process.log] == []
    assert states(url) == {"sent": 1}


def test_what_is_being_sent_when_it_ends_is_sent_and_what_waits_is_sent_by_the_next_process(
    slack: Any, url: str
) -> None:
    with served(slack, url, KITH_CLOCK_FILE=offset(slack)) as process:
        hanging = Fault("chat.postMessage", "hang", seconds=3)
        slack.faults.add(hanging)
        slack.person("alice").command("/kith", "today")
        until(lambda: hanging not in slack.faults.pending(), "the hanging send")
        slack.person("bob").command("/kith", "today")
        process.ask_to_end()
        assert process.status() == 0, process.log
    assert (welcomes(slack, "alice"), welcomes(slack, "bob")) == (1, 0)
    assert states(url) == {"sent": 1, "due": 1}
    with served(slack, url, KITH_CLOCK_FILE=offset(slack)):
        until(lambda: states(url) == {"sent": 2}, "the rest")
    assert (welcomes(slack, "alice"), welcomes(slack, "bob")) == (1, 1)


def test_killed_between_claim_and_complete_every_message_comes_exactly_once(slack: Any, url: str) -> None:
    with served(slack, url, KITH_CLOCK_FILE=offset(slack)) as process:
        claimed_together(slack, "alice", "bob")
        slack.faults.add(hanging_for(slack, "alice", "hang_after"))  # accepted, and never answered
        slack.faults.add(hanging_for(slack, "bob", "hang"))  # never accepted
        until(lambda: not slack.faults.pending(), "the hanging sends")
        process.process.kill()
        assert process.status() == -signal.SIGKILL
    assert states(url) == {"claimed": 2, "sent": 1}
    assert (welcomes(slack, "alice"), welcomes(slack, "bob")) == (1, 0)
    slack.clock.advance(timedelta(minutes=3))  # the lease has run out
    with served(slack, url, KITH_CLOCK_FILE=offset(slack)):
        until(lambda: states(url) == {"sent": 3}, "the lost one")
    assert (welcomes(slack, "alice"), welcomes(slack, "bob")) == (1, 1)


def claimed_together(slack: Any, *handles: str) -> None:
    """Have a message for each put into the outbox while the delivery is busy with another one."""
    busy = Fault("chat.postMessage", "hang", seconds=2.5)
    slack.faults.add(busy)
    slack.person("priya").command("/kith", "today")
    until(lambda: busy not in slack.faults.pending(), "the delivery is busy")
    for handle in handles:
        slack.person(handle).command("/kith", "today")


def hanging_for(slack: Any, handle: str, kind: str) -> Fault:
    """A send to that person never gets its answer."""
    places = (slack.person(handle).id, slack.person(handle).dm.id)
    return Fault("chat.postMessage", kind, seconds=20, when=lambda args: args["channel"] in places)


def test_two_processes_on_one_postgresql_get_on_with_each_other(
    slack: Any, postgres_server: PostgresServer
) -> None:
    with (
        postgres_server.fresh() as url,
        served(slack, url) as first,
        served(slack, url) as second,
    ):
        for process, what in ((first, "alpha"), (second, "beta"), (first, "gamma"), (second, "delta")):
            slack.request_url = f"{process.address}/slack/events"
            assert slack.person("alice").command("/promise", f"send Dana {what} by Friday").error is None
        until(lambda: states(url) == {"sent": 1}, "the welcome")
        for process in (first, second):
            process.ask_to_end()
            assert process.status() == 0, process.log
            assert '"ERROR"' not in process.log, process.log
        assert promises(url) == ["send alpha", "send beta", "send gamma", "send delta"]
    assert welcomes(slack, "alice") == 1


def promises(url: str) -> list[str]:
    """What was promised, oldest first."""
    db = open_database(url)
    try:
        return db.run_sync(
            lambda conn: list(conn.execute(text("SELECT what FROM promises ORDER BY id")).scalars())
        )
    finally:
        db.close()
