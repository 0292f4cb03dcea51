"""Export and erasure: everything of a member, of every table that there is or will be."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from storage import acts, contacts, erase, export, promises, teams
from storage.columns import owned_tables
from storage.database import Database, open_database
from storage.records import ContactDraft, Owner
from storage.tables import act_changes, forgotten, metadata
from storage.tables import teams as team_rows
from tests.storage.full_rows import fill, rows_of
from tests.storage.owners import ALICE, BOB, CHARLIE, NOW, TODAY

CANARY = "canary-of-alice"
EVERYBODY = ((ALICE, CANARY), (BOB, "robin-of-bob"), (CHARLIE, "wren-of-charlie"))
# Tables in which no row is a member's. A new table is put here, or gets the two columns of an owner.
NOBODYS = {"forgotten", "inbox", "restores", "workspaces"}


@pytest.fixture
def full(conn: Connection) -> Connection:
    for owner, canary in EVERYBODY:
        fill(conn, owner, canary)
    return conn


def test_every_table_is_a_members_or_nobodys() -> None:
    members_own = {table.name for table in (*owned_tables(), act_changes, team_rows)}
    assert members_own | NOBODYS == set(metadata.tables)
    assert not members_own & NOBODYS


def pointing(*endings: str) -> set[str]:
    """The tables with a column that holds the id of a person."""
    tables = metadata.tables.values()
    return {table.name for table in tables if any(c.name.endswith(endings) for c in table.columns)}


def test_a_table_that_points_to_a_member_is_not_forgotten_by_another_name() -> None:
    assert pointing("member_id", "lead_id", "user_id") == {t.name for t in (*owned_tables(), team_rows)}
    assert pointing("partner_id", "listener_id") == {"practice_partners", "hearings"}


def test_an_export_has_every_row_of_the_member_and_nobody_elses(full: Connection) -> None:
    exported = export.everything(full, ALICE)
    kept = {name: rows for name, rows in rows_of(full, ALICE).items() if name not in NOBODYS}
    assert {name: len(rows) for name, rows in exported.items()} == {name: len(kept[name]) for name in kept}
    assert all(exported.values()), "a row in every table"
    text = json.dumps(exported)
    assert CANARY in text and "robin" not in text and "wren" not in text


def test_an_export_is_ready_for_json_with_instants_and_days_in_words(full: Connection) -> None:
    (promise,) = json.loads(json.dumps(export.everything(full, ALICE)))["promises"]
    assert datetime.fromisoformat(promise["created_at"]) == NOW
    assert (promise["created_at"], promise["due_on"]) == ("2026-03-02T09:00:00+00:00", "2026-03-02")
    assert (promise["what"], promise["due_minute"]) == (CANARY, 600)


def test_a_place_of_meeting_is_exported_as_it_was_written(full: Connection) -> None:
    (contact,) = export.everything(full, ALICE)["contacts"]
    assert contact["met_at"] == CANARY


def test_a_stranger_exports_nothing(conn: Connection) -> None:
    fill(conn, ALICE, CANARY)
    assert not any(export.everything(conn, BOB).values())


def test_forgetting_leaves_no_row_of_the_member_and_every_row_of_the_others(full: Connection) -> None:
    others = {owner: rows_of(full, owner) for owner in (BOB, CHARLIE)}
    erase.forget(full, ALICE, NOW)
    assert not any(rows_of(full, ALICE).values())
    assert not any(export.everything(full, ALICE).values())
    assert {owner: rows_of(full, owner) for owner in (BOB, CHARLIE)} == others


def test_forgetting_tells_how_many_rows_went(full: Connection) -> None:
    gone = erase.forget(full, ALICE, NOW)
    assert gone.keys() == {table.name for table in owned_tables()} | {"teams"}
    assert set(gone.values()) == {1}


def test_forgetting_twice_finds_nothing(full: Connection) -> None:
    erase.forget(full, ALICE, NOW)
    assert not any(erase.forget(full, ALICE, NOW).values())


def test_a_digest_and_the_last_instant_are_all_that_is_remembered(full: Connection) -> None:
    for at in (NOW, NOW + timedelta(days=1)):
        erase.forget(full, ALICE, at)
    (row,) = full.execute(select(forgotten)).all()
    assert (row.digest, row.forgotten_at) == (erase.digest(ALICE), int(NOW.timestamp()) + 86400)
    assert len(row.digest) == 64 and ALICE.member_id not in row.digest


def test_members_of_one_number_in_two_workspaces_have_two_digests() -> None:
    assert len({erase.digest(owner) for owner in (ALICE, BOB, CHARLIE, Owner("T", "1U1"))}) == 4


def test_who_is_taken_out_is_not_remembered(full: Connection) -> None:
    assert set(erase.take_out(full, ALICE).values()) == {1}
    assert full.execute(select(forgotten)).all() == []


def test_the_teams_of_a_forgotten_lead_stop_and_can_be_led_by_another(conn: Connection) -> None:
    team = teams.put(conn, "T1", "C1", ALICE.member_id, 5, 960, NOW)
    teams.list_members(conn, team, [BOB.member_id])
    erase.forget(conn, ALICE, NOW)
    left = teams.find(conn, "T1", team.id)
    assert left is not None and left.stopped_at is not None and left.lead_id == ""
    assert teams.put(conn, "T1", "C1", BOB.member_id, 5, 960, NOW).id == team.id


@pytest.fixture
def file_database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'kith.db'}")
    metadata.create_all(database.engine)
    yield database
    database.close()


def bytes_of(database: Database) -> bytes:
    path = Path(str(database.engine.url.database))
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def live_a_while(conn: Connection, owner: Owner, word: str, chance: random.Random) -> None:
    """Rows of all sizes, changed and undone, so that pages are split, joined and moved."""

    def words() -> str:
        return word * chance.choice((1, 2, 5, 30, 300))

    for _ in range(20):
        contact = contacts.add(conn, owner, ContactDraft(words(), words()), NOW)
        act = acts.begin(conn, owner, word, NOW)
        promise = promises.add(conn, owner, "mine", words(), contact.id, TODAY, None, NOW)
        acts.change(conn, act, owner, "promises", promise.id, what=words())
        acts.change(conn, act, owner, "contacts", contact.id, name=words())
        if chance.random() < 0.4:
            acts.undo(conn, owner, act, NOW)


def test_no_byte_of_a_forgotten_member_is_left_in_the_file_or_its_log(file_database: Database) -> None:
    chance = random.Random(8)
    for _ in range(10):
        for owner, canary in EVERYBODY:
            file_database.run_sync(live_a_while, owner, canary, chance)
    assert b"canary" in bytes_of(file_database)
    file_database.run_sync(erase.forget, ALICE, NOW)
    left = bytes_of(file_database)
    assert b"canary" not in left
    assert b"robin-of-bob" in left and b"wren-of-charlie" in left


def test_who_reads_at_that_moment_only_delays_the_wiping(file_database: Database) -> None:
    file_database.run_sync(live_a_while, ALICE, CANARY, random.Random(8))
    reader = sqlite3.connect(str(file_database.engine.url.database))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM contacts").fetchone()
    file_database.run_sync(lambda conn: conn.exec_driver_sql("PRAGMA busy_timeout = 1"))
    assert file_database.run_sync(erase.forget, ALICE, NOW)["contacts"] > 0
    assert b"canary" in bytes_of(file_database)
    reader.close()
    file_database.run_sync(contacts.count, BOB)
    assert b"canary" not in bytes_of(file_database)


def test_a_reader_that_stays_is_reported_in_the_log(
    file_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    reader = sqlite3.connect(str(file_database.engine.url.database))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM contacts").fetchone()
    file_database.run_sync(lambda conn: conn.exec_driver_sql("PRAGMA busy_timeout = 1"))
    file_database.run_sync(erase.forget, ALICE, NOW)
    for _ in range(10):
        file_database.run_sync(contacts.count, BOB)
    reader.close()
    assert [record.message[:22] for record in caplog.records] == ["Traces of deleted rows"]
