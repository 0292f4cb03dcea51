"""`/kith status`: what stands in the way of a member's nudges, in words, from their own rows alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.status import hitches
from storage import members, outbox, outbox_claim, pace, schedule
from storage.records import Member, Message, OutboxState, Owner, Sent
from tests.jobs.stage import NOW
from tests.world import World

ALICE, BOB, CHARLIE = Owner("T1", "U1"), Owner("T1", "U2"), Owner("T2", "U1")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TODAY = NOW.date()


@pytest.fixture
def alice(conn: Connection) -> Member:
    for owner in (ALICE, BOB, CHARLIE):
        members.add(conn, Member(owner, "Europe/Lisbon", NOW))
    found = members.find(conn, ALICE)
    assert found
    return found


def tried(conn: Connection, state: OutboxState, error: str, retry_in: timedelta = MINUTE) -> None:
    """A brief of alice's that was tried once, and how that ended."""
    row_id = outbox.add(conn, Message(ALICE, "brief", TODAY, {"text": "canarybird"}), NOW)
    assert row_id and outbox_claim.claim(conn, NOW, 10, 60)
    outbox_claim.complete(conn, [Sent(row_id, state, NOW, error=error, retry_at=NOW + retry_in)])


@pytest.mark.parametrize(
    ("state", "error", "told"),
    [
        ("parked", "msg_too_long", ("kept", "brief", TODAY, "msg_too_long")),
        ("parked", "no answer; it may have been delivered", ("kept", "brief", TODAY, "unanswered")),
        ("due", "http_502", ("again", "brief", TODAY, "http_502")),
        ("unknown", "timeout", ("looked_for", "brief", TODAY, "timeout")),
    ],
)
def test_a_message_is_told_by_its_state_and_its_next_try(
    conn: Connection, alice: Member, state: OutboxState, error: str, told: Any
) -> None:
    tried(conn, state, error)
    (hitch,) = hitches(conn, alice, NOW)
    assert hitch[:4] == told and hitch.when.startswith("today at ")
    assert hitches(conn, alice, NOW + DAY)[0].when == ""


def failed(conn: Connection, error: str, retry: timedelta | None) -> None:
    """A schedule row of alice's that failed."""
    schedule.put(conn, ALICE, "review", 0, NOW)
    (row,) = schedule.of_member(conn, ALICE)
    schedule.fail(conn, row.id, error, NOW + retry if retry else None)


@pytest.mark.parametrize(
    ("error", "retry", "what", "why"),
    [
        ("KeyError at review.py:3", None, "not_made", ""),
        ("KeyError at review.py:3", MINUTE, "made_again", ""),
        ("messages_tab_disabled", None, "out_of_reach", "messages_tab_disabled"),
    ],
)
def test_a_schedule_row_is_told_by_what_failed(
    conn: Connection, alice: Member, error: str, retry: timedelta | None, what: str, why: str
) -> None:
    failed(conn, error, retry)
    (hitch,) = hitches(conn, alice, NOW)
    assert (hitch.what, hitch.kind, hitch.why) == (what, "review", why)


def test_what_is_late_is_told_after_two_minutes(conn: Connection, alice: Member) -> None:
    outbox.add(conn, Message(ALICE, "brief", TODAY, {}), NOW)
    schedule.put(conn, ALICE, "practice", 0, NOW)
    assert hitches(conn, alice, NOW + MINUTE) == []
    assert [(one.what, one.kind) for one in hitches(conn, alice, NOW + 2 * MINUTE)] == [
        *(("late", "brief"), ("late", "practice"))
    ]


@pytest.mark.parametrize(("is_paused", "what"), [(True, "stopped"), (False, "held")])
def test_a_workspace_that_nothing_goes_to_is_told_once(
    conn: Connection, alice: Member, is_paused: bool, what: str
) -> None:
    outbox.add(conn, Message(ALICE, "brief", TODAY, {}), NOW - DAY)
    if is_paused:
        pace.pause(conn, ALICE.workspace_id, "token_revoked", NOW)
    else:
        pace.hold(conn, ALICE.workspace_id, NOW + MINUTE)
    assert [one.what for one in hitches(conn, alice, NOW)] == [what]


def test_nothing_of_alices_is_told_to_bob_or_charlie(conn: Connection, alice: Member) -> None:
    tried(conn, "parked", "msg_too_long")
    failed(conn, "KeyError at review.py:3", None)
    assert len(hitches(conn, alice, NOW)) == 2
    for other in (BOB, CHARLIE):
        member = members.find(conn, other)
        assert member and hitches(conn, member, NOW) == []


def test_the_answer_says_it_in_words_and_bobs_says_that_all_is_well(world: World) -> None:
    for person in (world.alice, world.bob):
        person.command("/kith", "today")
    world.settle()
    owner, now = world.owner(world.alice), world.clock.now()

    def park(conn: Connection) -> None:
        assert outbox.add(conn, Message(owner, "brief", now.date(), {"text": "x"}), now)
        (taken,) = outbox_claim.claim(conn, now, 10, 60)
        outbox_claim.complete(conn, [Sent(taken.id, "parked", now, error="channel_not_found")])

    world.run(park)
    told = str(world.alice.command("/kith", "status").body)
    assert "I could not send you your brief of today: Slack says that it does not find our conver" in told
    assert "channel_not_found" not in told
    assert "Everything I had to tell you was sent" in str(world.bob.command("/kith", "status").body)
