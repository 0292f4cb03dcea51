"""`kith replay ID`: what was parked is tried again, and anything else is told as it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bot.clock import utc_now
from bot.replaying import ReplayError, replay, replayed
from bot.settings import load
from storage import outbox, outbox_claim, outbox_review, pace, schedule, standing
from storage.database import Database
from storage.records import Message, OutboxState, Owner, Sent

ALICE = Owner("T1", "U1")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def parked(conn: Connection, error: str = "msg_too_long") -> str:
    """A message of alice's that Slack refused."""
    row_id = outbox.add(conn, Message(ALICE, "brief", NOW.date(), {"text": "canarybird"}), NOW)
    assert row_id and outbox_claim.claim(conn, NOW, 10, 60)
    outbox_claim.complete(conn, [Sent(row_id, "parked", NOW, error=error)])
    return row_id


def state(conn: Connection, row_id: str) -> str:
    (row,) = standing.messages_like(conn, row_id)
    return row.state


@pytest.mark.parametrize("digits", [32, 25])
def test_a_parked_message_is_due_again_by_its_id_or_its_beginning(conn: Connection, digits: int) -> None:
    row_id = parked(conn)
    told = replayed(conn, row_id[:digits], NOW)
    assert told.startswith(f"Message {row_id} (brief) is due again. A running `kith run` takes it up")
    assert state(conn, row_id) == "due" and "canarybird" not in told


def test_one_that_may_have_arrived_is_looked_for_first(conn: Connection) -> None:
    row_id = parked(conn, outbox_review.UNANSWERED)
    assert "is looked for, and sent again if it did not arrive" in replayed(conn, row_id, NOW)
    assert state(conn, row_id) == "unknown"


def test_in_a_paused_workspace_it_waits_for_the_token(conn: Connection) -> None:
    row_id = parked(conn)
    pace.pause(conn, ALICE.workspace_id, "token_revoked", NOW)
    assert "as soon as its workspace goes on: it is paused (token_revoked)" in replayed(conn, row_id, NOW)


def test_a_beginning_that_fits_several_changes_none(conn: Connection) -> None:
    first = parked(conn)
    outbox.add(conn, Message(ALICE, "review", NOW.date(), {}), NOW)
    with pytest.raises(ReplayError, match="several messages begin with"):
        replayed(conn, first[:10], NOW)
    assert state(conn, first) == "parked"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("silent", "was decided not to be said"),
        ("folded", "went into the next brief"),
        ("canceled", "was canceled"),
        ("due", "waits to be sent and is tried on 2026-11-23 at 09:00 UTC"),
    ],
)
def test_a_message_that_is_not_parked_is_told_as_it_is(
    conn: Connection, what: OutboxState, said: str
) -> None:
    row_id = outbox.add(conn, Message(ALICE, "brief", NOW.date(), {}), NOW, what)
    assert row_id
    with pytest.raises(ReplayError, match=f"is not parked: it .*{said}"):
        replayed(conn, row_id, NOW)
    assert state(conn, row_id) == what


@pytest.mark.parametrize(
    ("became", "said"),
    [
        (Sent("", "sent", NOW, ts="1.2"), "was sent on 2026-11-23 at 09:00 UTC"),
        (Sent("", "unknown", NOW, retry_at=NOW + DAY), "is looked for on 2026-11-24 at 09:00 UTC"),
        (None, "is being sent at this moment"),
    ],
)
def test_a_message_on_its_way_or_there_is_left_alone(
    conn: Connection, became: Sent | None, said: str
) -> None:
    row_id = outbox.add(conn, Message(ALICE, "brief", NOW.date(), {}), NOW)
    assert row_id and outbox_claim.claim(conn, NOW, 10, 60)
    if became:
        outbox_claim.complete(conn, [became._replace(id=row_id)])
    with pytest.raises(ReplayError, match=said):
        replayed(conn, row_id, NOW)


