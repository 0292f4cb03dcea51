"""Restores: all of the backup or all of what was there; nothing old is sent, and the forgotten stay so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text

from storage import backup, contacts, members, outbox, schedule
from storage.database import Database, open_database
from storage.records import ContactDraft, Due, Message, OutboxState
from storage.restore import Passed, Restored
from storage.tables import outbox as outbox_rows
from storage.tables import restores
from tests.invariants import broken
from tests.storage.owners import ALICE, BOB, NOW, member
from tests.storage.whole_databases import address, brought, everything, fill_all, rows_of, tomorrow

HOUR = timedelta(hours=1)
EARLIER = NOW - HOUR  # nothing that was filled in is due by then


def test_every_row_arrives_from_either_kind_in_either_kind(
    database: Database, target: Database, path: Path
) -> None:
    database.run_sync(fill_all)
    backup.take(address(database), path, EARLIER)
    assert brought(path, target, EARLIER) == Restored(None, 0, 0, 0)
    before, after = rows_of(database), rows_of(target)
    at = int(EARLIER.timestamp())
    assert (at, at) in after["restores"] and len(after["restores"]) == 2
    assert {**after, "restores": None} == {**before, "restores": None}


def test_what_was_there_is_kept_and_can_be_brought_back(database: Database, path: Path) -> None:
    backup.take(address(database), path, EARLIER)
    database.run_sync(fill_all)
    before = rows_of(database)
    done = brought(path, database, EARLIER)
    assert done.kept and done.kept.rows["contacts"] == 3 and rows_of(database)["contacts"] == []
    assert brought(done.kept.path, database, EARLIER + HOUR / 2).kept
    assert {**rows_of(database), "restores": None} == {**before, "restores": None}


def test_no_number_is_given_twice(database: Database, target: Database, path: Path) -> None:
    def add(conn: Connection) -> int:
        members.add(conn, member())
        return contacts.add(conn, ALICE, ContactDraft("Dana Lee"), NOW).id

    for _ in range(5):
        last = database.run_sync(add)
    database.run_sync(lambda conn: conn.execute(text("DELETE FROM contacts WHERE id > 2")))
    backup.take(address(database), path, NOW)
    brought(path, target, NOW)
    assert target.run_sync(add) == last + 1
    backup.take(address(database), path.with_name("second"), NOW)
    brought(path.with_name("second"), target, NOW + HOUR)
    assert target.run_sync(add) == last + 2, "a number that the replaced database had given"


STATES: tuple[OutboxState, ...] = ("due", "claimed", "unknown", "parked", "sent", "silent")


def test_what_waited_is_not_sent_any_more_and_the_rest_stays(database: Database, path: Path) -> None:
    for state in STATES:
        for kind in ("brief", "welcome"):
            message = Message(ALICE, kind, date(2026, 3, 2), {"text": "hello"}, ref=state)
            database.run_sync(outbox.add, message, NOW, state)
    backup.take(address(database), path, NOW)
    assert brought(path, database, NOW + HOUR).unsent == 6
    rows = database.run_sync(lambda conn: conn.execute(select(outbox_rows)).all())
    became = {(row.kind, row.ref): (row.state, row.error) for row in rows}
    for state in STATES:
        is_waiting = state in ("due", "claimed", "unknown")
        for kind, becomes in (("brief", "folded"), ("welcome", "canceled")):
            assert became[kind, state] == (
                (becomes, "restored from a backup") if is_waiting else (state, None)
            )


def planned(conn: Connection) -> None:
    """A brief for NOW, one for later, and one that is parked."""
    members.add(conn, member())
    schedule.put(conn, ALICE, "brief", 0, NOW)
    schedule.put(conn, ALICE, "review", 0, NOW + 9 * HOUR)
    schedule.put(conn, ALICE, "practice", 0, NOW)
    schedule.park(conn, ALICE, ["practice"], "an error")


def test_what_came_due_is_moved_on_with_a_row_and_the_rest_stays(database: Database, path: Path) -> None:
    database.run_sync(planned)
    backup.take(address(database), path, NOW - HOUR)
    assert brought(path, database, NOW + HOUR, tomorrow).moved == 1
    rows = {due.kind: due for due in database.run_sync(schedule.of_member, ALICE)}
    assert (rows["review"].due_at, rows["review"].last_on) == (NOW + 9 * HOUR, None)
    assert (rows["brief"].due_at, rows["brief"].last_on) == (NOW + 25 * HOUR, NOW.date())
    assert [parked.kind for parked in database.run_sync(schedule.parked)] == ["practice"]
    (row,) = database.run_sync(lambda conn: conn.execute(select(outbox_rows)).all())
    assert (row.kind, row.state, row.local_on) == ("brief", "silent", NOW.date())
    assert database.run_sync(broken) == []


def test_a_reminder_of_the_past_is_folded_and_a_row_of_nobody_is_dropped(
    database: Database, path: Path
) -> None:
    def remind(conn: Connection) -> None:
        schedule.put(conn, ALICE, "reminder", 7, NOW)
        schedule.put(conn, BOB, "brief", 0, NOW)

    def plan(_conn: Connection, due: Due, _now: datetime) -> Passed | None:
        return Passed(NOW.date(), None) if due.owner == ALICE else None

    database.run_sync(remind)
    backup.take(address(database), path, NOW)
    brought(path, database, NOW + HOUR, plan)
    assert rows_of(database)["schedule"] == []
    (row,) = database.run_sync(lambda conn: conn.execute(select(outbox_rows)).all())
    assert (row.member_id, row.kind, row.ref, row.state) == (ALICE.member_id, "reminder", "7", "folded")


def test_a_date_that_was_dealt_with_since_is_not_dealt_with_again(database: Database, path: Path) -> None:
    """The member asked for an earlier hour after the backup, and had the brief of the day by it."""
    database.run_sync(planned)
    backup.take(address(database), path, NOW - 2 * HOUR)
    database.run_sync(lambda conn: conn.execute(text("UPDATE schedule SET last_on = '2026-03-02'")))
    brought(path, database, NOW - HOUR)
    assert {due.last_on for due in database.run_sync(schedule.of_member, ALICE)} == {NOW.date()}
    database.run_sync(lambda conn: conn.execute(text("UPDATE schedule SET last_on = '2026-03-09'")))
    brought(path, database, NOW - HOUR / 2)
    assert {due.last_on for due in database.run_sync(schedule.of_member, ALICE)} == {None}, (
        "a clock was wrong"
    )


def test_holds_of_the_pace_are_lifted(database: Database, path: Path) -> None:
    hold = "INSERT INTO workspaces (workspace_id, next_send_at) VALUES ('T1', 9999999999)"
    database.run_sync(lambda conn: conn.execute(text(hold)))
    backup.take(address(database), path, NOW)
    brought(path, database, NOW)
    assert [row[1] for row in rows_of(database)["workspaces"]] == [0]


def test_signs_that_postgres_does_not_know_are_left_out(
    sqlite_files: Any, postgres_server: Any, path: Path
) -> None:
    with sqlite_files.fresh() as one, postgres_server.fresh() as other:
        source, target = open_database(one), open_database(other)
        source.run_sync(
            outbox.add, Message(ALICE, "welcome", NOW.date(), {"text": "a\0b"}, ref="a\0b"), NOW, "sent"
        )
        backup.take(one, path, NOW)
        brought(path, target, NOW)
        (row,) = target.run_sync(lambda conn: conn.execute(select(outbox_rows)).all())
        assert (row.ref, row.payload) == ("ab", {"text": "a\0b"})
        source.close()
        target.close()


def test_each_restore_begins_an_epoch(database: Database, path: Path) -> None:
    backup.take(address(database), path, NOW)
    for hours in (1, 2):
        brought(path, database, NOW + hours * HOUR)
    epochs = database.run_sync(lambda conn: [tuple(row) for row in conn.execute(select(restores))])
    at = int(NOW.timestamp())
    assert sorted(epochs) == [(at + 3600, at), (at + 7200, at)]


def test_everything_is_compared(database: Database) -> None:
    database.run_sync(fill_all)
    assert all(database.run_sync(everything).values()), "a row in every table"
