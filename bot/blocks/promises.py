"""Promises as messages and forms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Element, Payload
from bot.blocks.pages import page, turns
from bot.blocks.snooze import snooze_select
from bot.content import plain, say
from storage.records import Contact, Promise


def key(promise: Promise) -> str:
    """The block_id under which a promise stands in any message."""
    return f"promise:{promise.id}"


def promise_item(promise: Promise, today: date, about: Contact | None = None) -> list[Block]:
    """One open promise: the line, what is known of the person, and what one can do."""
    made = [kit.section(say("promises.line", promise=promise, today=today), block_id=key(promise))]
    facts = say("promises.about", contact=about, today=today) if about else ""
    if facts:
        made.append(kit.context(facts, block_id=f"{key(promise)}.about"))
    return [*made, kit.actions(*_buttons(promise), block_id=f"{key(promise)}.do")]


def _buttons(promise: Promise) -> list[Element]:
    mine = promise.direction == "mine"
    made = [
        kit.button("Done", "promise.done", promise.id, style="primary"),
        snooze_select("promise.snooze", promise.id),
    ]
    if mine:
        made.append(kit.button("Renegotiate", "promise.renegotiate", promise.id))
    return [
        *made,
        kit.button("Draft", "promise.draft", promise.id),
        kit.button("Not this one", "promise.drop", promise.id),
    ]


def promise_list_message(promises: Sequence[Promise], today: date, start: int = 0) -> Payload:
    """The open promises, due first, with buttons: the page that begins at `start`."""
    if not promises:
        text = say("promises.empty")
        return kit.message(text, kit.section(text), kit.actions(_new_button()))
    title = say("promises.list_title", count=len(promises))
    blocks = [kit.section(f"*{title}*"), kit.context(say("promises.only_you"))]
    first, shown = page(promises, start)
    for promise in shown:
        blocks += kit.listed_in(f"promises-{first}", promise_item(promise, today))
    buttons = turns("promise.page", first, len(promises))
    return kit.message(title, *blocks, kit.actions(*buttons, _new_button()))


def _new_button() -> Element:
    return kit.button("Make a promise", "promise.new")


def closed(promise: Promise, act_id: int) -> list[Block]:
    """What became of a promise, with Undo; theirs kept asks for a thank-you."""
    undo = kit.button("Undo", "undo", f"{act_id}-promise-{promise.id}")
    more = []
    if promise.direction == "theirs" and promise.state == "kept" and promise.contact_id:
        more.append(kit.button("Owe a thank-you", "thanks.owe", promise.contact_id))
    return [
        kit.section(say("promises.closed", promise=promise), block_id=key(promise)),
        kit.actions(undo, *more, block_id=f"{key(promise)}.do"),
    ]


def put_off(promise: Promise, act_id: int, today: date) -> list[Block]:
    """A snoozed promise, with Undo."""
    return _changed(promise, act_id, say("promises.snoozed", promise=promise, today=today))


def renegotiated(promise: Promise, act_id: int, today: date) -> list[Block]:
    """A promise with its new date, with Undo and a draft that tells the other person."""
    return _changed(promise, act_id, say("promises.renegotiated", promise=promise, today=today))


def _changed(promise: Promise, act_id: int, text: str) -> list[Block]:
    undo = kit.button("Undo", "undo", f"{act_id}-promise-{promise.id}")
    draft = kit.button("Draft", "promise.draft", promise.id)
    return [
        kit.section(text, block_id=key(promise)),
        kit.actions(undo, draft, block_id=f"{key(promise)}.do"),
    ]


def renegotiate_modal(promise: Promise, today: date, metadata: dict[str, Any]) -> Payload:
    """Asks for the new date of a promise."""
    initial = max(promise.due_on or today, today)
    return kit.modal(
        "Renegotiate",
        "promise.renegotiate",
        kit.section(say("promises.line", promise=promise, today=today)),
        kit.field("New date", "due_on", kit.date_picker("due_on", initial)),
        kit.field("Hour", "due_time", kit.time_picker("due_time", _hour(promise)), optional=True),
        private_metadata=json.dumps(metadata),
    )


def draft_modal(promise: Promise, today: date) -> Payload:
    """A message to copy, made of the member's own words."""
    return kit.modal(
        "Draft",
        "draft",
        kit.copyable(plain("promises.draft", promise=promise, today=today)),
        kit.context(say("promises.draft_hint")),
        submit=None,
        close="Close",
    )


def new_promise_modal(
    metadata: dict[str, Any],
    what: str = "",
    person: str = "",
    direction: str = "mine",
    due_on: date | None = None,
    due_time: time | None = None,
) -> Payload:
    """Asks for a promise, prefilled with what is known of it."""
    hour = f"{due_time:%H:%M}" if due_time else None
    sides = [kit.option("I promised", "mine"), kit.option("They promised me", "theirs")]
    return kit.modal(
        "Track a promise",
        "promise.new",
        kit.field("Who promised", "direction", kit.select("direction", "Who", sides, direction)),
        kit.field("What", "what", kit.text_input("what", what, multiline=True, placeholder="send the deck")),
        kit.field("With whom", "person", kit.text_input("person", person, limit=200), optional=True),
        kit.field("By when", "due_on", kit.date_picker("due_on", due_on), optional=True),
        kit.field("Hour", "due_time", kit.time_picker("due_time", hour), optional=True),
        private_metadata=json.dumps(metadata),
    )


def _hour(promise: Promise) -> str | None:
    return f"{promise.due_time:%H:%M}" if promise.due_time else None