def failed(conn: Connection, retry_at: datetime | None = None) -> int:
    """A schedule row of alice's that failed; parked unless it has a time."""
    schedule.put(conn, ALICE, "brief", 0, NOW)
    (row,) = schedule.of_member(conn, ALICE)
    schedule.fail(conn, row.id, "KeyError at brief.py:3", retry_at)
    return row.id


def test_a_parked_schedule_row_is_due_for_what_it_was_due_for(conn: Connection) -> None:
    number = failed(conn)
    assert f"Schedule row {number} (brief) is due again." in replayed(conn, str(number), NOW)
    assert [row.due_at for row in schedule.of_member(conn, ALICE)] == [NOW]


def test_of_a_row_that_is_long_over_the_next_brief_is_named(conn: Connection) -> None:
    told = replayed(conn, str(failed(conn)), NOW + DAY)
    assert "it was due on 2026-11-23 at 09:00 UTC, so the next brief takes it in" in told


def test_a_row_that_is_tried_again_anyway_is_told_with_its_time(conn: Connection) -> None:
    number = failed(conn, NOW + DAY)
    with pytest.raises(
        ReplayError, match=r"is not parked: it is due on 2026-11-24 at 09:00 UTC after 1 fail"
    ):
        replayed(conn, str(number), NOW)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("4711", "there is no schedule row 4711: `kith doctor`"),
        ("deadbeef", "there is no message deadbeef"),
        ("12345678", "there is no message 12345678"),
        ("abc", "'abc' is no id: give a message's id"),
        ("", "'' is no id"),
        ("U1; --", "is no id"),
        ("9" * 40, "is no id"),
    ],
)
def test_what_is_no_id_of_anything_is_refused_with_what_would_be_one(
    conn: Connection, wrong: str, said: str
) -> None:
    with pytest.raises(ReplayError, match=said):
        replayed(conn, wrong, NOW)


def test_from_the_command_line_it_works_beside_an_open_database(
    database: Database, database_url: str
) -> None:
    row_id = database.run_sync(parked)
    settings = load({"KITH_DATABASE_URL": database_url})
    assert "is due again" in replay(settings, f" {row_id.upper()}\n")
    (row,) = database.run_sync(standing.messages_like, row_id)
    assert row.state == "due" and abs(row.due_at - utc_now()) < DAY


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    settings = load({"KITH_DATABASE_URL": f"sqlite:///{tmp_path / 'kith.db'}"})
    with pytest.raises(ReplayError, match="there is no database"):
        replay(settings, "4711")
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_another_version_is_left_alone(database: Database, database_url: str) -> None:
    database.run_sync(lambda conn: conn.execute(text("UPDATE alembic_version SET version_num = '0000'")))
    with pytest.raises(ReplayError, match=r"has schema 0000 and this version needs \d+: run `kith migrate`"):
        replay(load({"KITH_DATABASE_URL": database_url}), "4711")


def test_what_waits_and_what_failed_is_seen_by_its_owner_alone(conn: Connection) -> None:
    row_id, number = parked(conn), failed(conn)
    assert [one.id for one in standing.waiting_of(conn, ALICE, NOW)] == [row_id]
    assert [one.id for one in standing.hindered_of(conn, ALICE, NOW)] == [number]
    for other in (Owner("T1", "U2"), Owner("T2", "U1")):
        assert standing.waiting_of(conn, other, NOW) == [] and standing.hindered_of(conn, other, NOW) == []


def test_what_was_never_tried_waits_only_once_it_is_late(conn: Connection) -> None:
    outbox.add(conn, Message(ALICE, "brief", date(2026, 11, 23), {}), NOW)
    schedule.put(conn, ALICE, "brief", 0, NOW)
    for late, number in ((NOW - DAY, 0), (NOW, 1)):
        assert len(standing.waiting_of(conn, ALICE, late)) == number
        assert len(standing.hindered_of(conn, ALICE, late)) == number
