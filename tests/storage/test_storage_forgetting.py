"""Export and erasure: everything of a member, of every table that there is or will be."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage import erase, export, teams
from storage.columns import owned_tables
from storage.database import Database, open_database
from storage.tables import act_changes, metadata
from storage.tables import teams as team_rows
from tests.storage.full_rows import fill, rows_of
from tests.storage.owners import ALICE, BOB, CHARLIE, NOW

CANARY = "canary-of-alice"
EVERYBODY = ((ALICE, CANARY), (BOB, "robin-of-bob"), (CHARLIE, "wren-of-charlie"))
# Tables in which no row is a member's. A new table is put here, or gets the two columns of an owner.
NOBODYS = {"inbox", "workspaces"}


@pytest.fixture
def full(conn: Connection) -> Connection:
    for owner, canary in EVERYBODY:
        fill(conn, owner, canary)
    return conn


def test_every_table_is_a_members_or_nobodys() -> None:
    members_own = {table.name for table in (*owned_tables(), act_changes, team_rows)}
    assert members_own | NOBODYS == set(metadata.tables)
    assert not members_own & NOBODYS


def test_a_table_that_points_to_a_member_is_not_forgotten_by_another_name() -> None:
    pointing = {
        table.name
        for table in metadata.tables.values()
        if any(column.name.endswith(("member_id", "lead_id", "user_id")) for column in table.columns)
    }
    assert pointing == {table.name for table in (*owned_tables(), team_rows)}


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
    erase.forget(full, ALICE)
    assert not any(rows_of(full, ALICE).values())
    assert not any(export.everything(full, ALICE).values())
    assert {owner: rows_of(full, owner) for owner in (BOB, CHARLIE)} == others


def test_forgetting_tells_how_many_rows_went(full: Connection) -> None:
    gone = erase.forget(full, ALICE)
    assert gone.keys() == {table.name for table in owned_tables()} | {"teams"}
    assert set(gone.values()) == {1}


def test_forgetting_twice_finds_nothing(full: Connection) -> None:
    erase.forget(full, ALICE)
    assert not any(erase.forget(full, ALICE).values())


def test_the_teams_of_a_forgotten_lead_stop_and_can_be_led_by_another(conn: Connection) -> None:
    team = teams.put(conn, "T1", "C1", ALICE.member_id, 5, 960, NOW)
    teams.list_members(conn, team, [BOB.member_id])
    erase.forget(conn, ALICE)
    left = teams.find(conn, "T1", team.id)
    assert left is not None and left.stopped_at is not None and left.lead_id == ""
    assert teams.put(conn, "T1", "C1", BOB.member_id, 5, 960, NOW).id == team.id


def bytes_of(database: Database) -> bytes:
    path = Path(str(database.engine.url.database))
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_no_byte_of_a_forgotten_member_is_left_in_the_file_or_its_log(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'kith.db'}")
    metadata.create_all(database.engine)
    for number in range(30):
        for owner, canary in EVERYBODY:
            database.run_sync(many_notes, owner, f"{canary}-{number} ")
    assert CANARY.encode() in bytes_of(database)
    database.run_sync(erase.forget, ALICE)
    left = bytes_of(database)
    assert CANARY.encode() not in left
    assert b"robin-of-bob-29 " in left and b"wren-of-charlie-29 " in left
    database.close()


def many_notes(conn: Connection, owner: tuple[str, str], text: str) -> None:
    notes = metadata.tables["notes"]
    row = {"workspace_id": owner[0], "member_id": owner[1], "created_at": 1}
    conn.execute(notes.insert(), [{**row, "text": text * size} for size in (1, 20, 500)])
