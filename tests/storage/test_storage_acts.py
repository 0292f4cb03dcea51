"""Acts: everything that one of them did is undone at once, or nothing of it."""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from storage import acts, contacts, notes, practice, promises, stories, thanks, touches, versions
from storage.practice_records import AnswerDraft, StoryDraft, VersionDraft
from storage.records import ContactDraft, Owner
from tests.storage.full_rows import rows_of
from tests.storage.owners import ALICE, BOB, NOW, TODAY

ANSWER = AnswerDraft("p", "pitch", "We help", 2, 1, ("who",))
VERSION = VersionDraft("For investors", "investor", "funding", 60, "We help", 2, 1)
STORY = StoryDraft("The lift", "trust", "It stood still.", 3)
NOUNS = (
    *("contacts", "promises", "thank_yous", "touches", "notes"),
    *("answers", "versions", "stories", "tellings"),
)


def begin(conn: Connection) -> int:
    return acts.begin(conn, ALICE, "capture", NOW)


def meet(conn: Connection, act: int | None = None, name: str = "Dana") -> int:
    number = contacts.add(conn, ALICE, ContactDraft(name), NOW).id
    if act is not None:
        acts.made(conn, act, "contacts", number)
    return number


def promise(conn: Connection, contact_id: int | None = None, act: int | None = None) -> int:
    number = promises.add(conn, ALICE, "mine", "the deck", contact_id, TODAY, time(9), NOW).id
    if act is not None:
        acts.made(conn, act, "promises", number)
    return number


def change(conn: Connection, noun: acts.Noun, row_id: int, **changes: Any) -> int:
    act = begin(conn)
    assert acts.change(conn, act, ALICE, noun, row_id, **changes)
    return act


def undo(conn: Connection, act: int, owner: Owner = ALICE) -> str:
    return acts.undo(conn, owner, act, NOW)


def kept(conn: Connection) -> dict[str, list[Any]]:
    rows = rows_of(conn, ALICE)
    return {noun: rows[noun] for noun in NOUNS}


def last_touch(conn: Connection, contact_id: int) -> date | None:
    contact = contacts.find(conn, ALICE, contact_id)
    assert contact is not None
    return contact.last_touch_on


def test_everything_that_an_act_made_goes(conn: Connection) -> None:
    before = kept(conn)
    act = begin(conn)
    dana = meet(conn, act)
    promise(conn, dana, act)
    acts.made(conn, act, "thank_yous", thanks.add(conn, ALICE, dana, "x", NOW).id)
    acts.made(conn, act, "touches", touches.add(conn, ALICE, dana, "met", TODAY, NOW).id)
    acts.made(conn, act, "notes", notes.add(conn, ALICE, dana, "x", NOW).id)
    acts.made(conn, act, "answers", practice.add_answer(conn, ALICE, ANSWER, NOW).id)
    acts.made(conn, act, "versions", versions.add(conn, ALICE, VERSION, NOW).id)
    story = stories.add(conn, ALICE, STORY, NOW).id
    acts.made(conn, act, "stories", story)
    acts.made(conn, act, "tellings", stories.tell(conn, ALICE, story, dana, None, TODAY, NOW).id)
    assert all(len(rows) == 1 for rows in kept(conn).values())
    assert undo(conn, act) == "undone"
    assert kept(conn) == before


def test_a_contact_goes_after_what_refers_to_it_in_whatever_order_it_was_made(conn: Connection) -> None:
    act = begin(conn)
    dana = meet(conn)
    promise(conn, dana, act)
    acts.made(conn, act, "contacts", dana)
    assert undo(conn, act) == "undone"
    assert contacts.count(conn, ALICE) == 0


CHANGES: list[tuple[acts.Noun, dict[str, Any]]] = [
    ("promises", {"state": "kept", "closed_at": NOW + timedelta(days=1)}),
    ("promises", {"due_on": date(2027, 1, 31), "due_time": time(17, 5), "renegotiated": 1}),
    ("promises", {"due_on": None, "due_time": None, "contact_id": None}),
    ("promises", {"snoozed_until": date(2026, 3, 9), "what": "the other deck"}),
    ("contacts", {"name": "Dana Núñez", "company": "Acme", "network": "strategic"}),
    ("contacts", {"stopped_at": NOW, "snoozed_until": TODAY, "cadence_days": 30}),
    ("thank_yous", {"state": "said", "closed_at": NOW}),
    ("touches", {"on": date(2026, 2, 1), "kind": "lunch"}),
    ("notes", {"text": "likes rowing", "contact_id": None}),
    ("answers", {"text": "", "found": ["hook"]}),
    ("versions", {"name": "For bankers", "text": "We lend", "words": 2, "target_seconds": 30}),
    ("versions", {"dropped_at": NOW}),
    ("stories", {"title": "The bridge", "point": "ask first", "dropped_at": NOW}),
    ("tellings", {"dropped_at": NOW, "contact_id": None, "on": TODAY - timedelta(days=1)}),
]


