"""Looking at the outbox: counts, parked messages, replay, cancel; each owner sees their own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from storage import checkup, outbox, outbox_claim, outbox_review
from storage.records import Message, OutboxState, Owner, Sent

ALICE = Owner("T1", "U1")
BOB = Owner("T1", "U2")
CHARLIE = Owner("T2", "U1")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def added(conn: Connection, owner: Owner = ALICE, kind: str = "brief") -> str:
    row_id = outbox.add(conn, Message(owner, kind, date(2026, 3, 2), {"text": "canary"}), NOW)
    assert row_id is not None
    return row_id


def parked(conn: Connection, owner: Owner = ALICE, error: str = "invalid_blocks") -> str:
    row_id = added(conn, owner)
    outbox_claim.claim(conn, NOW, 10, 60)
    outbox_claim.complete(conn, [Sent(row_id, "parked", NOW, error=error)])
    return row_id


def test_counts_are_by_state(conn: Connection) -> None:
    parked(conn)
    added(conn, BOB)
    assert outbox_review.counts(conn) == {"due": 1, "parked": 1}


def test_a_parked_message_is_seen_by_the_operator(conn: Connection) -> None:
    row_id = parked(conn)
    seen = [(row_id, ALICE, "brief", "invalid_blocks", NOW)]
    assert outbox_review.parked(conn) == seen


def test_a_replayed_message_is_due_again_and_not_folded_however_old(conn: Connection) -> None:
    row_id = parked(conn)
    assert outbox_review.replay(conn, row_id, NOW + DAY)
    assert not outbox_review.replay(conn, row_id, NOW + DAY)
    (posting,) = outbox_claim.claim(conn, NOW + DAY, 10, 60)
    assert (posting.id, posting.state, posting.attempts, posting.is_wanted) == (row_id, "due", 2, True)


def test_a_replayed_message_that_may_have_arrived_is_looked_for_since_its_beginning(conn: Connection) -> None:
    row_id = parked(conn, error=outbox_review.UNANSWERED)
    outbox_review.replay(conn, row_id, NOW + DAY)
    (posting,) = outbox_claim.claim(conn, NOW + DAY, 10, 60)
    assert (posting.state, posting.due_at) == ("unknown", NOW)


def test_only_the_owner_can_cancel(conn: Connection) -> None:
    row_id = added(conn)
    assert [outbox_review.cancel(conn, o, row_id) for o in (BOB, CHARLIE, ALICE)] == [False, False, True]
    assert outbox_claim.claim(conn, NOW, 10, 60) == []


def test_what_is_sent_cannot_be_canceled(conn: Connection) -> None:
    row_id = added(conn)
    outbox_claim.claim(conn, NOW, 10, 60)
    outbox_claim.complete(conn, [Sent(row_id, "sent", NOW, "1.2")])
    assert not outbox_review.cancel(conn, ALICE, row_id)
    assert outbox_review.counts(conn) == {"sent": 1}


def test_canceling_a_member_leaves_the_others_due(conn: Connection) -> None:
    for owner in (ALICE, BOB, CHARLIE):
        added(conn, owner)
    assert outbox_review.cancel_of(conn, ALICE) == 1
    assert {posting.owner for posting in outbox_claim.claim(conn, NOW, 10, 60)} == {BOB, CHARLIE}


def test_what_was_told_is_counted_by_kind_and_without_silence(conn: Connection) -> None:
    states: list[tuple[Owner, str, OutboxState]] = [
        (ALICE, "practice", "due"),
        (ALICE, "brief", "silent"),
        (BOB, "practice", "due"),
        (CHARLIE, "practice", "due"),
    ]
    for owner, kind, state in states:
        outbox.add(conn, Message(owner, kind, date(2026, 3, 2), {}), NOW, state)
    told = {(o, k): outbox_review.told(conn, o, k) for o, k, _ in states}
    assert told == {
        (ALICE, "practice"): 1,
        (ALICE, "brief"): 0,
        (BOB, "practice"): 1,
        (CHARLIE, "practice"): 1,
    }


def test_the_next_try_is_the_earliest_one_later_than_asked(conn: Connection) -> None:
    assert outbox_review.next_try_at(conn, NOW) is None
    row_id = added(conn)
    outbox_claim.claim(conn, NOW, 10, 60)
    outbox_claim.complete(conn, [Sent(row_id, "due", NOW, retry_at=NOW + DAY)])
    assert outbox_review.next_try_at(conn, NOW) == NOW + DAY
    assert outbox_review.next_try_at(conn, NOW + DAY) is None


def test_the_lag_is_the_age_of_the_oldest_waiting_message(conn: Connection) -> None:
    assert checkup.delivery_lag(conn, NOW) == timedelta(0)
    added(conn)
    assert checkup.delivery_lag(conn, NOW + DAY) == DAY


@pytest.mark.parametrize(
    ("state", "told"),
    [("due", outbox_review.NOT_YET), ("sent", None), ("canceled", None), ("parked", None), ("folded", None)],
)
def test_where_a_message_stands_is_known_once_it_is_sent(
    conn: Connection, state: OutboxState, told: Any
) -> None:
    outbox.add(conn, Message(ALICE, "feedback", TODAY, {"text": "x"}, ref="7"), NOW, state)
    assert outbox_review.place(conn, ALICE, "feedback", "7") == told
    for who, kind, ref in ((BOB, "feedback", "7"), (ALICE, "reply", "7"), (ALICE, "feedback", "8")):
        assert outbox_review.place(conn, who, kind, ref) is None


def test_the_place_of_a_message_is_the_one_that_slack_told(conn: Connection) -> None:
    row = outbox.add(conn, Message(ALICE, "feedback", TODAY, {"text": "x"}, ref="7"), NOW)
    assert row
    outbox_claim.claim(conn, NOW, 1, 60)
    outbox_claim.complete(conn, [Sent(row, "sent", NOW, "1.5", "D1", attempts=1)])
    place = outbox_review.place(conn, ALICE, "feedback", "7")
    assert place == outbox_review.Place("D1", "1.5", {"text": "x"})
    assert outbox_review.place(conn, BOB, "feedback", "7") is None
