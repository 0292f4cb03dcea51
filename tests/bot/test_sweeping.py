"""`kith sweep`: one pass, its counts in a line; as of another instant, everything at its own time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.blocks.kit import message, section
from bot.content import say
from bot.local_slack import Fault, LocalSlackThread, VirtualClock
from bot.settings import SettingsError
from bot.sweeping import sweep_all
from storage import members, outbox, promises, schedule
from storage.database import Database, open_database
from storage.records import Member, Message, Owner
from tests.databases import SqliteFiles
from tests.processes import MANIFEST, environment, kith
from tests.world import settings_for

# A Monday, 10:00 in Lisbon; the clock of the process stays where it is in reality.
NOW = datetime(2027, 1, 4, 10, tzinfo=UTC)
TUESDAY = datetime(2027, 1, 5, 9, 0, 30, tzinfo=UTC)
FRIDAY = datetime(2027, 1, 8, 20, tzinfo=UTC)


@pytest.fixture
def slack() -> Iterator[Any]:
    with LocalSlackThread(MANIFEST, clock=VirtualClock(start=NOW)) as slack:
        yield slack
        assert slack.violations == []


@pytest.fixture
def owner(slack: Any, database: Database) -> Owner:
    """alice, with something to be said to her."""
    return database.run_sync(begin, slack.team_id, slack.person("alice").id)


def begin(conn: Connection, *ids: str) -> Owner:
    """A member with a promise that is due on Tuesday, and nothing but her brief."""
    owner = Owner(*ids)
    members.add(conn, Member(owner, "Europe/Lisbon", NOW))
    promises.add(conn, owner, "mine", "send the deck", None, date(2027, 1, 5), None, NOW)
    schedule.put(conn, owner, "brief", 0, TUESDAY.replace(second=0))
    return owner


def swept(slack: Any, url: str, as_of: datetime | None) -> dict[str, int]:
    """The counts of one pass."""
    line = asyncio.run(sweep_all(settings_for(slack, url, is_socket_mode=True), as_of))
    assert "\n" not in line
    return {name: int(number) for name, _, number in (pair.partition("=") for pair in line.split())}


def texts(slack: Any) -> list[str]:
    return [one["text"] for one in slack.messages("alice")]


def test_before_anything_is_due_nothing_is_sent(slack: Any, database_url: str, owner: Owner) -> None:
    assert set(swept(slack, database_url, NOW).values()) == {0}
    assert texts(slack) == []


def test_everything_due_by_then_is_sent_at_its_own_time(slack: Any, database_url: str, owner: Owner) -> None:
    counts = swept(slack, database_url, FRIDAY)
    assert counts["due"] == counts["queued"] + counts["silent"] == 4
    assert counts["sent"] == counts["queued"] == len(texts(slack)) > 1
    words = [str(one) for one in slack.messages("alice")]
    for day, text in zip(("Tuesday 5 Jan", "Wednesday 6 Jan", "Thursday 7 Jan"), words, strict=False):
        assert day in text
    assert not any(say("delivery.late") in text for text in words)


def test_the_same_call_again_sends_nothing_again(slack: Any, database_url: str, owner: Owner) -> None:
    swept(slack, database_url, TUESDAY)
    before = texts(slack)
    assert len(before) == 1
    assert set(swept(slack, database_url, TUESDAY).values()) == {0}
    assert texts(slack) == before


def test_without_an_instant_it_is_the_present_one(
    slack: Any, database: Database, database_url: str, owner: Owner
) -> None:
    reply = Message(owner, "reply", date(2026, 1, 1), message("hello", section("hello")))
    database.run_sync(outbox.add, reply, datetime.now(UTC) - timedelta(minutes=1))
    assert swept(slack, database_url, None)["sent"] == 1
    assert texts(slack) == ["hello"]


def test_when_slack_asks_to_wait_it_waits(slack: Any, database_url: str, owner: Owner) -> None:
    slack.faults.add(Fault("chat.postMessage", "ratelimited", retry_after=1))
    counts = swept(slack, database_url, TUESDAY)
    assert (counts["sent"], counts["later"], len(texts(slack))) == (1, 1, 1)


def test_a_wrong_token_sends_and_decides_nothing(
    slack: Any, database: Database, database_url: str, owner: Owner
) -> None:
    slack.faults.add(Fault("auth.test", "error", code="account_inactive"))
    with pytest.raises(SettingsError, match="account_inactive"):
        swept(slack, database_url, FRIDAY)
    (row,) = database.run_sync(schedule.of_member, owner)
    assert row.due_at == TUESDAY.replace(second=0) and texts(slack) == []


def test_as_a_process_it_prints_the_counts_and_exits_with_0(slack: Any, sqlite_files: SqliteFiles) -> None:
    with sqlite_files.fresh() as url:
        db = open_database(url)
        db.run_sync(begin, slack.team_id, slack.person("alice").id)
        db.close()
        ended = kith("sweep", "--as-of", "2027-01-05T09:00:30Z", env=environment(slack, url))
    assert (ended.returncode, ended.stderr, len(texts(slack))) == (0, "", 1)
    assert ended.stdout == (
        "due=1 queued=1 silent=0 folded=0 again=0 failed=0"
        " claimed=1 sent=1 later=0 unknown=0 parked=0 canceled=0\n"
    )
