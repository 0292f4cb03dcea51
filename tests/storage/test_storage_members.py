"""Members: kept once, changed by their own settings, listed by workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection

from storage import members
from storage.records import Member, Owner
from tests.storage.owners import ALICE, BOB, CHARLIE, NOW, member

LATER = datetime(2026, 4, 1, 8, 30, tzinfo=UTC)


def test_a_member_comes_back_as_kept(conn: Connection) -> None:
    alice = Member(
        ALICE,
        "Asia/Kolkata",
        NOW,
        nudges_on=False,
        brief_minute=450,
        brief_days="135",
        paused_until=date(2026, 5, 1),
        channel_id="D1",
        welcomed_at=LATER,
        onboarded_at=LATER,
    )
    assert members.add(conn, alice) is True
    assert members.find(conn, ALICE) == alice


def test_adding_a_member_again_changes_nothing(conn: Connection) -> None:
    members.add(conn, member())
    assert members.add(conn, replace(member(), tz="UTC")) is False
    assert members.find(conn, ALICE) == member()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tz", "America/Lima"),
        ("nudges_on", False),
        ("brief_days", "67"),
        ("paused_until", date(2026, 6, 1)),
        ("welcomed_at", LATER),
        ("deactivated_at", LATER),
        ("channel_id", None),
    ],
)
def test_a_setting_is_changed_by_the_name_of_its_field(conn: Connection, field: str, value: object) -> None:
    members.add(conn, member())
    changed = members.update(conn, ALICE, **{field: value})
    assert changed == replace(member(), **{field: value})
    assert members.find(conn, ALICE) == changed


def test_changing_nothing_gives_the_member_as_is(conn: Connection) -> None:
    members.add(conn, member())
    assert members.update(conn, ALICE) == member()


def test_nobody_is_changed_when_there_is_no_such_member(conn: Connection) -> None:
    assert members.update(conn, ALICE, tz="UTC") is None


@pytest.mark.parametrize("field", ["member_id", "workspace_id", "joined_at", "shoe_size"])
def test_what_is_no_setting_cannot_be_changed(conn: Connection, field: str) -> None:
    members.add(conn, member())
    with pytest.raises(ValueError, match=field):
        members.update(conn, ALICE, **{field: "x"})


def test_a_workspace_lists_its_own_members_without_the_deactivated(conn: Connection) -> None:
    gone = Owner("T1", "U9")
    for owner in (ALICE, BOB, CHARLIE, gone):
        members.add(conn, member(owner))
    members.update(conn, gone, deactivated_at=LATER)
    assert [each.owner for each in members.in_workspace(conn, "T1")] == [ALICE, BOB]
