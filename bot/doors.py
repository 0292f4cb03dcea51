"""The doors through which a reading is kept: at once, after a question, from a form. One room behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from bot import keeping
from bot.blocks import captures as cards
from bot.blocks import errors
from bot.blocks.kit import Payload
from bot.coach import readings
from bot.coach.capture import Reading, read
from bot.content import say
from bot.interaction import CoachError, Interaction
from bot.keeping import Choices, WhichOne
from storage import captures, contacts
from storage.records import Capture

NAMES_OFFERED = 20


def keep_or_ask(conn: Connection, it: Interaction, text: str, reading: Reading) -> Payload:
    """Keep what a command or form plainly says; ask which one is meant where a name fits several."""
    try:
        kept = keeping.keep(conn, it.member, reading, {}, "kept", it.now)
    except WhichOne:
        return card(conn, it, hold(conn, it, text, reading))
    return cards.saved_message(kept, it.today)


def confirm(conn: Connection, it: Interaction, text: str, reading: Reading) -> Payload:
    """Keep nothing yet: show what was read, with Save and Edit."""
    return card(conn, it, hold(conn, it, text, reading))


def read_line(conn: Connection, it: Interaction, text: str) -> Reading:
    """What a line says; nothing when that is more than a card can show: what is saved was shown."""
    reading = read(text, it.today, [name for _, name in contacts.names(conn, it.owner)])
    return Reading() if readings.is_too_much(reading) else reading


def hold(conn: Connection, it: Interaction, text: str, reading: Reading) -> Capture:
    """Keep a line as it was typed with what was read out of it, until the member says what becomes of it."""
    data = {"reading": readings.to_json(reading), "choices": {}, "is_long": readings.is_long(reading, text)}
    return captures.add(conn, it.owner, text, data, it.now)


def held(conn: Connection, it: Interaction, capture_id: int) -> tuple[Capture, Reading, Choices]:
    """A line that waits, or CoachError when there is none of this member's."""
    capture = captures.find(conn, it.owner, capture_id)
    if capture is None or "reading" not in capture.reading:
        raise CoachError(errors.gone())
    return capture, readings.from_json(capture.reading["reading"]), dict(capture.reading["choices"])


def reread(conn: Connection, it: Interaction, capture: Capture, reading: Reading, choices: Choices) -> None:
    """Another reading of a line that waits still; of a settled one nothing is changed."""
    data = {**capture.reading, "reading": readings.to_json(reading), "choices": choices}
    captures.reread(conn, it.owner, capture.id, data)


def card(conn: Connection, it: Interaction, capture: Capture) -> Payload:
    """A waiting line as its card: the question that is open, or what would be saved."""
    reading, choices = readings.from_json(capture.reading["reading"]), capture.reading["choices"]
    if reading.is_empty:
        return cards.unclear_message(capture.id, capture.text, _recent_names(conn, it))
    if question := keeping.unclear(conn, it.owner, reading, choices):
        options = [(one, _label(conn, it, one, name)) for one, name in question.fitting]
        return cards.which_message(capture.id, capture.text, question.name, options)
    known = _known(conn, it, reading, choices)
    return cards.card_message(capture.id, reading, known, it.today, is_long=capture.reading["is_long"])


def _label(conn: Connection, it: Interaction, contact_id: int, name: str) -> str:
    """A name with what tells it apart from its namesakes."""
    contact = contacts.find(conn, it.owner, contact_id)
    about = contact and (contact.company or contact.role or contact.met_at)
    return f"{name} · {about}" if about else name


def _recent_names(conn: Connection, it: Interaction) -> list[tuple[int, str]]:
    from_newest: Sequence[Any] = contacts.recent(conn, it.owner, NAMES_OFFERED)
    return [(contact.id, contact.name) for contact in from_newest]


def _known(conn: Connection, it: Interaction, reading: Reading, choices: Choices) -> dict[str, str]:
    """The names of the reading that mean a contact who is known, and that contact's full name."""
    known: dict[str, str] = {}
    for name in readings.names_in(reading):
        found = dict(keeping.fitting(conn, it.owner, name))
        chosen = choices.get(name, next(iter(found), keeping.NEW))
        if chosen in found:
            known[name] = found[chosen]
        elif chosen != keeping.NEW:
            known[name] = name  # the full name of somebody known by the first one alone
    return known


def settled(capture: Capture) -> CoachError:
    """What is said of a line that was dealt with before: by this click's twin, or on another device."""
    return CoachError(say("captures.already_saved" if capture.state == "saved" else "captures.discarded"))


def save(conn: Connection, it: Interaction, capture_id: int) -> Payload:
    """Save a waiting line, once: a second click is told that it is saved, and changes nothing."""
    capture, reading, choices = held(conn, it, capture_id)
    if capture.state == "pending" and (reading.is_empty or keeping.unclear(conn, it.owner, reading, choices)):
        return card(conn, it, capture)
    if not captures.mark(conn, it.owner, capture.id, "saved"):
        raise settled(capture)
    kept = keeping.keep(conn, it.member, reading, choices, "captured", it.now)
    if capture.reading["is_long"]:
        first = next(iter(kept.contacts.values()), None)
        keeping.add_note(conn, it.owner, kept, first.id if first else None, capture.text, it.now)
    captures.mark(conn, it.owner, capture.id, "saved", act_id=kept.act_id, expected="saved")
    return cards.saved_message(kept, it.today, capture.id)


def save_as_note(conn: Connection, it: Interaction, capture_id: int, contact_id: int | None) -> Payload:
    """Keep a line that could not be sorted as a note, on a contact or on its own."""
    capture, _reading, _choices = held(conn, it, capture_id)
    contact = contacts.find(conn, it.owner, contact_id) if contact_id else None
    if contact_id and contact is None:
        raise CoachError(errors.gone())
    if not captures.mark(conn, it.owner, capture.id, "saved"):
        raise settled(capture)
    kept = keeping.keep(conn, it.member, Reading(), {}, "noted", it.now)
    if contact:
        kept.contacts[contact.name] = contact
    keeping.add_note(conn, it.owner, kept, contact.id if contact else None, capture.text, it.now)
    captures.mark(conn, it.owner, capture.id, "saved", act_id=kept.act_id, expected="saved")
    return cards.saved_message(kept, it.today, capture.id)
