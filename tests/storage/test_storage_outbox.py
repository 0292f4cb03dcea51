"""The outbox: one row a decision, claimed with a lease by one process, completed in batches."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from storage import members, outbox, outbox_claim, outbox_review, pace
from storage.database import Database, open_engine
from storage.records import Member, Message, Owner, Posting, Sent

ALICE = Owner("T1", "U1")
BOB = Owner("T1", "U2")
CHARLIE = Owner("T2", "U1")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
TODAY = date(2026, 3, 2)


def message(owner: Owner = ALICE, kind: str = "brief", ref: str = "", on: date = TODAY) -> Message:
    return Message(owner, kind, on, {"text": "Two things today"}, ref)


def added(conn: Connection, owner: Owner = ALICE, kind: str = "brief", ref: str = "") -> str:
    row_id = outbox.add(conn, message(owner, kind, ref), NOW)
    assert row_id is not None
    return row_id


def claim(conn: Connection, now: datetime = NOW, limit: int = 10, **options: Any) -> list[Posting]:
    return outbox_claim.claim(conn, now, limit, 120, **options)


def test_a_second_message_of_the_kind_for_that_date_is_not_kept(conn: Connection) -> None:
    added(conn)
    assert outbox.add(conn, message(), NOW + HOUR) is None
    assert outbox.add(conn, message(on=TODAY + timedelta(days=1)), NOW) is not None
    assert outbox.add(conn, message(kind="review"), NOW) is not None
    assert outbox.add(conn, message(BOB), NOW) is not None
    assert outbox.add(conn, message(CHARLIE), NOW) is not None


@pytest.mark.parametrize("state", ["silent", "folded"])
def test_a_decision_without_a_message_is_a_row_too(conn: Connection, state: Any) -> None:
    outbox.add(conn, message(), NOW, state)
    assert outbox.add(conn, message(), NOW) is None
    assert claim(conn) == []
    assert outbox_review.counts(conn) == {state: 1}


def test_a_claimed_message_is_as_it_was_added(conn: Connection) -> None:
    row_id = added(conn)
    content = '{"text": "Two things today"}'
    assert claim(conn) == [Posting(row_id, ALICE, "brief", content, None, "due", 1, NOW)]


def test_a_message_for_a_known_member_carries_their_channel(conn: Connection) -> None:
    members.add(conn, Member(ALICE, "Europe/Lisbon", NOW, channel_id="D1"))
    added(conn)
    assert claim(conn)[0].channel_id == "D1"


def test_a_claimed_message_is_left_alone_until_its_lease_ends_and_is_unknown_then(conn: Connection) -> None:
    added(conn)
    claim(conn)
    assert claim(conn, NOW + MINUTE) == []
    (again,) = claim(conn, NOW + 2 * MINUTE)
    assert (again.state, again.attempts) == ("unknown", 2)


def test_nothing_is_claimed_before_it_is_due(conn: Connection) -> None:
    added(conn)
    assert claim(conn, NOW - MINUTE) == []


def test_a_message_that_was_sent_stays_sent_whatever_a_slow_process_reports(conn: Connection) -> None:
    row_id = added(conn)
    claim(conn)
    outbox_claim.complete(conn, [Sent(row_id, "sent", NOW, "1.2", "D1")])
    outbox_claim.complete(conn, [Sent(row_id, "due", NOW, retry_at=NOW)])
    assert outbox_review.counts(conn) == {"sent": 1}
    assert claim(conn, NOW + HOUR) == []


def test_a_message_to_try_later_comes_back_then_with_its_first_due_time(conn: Connection) -> None:
    row_id = added(conn)
    claim(conn)
    outbox_claim.complete(conn, [Sent(row_id, "due", NOW, error="internal_error", retry_at=NOW + 5 * MINUTE)])
    assert claim(conn, NOW + 4 * MINUTE) == []
    (again,) = claim(conn, NOW + 5 * MINUTE)
    assert (again.state, again.attempts, again.due_at) == ("due", 2, NOW)


def test_a_try_that_was_not_the_messages_fault_is_not_counted(conn: Connection) -> None:
    row_id = added(conn)
    for _ in range(7):
        (posting,) = claim(conn)
        outbox_claim.complete(
            conn, [Sent(row_id, "due", NOW, error="ratelimited", retry_at=NOW, counted=False)]
        )
        assert posting.attempts == 1


def test_an_unknown_message_keeps_the_mark_that_it_may_be_a_repeat(conn: Connection) -> None:
    row_id = added(conn)
    claim(conn)
    outbox_claim.complete(conn, [Sent(row_id, "unknown", NOW, retry_at=NOW + MINUTE, may_repeat=True)])
    (again,) = claim(conn, NOW + MINUTE)
    assert (again.state, again.may_repeat) == ("unknown", True)


def test_workspaces_take_turns(conn: Connection) -> None:
    for ref in range(5):
        added(conn, ALICE, ref=str(ref))
    added(conn, CHARLIE)
    assert {posting.owner for posting in claim(conn, limit=2)} == {ALICE, CHARLIE}


def test_an_answer_to_a_member_goes_before_the_nudges(conn: Connection) -> None:
    added(conn, BOB)
    added(conn, ALICE, "reply", "r1")
    assert [posting.kind for posting in claim(conn)] == ["reply", "brief"]


def test_the_pace_of_a_workspace_holds_its_nudges_back_but_no_reply_and_no_other(conn: Connection) -> None:
    for ref in range(30):
        added(conn, ALICE, ref=str(ref))
    assert len(claim(conn, limit=100, pace=2)) == 20
    added(conn, CHARLIE)
    added(conn, ALICE, "reply")
    assert {p.owner for p in claim(conn, pace=2)} == {ALICE, CHARLIE}
    assert claim(conn, NOW + timedelta(seconds=9), pace=2) == []
    assert len(claim(conn, NOW + timedelta(seconds=10), pace=2)) == 10


def test_slacks_own_limit_holds_replies_back_too(conn: Connection) -> None:
    pace.hold(conn, "T1", NOW + MINUTE)
    added(conn, ALICE, "reply")
    assert claim(conn, NOW + MINUTE - timedelta(seconds=1)) == []
    assert len(claim(conn, NOW + MINUTE)) == 1


def test_a_paused_workspace_is_sent_nothing_until_it_is_resumed(conn: Connection) -> None:
    added(conn)
    pace.pause(conn, "T1", "token_revoked", NOW)
    assert claim(conn) == []
    assert pace.paused(conn) == [("T1", "token_revoked", NOW)]
    assert pace.resume(conn, "T1") and not pace.resume(conn, "T1")
    assert len(claim(conn)) == 1


def test_a_message_tells_whether_its_member_has_left(conn: Connection) -> None:
    members.add(conn, Member(ALICE, "Europe/Lisbon", NOW, deactivated_at=NOW))
    members.add(conn, Member(CHARLIE, "Europe/Lisbon", NOW))
    for owner in (ALICE, BOB, CHARLIE):
        added(conn, owner)
    gone = {posting.owner: posting.is_gone for posting in claim(conn)}
    assert gone == {ALICE: True, BOB: False, CHARLIE: False}


def test_a_channel_that_slack_told_is_remembered_once(conn: Connection) -> None:
    members.add(conn, Member(ALICE, "Europe/Lisbon", NOW))
    for channel in ("D1", "D2"):
        outbox_claim.know_channels(conn, [(ALICE, channel)])
    member = members.find(conn, ALICE)
    assert member is not None and member.channel_id == "D1"


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_two_processes_that_claim_at_once_never_take_the_same_message(database: Database) -> None:
    def fill(conn: Connection) -> None:
        for number in range(20):
            added(conn, Owner("T1", f"U{number}"))

    database.run_sync(fill)
    engine = open_engine(database.engine.url)
    with database.engine.begin() as one, engine.begin() as other:
        first = {posting.id for posting in claim(one, limit=20)}
        second = {posting.id for posting in claim(other, limit=20)}
    engine.dispose()
    assert (len(first), second) == (20, set())
