"""The story bank: stories by the point that they make, and every telling of one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from storage.columns import bound, new_row, owned_by, reader
from storage.contacts import require, with_contact
from storage.inserts import insert
from storage.practice_records import Story, StoryDraft, Telling
from storage.records import Owner
from storage.tables import stories, tellings

_story = reader(Story, stories)
_telling = reader(Telling, tellings)
_MINE = select(stories).where(owned_by(stories))
_FIND = _MINE.where(stories.c.id == bindparam("id"))
_BANK = _MINE.where(stories.c.dropped_at.is_(None)).order_by(stories.c.id.desc())
_TITLE = (
    select(stories.c.title).where(owned_by(stories), stories.c.id == tellings.c.story_id).scalar_subquery()
)
_MY_TELLINGS = with_contact(tellings, _TITLE.label("title"))
_FIND_TELLING = _MY_TELLINGS.where(tellings.c.id == bindparam("id"))
_TOLD = _MY_TELLINGS.where(tellings.c.dropped_at.is_(None)).order_by(
    tellings.c.on.desc(), tellings.c.id.desc()
)
_TOLD_TO = _TOLD.where(tellings.c.contact_id == bindparam("contact"))
_TELLINGS_OF = _TOLD.where(tellings.c.story_id == bindparam("story"))


class UnknownStory(LookupError):
    """The member has no story of this number. Somebody else's story is unknown as well."""


def add(conn: Connection, owner: Owner, draft: StoryDraft, now: datetime) -> Story:
    """Put a story into the bank. Two stories may have the same title."""
    story = find(conn, owner, insert(conn, stories, new_row(owner, now, **asdict(draft))))
    assert story is not None
    return story


def find(conn: Connection, owner: Owner, story_id: int) -> Story | None:
    """The member's story of this number, dropped or not."""
    row = conn.execute(_FIND, bound(owner, id=story_id)).one_or_none()
    return _story(row) if row else None


def bank(conn: Connection, owner: Owner) -> list[Story]:
    """The stories that are not dropped, the newest first."""
    return [_story(row) for row in conn.execute(_BANK, bound(owner))]


def tell(
    conn: Connection,
    owner: Owner,
    story_id: int,
    contact_id: int | None,
    occasion: str | None,
    on: date,
    now: datetime,
) -> Telling:
    """Keep that a story was told. Raises UnknownStory or UnknownContact when it is not the member's own."""
    require(conn, owner, contact_id)
    if find(conn, owner, story_id) is None:
        raise UnknownStory(story_id)
    row = new_row(owner, now, story_id=story_id, contact_id=contact_id, occasion=occasion, on=on)
    telling = find_telling(conn, owner, insert(conn, tellings, row))
    assert telling is not None
    return telling


def find_telling(conn: Connection, owner: Owner, telling_id: int) -> Telling | None:
    """The member's telling of this number, dropped or not."""
    row = conn.execute(_FIND_TELLING, bound(owner, id=telling_id)).one_or_none()
    return _telling(row) if row else None


def told(conn: Connection, owner: Owner) -> list[Telling]:
    """Every telling that is not dropped, the latest first."""
    return [_telling(row) for row in conn.execute(_TOLD, bound(owner))]


def tellings_of(conn: Connection, owner: Owner, story_id: int) -> list[Telling]:
    """When and to whom one story was told, the latest first."""
    return [_telling(row) for row in conn.execute(_TELLINGS_OF, bound(owner, story=story_id))]


def told_to(conn: Connection, owner: Owner, contact_id: int) -> list[Telling]:
    """What was told to one contact, the latest first."""
    return [_telling(row) for row in conn.execute(_TOLD_TO, bound(owner, contact=contact_id))]
