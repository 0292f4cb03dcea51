"""Whose turn it is: fair between workspaces, and at a cost that does not grow with what waits or was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from bot.jobs.passing import next_after
from storage import outbox, outbox_claim, outbox_review, pace
from storage.database import Database
from storage.records import Message, Owner, Posting, Sent

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
HOUR = timedelta(hours=1)
MANY = {
    "sqlite": "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :number)",
    "postgresql": "WITH n (i) AS (SELECT generate_series(1, :number))",
}
FILL = """
    INSERT INTO outbox (id, workspace_id, member_id, kind, ref, local_on, payload, state, due_at, created_at,
        attempts, may_repeat, is_nudge, is_wanted)
    SELECT :workspace || :state || i, :workspace, 'U' || i, 'brief', :state, '2026-03-02', '{}', :state,
        :at, :at, 0, FALSE, TRUE, FALSE
    FROM n"""
# What a claim may ask the database beside its own steps: a few comparisons in a deeper tree.
DEEPER = 1.05


def add(
    conn: Connection, workspace_id: str, number: int = 1, kind: str = "brief", ref: str = "", **more: Any
) -> None:
    for one in range(number):
        message = Message(Owner(workspace_id, f"U{one}"), kind, TODAY, {"text": "x"}, ref, **more)
        outbox.add(conn, message, NOW)


def fill(conn: Connection, workspace_id: str, number: int, state: str = "due") -> None:
    """Many rows at once."""
    values = {"workspace": workspace_id, "state": state, "number": number, "at": int(NOW.timestamp())}
    conn.execute(text(MANY[conn.dialect.name].replace(":number", str(number)) + FILL), values)


def claim(conn: Connection, limit: int = 10, now: datetime = NOW, **options: Any) -> list[Posting]:
    return outbox_claim.claim(conn, now, limit, 120, **options)


def shares(postings: list[Posting]) -> dict[str, int]:
    return dict(Counter(posting.owner.workspace_id for posting in postings))


def test_ten_thousand_messages_of_one_workspace_do_not_delay_anothers_single_one(
    conn: Connection,
) -> None:
    fill(conn, "T1", 10_000)
    add(conn, "T2")
    assert shares(claim(conn)) == {"T1": 9, "T2": 1}


def test_what_one_workspace_leaves_of_its_share_the_others_get(conn: Connection) -> None:
    for workspace_id, number in (("T1", 1), ("T2", 20), ("T3", 4)):
        add(conn, workspace_id, number)
    assert shares(claim(conn, 12)) == {"T1": 1, "T2": 7, "T3": 4}
    assert shares(claim(conn, 100)) == {"T2": 13}


def test_answers_use_up_a_workspaces_share_before_its_nudges(conn: Connection) -> None:
    for workspace_id in ("T1", "T2"):
        add(conn, workspace_id, 5)
        add(conn, workspace_id, 4, "reply")
    kinds = [(posting.owner.workspace_id, posting.kind) for posting in claim(conn)]
    per_kind = {"reply": 4, "brief": 1}
    assert Counter(kinds) == {(one, kind): n for one in ("T1", "T2") for kind, n in per_kind.items()}
    assert [kind for _, kind in kinds] == ["reply"] * 8 + ["brief"] * 2


def test_of_more_workspaces_than_fit_each_gets_its_turn(conn: Connection) -> None:
    for number in range(7):
        fill(conn, f"T{number}", 50)
    after, turns = "", Counter[str]()
    for _ in range(7):
        postings = claim(conn, 3, after=after)
        after = next_after(postings, after, 3)
        turns.update(shares(postings))
    assert set(turns.values()) == {3}


def test_who_waits_for_later_or_is_held_back_takes_no_place(conn: Connection) -> None:
    for workspace_id in ("T1", "T2", "T3"):
        add(conn, workspace_id)
    pace.pause(conn, "T1", "token_revoked", NOW)
    pace.hold(conn, "T2", NOW + HOUR)
    assert shares(claim(conn, 1)) == {"T3": 1}
    assert shares(claim(conn, 1, NOW + HOUR)) == {"T2": 1}


def test_of_messages_to_channels_one_is_taken_at_a_time(conn: Connection) -> None:
    for number in range(3):
        add(conn, "T1", kind="team_summary", ref=str(number), channel_id=f"C{number}")
    add(conn, "T1", 2)
    assert Counter(posting.is_unreadable for posting in claim(conn)) == {False: 2, True: 1}
    assert claim(conn, unreadable=0) == []
    assert [posting.kind for posting in claim(conn)] == ["team_summary"]


def test_a_summary_that_goes_to_its_lead_alone_can_be_looked_for(conn: Connection) -> None:
    add(conn, "T1", 3, kind="team_summary")
    assert [posting.is_unreadable for posting in claim(conn)] == [False] * 3


def test_of_workspaces_that_cannot_be_read_one_message_is_taken_in_turn(conn: Connection) -> None:
    for workspace_id in ("T1", "T2", "T3"):
        add(conn, workspace_id, 4)
    pace.go_blind(conn, "T1", NOW + HOUR)
    assert shares(claim(conn, 8, readable={"T1", "T3"})) == {"T1": 1, "T3": 4}
    assert shares(claim(conn, 8, after="T1", readable={"T1", "T3"})) == {"T2": 1}
    assert shares(claim(conn, 8, NOW + HOUR, readable={"T1"})) == {"T1": 4, "T2": 1}


def test_a_nudge_that_is_too_late_costs_nothing_of_the_pace(conn: Connection) -> None:
    add(conn, "T1", 20)
    assert len(claim(conn, 20, NOW + 3 * HOUR, pace=2, too_late=2 * HOUR)) == 20
    add(conn, "T1", kind="review")
    assert len(claim(conn, 20, NOW + 3 * HOUR, pace=2, too_late=2 * HOUR)) == 1


# ---- What it costs.


@contextmanager
def statements(conn: Connection) -> Iterator[list[tuple[str, Any]]]:
    """Every statement that is executed meanwhile, with its parameters."""
    seen: list[tuple[str, Any]] = []
    note = lambda _c, _cu, statement, parameters, *_: seen.append((statement, parameters))  # noqa: E731
    event.listen(conn, "before_cursor_execute", note)
    yield seen
    event.remove(conn, "before_cursor_execute", note)


def plans(conn: Connection, seen: list[tuple[str, Any]]) -> list[str]:
    """How the database does what reads the outbox by anything but a row's own id."""
    word = "EXPLAIN QUERY PLAN" if conn.dialect.name == "sqlite" else "EXPLAIN"
    reads = [one for one in seen if "FROM outbox" in one[0]]
    return [str(conn.exec_driver_sql(f"{word} {statement}", values).all()) for statement, values in reads]


