"""What the doctor says of the clockwork: each thing that may be wrong, in words, with what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.doctor_clockwork import look_at_clockwork
from bot.doctor_findings import span
from storage import members, outbox, outbox_claim, pace, schedule
from storage.records import Member, Message, OutboxState, Owner, Sent
from storage.tables import outbox as outbox_table
from storage.tables import workspaces

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ALICE, BOB = Owner("T1", "U1"), Owner("T1", "U2")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Rows = Callable[[Connection], object]


def said(conn: Connection, now: datetime = NOW) -> list[str]:
    """What is not good, as it is printed; each of these says what to do."""
    found = [one for one in look_at_clockwork(conn, now) if one.level != "good"]
    assert all(one.advice.endswith(".") for one in found)
    return [str(one) for one in found]


def tried(
    conn: Connection,
    state: OutboxState,
    error: str,
    retry_at: datetime | None = None,
    day: int = 23,
    owner: Owner = ALICE,
) -> str:
    """A message that was tried once, and how that ended."""
    words = {"text": "canarybird"}
    row_id = outbox.add(conn, Message(owner, "brief", date(2026, 11, day), words), NOW)
    assert row_id and outbox_claim.claim(conn, NOW, 10, 60)
    outbox_claim.complete(conn, [Sent(row_id, state, NOW, error=error, retry_at=retry_at)])
    return row_id


def test_when_nothing_is_wrong_one_line_says_so(conn: Connection) -> None:
    assert [str(one) for one in look_at_clockwork(conn, NOW)] == ["ok    Clockwork: nothing is late."]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("http_502", "Slack had trouble of its own (HTTP 502)"),
        ("ratelimited", "Slack said that there was too much"),
        ("connection_refused", "Slack could not be reached"),
        ("http_200", "Slack answered with something that is no answer of its API"),
        ("ClientOSError", "the connection broke (ClientOSError)"),
    ],
)
def test_what_waits_to_be_tried_again_is_told_by_its_error_and_its_next_try(
    conn: Connection, error: str, words: str
) -> None:
    for day, minutes in ((21, 9), (22, 5), (23, 7)):
        tried(conn, "due", error, NOW + minutes * MINUTE, day)
    (line,) = said(conn)
    assert line == (
        f"warn  3 messages wait to be tried again: {words}; the next try is at 14:05 UTC."
        " -> Nothing has to be done: it is kept."
    )


def test_what_slack_asked_to_send_later_is_told_though_that_counts_as_no_try(conn: Connection) -> None:
    row_id = tried(conn, "due", "")
    later = Sent(row_id, "due", NOW, error="ratelimited", retry_at=NOW + 60 * MINUTE, counted=False)
    assert outbox_claim.claim(conn, NOW, 10, 60)
    outbox_claim.complete(conn, [later._replace(attempts=2)])
    conn.execute(outbox_table.update().values(attempts=0))
    assert "Slack said that there was too much; the next try is at 15:00 UTC." in said(conn)[0]


def test_what_may_have_arrived_is_told_apart(conn: Connection) -> None:
    tried(conn, "unknown", "timeout", NOW + DAY)
    (line,) = said(conn)
    assert "1 message may have arrived (Slack did not answer in time) and waits to be looked for" in line
    assert "the next try is on 2026-11-24 at 14:00 UTC." in line


def test_a_message_that_is_due_now_has_no_time_in_the_past(conn: Connection) -> None:
    tried(conn, "due", "http_502", NOW)
    assert "the next try is due now." in said(conn)[0]


def test_a_parked_message_is_told_with_the_command_that_sends_it_again(conn: Connection) -> None:
    row_id = tried(conn, "parked", "msg_too_long")
    (line,) = said(conn)
    assert line == (
        f'warn  Message {row_id} (brief) could not be sent: Slack said "msg_too_long".'
        f" -> Mend the cause, then `kith replay {row_id}`; until then it is kept."
    )


def failed(conn: Connection, owner: Owner = ALICE, retry_at: datetime | None = None) -> int:
    """A schedule row that raised; parked unless it has a time."""
    schedule.put(conn, owner, "brief", 0, NOW)
    (row,) = schedule.of_member(conn, owner)
    schedule.fail(conn, row.id, "KeyError at brief.py:3", retry_at)
    return row.id


def test_a_schedule_row_is_told_while_it_is_tried_again_and_once_it_is_parked(conn: Connection) -> None:
    number = failed(conn)
    failed(conn, BOB, NOW + 5 * MINUTE)
    parked, waiting = said(conn)
    assert f"Schedule row {number} (brief) failed again and again: KeyError at brief.py:3." in parked
    assert f"`kith replay {number}`" in parked
    assert (
        "1 schedule row waits to be tried again: KeyError at brief.py:3; the next try is at 14:05" in waiting
    )


def test_a_member_out_of_reach_is_one_line_with_all_that_is_paused(conn: Connection) -> None:
    for kind in ("brief", "review"):
        schedule.put(conn, ALICE, kind, 0, NOW)  # type: ignore[arg-type]
    schedule.put(conn, BOB, "brief", 0, NOW + DAY)
    schedule.park(conn, ALICE, ["brief", "review"], "messages_tab_disabled")
    (line,) = said(conn)
    assert line.startswith("warn  Member U1 cannot be reached (messages_tab_disabled): 2 nudges paused.")
    assert line.count("`kith replay ") == 2


def test_a_teams_channel_out_of_reach_is_named_by_its_team(conn: Connection) -> None:
    schedule.put(conn, ALICE, "team_summary", 7, NOW)
    schedule.park(conn, ALICE, ["team_summary"], "is_archived", 7)
    assert "The channel of team 7 cannot be reached (is_archived): 1 nudge paused." in said(conn)[0]


def test_a_workspace_that_slack_holds_back_is_told_with_its_time(conn: Connection) -> None:
    pace.hold(conn, "T1", NOW + 59 * MINUTE)
    (line,) = said(conn)
    assert "Workspace T1: Slack said that there was too much; Kith goes on at 14:59 UTC." in line
    assert said(conn, NOW + 60 * MINUTE) == []


def test_what_waits_for_a_held_or_paused_workspace_is_not_called_late(conn: Connection) -> None:
    outbox.add(conn, Message(ALICE, "brief", NOW.date(), {}), NOW - 30 * MINUTE)
    assert any("something is due for 30 minutes" in line for line in said(conn))
    pace.hold(conn, "T1", NOW + 59 * MINUTE)
    assert not any("something is due" in line for line in said(conn))


def test_a_workspace_that_cannot_be_read_is_told_with_the_scope_that_is_missing(conn: Connection) -> None:
    pace.hold(conn, "T1", NOW - DAY)
    blind_until = int((NOW + 10 * MINUTE).timestamp())
    conn.execute(workspaces.update().values(blind_until=blind_until, pause_reason=None))
    (line,) = said(conn)
    assert "its conversations cannot be read" in line and "im:history" in line and "at 14:10 UTC" in line


def test_a_paused_workspace_is_a_fault(conn: Connection) -> None:
    pace.pause(conn, "T1", "token_revoked", NOW)
    assert said(conn)[0].startswith("FAIL  Workspace T1 is paused since 2026-11-23 14:00 UTC: token_revoked.")


def test_zones_that_do_not_exist_are_counted_and_those_who_left_are_not(conn: Connection) -> None:
    alice = Member(ALICE, "Mars/Base", NOW)
    members.add(conn, alice)
    members.add(conn, replace(alice, owner=BOB))
    members.add(conn, replace(alice, owner=Owner("T1", "U3"), deactivated_at=NOW))
    members.add(conn, replace(alice, owner=Owner("T1", "U4"), tz="Europe/Lisbon"))
    (line,) = said(conn)
    assert "2 members in the zone 'Mars/Base', which this machine does not know: UTC is taken." in line


def test_a_long_list_ends_with_how_many_more_there_are(conn: Connection) -> None:
    for number in range(23):
        schedule.put(conn, ALICE, "reminder", number, NOW)
    for row in schedule.of_member(conn, ALICE):
        schedule.fail(conn, row.id, "KeyError at reminder.py:3", None)
    lines = said(conn)
    assert len(lines) == 21 and "... and 3 schedule rows more like that." in lines[-1]


def test_nobodys_words_are_in_any_line(conn: Connection) -> None:
    for day, state in ((20, "parked"), (21, "due"), (22, "unknown")):
        tried(conn, state, "http_502", NOW + MINUTE, day)  # type: ignore[arg-type]
    assert "canarybird" not in str(look_at_clockwork(conn, NOW))


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=119), "119 seconds"),
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(days=-4), "4 days"),
    ],
)
def test_a_span_is_told_in_what_fits_it(length: timedelta, words: str) -> None:
    assert span(length) == words
