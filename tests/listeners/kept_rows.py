"""Answers, versions and stories for the tests of what is kept of practice."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from storage import contacts, practice, stories, versions
from storage.practice_records import AnswerDraft, StoryDraft, VersionDraft
from storage.records import ContactDraft, Owner
from tests.listeners.raw import press
from tests.world import World

PITCH = "I'm Ann, and I repair lifts in old houses. Could you introduce me to your landlord?"
STORY = "One winter the lift stood still, and nobody came. I learned that trust is built before it is needed."


def add_answer(world: World, person: Any, kind: Any = "pitch", text: str = PITCH, **more: Any) -> int:
    """An answer of the person's; its number."""
    counted = len(text.split())
    draft = AnswerDraft("p1", kind, text, counted, counted // 2, (), **more)

    def add(conn: Connection, owner: Owner) -> int:
        return practice.add_answer(conn, owner, draft, world.clock.now()).id

    return int(world.run(add, world.owner(person)))


def add_version(world: World, person: Any, name: str = "For investors", **more: Any) -> int:
    """A version that the person kept; its number."""
    text = more.pop("text", PITCH)
    draft = VersionDraft(name, more.pop("listener", "investor"), "funding", 60, text, 16, 7)
    made: int = world.run(
        lambda conn, owner: versions.add(conn, owner, draft, world.clock.now()).id, world.owner(person)
    )
    return made


def add_story(
    world: World, person: Any, title: str = "The lift", point: str = "trust", text: str = STORY
) -> int:
    """A story of the person's bank; its number."""
    draft = StoryDraft(title, point, text, len(text.split()))
    made: int = world.run(
        lambda conn, owner: stories.add(conn, owner, draft, world.clock.now()).id, world.owner(person)
    )
    return made


def add_contact(world: World, person: Any, name: str, company: str | None = None) -> int:
    """A contact of the person's; its number."""
    draft = ContactDraft(name, company)
    made: int = world.run(
        lambda conn, owner: contacts.add(conn, owner, draft, world.clock.now()).id, world.owner(person)
    )
    return made


def press_with_form(world: World, person: Any, action_id: str) -> dict[str, Any]:
    """A click by which a form opens; the form."""
    ack = press(world, person, action_id)
    assert ack.error is None and person.modal is not None
    return dict(person.modal)
