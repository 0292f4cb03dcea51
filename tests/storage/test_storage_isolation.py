"""Every storage function: bob, a colleague, and charlie, of another organisation, see and change nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from storage import (
    acts,
    captures,
    clips,
    contacts,
    dropped,
    erase,
    export,
    hearing_posts,
    hearings,
    members,
    notes,
    occasions,
    partners,
    practice,
    promises,
    skills,
    stories,
    team_counts,
    teams,
    thanks,
    touches,
    trial,
    versions,
)
from storage.practice_records import AnswerDraft, Heard, HearingDraft, StoryDraft, VersionDraft
from storage.records import ContactDraft, Owner
from tests.storage.full_rows import fill, rows_of
from tests.storage.owners import ALICE, BOB, CHARLIE, NOW, TODAY, member

CANARY = "canary-of-alice"
MODULES = (
    acts,
    captures,
    clips,
    contacts,
    dropped,
    erase,
    export,
    hearing_posts,
    hearings,
    members,
    notes,
    occasions,
    partners,
    practice,
    promises,
    skills,
    stories,
    team_counts,
    teams,
    thanks,
    touches,
    trial,
    versions,
)
VERSION = VersionDraft("mine", "none", "none", 60, "x", 1, 1)
Rows = dict[str, int]
Call = Callable[[Connection, Owner, Rows], Any]


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(contacts.UnknownContact):
        call()
    return "refused"


def refused_story(call: Callable[[], Any]) -> str:
    with pytest.raises(stories.UnknownStory):
        call()
    return "refused"


# What a stranger may try with the numbers of alice's rows. `True`: alice herself gets her own words back.
READING: dict[str, Call] = {
    "captures.find": lambda c, who, rows: captures.find(c, who, rows["captures"]),
    "clips.find": lambda c, who, rows: clips.find(c, who, CANARY),
    "clips.of_thread": lambda c, who, rows: clips.of_thread(c, who, CANARY),
    "contacts.cadence_due": lambda c, who, rows: contacts.cadence_due(c, who, TODAY.replace(month=12)),
    "contacts.find": lambda c, who, rows: contacts.find(c, who, rows["contacts"]),
    "contacts.names": lambda c, who, rows: contacts.names(c, who),
    "contacts.recent": lambda c, who, rows: contacts.recent(c, who, 10, 0),
    "contacts.search": lambda c, who, rows: contacts.search(c, who, "canary"),
    "export.everything": lambda c, who, rows: export.everything(c, who),
    "members.find": lambda c, who, rows: members.find(c, who),
    "notes.find": lambda c, who, rows: notes.find(c, who, rows["notes"]),
    "notes.for_contact": lambda c, who, rows: notes.for_contact(c, who, rows["contacts"]),
    "occasions.find": lambda c, who, rows: occasions.find(c, who, rows["occasions"]),
    "occasions.upcoming": lambda c, who, rows: occasions.upcoming(c, who, TODAY),
    "practice.answers": lambda c, who, rows: practice.answers(c, who),
    "practice.find_answer": lambda c, who, rows: practice.find_answer(c, who, rows["answers"]),
    "practice.last_answer": lambda c, who, rows: practice.last_answer(c, who),
    "promises.find": lambda c, who, rows: promises.find(c, who, rows["promises"]),
    "promises.open_ones": lambda c, who, rows: promises.open_ones(c, who),
    "promises.closed_since": lambda c, who, rows: promises.closed_since(c, who, NOW),
    "skills.all_of": lambda c, who, rows: skills.all_of(c, who),
    "stories.bank": lambda c, who, rows: stories.bank(c, who),
    "stories.find": lambda c, who, rows: stories.find(c, who, rows["stories"]),
    "stories.find_telling": lambda c, who, rows: stories.find_telling(c, who, rows["tellings"]),
    "stories.tellings_of": lambda c, who, rows: stories.tellings_of(c, who, rows["stories"]),
    "stories.told": lambda c, who, rows: stories.told(c, who),
    "stories.told_to": lambda c, who, rows: stories.told_to(c, who, rows["contacts"]),
    "thanks.find": lambda c, who, rows: thanks.find(c, who, rows["thank_yous"]),
    "thanks.owed": lambda c, who, rows: thanks.owed(c, who),
    "touches.find": lambda c, who, rows: touches.find(c, who, rows["touches"]),
    "touches.for_contact": lambda c, who, rows: touches.for_contact(c, who, rows["contacts"]),
    "touches.since": lambda c, who, rows: touches.since(c, who, TODAY),
    "teams.asks_for": lambda c, who, rows: teams.asks_for(c, who),
    "teams.led_by": lambda c, who, rows: teams.led_by(c, who),
    "teams.of_member": lambda c, who, rows: teams.of_member(c, who),
    "versions.find": lambda c, who, rows: versions.find(c, who, rows["versions"]),
    "versions.kept": lambda c, who, rows: versions.kept(c, who),
    "versions.named": lambda c, who, rows: versions.named(c, who, CANARY),
}
REST: dict[str, Call] = {
    "acts.begin": lambda c, who, rows: acts.begin(c, who, "a try", NOW),
    "acts.change": lambda c, who, rows: [
        acts.change(c, act, who, noun, rows[noun], **{column: None})
        for act in (rows["acts"], acts.begin(c, who, "a try", NOW))
        for noun, column in (("contacts", "company"), ("promises", "due_on"), ("thank_yous", "reason"))
    ],
    "acts.latest": lambda c, who, rows: acts.latest(c, who, "contacts", rows["contacts"]),
    "acts.made": lambda c, who, rows: made_and_undone(c, who, rows),
    "acts.made_many": lambda c, who, rows: many_made_and_undone(c, who, rows),
    "acts.undo": lambda c, who, rows: acts.undo(c, who, rows["acts"], NOW),
    "captures.add": lambda c, who, rows: captures.add(c, who, "mine", {}, NOW),
    "captures.mark": lambda c, who, rows: captures.mark(c, who, rows["captures"], "saved"),
    "captures.reread": lambda c, who, rows: captures.reread(c, who, rows["captures"], {}),
    "clips.add": lambda c, who, rows: clips.add(c, who, CANARY, "mine", "1.1", NOW, NOW) and None,
    "clips.hurry": lambda c, who, rows: clips.hurry(c, who, CANARY, NOW),
    "clips.last_prompt": lambda c, who, rows: clips.last_prompt(c, who),
    "clips.put_off": lambda c, who, rows: clips.put_off(c, who, CANARY, NOW),
    "clips.settle": lambda c, who, rows: clips.settle(c, who, CANARY),
    "contacts.add": lambda c, who, rows: contacts.add(c, who, ContactDraft("Mine"), NOW),
    "contacts.add_many": lambda c, who, rows: contacts.add_many(c, who, [ContactDraft("Mine")], NOW),
    "contacts.by_network": lambda c, who, rows: contacts.by_network(c, who),
    "contacts.count": lambda c, who, rows: contacts.count(c, who),
    "contacts.require": lambda c, who, rows: refused(lambda: contacts.require(c, who, rows["contacts"])),
    "erase.forget": lambda c, who, rows: erase.forget(c, who, NOW),
    "erase.take_out": lambda c, who, rows: erase.take_out(c, who),
    "members.add": lambda c, who, rows: members.add(c, member(who)),
    "members.in_workspace": lambda c, who, rows: [
        each for each in members.in_workspace(c, who.workspace_id) if each.owner == who
    ],
    "members.update": lambda c, who, rows: members.update(c, who, tz="UTC"),
    "notes.add": lambda c, who, rows: refused(lambda: notes.add(c, who, rows["contacts"], "mine", NOW)),
    "notes.add_many": lambda c, who, rows: refused(
        lambda: notes.add_many(c, who, [(rows["contacts"], "mine")], NOW)
    ),
    "occasions.add": lambda c, who, rows: occasions.add(c, who, "mine", TODAY, None, "none", "none", NOW),
    "occasions.choose": lambda c, who, rows: taken_for_an_occasion(c, who, rows),
    "occasions.days": lambda c, who, rows: occasions.days(c, who, TODAY),
    "practice.add_answer": lambda c, who, rows: practice.add_answer(
        c, who, AnswerDraft("p", "pitch", "", 1, 1, ()), NOW
    ),
    "practice.lessons_read": lambda c, who, rows: practice.lessons_read(c, who),
    "practice.mark_hint": lambda c, who, rows: practice.mark_hint(c, who, rows["answers"], NOW),
    "practice.name_fix": lambda c, who, rows: practice.name_fix(c, who, rows["answers"], "ask"),
    "practice.put_reading": lambda c, who, rows: practice.put_reading(
        c, who, rows["answers"], AnswerDraft("p", "pitch", "", 1, 1, ())
    ),
    "practice.withdraw_feedback": lambda c, who, rows: practice.withdraw_feedback(c, who, rows["answers"]),
    "practice.read_lesson": lambda c, who, rows: practice.read_lesson(c, who, 1, NOW),
    "promises.add": lambda c, who, rows: refused(
        lambda: promises.add(c, who, "mine", "x", rows["contacts"], None, None, NOW)
    ),
    "skills.clear": lambda c, who, rows: skills.clear(c, who),
    "skills.put": lambda c, who, rows: skills.put(c, who, {"ask": ({}, TODAY)}, NOW),
    "stories.add": lambda c, who, rows: stories.add(c, who, StoryDraft("t", "p", "x", 1), NOW) and None,
    "stories.tell": lambda c, who, rows: [
        refused(lambda: stories.tell(c, who, rows["stories"], rows["contacts"], None, TODAY, NOW)),
        refused_story(lambda: stories.tell(c, who, rows["stories"], None, None, TODAY, NOW)),
    ],
    "teams.answer": lambda c, who, rows: teams.answer(c, who, rows["teams"], "yes", NOW),
    "teams.mark_asked": lambda c, who, rows: teams.mark_asked(c, who, rows["teams"]),
    "teams.put": lambda c, who, rows: (
        teams.put(c, who.workspace_id, CANARY, who.member_id, 1, 1, NOW) and None
    ),
    "teams.stop": lambda c, who, rows: teams.stop(c, who, rows["teams"], NOW),
    "thanks.add": lambda c, who, rows: refused(lambda: thanks.add(c, who, rows["contacts"], None, NOW)),
    "thanks.said_since": lambda c, who, rows: thanks.said_since(c, who, NOW),
    "touches.add": lambda c, who, rows: refused(
        lambda: touches.add(c, who, rows["contacts"], "call", TODAY.replace(year=2030), NOW)
    ),
    "touches.moved": lambda c, who, rows: touches.moved(
        c, who, touches.Meeting(rows["contacts"], TODAY), touches.Meeting(rows["contacts"], TODAY)
    ),
}
REST |= {
    "trial.drop_team": lambda c, who, rows: trial.drop_team(c, who, CANARY),
    "trial.first_sent_at": lambda c, who, rows: trial.first_sent_at(c, who, "brief"),
    "trial.first_summary_at": lambda c, who, rows: trial.first_summary_at(c, who),
    "trial.has_own_rows": lambda c, who, rows: trial.has_own_rows(c, who),
    "trial.mark": lambda c, who, rows: taken_with_a_forged_mark(c, who, rows),
    "trial.sample_contacts": lambda c, who, rows: trial.sample_contacts(c, who),
    "trial.take_away": lambda c, who, rows: trial.take_away(c, who),
    "versions.add": lambda c, who, rows: versions.add(c, who, VERSION, NOW) and None,
}
HEARING = HearingDraft("U3", "mine", "my words")
READING |= {
    "hearings.find": lambda c, who, rows: hearings.find(c, who, rows["hearings"]),
    "hearings.waiting": lambda c, who, rows: hearings.waiting(c, who),
    "hearings.waiting_about": lambda c, who, rows: hearings.waiting_about(c, who),
    "partners.all_of": lambda c, who, rows: partners.all_of(c, who),
}
REST |= {
    "hearing_posts.forget": lambda c, who, rows: hearing_posts.forget(c, who),
    "hearings.answer": lambda c, who, rows: hearings.answer(c, who, rows["hearings"], Heard("mine"), NOW),
    "hearings.ask": lambda c, who, rows: hearings.ask(c, who, HEARING, NOW),
    "hearings.decline": lambda c, who, rows: hearings.decline(c, who, rows["hearings"], NOW),
    "hearings.end_between": lambda c, who, rows: hearings.end_between(c, who, CANARY),
    "hearings.find_to_hear": lambda c, who, rows: hearings.find_to_hear(c, who, rows["hearings"]),
    "hearings.forget": lambda c, who, rows: hearings.forget(c, who),
    "hearings.withdraw": lambda c, who, rows: hearings.withdraw(c, who, rows["hearings"]),
    "partners.agreed": lambda c, who, rows: partners.agreed(c, who),
    "partners.are_agreed": lambda c, who, rows: partners.are_agreed(c, who, CANARY),
    "partners.count": lambda c, who, rows: partners.count(c, who),
    "partners.forget": lambda c, who, rows: partners.forget(c, who),
    "partners.stop": lambda c, who, rows: partners.stop(c, who, CANARY),
    "partners.wish": lambda c, who, rows: partners.wish(c, who, CANARY, NOW),
}
# These take no owner: a workspace's rows that hold no member's words, pure functions, parts of statements.
OWNERLESS = {
    "clips.claim_due", "clips.purge", "clips.waiting_owners", "dropped.forget",
    "hearing_posts.add", "hearing_posts.places", "hearing_posts.take_back", "partners.lock",
    "contacts.due_on", "contacts.with_contact", "erase.digest", "export.statements", "practice.drop_texts",
    "practice.unread",
    "team_counts.counts",
    "team_counts.participants", "teams.find", "teams.in_channel", "teams.list_members",
    "trial.marks",
}  # fmt: skip


def made_and_undone(conn: Connection, who: Owner, rows: Rows) -> str:
    act = acts.begin(conn, who, "a try", NOW)
    for noun in ("promises", "versions", "tellings", "stories", "contacts"):
        acts.made(conn, act, noun, rows[noun])
    return acts.undo(conn, who, act, NOW)


def many_made_and_undone(conn: Connection, who: Owner, rows: Rows) -> str:
    act = acts.begin(conn, who, "a try", NOW)
    for noun in ("touches", "promises", "contacts"):
        acts.made_many(conn, act, noun, [rows[noun]])
    return acts.undo(conn, who, act, NOW)


def taken_for_an_occasion(conn: Connection, who: Owner, rows: Rows) -> bool:
    own = occasions.add(conn, who, "mine", TODAY, None, "none", "none", NOW)
    for occasion_id in (own.id, rows["occasions"]):
        with pytest.raises(occasions.UnknownVersion):
            occasions.choose(conn, who, occasion_id, version_id=rows["versions"])
    return occasions.choose(conn, who, rows["occasions"], goal="job", version_id=0)


def taken_with_a_forged_mark(conn: Connection, who: Owner, rows: Rows) -> int:
    trial.mark(conn, who, "samples", [rows["contacts"]], NOW)
    return trial.take_away(conn, who)


@pytest.mark.parametrize("who", [BOB, CHARLIE], ids=["bob", "charlie"])
@pytest.mark.parametrize("name", sorted(READING | REST))
def test_a_stranger_sees_and_changes_nothing(conn: Connection, name: str, who: Owner) -> None:
    rows = fill(conn, ALICE, CANARY)
    before = rows_of(conn, ALICE)
    seen = (READING | REST)[name](conn, who, rows)
    assert CANARY not in repr(seen)
    assert rows_of(conn, ALICE) == before


@pytest.mark.parametrize("name", sorted(READING))
def test_the_owner_gets_her_own_words_back(conn: Connection, name: str) -> None:
    rows = fill(conn, ALICE, CANARY)
    assert CANARY in repr(READING[name](conn, ALICE, rows)), "so that the test above can fail"


def test_every_function_is_walked() -> None:
    functions = {
        f"{module.__name__.removeprefix('storage.')}.{name}"
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    assert functions == READING.keys() | REST.keys() | OWNERLESS
