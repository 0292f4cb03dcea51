"""The checker of invariants reports each kind of damage, and nothing of a whole database."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot import membership
from bot.coach import cadence
from storage import acts, contacts, inbox, outbox, promises, schedule, teams, thanks
from storage.records import ContactDraft, Member, Message, Owner
from tests.invariants import OTHERS, OUTBOX, SCHEDULE, broken
from tests.jobs.stage import HOUR, NOW, TODAY

SENT = "UPDATE outbox SET state = 'sent', attempts = 1, sent_at = :at, ts = id, channel_id = member_id"
ALICE, BOB = Owner("T1", "UALICE"), Owner("T1", "UBOB")


def lived_in(conn: Connection) -> None:
    """Two members with a little of everything, as Kith itself makes it; alice's brief is sent."""
    for owner in (ALICE, BOB):
        membership.join(conn, Member(owner, "Europe/Lisbon", NOW), NOW)
        act = acts.begin(conn, owner, "capture", NOW)
        contact = contacts.add(conn, owner, ContactDraft("Dana"), NOW).id
        acts.made(conn, act, "contacts", contact)
        promise = promises.add(conn, owner, "mine", "send it", contact, TODAY, None, NOW).id
        acts.made(conn, act, "promises", promise)
        thanks.add(conn, owner, contact, None, NOW)
        schedule.put(conn, owner, "reminder", promise, NOW + HOUR)
    outbox.add(conn, Message(ALICE, "brief", TODAY, {"text": "Good morning"}), NOW)
    conn.execute(text(SENT), {"at": int(NOW.timestamp())})
    conn.execute(text("UPDATE schedule SET last_on = :on WHERE id = :row"), _dealt_with(conn))
    inbox.take(conn, "T1", "Ev1", NOW)
    conn.execute(text("INSERT INTO workspaces (workspace_id, next_send_at) VALUES ('T1', 0)"))
    teams_too(conn)


def teams_too(conn: Connection) -> None:
    conn.execute(
        text(
            "INSERT INTO teams (workspace_id, channel_id, lead_id, weekday, minute, created_at)"
            " VALUES ('T1', 'C1', 'UALICE', 1, 540, 0)"
        )
    )
    (team_id,) = conn.execute(text("SELECT id FROM teams")).scalars()
    team = teams.find(conn, "T1", team_id)
    assert team
    teams.list_members(conn, team, [ALICE.member_id, BOB.member_id])
    at = cadence.team_due(team, "UTC", NOW)
    assert at
    schedule.put(conn, ALICE, "team_summary", team_id, at)


def _dealt_with(conn: Connection) -> dict[str, Any]:
    brief = next(due.id for due in schedule.of_member(conn, ALICE) if due.kind == "brief")
    return {"on": TODAY.isoformat(), "row": brief}