@pytest.fixture
def rows(conn: Connection) -> dict[str, int]:
    dana = meet(conn)
    return {
        "contacts": dana,
        "promises": promise(conn, dana),
        "thank_yous": thanks.add(conn, ALICE, dana, "x", NOW).id,
        "touches": touches.add(conn, ALICE, dana, "met", TODAY, NOW).id,
        "notes": notes.add(conn, ALICE, dana, "likes sailing", NOW).id,
        "answers": practice.add_answer(conn, ALICE, ANSWER, NOW).id,
        "versions": versions.add(conn, ALICE, VERSION, NOW).id,
        "stories": (story := stories.add(conn, ALICE, STORY, NOW).id),
        "tellings": stories.tell(conn, ALICE, story, dana, "the fair", TODAY, NOW).id,
    }


@pytest.mark.parametrize(("noun", "changes"), CHANGES)
def test_a_change_is_made_and_taken_back(
    conn: Connection, rows: dict[str, int], noun: acts.Noun, changes: dict[str, Any]
) -> None:
    before = kept(conn)
    act = change(conn, noun, rows[noun], **changes)
    assert kept(conn) != before
    assert undo(conn, act) == "undone"
    assert kept(conn) == before


def test_a_changed_promise_reads_as_changed(conn: Connection, rows: dict[str, int]) -> None:
    change(conn, "promises", rows["promises"], due_on=date(2027, 1, 31), due_time=time(17, 5))
    found = promises.find(conn, ALICE, rows["promises"])
    assert found is not None
    assert (found.due_on, found.due_time) == (date(2027, 1, 31), time(17, 5))


def test_two_changes_of_one_act_are_taken_back_in_reverse(conn: Connection, rows: dict[str, int]) -> None:
    before = kept(conn)
    act = begin(conn)
    for what in ("first", "second"):
        acts.change(conn, act, ALICE, "promises", rows["promises"], what=what)
    assert undo(conn, act) == "undone"
    assert kept(conn) == before


def test_an_act_is_undone_once(conn: Connection) -> None:
    act = begin(conn)
    promise(conn, None, act)
    assert [undo(conn, act), undo(conn, act)] == ["undone", "again"]


def test_an_act_that_did_nothing_is_undone(conn: Connection) -> None:
    assert undo(conn, begin(conn)) == "undone"


@pytest.mark.parametrize("owner", [ALICE, BOB])
def test_an_act_that_is_not_there_is_missing(conn: Connection, owner: Owner) -> None:
    assert undo(conn, 12345, owner) == "missing"


def test_somebody_elses_act_is_missing(conn: Connection) -> None:
    act = begin(conn)
    promise(conn, None, act)
    assert undo(conn, act, BOB) == "missing"
    assert len(promises.open_ones(conn, ALICE)) == 1


def test_a_later_change_of_the_same_row_stands_in_the_way_until_undone(
    conn: Connection, rows: dict[str, int]
) -> None:
    before = kept(conn)
    first = change(conn, "promises", rows["promises"], what="first")
    second = change(conn, "promises", rows["promises"], what="second")
    assert undo(conn, first) == "newer"
    assert promises.find(conn, ALICE, rows["promises"]).what == "second"  # type: ignore[union-attr]
    assert [undo(conn, second), undo(conn, first)] == ["undone", "undone"]
    assert kept(conn) == before


def test_a_later_change_of_another_row_does_not_stand_in_the_way(
    conn: Connection, rows: dict[str, int]
) -> None:
    first = change(conn, "promises", rows["promises"], what="first")
    change(conn, "notes", rows["notes"], text="second")
    assert undo(conn, first) == "undone"


def test_the_same_number_in_another_table_is_another_row(conn: Connection) -> None:
    act = begin(conn)
    number = promise(conn, None, act)
    later = begin(conn)
    acts.made(conn, later, "notes", number)
    assert undo(conn, act) == "undone"


def test_a_contact_that_later_rows_refer_to_stays(conn: Connection) -> None:
    act = begin(conn)
    dana = meet(conn, act)
    promise(conn, dana)
    assert undo(conn, act) == "newer"
    assert contacts.find(conn, ALICE, dana) is not None


def test_a_story_that_was_told_since_stays_until_the_telling_is_dropped(conn: Connection) -> None:
    act = begin(conn)
    story = stories.add(conn, ALICE, STORY, NOW).id
    acts.made(conn, act, "stories", story)
    telling = stories.tell(conn, ALICE, story, None, "the fair", TODAY, NOW).id
    assert undo(conn, act) == "newer"
    change(conn, "tellings", telling, dropped_at=NOW)
    assert undo(conn, act) == "undone" and stories.find(conn, ALICE, story) is None


