"""What the storage does when somebody else was first, or in the way."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from storage import acts, contacts, migrations, outbox_claim, promises
from storage.database import Database
from storage.records import ContactDraft
from tests.storage.owners import ALICE, NOW, TODAY
from tests.storage.test_storage_acts import begin, promise, undo


def test_undoing_a_change_of_what_is_gone_brings_nothing_back(conn: Connection) -> None:
    made = begin(conn)
    number = promise(conn, act=made)
    changed = begin(conn)
    acts.change(conn, changed, ALICE, "promises", number, what="another")
    conn.exec_driver_sql("DELETE FROM promises")
    assert undo(conn, changed) == "undone"
    assert promises.find(conn, ALICE, number) is None


def test_without_a_cadence_no_day_is_near(conn: Connection) -> None:
    dana = contacts.add(conn, ALICE, ContactDraft("Dana"), NOW)
    assert contacts.due_on(dana) > TODAY.replace(year=9000)


def test_nothing_that_ended_is_nothing_to_write_down(conn: Connection) -> None:
    outbox_claim.complete(conn, [])
    outbox_claim.know_channels(conn, [])
    assert conn.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one() == 0


def test_who_waited_while_another_process_migrated_has_nothing_left_to_do(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "current", lambda engine: None)
    assert migrations.upgrade(database.engine) is False
