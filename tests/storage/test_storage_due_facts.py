"""What a batch of nudges speaks of: each row gets its owner's own, in one statement for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from storage import (
    contacts,
    due_facts,
    occasions,
    outbox,
    practice,
    promises,
    schedule,
    skills,
    teams,
    thanks,
    touches,
    versions,
)
from storage.due_facts import SoFar
from storage.practice_records import AnswerDraft, VersionDraft
from storage.records import ContactDraft, Due, Message, NudgeKind, Owner
from tests.storage.owners import ALICE, BOB, CHARLIE, NOW, TODAY

DAY = timedelta(days=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
READS: dict[str, Callable[[Connection, Sequence[Due]], Any]] = {
    "pressing": lambda c, dues: due_facts.pressing(c, dues, TODAY),
    "open_promises": due_facts.open_promises,
    "closed_since": lambda c, dues: due_facts.closed_since(c, dues, LONG_AGO),
    "owed": due_facts.owed,
    "said_since": lambda c, dues: due_facts.said_since(c, dues, LONG_AGO),
    "touched_since": lambda c, dues: due_facts.touched_since(c, dues, LONG_AGO.date()),
    "with_cadence": due_facts.with_cadence,
    "team_asks": due_facts.team_asks,
    "recent_nudges": lambda c, dues: due_facts.recent_nudges(c, dues, LONG_AGO.date()),
    "told_practice": due_facts.told_practice,
    "practice_so_far": lambda c, dues: known_so_far(due_facts.practice_so_far(c, dues)),
    "occasion_days": due_facts.occasion_days,
    "occasions_between": lambda c, dues: due_facts.occasions_between(c, dues, TODAY, TODAY + DAY),
}


def known_so_far(found: dict[int, SoFar]) -> dict[int, list[SoFar]]:
    """Those of whom anything is known: each row has an answer here."""
    return {due_id: [one] for due_id, one in found.items() if one != SoFar(frozenset(), "", None)}


def planned(conn: Connection, owner: Owner, kind: NudgeKind = "brief", ref: int = 0) -> Due:
    schedule.put(conn, owner, kind, ref, NOW)
    return next(one for one in schedule.of_member(conn, owner) if (one.kind, one.ref) == (kind, ref))


def filled(conn: Connection, owner: Owner, word: str) -> None:
    """Everything of an owner that a nudge may speak of, marked by a word."""
    person = contacts.add(conn, owner, ContactDraft(word, cadence_days=1), NOW - 9 * DAY)
    promises.add(conn, owner, "mine", word, person.id, TODAY, None, NOW)
    closed = promises.add(conn, owner, "mine", word, person.id, None, None, NOW)
    conn.exec_driver_sql(f"UPDATE promises SET state = 'kept', closed_at = 1900000000 WHERE id = {closed.id}")
    thanks.add(conn, owner, person.id, word, NOW)
    thanks.add(conn, owner, person.id, word, NOW, state="said")
    touches.add(conn, owner, person.id, "met", TODAY, NOW)
    practice.add_answer(conn, owner, AnswerDraft(word, "pitch", "", 1, 1, ()), NOW)
    outbox.add(conn, Message(owner, "practice", TODAY, {}), NOW)
    occasions.add(conn, owner, word, TODAY + DAY, None, "none", "none", NOW)
    skills.put(conn, owner, {word: ({}, TODAY)}, NOW)
    team = teams.put(conn, owner.workspace_id, f"C{word}", owner.member_id, 1, 540, NOW)
    teams.list_members(conn, team, [owner.member_id])


@pytest.mark.parametrize("name", READS)
def test_each_row_gets_what_is_its_owners_and_nothing_of_anybody_else(conn: Connection, name: str) -> None:
    for owner, word in ((ALICE, "apple"), (BOB, "berry")):
        filled(conn, owner, word)
    dues = [planned(conn, owner) for owner in (ALICE, BOB, CHARLIE)]
    found = READS[name](conn, dues)
    assert set(found) == {dues[0].id, dues[1].id}
    assert len(found[dues[0].id]) == len(found[dues[1].id]) == 1
    assert "berry" not in str(found[dues[0].id]) and "apple" not in str(found[dues[1].id])
    assert READS[name](conn, dues[2:]) == {}


@pytest.mark.parametrize("name", READS)
def test_a_batch_is_read_in_one_statement(conn: Connection, name: str) -> None:
    dues = [planned(conn, Owner("T1", f"U{number}")) for number in range(20)]
    seen: list[str] = []
    event.listen(conn, "before_cursor_execute", lambda *args: seen.append(args[2]))
    READS[name](conn, dues)
    assert len(seen) == 1


def test_what_is_open_comes_by_its_date_with_the_person_it_is_about(conn: Connection) -> None:
    dana = contacts.add(conn, ALICE, ContactDraft("Dana Lee", company="Acme"), NOW)
    for what, on in (("some day", None), ("tomorrow", TODAY + DAY), ("today", TODAY)):
        promises.add(conn, ALICE, "mine", what, dana.id if on else None, on, None, NOW)
    due = planned(conn, ALICE)
    told = due_facts.open_promises(conn, [due])[due.id]
    assert [promise.what for promise, _ in told] == ["today", "tomorrow", "some day"]
    assert [person for _, person in told] == [dana, dana, None]
    assert [promise for promise, _ in told] == promises.open_ones(conn, ALICE)
    assert [promise.what for promise, _ in due_facts.pressing(conn, [due], TODAY)[due.id]] == ["today"]


def test_a_row_that_names_somebody_elses_promise_or_team_finds_nothing(conn: Connection) -> None:
    promise = promises.add(conn, ALICE, "mine", "call", None, TODAY, None, NOW)
    team = teams.put(conn, "T1", "C1", ALICE.member_id, 1, 540, NOW)
    asked = [
        (planned(conn, owner, "reminder", promise.id), planned(conn, owner, "team_summary", team.id))
        for owner in (ALICE, BOB, CHARLIE)
    ]
    assert list(due_facts.referred(conn, [one for one, _ in asked])) == [asked[0][0].id]
    assert due_facts.led_teams(conn, [one for _, one in asked]) == {asked[0][1].id: team}
    teams.stop(conn, ALICE, team.id, NOW)
    assert due_facts.led_teams(conn, [one for _, one in asked]) == {}


def test_the_prompts_seen_last_are_the_answered_one_and_the_last_nudge_of_each_kind(conn: Connection) -> None:
    for prompt in ("first", "second"):
        practice.add_answer(conn, ALICE, AnswerDraft(prompt, "pitch", "", 1, 1, ()), NOW)
    for kind, prompt, days in (("pitch", "new", 0), ("pitch", "old", -7), ("story", "tale", -3)):
        turn = Message(ALICE, f"prompt_{kind}", TODAY + days * DAY, {"prompt": prompt}, ref="nudge")
        outbox.add(conn, turn, NOW, state="sent")
    outbox.add(conn, Message(ALICE, "prompt_pitch", TODAY, {"prompt": "asked for"}, ref="1.2"), NOW)
    dues = [planned(conn, owner, "practice") for owner in (ALICE, BOB)]
    found = due_facts.practice_so_far(conn, dues)
    assert [found[due.id].seen for due in dues] == [{"second", "new", "tale"}, set()]


def test_the_skill_that_is_due_first_is_told_and_of_equals_the_one_that_was_there_first(
    conn: Connection,
) -> None:
    due = planned(conn, ALICE, "practice")
    skills.put(conn, ALICE, {"proof": ({}, TODAY), "ask": ({}, TODAY), "hook": ({}, TODAY + DAY)}, NOW)
    assert due_facts.practice_so_far(conn, [due])[due.id][1:] == ("proof", TODAY)
    skills.put(conn, ALICE, {"proof": ({}, TODAY + DAY)}, NOW)
    assert due_facts.practice_so_far(conn, [due])[due.id][1:] == ("ask", TODAY)


def test_occasions_come_by_their_hour_with_the_version_kept_for_them(conn: Connection) -> None:
    draft = VersionDraft("Fair", "client", "lead", 60, "I mend lifts.", 3, 1)
    kept = versions.add(conn, ALICE, draft, NOW)
    fair, tea = (
        occasions.add(conn, ALICE, what, TODAY + DAY, at, "client", "lead", NOW)
        for what, at in (("the fair", time(15)), ("tea", time(9)))
    )
    occasions.choose(conn, ALICE, fair.id, version_id=kept.id)
    fair = replace(fair, version_id=kept.id)
    due = planned(conn, ALICE, "practice")
    assert due_facts.occasions_between(conn, [due], TODAY, TODAY + DAY)[due.id] == [(tea, None), (fair, kept)]
    assert due_facts.occasions_between(conn, [due], TODAY + 2 * DAY, TODAY + 3 * DAY) == {}
    conn.exec_driver_sql("UPDATE occasions SET dropped_at = 1")
    assert due_facts.occasion_days(conn, [due]) == {}
