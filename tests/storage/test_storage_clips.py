"""Clips wait, are asked about in turn, and are settled once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from storage import clips, outbox, practice
from storage.database import Database
from storage.practice_records import AnswerDraft
from storage.records import Message, Owner
from tests.storage.owners import ALICE, BOB, NOW, TODAY

LATER = NOW + timedelta(seconds=5)
LEASE = NOW + timedelta(minutes=5)


def add(
    conn: Connection, owner: Owner = ALICE, file_id: str = "F1", thread_ts: str = "1.1"
) -> clips.Clip | None:
    return clips.add(conn, owner, file_id, "a-prompt", thread_ts, LATER, NOW)


def show(conn: Connection, prompt: str, kind: str, seconds: int) -> None:
    at = NOW + timedelta(seconds=seconds)
    outbox.add(conn, Message(ALICE, kind, TODAY, {"prompt": prompt}, ref=prompt), at, state="sent")  # type: ignore[arg-type]


def test_a_file_is_kept_once_for_each_member(conn: Connection) -> None:
    kept = add(conn)
    assert kept and (kept.state, kept.tries, kept.due_at) == ("waiting", 0, LATER)
    assert add(conn, thread_ts="2.2") is None
    assert add(conn, BOB) is not None


def test_a_clip_is_found_by_the_thread_that_it_is_answered_in(conn: Connection) -> None:
    add(conn)
    newest = add(conn, file_id="F2")
    assert clips.of_thread(conn, ALICE, "1.1") == newest
    assert clips.of_thread(conn, ALICE, "9.9") is None


def test_a_claim_holds_until_its_lease_ends(conn: Connection) -> None:
    add(conn)
    assert clips.claim_due(conn, NOW, LEASE, 10) == []
    assert [one.file_id for one in clips.claim_due(conn, LATER, LEASE, 10)] == ["F1"]
    assert clips.claim_due(conn, LATER, LEASE, 10) == []
    assert [one.file_id for one in clips.claim_due(conn, LEASE, LEASE, 10)] == ["F1"]


def test_a_claim_takes_the_oldest_first_and_no_more_than_asked_for(conn: Connection) -> None:
    for file_id in ("F1", "F2", "F3"):
        add(conn, file_id=file_id)
    assert [one.file_id for one in clips.claim_due(conn, LATER, LEASE, 2)] == ["F1", "F2"]


def test_what_was_not_there_is_asked_for_again(conn: Connection) -> None:
    add(conn)
    assert clips.put_off(conn, ALICE, "F1", LEASE)
    found = clips.find(conn, ALICE, "F1")
    assert found and (found.tries, found.due_at) == (1, LEASE)


def test_news_of_a_file_bring_its_turn_forward(conn: Connection) -> None:
    add(conn)
    assert not clips.hurry(conn, ALICE, "F1", NOW), "whoever looks at it first is at it already"
    clips.put_off(conn, ALICE, "F1", LEASE)
    assert clips.hurry(conn, ALICE, "F1", LATER)
    assert [one.file_id for one in clips.claim_due(conn, LATER, LEASE, 10)] == ["F1"]


def test_what_is_settled_is_settled_once_and_not_asked_about(conn: Connection) -> None:
    add(conn)
    assert clips.settle(conn, ALICE, "F1")
    assert not clips.settle(conn, ALICE, "F1")
    assert not clips.put_off(conn, ALICE, "F1", LATER)
    assert clips.claim_due(conn, LEASE, LEASE, 10) == []
    assert clips.waiting_owners(conn, ALICE.workspace_id, "F1") == []


def test_who_waits_for_a_file_is_found_in_its_own_workspace(conn: Connection) -> None:
    add(conn)
    add(conn, BOB)
    assert set(clips.waiting_owners(conn, ALICE.workspace_id, "F1")) == {ALICE, BOB}
    assert clips.waiting_owners(conn, "T-other", "F1") == []


def test_the_last_prompt_is_what_was_shown_or_answered_last(conn: Connection) -> None:
    assert clips.last_prompt(conn, ALICE) is None
    show(conn, "lift", "prompt_pitch", 1)
    show(conn, "harbour", "prompt_story", 2)
    show(conn, "no-prompt", "brief", 3)
    assert clips.last_prompt(conn, ALICE) == "harbour"
    draft = AnswerDraft("lift", "pitch", "", 1, 1, ())
    practice.add_answer(conn, ALICE, draft, NOW + timedelta(seconds=4))
    assert clips.last_prompt(conn, ALICE) == "lift"
    show(conn, "fair", "prompt_pitch", 5)
    assert clips.last_prompt(conn, ALICE) == "fair"


def test_only_what_is_old_and_settled_is_purged(conn: Connection) -> None:
    for file_id in ("F1", "F2"):
        add(conn, file_id=file_id)
    clips.settle(conn, ALICE, "F1")
    assert clips.purge(conn, NOW) == 0
    assert clips.purge(conn, LATER) == 1
    assert clips.find(conn, ALICE, "F1") is None


def test_two_processes_do_not_claim_the_same_clip(database: Database) -> None:
    database.run_sync(add)
    first = database.run_sync(clips.claim_due, LATER, LEASE, 10)
    assert (len(first), database.run_sync(clips.claim_due, LATER, LEASE, 10)) == (1, [])