def test_a_promise_moved_to_a_new_contact_comes_back(conn: Connection, rows: dict[str, int]) -> None:
    before = kept(conn)
    act = begin(conn)
    acts.change(conn, act, ALICE, "promises", rows["promises"], contact_id=meet(conn, act, "Omar"))
    assert undo(conn, act) == "undone"
    assert kept(conn) == before


def test_undoing_a_touch_takes_the_last_touch_back_to_the_one_before(conn: Connection) -> None:
    dana, act = meet(conn), begin(conn)
    touches.add(conn, ALICE, dana, "call", TODAY - timedelta(days=9), NOW)
    acts.made(conn, act, "touches", touches.add(conn, ALICE, dana, "met", TODAY, NOW).id)
    assert undo(conn, act) == "undone"
    assert last_touch(conn, dana) == TODAY - timedelta(days=9)


def test_touches_of_one_contact_are_undone_in_any_order(conn: Connection) -> None:
    dana = meet(conn)
    made = []
    for days in (2, 1, 0):
        made.append(begin(conn))
        touch = touches.add(conn, ALICE, dana, "call", TODAY - timedelta(days=days), NOW)
        acts.made(conn, made[-1], "touches", touch.id)
    seen = [(undo(conn, act), last_touch(conn, dana)) for act in (made[0], made[2], made[1])]
    assert seen == [("undone", TODAY), ("undone", TODAY - timedelta(days=1)), ("undone", None)]


def test_a_touch_moved_to_another_day_moves_the_last_touch(conn: Connection, rows: dict[str, int]) -> None:
    act = change(conn, "touches", rows["touches"], on=TODAY - timedelta(days=3))
    assert last_touch(conn, rows["contacts"]) == TODAY - timedelta(days=3)
    undo(conn, act)
    assert last_touch(conn, rows["contacts"]) == TODAY


def test_the_latest_act_of_a_row_is_the_newest_that_stands(conn: Connection, rows: dict[str, int]) -> None:
    first = change(conn, "promises", rows["promises"], what="first")
    second = change(conn, "promises", rows["promises"], what="second")
    change(conn, "notes", rows["notes"], text="another row")
    seen = [acts.latest(conn, ALICE, "promises", rows["promises"])]
    for act in (second, first):
        undo(conn, act)
        seen.append(acts.latest(conn, ALICE, "promises", rows["promises"]))
    assert seen == [second, first, 0]


def test_nobody_elses_act_is_the_latest(conn: Connection, rows: dict[str, int]) -> None:
    change(conn, "promises", rows["promises"], what="first")
    assert acts.latest(conn, BOB, "promises", rows["promises"]) == 0


def test_nothing_changes_without_a_row_or_an_act_of_the_owner(conn: Connection, rows: dict[str, int]) -> None:
    before = kept(conn)
    hers, his = begin(conn), acts.begin(conn, BOB, "x", NOW)
    tries = [(hers, ALICE, 12345), (12345, ALICE, rows["notes"]), (his, ALICE, rows["notes"])]
    tries += [(his, BOB, rows["notes"]), (hers, BOB, rows["notes"])]
    for act, owner, row_id in tries:
        assert acts.change(conn, act, owner, "notes", row_id, text="x") is False
    assert kept(conn) == before


def test_a_row_cannot_be_given_somebody_elses_contact(conn: Connection, rows: dict[str, int]) -> None:
    his = contacts.add(conn, BOB, ContactDraft("Omar"), NOW)
    with pytest.raises(contacts.UnknownContact):
        change(conn, "promises", rows["promises"], contact_id=his.id)


@pytest.mark.parametrize("name", ["id", "member_id", "workspace_id", "created_at", "shoe_size"])
def test_what_is_no_field_cannot_be_changed(conn: Connection, rows: dict[str, int], name: str) -> None:
    with pytest.raises(ValueError, match=name):
        change(conn, "notes", rows["notes"], **{name: 1})


@pytest.mark.parametrize("seed", range(5))
def test_undoing_everything_in_reverse_gives_what_was_there(
    conn: Connection, rows: dict[str, int], seed: int
) -> None:
    before, chance, done = kept(conn), random.Random(seed), []
    for _ in range(20):
        if chance.random() < 0.5:
            noun, changes = chance.choice(CHANGES)
            done.append(change(conn, noun, rows[noun], **changes))
        else:
            done.append(begin(conn))
            promise(conn, meet(conn, done[-1]), done[-1])
    assert {undo(conn, act) for act in reversed(done)} == {"undone"}
    assert kept(conn) == before
