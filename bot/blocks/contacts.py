"""Contacts as messages and forms: the card, the search, the item of a brief."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.blocks import kit
from bot.blocks.kit import Block, Element, Payload
from bot.blocks.promises import promise_item
from bot.blocks.snooze import snooze_select
from bot.blocks.thanks import thank_you_item
from bot.content import say
from storage.practice_records import Telling
from storage.records import Contact, Note, Promise, ThankYou

TOUCHES = (("met", "We met"), ("call", "We spoke"), ("message", "We wrote"), ("coffee", "We had coffee"))
NETWORKS = (("operational", "Operational"), ("personal", "Personal"), ("strategic", "Strategic"))
CADENCES = (
    (14, "Every two weeks"),
    (30, "Every month"),
    (90, "Every three months"),
    (180, "Twice a year"),
    (365, "Once a year"),
)
BLANKS = (
    ("company", "where they work"),
    ("role", "what they do"),
    ("looking_for", "what they look for"),
    ("can_offer", "what you can offer them"),
)
SHOWN = 5


def key(contact: Contact) -> str:
    """The block_id under which a contact stands in any message."""
    return f"contact:{contact.id}"


def card_message(
    contact: Contact,
    notes: Sequence[Note],
    promises: Sequence[Promise],
    thank_yous: Sequence[ThankYou],
    today: date,
    *notice: Block,
    told: Sequence[Telling] = (),
) -> Payload:
    """All that is known of one person, what is open between you, and what is not known yet."""
    blocks: list[Block] = [
        kit.section("\n".join(_facts(contact, today)), block_id=key(contact)),
        *([kit.section(say("contacts.notes", notes=notes[:SHOWN]))] if notes else []),
        *([kit.context(_stories(told, today))] if told else []),
        kit.context(*_small_print(contact)),
        kit.actions(*_touch_buttons(contact), block_id=f"{key(contact)}.touch"),
        kit.actions(*_card_buttons(contact), block_id=f"{key(contact)}.do"),
    ]
    for promise in promises[:SHOWN]:
        blocks += promise_item(promise, today)
    for thank_you in thank_yous[:SHOWN]:
        blocks += thank_you_item(thank_you, today)
    marked = kit.listed_in(f"card-{contact.id}", blocks)
    return kit.message(say("contacts.name", contact=contact), *notice, *marked)


def _stories(told: Sequence[Telling], today: date) -> str:
    """The stories that they know, each once, so that none is told them twice."""
    latest = {one.story_id: one for one in reversed(told)}
    shown = [latest[story] for story in dict.fromkeys(one.story_id for one in told)]
    return say("stories.card_line", tellings=shown[:SHOWN], more=max(len(shown) - SHOWN, 0), today=today)


def _facts(contact: Contact, today: date) -> list[str]:
    lines = [
        say("contacts.name", contact=contact),
        say("contacts.met", contact=contact, today=today),
        say("contacts.last_touch", contact=contact, today=today),
        say("contacts.looking_for", contact=contact) if contact.looking_for else "",
        say("contacts.can_offer", contact=contact) if contact.can_offer else "",
    ]
    return [line for line in lines if line]


def _small_print(contact: Contact) -> list[str]:
    blanks = [words for name, words in BLANKS if not getattr(contact, name)]
    unknown = [say("contacts.unknown", blanks=blanks)] if blanks else []
    return [*unknown, say("contacts.only_you")]


def _touch_buttons(contact: Contact) -> list[Element]:
    return [kit.button(label, f"contact.{kind}", contact.id) for kind, label in TOUCHES]


def _card_buttons(contact: Contact) -> list[Element]:
    reminders = (
        kit.button("Remind me again", "contact.start", contact.id)
        if contact.stopped_at
        else kit.button("Stop reminders", "contact.stop", contact.id)
    )
    return [
        kit.button("Edit", "contact.edit", contact.id),
        kit.button("Owe a thank-you", "thanks.owe", contact.id),
        reminders,
    ]


def touch_item(contact: Contact, today: date) -> list[Block]:
    """Somebody whose cadence ran out: the line, and what one can do."""
    made = [kit.section(say("contacts.touch_item", contact=contact, today=today), block_id=key(contact))]
    facts = say("promises.about", contact=contact, today=today)
    if facts:
        made.append(kit.context(facts, block_id=f"{key(contact)}.about"))
    buttons = kit.actions(
        kit.button("Done", "contact.message", contact.id, style="primary"),
        snooze_select("contact.snooze", contact.id),
        kit.button("Open card", "contact.open", contact.id),
        kit.button("Not this one", "contact.stop", contact.id),
        block_id=f"{key(contact)}.do",
    )
    return [*made, buttons]


def changed(contact: Contact, act_id: int, text: str) -> list[Block]:
    """What was done about a contact, with Undo."""
    undo = [kit.button("Undo", "undo", f"{act_id}-contact-{contact.id}")] if act_id else []
    open_card = kit.button("Open card", "contact.open", contact.id)
    return [
        kit.section(text, block_id=key(contact)),
        kit.actions(*undo, open_card, block_id=f"{key(contact)}.do"),
    ]


def found_message(title: str, found: Sequence[Contact], today: date) -> Payload:
    """People who fit, each with a button to the card."""
    blocks: list[Block] = [kit.section(title)]
    for contact in found[:20]:
        line = say("contacts.found", contact=contact, today=today)
        blocks.append(kit.section(line, accessory=kit.button("Open card", "contact.open", contact.id)))
    return kit.message(title, *blocks, kit.context(say("contacts.only_you")))


def contact_modal(contact: Contact | None, metadata: dict[str, Any], known: dict[str, str | None]) -> Payload:
    """The form of a contact, new or known; `known` are the words that were typed already."""

    def value(name: str) -> str | None:
        return getattr(contact, name) if contact else known.get(name)

    return kit.modal(
        "Edit contact" if contact else "Add a contact",
        "contact.save",
        kit.field("Name", "name", kit.text_input("name", value("name"), limit=200)),
        _line("Company", "company", value("company")),
        _line("Role", "role", value("role")),
        _line("Met at", "met_at", value("met_at")),
        _line("Introduced by", "via", value("via")),
        kit.field("Network", "network", _choice("network", NETWORKS, value("network")), optional=True),
        kit.field(
            "Keep in touch",
            "cadence_days",
            _choice("cadence_days", CADENCES, value("cadence_days")),
            optional=True,
        ),
        _line("What they look for", "looking_for", value("looking_for")),
        _line("What you can offer them", "can_offer", value("can_offer")),
        kit.field("Add a note", "note", kit.text_input("note", multiline=True), optional=True),
        private_metadata=json.dumps(metadata),
    )


def _line(label: str, name: str, value: str | None) -> Block:
    return kit.field(label, name, kit.text_input(name, value), optional=True)


def _choice(name: str, choices: Sequence[tuple[Any, str]], chosen: Any) -> Element:
    options = [kit.option(label, value) for value, label in choices]
    if chosen is not None and str(chosen) not in {str(value) for value, _ in choices}:
        options.append(kit.option(f"Every {chosen} days", chosen))
    return kit.select(name, "Not said", options, chosen)
