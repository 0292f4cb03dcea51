"""An operator's evening, with real processes: the doctor names what is parked, `kith replay` sends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.clock import utc_now
from bot.local_slack import LocalSlackThread
from storage import outbox, outbox_claim, standing
from storage.database import open_database
from storage.records import Message, Owner, Sent
from tests.databases import SqliteFiles
from tests.processes import MANIFEST, environment, kith, served, until


@pytest.fixture
def slack() -> Iterator[Any]:
    with LocalSlackThread(MANIFEST, ack_seconds=20) as slack:
        yield slack


@pytest.fixture
def url(sqlite_files: SqliteFiles) -> Iterator[str]:
    with sqlite_files.fresh() as url:
        yield url


def park(url: str, owner: Owner) -> None:
    """A message that Slack refused some time ago."""

    def refused(conn: Connection) -> None:
        message = Message(owner, "reply", utc_now().date(), {"text": "the canarybird is back"})
        row_id = outbox.add(conn, message, utc_now())
        assert row_id and outbox_claim.claim(conn, utc_now(), 1, 60)
        outbox_claim.complete(conn, [Sent(row_id, "parked", utc_now(), error="restricted_action")])

    db = open_database(url)
    db.run_sync(refused)
    db.close()


def state(url: str, row_id: str) -> str:
    """How the message stands."""
    db = open_database(url)
    (row,) = db.run_sync(standing.messages_like, row_id)
    db.close()
    return row.state


def test_what_the_doctor_names_is_sent_by_a_replay_beside_the_running_process(slack: Any, url: str) -> None:
    park(url, Owner(slack.team_id, slack.person("alice").id))
    env = environment(slack, url)
    with served(slack, url) as process:
        told = kith("doctor", env=env)
        assert f"`kith run` (process {process.process.pid}) serves the database file" in told.stdout
        assert (told.returncode, told.stderr, "canarybird" in told.stdout) == (0, "", False)
        (row_id,) = re.findall(r"`kith replay ([0-9a-f]{32})`", told.stdout)
        again = kith("replay", row_id[:31], env=env)
        assert (again.returncode, again.stderr) == (0, "") and "is due again" in again.stdout
        until(lambda: "canarybird" in str(slack.messages("alice")), "the message")
        until(lambda: state(url, row_id) == "sent", "that it is written down")
        refused = kith("replay", row_id, env=env)
        assert refused.returncode == 2 and refused.stderr.startswith(f"kith: Message {row_id} (reply) is not")
        assert "canarybird" not in process.log
