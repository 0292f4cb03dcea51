"""The story bank: stories, and the tellings of each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete

from storage import acts, contacts, stories
from storage.practice_records import Story, StoryDraft, Telling
from storage.records import ContactDraft
from storage.tables import contacts as contact_rows
from storage.tables import stories as story_rows
from tests.storage.owners import ALICE, BOB, NOW, TODAY

DRAFT = StoryDraft("The lift 🚀", "trust, patience", "It stood still. " * 700, 2100)


@pytest.fixture
def story(conn: Connection) -> Story:
    return stories.add(conn, ALICE, DRAFT, NOW)


@pytest.fixture
def dana(conn: Connection) -> int:
    return contacts.add(conn, ALICE, ContactDraft("Dana Lee"), NOW).id


def tell(
    conn: Connection, story: Story, to: int | None = None, on: date = TODAY, at: str | None = None
) -> Telling:
    return stories.tell(conn, ALICE, story.id, to, at, on, NOW)


def drop(conn: Connection, noun: acts.Noun, row_id: int) -> int:
    act = acts.begin(conn, ALICE, "dropped", NOW)
    assert acts.change(conn, act, ALICE, noun, row_id, dropped_at=NOW)
    return act


def test_a_story_is_kept_letter_by_letter(conn: Connection, story: Story) -> None:
    assert stories.find(conn, ALICE, story.id) == story
    assert (story.title, story.point, story.text, story.words) == (
        DRAFT.title,
        DRAFT.point,
        DRAFT.text,
        DRAFT.words,
    )


def test_the_bank_shows_the_newest_first_and_two_of_one_title(conn: Connection, story: Story) -> None:
    twin = stories.add(conn, ALICE, DRAFT, NOW)
    assert stories.bank(conn, ALICE) == [twin, story]
    act = drop(conn, "stories", twin.id)
    assert stories.bank(conn, ALICE) == [story] and stories.find(conn, ALICE, twin.id)
    acts.undo(conn, ALICE, act, NOW)
    assert len(stories.bank(conn, ALICE)) == 2


def test_tellings_are_listed_the_latest_first(conn: Connection, story: Story, dana: int) -> None:
    other = stories.add(conn, ALICE, DRAFT, NOW)
    old = tell(conn, story, dana, TODAY - timedelta(days=9))
    new = tell(conn, story, None, TODAY, "the fair")
    third = tell(conn, other, dana, TODAY)
    assert stories.told(conn, ALICE) == [third, new, old]
    assert stories.tellings_of(conn, ALICE, story.id) == [new, old]
    assert stories.told_to(conn, ALICE, dana) == [third, old]
    assert (new.story_id, new.contact_id, new.occasion, new.on) == (story.id, None, "the fair", TODAY)


def test_a_dropped_telling_is_in_no_list(conn: Connection, story: Story, dana: int) -> None:
    telling = tell(conn, story, dana)
    act = drop(conn, "tellings", telling.id)
    lists: list[list[Any]] = [
        stories.told(conn, ALICE),
        stories.tellings_of(conn, ALICE, story.id),
        stories.told_to(conn, ALICE, dana),
    ]
    assert lists == [[], [], []] and stories.find_telling(conn, ALICE, telling.id)
    acts.undo(conn, ALICE, act, NOW)
    assert stories.told_to(conn, ALICE, dana) == [telling]


def test_a_telling_outlives_its_contact(conn: Connection, story: Story, dana: int) -> None:
    telling = tell(conn, story, dana, at="the fair")
    conn.execute(delete(contact_rows).where(contact_rows.c.id == dana))
    (left,) = stories.tellings_of(conn, ALICE, story.id)
    assert (left.id, left.contact_id, left.occasion) == (telling.id, None, "the fair")


def test_the_tellings_of_a_story_go_with_it(conn: Connection, story: Story) -> None:
    tell(conn, story, at="the fair")
    conn.execute(delete(story_rows).where(story_rows.c.id == story.id))
    assert stories.told(conn, ALICE) == []


def test_nobody_elses_story_is_told_and_nobody_elses_contact_heard_it(conn: Connection, story: Story) -> None:
    omar = contacts.add(conn, BOB, ContactDraft("Omar"), NOW).id
    with pytest.raises(contacts.UnknownContact):
        tell(conn, story, omar)
    with pytest.raises(stories.UnknownStory):
        stories.tell(conn, BOB, story.id, omar, None, TODAY, NOW)
    assert stories.told(conn, ALICE) == stories.told(conn, BOB) == []