# What is done to a whole database, and the beginning of the one sentence that must come of it.
DAMAGE = {
    "schedule has no time": "UPDATE schedule SET due_at = 0 WHERE kind = 'review' AND member_id = 'UBOB'",
    "schedule is parked": "UPDATE schedule SET due_at = 253370764800 WHERE kind = 'review'",
    "schedule failed": "UPDATE schedule SET attempts = 1 WHERE kind = 'review'",
    "schedule is tried again": "UPDATE schedule SET first_due_at = due_at + 60 WHERE kind = 'review'",
    "schedule reminds": "UPDATE schedule SET ref = 999 WHERE kind = 'reminder' AND member_id = 'UBOB'",
    "schedule sums up": "UPDATE schedule SET ref = 999 WHERE kind = 'team_summary'",
    "schedule is of a kind": (
        "INSERT INTO schedule (workspace_id, member_id, kind, ref, due_at)"
        " VALUES ('T1', 'UBOB', 'brief', 3, 99)"
    ),
    "schedule was dealt with": "UPDATE schedule SET last_on = '2026-01-01' WHERE kind = 'review'",
    "outbox is in a state": "UPDATE outbox SET state = 'lost', ts = NULL",
    "outbox is sent": "UPDATE outbox SET sent_at = NULL WHERE kind = 'brief'",
    "outbox has a place": "UPDATE outbox SET state = 'due' WHERE kind = 'brief'",
    "outbox waits": "UPDATE outbox SET state = 'due', ts = NULL, due_at = 0 WHERE kind = 'brief'",
    "outbox is claimed": "UPDATE outbox SET state = 'claimed', ts = NULL, due_at = 0 WHERE kind = 'brief'",
    "outbox is unknown": "UPDATE outbox SET state = 'unknown', ts = NULL, attempts = 0 WHERE kind = 'brief'",
    "outbox is parked": "UPDATE outbox SET state = 'parked', ts = NULL WHERE kind = 'brief'",
    "outbox may be a repeat": (
        "UPDATE outbox SET may_repeat = true, state = 'due', ts = NULL WHERE kind = 'brief'"
    ),
    "outbox was tried": "UPDATE outbox SET attempts = -1 WHERE kind = 'brief'",
    "outbox is a nudge": "UPDATE outbox SET is_nudge = false WHERE kind = 'brief'",
    "outbox stands": "UPDATE outbox SET ts = '1.2', channel_id = 'D1'",
    "members has a zone": "UPDATE members SET tz = '' WHERE member_id = 'UBOB'",
    "members has an hour": "UPDATE members SET brief_minute = 1440 WHERE member_id = 'UBOB'",
    "inbox has no time": "UPDATE inbox SET received_at = 0",
    "workspaces is paused": "UPDATE workspaces SET paused_at = 1",
    "team_members is listed": "UPDATE teams SET workspace_id = 'T2'",
    "captures is saved": (
        "INSERT INTO captures (workspace_id, member_id, created_at, text, reading, state, act_id)"
        " VALUES ('T1', 'UBOB', 1, '', '{}', 'saved', 999)"
    ),
    "tellings is of a story": (
        "INSERT INTO stories (id, workspace_id, member_id, created_at, title, point, text, words)"
        " VALUES (1, 'T1', 'UALICE', 1, '', '', '', 0);"
        'INSERT INTO tellings (workspace_id, member_id, created_at, story_id, "on")'
        " VALUES ('T1', 'UBOB', 1, 1, '2026-01-01')"
    ),
    "brief and has none planned": "DELETE FROM schedule WHERE kind = 'brief' AND member_id = 'UBOB'",
    "review and has none planned": "DELETE FROM schedule WHERE kind = 'review' AND member_id = 'UBOB'",
    "practice planned on no day": "UPDATE members SET practice_days = '' WHERE member_id = 'UBOB'",
    "promises is about": (
        "UPDATE promises SET contact_id = (SELECT min(id) FROM contacts) WHERE member_id = 'UBOB'"
    ),
    "thank_yous is about": (
        "UPDATE thank_yous SET contact_id = (SELECT min(id) FROM contacts) WHERE member_id = 'UBOB'"
    ),
    "contacts that is somebody else's": (
        "UPDATE act_changes SET row_id = (SELECT max(id) FROM contacts) WHERE noun = 'contacts'"
    ),
    "promises that never was": "UPDATE act_changes SET row_id = 999 WHERE noun = 'promises'",
    "changed what nobody knows": "UPDATE act_changes SET noun = 'stars' WHERE noun = 'promises'",
}
# Rules whose damage the database itself refuses: by a unique key or a foreign key.
REFUSED = {
    "is the second nudge of its kind on one date": (
        "INSERT INTO outbox SELECT 'other', workspace_id, member_id, kind, ref, local_on, channel_id,"
        " payload, state, due_at, created_at, attempts, may_repeat, sent_at, ts, error, is_nudge, is_wanted"
        " FROM outbox"
    ),
    "came twice": "INSERT INTO inbox SELECT event_id, workspace_id, received_at FROM inbox",
    "is of an act that is not there": "UPDATE act_changes SET act_id = 999",
}
GONE = "belongs to nobody"


def test_what_kith_makes_breaks_nothing(conn: Connection) -> None:
    lived_in(conn)
    assert broken(conn) == []


@pytest.mark.parametrize("what", DAMAGE)
def test_each_damage_is_reported(conn: Connection, what: str) -> None:
    lived_in(conn)
    for statement in DAMAGE[what].split(";"):
        conn.execute(text(statement))
    assert any(what in sentence for sentence in broken(conn)), broken(conn)


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_key_forbids_cannot_even_be_written(conn: Connection, what: str) -> None:
    lived_in(conn)
    with pytest.raises(Exception, match=r"(?i)constraint|unique"):
        conn.execute(text(REFUSED[what]))


@pytest.mark.parametrize("table", ["schedule", "outbox"])
def test_what_a_forgotten_member_left_behind_is_reported(conn: Connection, table: str) -> None:
    lived_in(conn)
    conn.execute(text("DELETE FROM team_members"))
    conn.execute(text("DELETE FROM members WHERE member_id = 'UALICE'"))
    assert any(f"row of {table} {GONE}" in sentence for sentence in broken(conn))


def test_no_rule_goes_without_its_damage() -> None:
    rules = [(name, what) for name, group in [("schedule", SCHEDULE), ("outbox", OUTBOX)] for what in group]
    rules += [(table, what) for table, group in OTHERS.items() for what in group]
    shown = {*DAMAGE, *(f"{table} {what}" for table, what in rules if what in {*REFUSED, GONE})}
    assert [rule for rule in rules if not any(" ".join(rule).startswith(one) for one in shown)] == []
