"""Captures: a line waits for the member's word, and a second click changes nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from storage import captures
from storage.records import Capture
from tests.storage.owners import ALICE, NOW

READING = {"people": [{"name": "Dana", "company": None}], "when": "2026-03-06", "sure": True}


@pytest.fixture
def capture(conn: Connection) -> Capture:
    return captures.add(conn, ALICE, "met Dana 👋", READING, NOW)


def found(conn: Connection, capture: Capture) -> Capture:
    again = captures.find(conn, ALICE, capture.id)
    assert again is not None
    return again


def test_a_line_and_its_reading_come_back_as_kept(conn: Connection, capture: Capture) -> None:
    assert found(conn, capture) == capture
    assert (capture.text, capture.reading, capture.state) == ("met Dana 👋", READING, "pending")


def test_a_capture_is_saved_once(conn: Connection, capture: Capture) -> None:
    assert captures.mark(conn, ALICE, capture.id, "saved", act_id=7) is True
    assert captures.mark(conn, ALICE, capture.id, "saved", act_id=8) is False
    assert captures.mark(conn, ALICE, capture.id, "discarded") is False
    assert (found(conn, capture).state, found(conn, capture).act_id) == ("saved", 7)


def test_a_saved_capture_is_undone_and_keeps_its_act(conn: Connection, capture: Capture) -> None:
    captures.mark(conn, ALICE, capture.id, "saved", act_id=7)
    assert captures.mark(conn, ALICE, capture.id, "undone", expected="saved") is True
    assert (found(conn, capture).state, found(conn, capture).act_id) == ("undone", 7)


def test_a_waiting_capture_can_be_read_anew(conn: Connection, capture: Capture) -> None:
    assert captures.reread(conn, ALICE, capture.id, {"people": []}) is True
    assert found(conn, capture).reading == {"people": []}


def test_a_saved_capture_cannot_be_read_anew(conn: Connection, capture: Capture) -> None:
    captures.mark(conn, ALICE, capture.id, "saved")
    assert captures.reread(conn, ALICE, capture.id, {}) is False
    assert found(conn, capture).reading == READING
