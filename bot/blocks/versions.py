"""Versions of a pitch as messages and forms: the list by audience, one in full, what was done to one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Element, Payload
from bot.blocks.long_texts import shown_text, text_fields
from bot.blocks.pages import page, turns
from bot.blocks.scenes import LISTENERS
from bot.content import plain, say
from storage.practice_records import Answer, Version

LONGEST_NAME = 80


def key(version: Version) -> str:
    """The block_id under which a version stands in any message."""
    return f"version:{version.id}"


def by_audience(versions: Sequence[Version]) -> list[Version]:
    """In the order in which they are listed: those for one listener together, the newest first."""
    places = list(LISTENERS)
    return sorted(versions, key=lambda one: (_place(places, one.listener), -one.id))


def _place(places: Sequence[str], listener: str) -> int:
    return places.index(listener) if listener in places else len(places)


def version_item(version: Version, today: date, *, is_below_audience: bool = False) -> list[Block]:
    """One version: its name, how it begins, for whom if that does not stand above it, how long, and what
    one can do."""
    about = _size(version, today) if is_below_audience else _about(version, today)
    words = f"{say('versions.name', version=version)}\n{say('versions.opening', version=version)}"
    return [
        kit.section(words, block_id=key(version)),
        kit.context(about, block_id=f"{key(version)}.about"),
        _do(version, kit.button("Show", "version.show", version.id)),
    ]


def _about(version: Version, today: date) -> str:
    return say("versions.about", version=version, on=version.created_at.date(), today=today)


def _size(version: Version, today: date) -> str:
    return say("versions.size", version=version, on=version.created_at.date(), today=today)


def _do(version: Version, *more: Element) -> Block:
    return kit.actions(
        *more,
        kit.button("Practise", "version.practise", version.id),
        kit.button("Rename", "version.rename", version.id),
        kit.button("Drop", "version.drop", version.id),
        block_id=f"{key(version)}.do",
    )


def version_list_message(
    versions: Sequence[Version], today: date, start: int = 0, title: str = ""
) -> Payload:
    """The versions by audience: the page that begins at `start`; `title` says why just these."""
    if not versions:
        return kit.sentence(say("versions.empty"))
    title = title or say("versions.list_title", count=len(versions))
    blocks = [kit.section(f"*{title}*"), kit.context(say("versions.only_you"))]
    first, shown = page(by_audience(versions), start)
    listener = None
    for version in shown:
        if version.listener != listener:
            listener = version.listener
            blocks.append(kit.context(f"*{say('versions.audience', listener=listener)}*"))
        blocks += kit.listed_in(f"versions-{first}", version_item(version, today, is_below_audience=True))
    buttons = turns("version.page", first, len(versions))
    return kit.message(title, *blocks, *([kit.actions(*buttons)] if buttons else []))


def version_message(version: Version, today: date, start: int = 0) -> Payload:
    """One version in full, letter by letter; a very long one in parts, of which this begins at `start`."""
    text, rest = shown_text(version.text, start, "version.more", version.id)
    return kit.message(
        say("versions.name", version=version),
        kit.section(say("versions.name", version=version), block_id=key(version)),
        *({**block, "block_id": f"{key(version)}.{n}"} for n, block in enumerate(text)),
        kit.context(_about(version, today), say("versions.only_you"), block_id=f"{key(version)}.about"),
        _do(version, *rest, kit.button("Ask a colleague", "ear.version", version.id)),
    )


def changed(version: Version, act_id: int, text: str) -> list[Block]:
    """What was done to a version, with Undo if anything was."""
    undo = [kit.button("Undo", "undo", f"{act_id}-version-{version.id}")] if act_id else []
    shown = [] if version.dropped_at else [kit.button("Show", "version.show", version.id)]
    buttons = [kit.actions(*undo, *shown, block_id=f"{key(version)}.do")] if undo or shown else []
    return [kit.section(text, block_id=key(version)), *buttons]


def changed_message(version: Version, act_id: int, text: str) -> Payload:
    """The same as a message of its own."""
    only_you = kit.context(say("versions.only_you"))
    return kit.message(text, *changed(version, act_id, text), only_you)


def keep_modal(answer: Answer, metadata: dict[str, Any]) -> Payload:
    """Asks under which name, and for whom, the pitch of an answer is kept."""
    name = plain("versions.audience", listener=answer.listener)
    options = [kit.option(label, value) for value, label in LISTENERS.items()]
    forgotten = [] if answer.text else [kit.context(say("versions.text_forgotten"))]
    return kit.modal(
        "Keep this version",
        "version.keep",
        *forgotten,
        _name_field(name, plain("versions.name_hint")),
        kit.field("Who is listening", "listener", kit.select("listener", "Choose", options, answer.listener)),
        *text_fields("The pitch", "text", answer.text),
        kit.context(say("versions.only_you")),
        private_metadata=json.dumps(metadata),
    )


def rename_modal(version: Version, metadata: dict[str, Any]) -> Payload:
    """Asks for another name."""
    return kit.modal(
        "Rename", "version.rename", _name_field(version.name), private_metadata=json.dumps(metadata)
    )


def _name_field(name: str, hint: str = "") -> Block:
    return kit.field("Name", "name", kit.text_input("name", name, limit=LONGEST_NAME), hint=hint)
