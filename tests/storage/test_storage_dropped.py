"""What was dropped of practice can be taken back for a time, and leaves no words behind after it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from storage import acts, dropped, occasions, stories, versions
from storage.practice_records import StoryDraft, VersionDraft
from storage.records import Owner
from storage.tables import act_changes
from tests.storage.owners import ALICE, BOB, NOW, TODAY

LATER = NOW + timedelta(seconds=1)
PITCH = VersionDraft("Fair", "client", "lead", 60, "We mend lifts.", 3, 1)
STORY = StoryDraft("The lift", "trust", "It stood still.", 3)


def made(conn: Connection, noun: acts.Noun, owner: Owner = ALICE) -> int:
    """A row of that noun, and the act that made it."""
    if noun == "versions":
        number = versions.add(conn, owner, PITCH, NOW).id
    elif noun == "occasions":
        number = occasions.add(conn, owner, "the fair", TODAY, None, "client", "lead", NOW).id
    else:
        number = stories.add(conn, owner, STORY, NOW).id
        if noun == "tellings":
            number = stories.tell(conn, owner, number, None, "the fair", TODAY, NOW).id
    acts.made(conn, acts.begin(conn, owner, "made", NOW), noun, number)
    return number


def change(conn: Connection, noun: acts.Noun, number: int, owner: Owner = ALICE, **what: object) -> int:
    act = acts.begin(conn, owner, "changed", NOW)
    assert acts.change(conn, act, owner, noun, number, **what)
    return act


def remembered(conn: Connection) -> int:
    return conn.execute(select(func.count()).select_from(act_changes)).scalar_one()


NOUNS: tuple[acts.Noun, ...] = ("versions", "stories", "tellings", "occasions")


@pytest.mark.parametrize("noun", NOUNS)
def test_what_was_dropped_long_ago_is_gone_and_cannot_be_taken_back(
    conn: Connection, noun: acts.Noun
) -> None:
    number = made(conn, noun)
    act = change(conn, noun, number, dropped_at=NOW)
    assert dropped.forget(conn, NOW) == 0 and remembered(conn) == 2, "not yet"
    assert dropped.forget(conn, LATER) == 1 and remembered(conn) == 0
    assert acts.undo(conn, ALICE, act, LATER) == "missing"


def test_a_story_goes_with_what_was_told_of_it(conn: Connection) -> None:
    telling = made(conn, "tellings")
    told = stories.find_telling(conn, ALICE, telling)
    assert told
    change(conn, "stories", told.story_id, dropped_at=NOW)
    dropped.forget(conn, LATER)
    assert stories.find_telling(conn, ALICE, telling) is None


def test_an_occasion_stays_without_the_version_that_is_gone(conn: Connection) -> None:
    fair, version = made(conn, "occasions"), made(conn, "versions")
    assert occasions.choose(conn, ALICE, fair, version_id=version)
    change(conn, "versions", version, dropped_at=NOW)
    dropped.forget(conn, LATER)
    found = occasions.find(conn, ALICE, fair)
    assert found and found.version_id is None


@pytest.mark.parametrize(("before", "text"), [(NOW, "We mend lifts."), (LATER, "We mend stairs.")])
def test_a_text_that_was_replaced_comes_back_for_a_time(
    conn: Connection, before: datetime, text: str
) -> None:
    version = made(conn, "versions")
    act = change(conn, "versions", version, text="We mend stairs.")
    assert dropped.forget(conn, before) == 0
    acts.undo(conn, ALICE, act, LATER)
    kept = versions.find(conn, ALICE, version)
    assert kept and kept.text == text


def test_what_stands_stays_whoever_else_drops_something(conn: Connection) -> None:
    hers, his = made(conn, "versions"), made(conn, "versions", BOB)
    change(conn, "versions", his, BOB, dropped_at=NOW)
    assert dropped.forget(conn, LATER) == 1
    assert versions.find(conn, ALICE, hers) and versions.find(conn, BOB, his) is None
