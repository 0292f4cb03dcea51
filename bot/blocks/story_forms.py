"""The forms of the story bank: a story to save or change, and to whom it was told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Element, Payload
from bot.blocks.long_texts import text_fields
from bot.coach.names import key as name_key
from bot.content import plain, say
from storage.practice_records import Story

LONGEST_TITLE = 150
LONGEST_POINT = 300
LONGEST_OCCASION = 200
MOST_OPTIONS = 100


def save_modal(title: str, point: str, text: str, bank: Sequence[Story], metadata: dict[str, Any]) -> Payload:
    """Asks what a story is called, and which point it makes; an empty text is one that was forgotten."""
    forgotten = [] if text else [kit.context(say("stories.text_forgotten"))]
    return _story_modal("Save the story", "story.save", title, point, text, bank, metadata, *forgotten)


def edit_modal(story: Story, bank: Sequence[Story], metadata: dict[str, Any]) -> Payload:
    """The same for a story of the bank."""
    return _story_modal("Edit the story", "story.edit", story.title, story.point, story.text, bank, metadata)


def _story_modal(
    heading: str,
    callback_id: str,
    title: str,
    point: str,
    text: str,
    bank: Sequence[Story],
    metadata: dict[str, Any],
    *notice: Block,
) -> Payload:
    return kit.modal(
        heading,
        callback_id,
        *notice,
        kit.field(
            "Title",
            "title",
            kit.text_input("title", title, limit=LONGEST_TITLE),
            hint=plain("stories.title_hint"),
        ),
        kit.field(
            "The point that it makes",
            "point",
            kit.text_input("point", point, limit=LONGEST_POINT),
            hint=plain("stories.point_hint"),
            optional=bool(bank),
        ),
        *_used_points(bank),
        *text_fields("The story", "text", text),
        kit.context(say("stories.only_you")),
        private_metadata=json.dumps(metadata),
    )


def _used_points(bank: Sequence[Story]) -> list[Block]:
    """A menu of the points used before, each once, the latest first; its value is a story."""
    points: dict[str, Story] = {}
    for story in bank:
        points.setdefault(name_key(story.point), story)
    options = [kit.option(story.point, story.id) for story in points.values() if story.point]
    if not options:
        return []
    menu = kit.select("used", "A point of another story", options)
    return [
        kit.field("Or one that you used before", "used", menu, optional=True, hint=plain("stories.used_hint"))
    ]


@dataclass(frozen=True, slots=True)
class Telling:
    """What the form on a telling is filled in with. `people`: number and label of those offered."""

    bank: Sequence[Story]
    people: Sequence[tuple[int, str]]
    story_id: int
    name: str = ""
    occasion: str = ""
    on: date | None = None
    notice: str = ""


def told_modal(telling: Telling, metadata: dict[str, Any]) -> Payload:
    """Asks to whom a story was told, or at which occasion, and when."""
    titles = [kit.option(one.title, one.id, one.point or None) for one in telling.bank]
    return kit.modal(
        "Told",
        "story.told",
        *([kit.section(telling.notice)] if telling.notice else []),
        kit.field("The story", "story", kit.select("story", "Choose", titles, telling.story_id)),
        *_people(telling.people),
        kit.field(
            "Or a name",
            "name",
            kit.text_input("name", telling.name, limit=200, placeholder="Dana Lee"),
            optional=True,
        ),
        kit.field(
            "Occasion",
            "occasion",
            kit.text_input(
                "occasion", telling.occasion, limit=LONGEST_OCCASION, placeholder="the fair in Porto"
            ),
            optional=True,
        ),
        kit.field("When", "on", kit.date_picker("on", telling.on)),
        kit.context(say("stories.only_you")),
        private_metadata=json.dumps(metadata),
    )


def _people(people: Sequence[tuple[int, str]]) -> list[Block]:
    if not people:
        return []
    options: list[Element] = [kit.option(label, number) for number, label in people[:MOST_OPTIONS]]
    return [
        kit.field(
            "Somebody you know", "contact", kit.select("contact", "Type a name", options), optional=True
        )
    ]
