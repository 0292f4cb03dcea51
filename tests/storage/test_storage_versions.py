"""Versions of a pitch: kept by name, found however the name is typed, dropped without being gone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from storage import acts, versions
from storage.practice_records import Version, VersionDraft
from tests.storage.owners import ALICE, BOB, NOW

DRAFT = VersionDraft("For Investors", "investor", "funding", 60, "We mend lifts.", 3, 1)


def keep(conn: Connection, **changes: str) -> Version:
    return versions.add(conn, ALICE, replace(DRAFT, **changes), NOW)


def change(conn: Connection, version: Version, **changes: object) -> int:
    act = acts.begin(conn, ALICE, "version", NOW)
    assert acts.change(conn, act, ALICE, "versions", version.id, **changes)
    return act


def test_what_was_kept_is_there_as_it_was_said(conn: Connection) -> None:
    made = keep(conn)
    assert versions.find(conn, ALICE, made.id) == made
    assert (made.name, made.listener, made.goal, made.target_seconds) == (
        "For Investors",
        "investor",
        "funding",
        60,
    )
    assert (made.text, made.words, made.seconds) == ("We mend lifts.", 3, 1)
    assert (made.owner, made.created_at, made.dropped_at) == (ALICE, NOW, None)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("For Investors", " for  investors"), ("Für Gäste", "fur gaste"), ("🚀", "🚀"), ("投資家", "投資家")],
)
def test_a_name_is_found_however_it_is_typed(conn: Connection, name: str, typed: str) -> None:
    made = keep(conn, name=name)
    assert versions.named(conn, ALICE, typed) == made
    assert versions.named(conn, ALICE, "another") is versions.named(conn, BOB, typed) is None


def test_a_new_name_is_the_one_that_is_found(conn: Connection) -> None:
    act = change(conn, keep(conn), name="Für Banken")
    assert versions.named(conn, ALICE, "fur banken") and not versions.named(conn, ALICE, "For Investors")
    acts.undo(conn, ALICE, act, NOW)
    assert versions.named(conn, ALICE, "For Investors") and not versions.named(conn, ALICE, "fur banken")


def test_a_replaced_text_comes_back(conn: Connection) -> None:
    made = keep(conn)
    act = change(conn, made, text="We mend lifts and stairs.", words=5, target_seconds=None)
    found = versions.named(conn, ALICE, "for investors")
    assert found and (found.id, found.text, found.target_seconds) == (
        made.id,
        "We mend lifts and stairs.",
        None,
    )
    acts.undo(conn, ALICE, act, NOW)
    assert versions.find(conn, ALICE, made.id) == made


def test_a_dropped_one_is_in_no_list_and_leaves_its_name_free(conn: Connection) -> None:
    first, other = keep(conn), keep(conn, name="For clients")
    act = change(conn, first, dropped_at=NOW)
    assert versions.kept(conn, ALICE) == [other] and versions.named(conn, ALICE, first.name) is None
    assert versions.find(conn, ALICE, first.id) == replace(first, dropped_at=NOW)
    acts.undo(conn, ALICE, act, NOW)
    assert versions.kept(conn, ALICE) == [other, first]


def test_of_two_with_one_name_the_newer_is_found(conn: Connection) -> None:
    first, second = keep(conn), keep(conn, text="Newer")
    assert versions.named(conn, ALICE, "For Investors") == second
    change(conn, second, dropped_at=NOW)
    assert versions.named(conn, ALICE, "For Investors") == first
