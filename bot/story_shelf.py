"""The story bank as it is read: each story with its tellings, in one transaction."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection

from bot.coach.story_search import Shelved
from storage import stories
from storage.practice_records import Story, Telling
from storage.records import Owner


def shelf(conn: Connection, owner: Owner) -> list[Shelved]:
    """Every story of the bank with its tellings, the newest story first."""
    tellings: dict[int, list[Telling]] = defaultdict(list)
    for telling in stories.told(conn, owner):
        tellings[telling.story_id].append(telling)
    return [Shelved(story, tuple(tellings[story.id])) for story in stories.bank(conn, owner)]


def shelved(conn: Connection, owner: Owner, story: Story) -> Shelved:
    """One story with its tellings."""
    return Shelved(story, tuple(stories.tellings_of(conn, owner, story.id)))
