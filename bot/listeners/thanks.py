"""Thank-yous: note one, list them, say, put off, draft, drop."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot import doors, envelope, keeping, surface
from bot.blocks import errors
from bot.blocks import thanks as blocks
from bot.blocks.kit import Payload
from bot.coach.capture import Person, Reading, ReadThankYou
from bot.coach.phrases import read_thanks
from bot.content import plain, say
from bot.interaction import CoachError, FieldErrors, Interaction, ItemChange, once
from bot.putting_off import PutOff
from storage import acts, contacts, thanks
from storage.records import ThankYou, ThankYouState

# Longer is no name but a sentence that was not understood.
LONGEST_NAME = 60
_NO_NAMES = """
a about all an because everybody everyone for he her him i it me my said she that the them this you
"""
NO_NAMES = frozenset(_NO_NAMES.split())


def command(conn: Connection, it: Interaction) -> Payload:
    """`/thanks` lists; `/thanks Omar for the intro` notes one, `/thanks said Omar` says it was said."""
    return _note(conn, it) if it.text else all_owed(conn, it)


def all_owed(conn: Connection, it: Interaction) -> Payload:
    """The thank-yous that are owed, with buttons: the first page, or the one that was turned to."""
    return blocks.thank_you_list_message(thanks.owed(conn, it.owner), it.today, it.number)


def _note(conn: Connection, it: Interaction) -> Payload:
    read = read_thanks(it.text, [name for _, name in contacts.names(conn, it.owner)])
    if not read.person:
        raise CoachError(say("thanks.how_to_note"))
    if not _may_be_name(read.person):
        raise CoachError(say("thanks.no_name", person=read.person))
    return doors.keep_or_ask(conn, it, it.text, _reading(read.person, read.reason, read.state))


def _may_be_name(words: str) -> bool:
    """Whether somebody may be called so: "Omar", not "for the intro", "her" or "123"."""
    first = words.split()[0].lower()
    return len(words) <= LONGEST_NAME and first not in NO_NAMES and any(char.isalpha() for char in words)


def _reading(person: str, reason: str | None, state: Any) -> Reading:
    return Reading(people=(Person(person),), thank_yous=(ReadThankYou(person, reason, state),))


async def new(it: Interaction) -> None:
    """The button below the list."""
    await it.open(blocks.new_thank_you_modal(surface.origin(it)))


async def owe(it: Interaction) -> None:
    """A button beside a kept promise of theirs, or on a contact's card."""
    contact = await it.run(contacts.find, it.owner, it.number)
    if contact is None:
        raise CoachError(errors.gone())
    await it.open(blocks.new_thank_you_modal({}, person=contact.name))


async def shortcut(it: Interaction) -> None:
    """The message shortcut: the message's words stand in the form as the reason."""
    reason = envelope.message_text(it.body)
    await it.open(blocks.new_thank_you_modal(surface.origin(it), reason=reason))


async def submit_new(it: Interaction) -> FieldErrors | Payload | None:
    """The form is kept like a line that was typed."""
    form = it.values
    person = str(form.get("person") or "").strip()
    if not person:
        return FieldErrors({"person": plain("thanks.how_to_note").replace("`", "")})
    reason = str(form.get("reason") or "").strip() or None
    reading = _reading(person, reason, form["state"])
    return await it.run(once, it, doors.keep_or_ask, it, person, reading)


async def said(it: Interaction) -> ItemChange:
    """It was said."""
    return await _close(it, "said")


async def drop(it: Interaction) -> ItemChange:
    """It will not be said."""
    return await _close(it, "dropped")


async def _close(it: Interaction, state: ThankYouState) -> ItemChange:
    return _closed(*await it.run(close, it, it.number, state))


def _closed(thank_you: ThankYou, act_id: int) -> ItemChange:
    text = say("thanks.closed", thank_you=thank_you)
    return ItemChange(blocks.key(thank_you), text, blocks.closed(thank_you, act_id))


def close(conn: Connection, it: Interaction, thank_you_id: int, state: ThankYouState) -> tuple[ThankYou, int]:
    """Close one that is owed; one that is closed already is told as it is, with the act that closed it."""
    return _change(conn, it, thank_you_id, state, state=state, closed_at=it.now)


def _mine(conn: Connection, it: Interaction, thank_you_id: int) -> ThankYou:
    thank_you = thanks.find(conn, it.owner, thank_you_id)
    if thank_you is None:
        raise CoachError(errors.gone())
    return thank_you


def _change(
    conn: Connection, it: Interaction, thank_you_id: int, label: str, **changes: Any
) -> tuple[ThankYou, int]:
    """Change one that is owed; one that is closed, or like that already, comes with the act that did it."""
    keeping.hold_still(conn, it.owner, "thank_yous", thank_you_id)
    thank_you = _mine(conn, it, thank_you_id)
    if thank_you.state != "owed" or all(getattr(thank_you, name) == value for name, value in changes.items()):
        return thank_you, acts.latest(conn, it.owner, "thank_yous", thank_you_id)
    act_id = acts.begin(conn, it.owner, label, it.now)
    acts.change(conn, act_id, it.owner, "thank_yous", thank_you_id, **changes)
    return _mine(conn, it, thank_you_id), act_id


async def _line(it: Interaction) -> str:
    """The thank-you that is to be put off."""
    thank_you = await it.run(_mine, it, it.number)
    return say("thanks.line", thank_you=thank_you, today=it.today)


async def _snooze(it: Interaction, thank_you_id: int, until: date) -> ItemChange:
    thank_you, act_id = await it.run(put_off, it, thank_you_id, until)
    if thank_you.state != "owed":
        return _closed(thank_you, act_id)
    text = say("thanks.snoozed", thank_you=thank_you, today=it.today)
    return ItemChange(blocks.key(thank_you), text, blocks.put_off(thank_you, act_id, it.today))


def put_off(conn: Connection, it: Interaction, thank_you_id: int, until: date) -> tuple[ThankYou, int]:
    """Keep a thank-you out of the briefs until a date."""
    return _change(conn, it, thank_you_id, "snoozed", snoozed_until=until)


async def draft(it: Interaction) -> None:
    """Words to send, made of the member's own."""
    await it.open(blocks.draft_modal(await it.run(_mine, it, it.number)))


PUT_OFF = PutOff("thanks.snooze", _line, _snooze)
COMMANDS = {"/thanks": command}
LISTS = {"thanks": all_owed}
ACTIONS = {
    "thanks.page": all_owed,
    "thanks.new": new,
    "thanks.owe": owe,
    "thanks.said": said,
    "thanks.drop": drop,
    "thanks.snooze": PUT_OFF.chosen,
    "thanks.draft": draft,
}
VIEWS = {"thanks.new": submit_new, "thanks.snooze": PUT_OFF.picked}
SHORTCUTS = {"owe_thank_you": shortcut}