def test_a_claim_finds_its_rows_by_the_index_alone(conn: Connection) -> None:
    fill(conn, "T1", 5_000)
    fill(conn, "T1", 5_000, "sent")
    if conn.dialect.name == "postgresql":
        conn.execute(text("ANALYZE outbox"))
    with statements(conn) as seen:
        assert len(claim(conn)) == 10
    found = plans(conn, seen)
    assert len(found) == 2 and all("ix_outbox_waiting" in plan for plan in found)
    assert not any("SCAN outbox" in plan or "Seq Scan on outbox" in plan for plan in found)
    assert not any("ix_outbox_parked" in plan or "Bitmap" in plan for plan in found)


def steps_of_a_claim(db: Database) -> int:
    """How many steps SQLite's machine takes for one."""

    def count(conn: Connection) -> int:
        driver, steps = conn.connection.driver_connection, [0]
        assert driver is not None
        driver.set_progress_handler(lambda: steps.__setitem__(0, steps[0] + 1), 1)
        assert len(claim(conn)) == 10
        driver.set_progress_handler(None, 1)
        conn.rollback()
        return steps[0]

    with db.engine.connect() as conn:
        conn.begin()
        return count(conn)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("more", [("T2", 10_000, "due"), ("T1", 100_000, "sent")])
def test_a_claim_costs_the_same_whatever_waits_or_was_sent(
    database: Database, more: tuple[str, int, str]
) -> None:
    for workspace_id in ("T1", "T2"):
        database.run_sync(fill, workspace_id, 50, "unknown")
    before = steps_of_a_claim(database)
    database.run_sync(fill, *more)
    assert before / DEEPER <= steps_of_a_claim(database) <= before * DEEPER


# ---- The number of the try is a fence.


def ended(posting: Posting, state: Any, **more: Any) -> Sent:
    return Sent(posting.id, state, NOW, attempts=posting.attempts, **more)


@pytest.mark.parametrize("state", ["due", "unknown", "parked", "folded", "canceled"])
def test_who_lost_its_lease_ends_nothing_that_another_holds(conn: Connection, state: Any) -> None:
    add(conn, "T1")
    (late,) = claim(conn)
    (holder,) = claim(conn, now=NOW + HOUR)
    outbox_claim.complete(conn, [ended(late, state)])
    assert outbox_review.counts(conn) == {"claimed": 1}
    outbox_claim.complete(conn, [ended(holder, "parked")])
    outbox_claim.complete(conn, [ended(late, state)])
    assert outbox_review.counts(conn) == {"parked": 1}


@pytest.mark.parametrize("then", ["claimed", "unknown", "due", "parked"])
def test_that_it_was_sent_is_true_whoever_holds_it_now(conn: Connection, then: Any) -> None:
    add(conn, "T1")
    (late,) = claim(conn)
    (holder,) = claim(conn, now=NOW + HOUR)
    if then != "claimed":
        outbox_claim.complete(conn, [ended(holder, then)])
    outbox_claim.complete(conn, [ended(late, "sent", ts="1.2", channel_id="D1")])
    row = conn.execute(text("SELECT state, ts, channel_id FROM outbox")).one()
    assert tuple(row) == ("sent", "1.2", "D1")


def test_a_message_that_is_not_wanted_any_more_stays_so(conn: Connection) -> None:
    add(conn, "T1")
    (late,) = claim(conn)
    outbox_claim.complete(conn, [ended(late, "canceled")])
    outbox_claim.complete(conn, [ended(late, "sent", ts="1.2")])
    assert outbox_review.counts(conn) == {"canceled": 1}


def test_a_batch_is_completed_each_in_its_own_way(conn: Connection) -> None:
    add(conn, "T1", 3)
    sent, again, parked = claim(conn)
    endings = [ended(sent, "sent", ts="1.2"), ended(parked, "parked", error="no_text")]
    outbox_claim.complete(conn, [*endings, ended(again, "unknown", retry_at=NOW + HOUR, counted=False)])
    rows = conn.execute(text("SELECT state, ts, error, attempts, due_at FROM outbox ORDER BY state")).all()
    at = int(NOW.timestamp())
    assert [tuple(row) for row in rows] == [
        ("parked", None, "no_text", 1, at),
        ("sent", "1.2", None, 1, at),
        ("unknown", None, None, 0, at + 3600),
    ]
