"""Contacts: the card, add and edit, one-click touches, snooze, stop for one person, find."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection

from bot import envelope, keeping, surface
from bot.blocks import contacts as blocks
from bot.blocks import errors, kit
from bot.blocks.kit import Payload
from bot.coach.names import key as name_key
from bot.coach.phrases import read_contact
from bot.content import plain, say
from bot.interaction import Beside, CoachError, FieldErrors, Interaction, ItemChange, once
from bot.putting_off import PutOff
from storage import acts, contacts, notes, promises, stories, thanks, touches
from storage.records import Contact, ContactDraft

FIELDS = ("company", "role", "met_at", "via", "network", "looking_for", "can_offer")
ADD = ("add", "new")


async def command(it: Interaction) -> Payload | None:
    """`/contact` and `/contact add ...` open the form, `/contact Dana` the card."""
    first, _, rest = it.text.partition(" ")
    if not it.text or first.lower() in ADD:
        await add(it, rest)
        return None
    return await it.run(look_up, it, it.text)


async def add(it: Interaction, words: str = "") -> None:
    """The form, with what was typed already in its fields."""
    known: dict[str, str | None] = {}
    if words:
        names = [name for _, name in await it.run(contacts.names, it.owner)]
        read = read_contact(words, names)
        known = {"name": read.name, "company": read.company, "met_at": read.met_at, "via": read.via}
    await it.open(blocks.contact_modal(None, surface.origin(it), known))


async def new(it: Interaction) -> None:
    """The button that opens the empty form."""
    await add(it)


def look_up(conn: Connection, it: Interaction, words: str) -> Payload:
    """The card when one person fits, the choice when several do."""
    fitting = keeping.fitting(conn, it.owner, words)
    found = [contacts.find(conn, it.owner, contact_id) for contact_id, _ in fitting]
    people = [one for one in found if one] or contacts.search(conn, it.owner, words, 20)
    if not people:
        raise CoachError(say("contacts.none_found", words=words))
    if len(people) == 1:
        return card(conn, it, people[0])
    return blocks.found_message(say("contacts.several", words=words), people, it.today)


def card(conn: Connection, it: Interaction, contact: Contact) -> Payload:
    """The card of one contact with all that is open."""
    open_promises = [one for one in promises.open_ones(conn, it.owner) if one.contact_id == contact.id]
    owed = [one for one in thanks.owed(conn, it.owner) if one.contact_id == contact.id]
    known = notes.for_contact(conn, it.owner, contact.id)
    told = stories.told_to(conn, it.owner, contact.id)
    return blocks.card_message(contact, known, open_promises, owed, it.today, told=told)


async def find(it: Interaction) -> Payload:
    """`/kith find logistics`: names, companies, roles, places and notes."""
    if not it.text:
        raise CoachError(say("contacts.how_to_find"))
    return await it.run(look_up, it, it.text)


def _mine(conn: Connection, it: Interaction, contact_id: int) -> Contact:
    contact = contacts.find(conn, it.owner, contact_id)
    if contact is None:
        raise CoachError(errors.gone())
    return contact


async def open_card(it: Interaction) -> Beside:
    """The card stands beside what it was opened from, so that the rest stays."""
    return Beside(await it.run(_card, it, it.number))


def _card(conn: Connection, it: Interaction, contact_id: int) -> Payload:
    return card(conn, it, _mine(conn, it, contact_id))


async def edit(it: Interaction) -> None:
    """The form of a known contact."""
    contact = await it.run(_mine, it, it.number)
    await it.open(blocks.contact_modal(contact, surface.origin(it, id=contact.id), {}))


async def submit(it: Interaction) -> FieldErrors | Payload | None:
    """A contact as the form says."""
    form = it.values
    name = " ".join(str(form.get("name") or "").split())
    if not name:
        return FieldErrors({"name": plain("contacts.name_needed")})
    changes = {field: (form.get(field) or None) for field in FIELDS}
    changes |= {"name": name, "cadence_days": envelope.row_number(form.get("cadence_days")) or None}
    save = _change_known if "id" in it.metadata else _add
    return await it.run(once, it, save, it, changes, str(form.get("note") or "").strip())


def _add(conn: Connection, it: Interaction, changes: dict[str, Any], note: str) -> Payload:
    if twin := _twin(conn, it, changes):
        raise CoachError(say("contacts.known_already", contact=twin))
    act_id = acts.begin(conn, it.owner, "contact", it.now)
    contact = contacts.add(conn, it.owner, ContactDraft(**changes), it.now)
    acts.made(conn, act_id, "contacts", contact.id)
    return _saved(conn, it, act_id, contact, note)


def _change_known(conn: Connection, it: Interaction, changes: dict[str, Any], note: str) -> Payload:
    contact = _mine(conn, it, it.subject)
    for field in FIELDS:
        # What is too long for its field stood there cut, and is not cut for that.
        old = getattr(contact, field)
        if old and changes[field] == kit.fit(old, kit.INPUT_TEXT):
            changes[field] = old
    act_id = acts.begin(conn, it.owner, "contact", it.now)
    acts.change(conn, act_id, it.owner, "contacts", contact.id, **changes)
    return _saved(conn, it, act_id, _mine(conn, it, contact.id), note)


def _saved(conn: Connection, it: Interaction, act_id: int, contact: Contact, note: str) -> Payload:
    if note:
        acts.made(conn, act_id, "notes", notes.add(conn, it.owner, contact.id, note, it.now).id)
    payload = card(conn, it, contact)
    notice = blocks.changed(contact, act_id, say("contacts.saved", contact=contact))
    return _with_notice(payload, notice)


def _with_notice(payload: Payload, notice: list[Any]) -> Payload:
    # The notice's own ids would stand twice: the card's item has the same.
    plain_notice = [{**block, "block_id": f"notice.{number}"} for number, block in enumerate(notice)]
    undo_only = [
        {**block, "elements": block["elements"][:1]} if block["type"] == "actions" else block
        for block in plain_notice
    ]
    return {**payload, "blocks": [*undo_only, *payload["blocks"]]}


def _twin(conn: Connection, it: Interaction, changes: dict[str, Any]) -> Contact | None:
    """A contact of the same name and company: most likely the same person."""
    for contact_id, name in contacts.names(conn, it.owner):
        if name_key(name) != name_key(changes["name"]):
            continue
        known = contacts.find(conn, it.owner, contact_id)
        if known and (not known.company or not changes["company"] or known.company == changes["company"]):
            return known
    return None


async def _touched(it: Interaction, kind: str) -> ItemChange:
    contact, act_id = await it.run(_touch, it, it.number, kind)
    text = say("contacts.touched", contact=contact, kind=kind, today=it.today)
    return _change(contact, act_id, text)


def _touch(conn: Connection, it: Interaction, contact_id: int, kind: str) -> tuple[Contact, int]:
    keeping.hold_still(conn, it.owner, "contacts", contact_id)
    contact = _mine(conn, it, contact_id)
    for touch in touches.for_contact(conn, it.owner, contact_id):
        if (touch.on, touch.kind) == (it.today, kind):  # noted today already: by this click's twin, or a line
            return contact, acts.latest(conn, it.owner, "touches", touch.id)
    act_id = acts.begin(conn, it.owner, "touch", it.now)
    keeping.add_touch(conn, it.owner, act_id, contact.id, kind, it.today, it.now)
    return contact, act_id


def _change(contact: Contact, act_id: int, text: Markup) -> ItemChange:
    return ItemChange(blocks.key(contact), text, blocks.changed(contact, act_id, text))


async def met(it: Interaction) -> ItemChange:
    """We met today."""
    return await _touched(it, "met")


async def called(it: Interaction) -> ItemChange:
    """We spoke today."""
    return await _touched(it, "call")


async def wrote(it: Interaction) -> ItemChange:
    """We wrote today."""
    return await _touched(it, "message")


async def coffee(it: Interaction) -> ItemChange:
    """We had coffee today."""
    return await _touched(it, "coffee")


def _set(conn: Connection, it: Interaction, contact_id: int, changes: dict[str, Any]) -> tuple[Contact, int]:
    keeping.hold_still(conn, it.owner, "contacts", contact_id)
    contact = _mine(conn, it, contact_id)
    if all(_is_so(getattr(contact, name), value) for name, value in changes.items()):
        return contact, keeping.NO_ACT
    act_id = acts.begin(conn, it.owner, "contact", it.now)
    acts.change(conn, act_id, it.owner, "contacts", contact.id, **changes)
    return _mine(conn, it, contact_id), act_id


def _is_so(old: Any, new: Any) -> bool:
    """Whether nothing would change; of an instant only counts whether there is one."""
    return bool(old) == bool(new) if isinstance(old or new, datetime) else bool(old == new)


async def stop(it: Interaction) -> ItemChange:
    """No more reminders to get in touch with this person."""
    contact, act_id = await it.run(_set, it, it.number, {"stopped_at": it.now})
    return _change(contact, act_id, say("contacts.stopped", contact=contact))


async def start(it: Interaction) -> ItemChange:
    """Reminders about this person again."""
    contact, act_id = await it.run(_set, it, it.number, {"stopped_at": None})
    return _change(contact, act_id, say("contacts.started", contact=contact))


async def _line(it: Interaction) -> str:
    """The contact that is to be put off."""
    return say("contacts.name", contact=await it.run(_mine, it, it.number))


async def _snooze(it: Interaction, contact_id: int, until: date) -> ItemChange:
    contact, act_id = await it.run(_set, it, contact_id, {"snoozed_until": until})
    return _change(contact, act_id, say("contacts.snoozed", contact=contact, today=it.today))


async def card_again(it: Interaction) -> Payload:
    """The card on which something was done, as it is now."""
    return await it.run(_card, it, it.number)


PUT_OFF = PutOff("contact.snooze", _line, _snooze)
COMMANDS = {"/contact": command}
LISTS = {"card": card_again}
PHRASES = {"find": find}
ACTIONS = {
    "contact.new": new,
    "contact.open": open_card,
    "contact.edit": edit,
    "contact.met": met,
    "contact.call": called,
    "contact.message": wrote,
    "contact.coffee": coffee,
    "contact.stop": stop,
    "contact.start": start,
    "contact.snooze": PUT_OFF.chosen,
}
VIEWS = {"contact.save": submit, "contact.snooze": PUT_OFF.picked}
