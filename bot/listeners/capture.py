"""One line, typed anywhere: read, shown as a card, saved on a click, edited, undone."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import doors, keeping, surface
from bot.blocks import captures as cards
from bot.blocks import forms
from bot.blocks.help import help_message
from bot.blocks.kit import Payload
from bot.coach.capture import Reading, read
from bot.content import plain, say
from bot.interaction import CoachError, FieldErrors, Interaction, NextView, once
from bot.routes import HELP, OTHERWISE
from storage import captures, contacts, outbox
from storage.records import CaptureState


async def said(it: Interaction) -> None:
    """A line in the direct message. Its card goes out by the outbox, with the event's id: once."""
    if it.body["event"].get("channel_type") != "im":
        return
    if it.text.strip().lower() in HELP:
        await it.run(once, it, _reply, it, help_message("/kith"))
    elif it.text.strip():
        await it.run(once, it, _hold_and_reply, it, await _read(it, it.text))


def _reply(conn: Connection, it: Interaction, payload: Payload) -> None:
    outbox.add(conn, it.reply(payload), it.now)


def _hold_and_reply(conn: Connection, it: Interaction, reading: Reading) -> None:
    _reply(conn, it, _hold(conn, it, it.text, reading))


async def _read(it: Interaction, text: str) -> Reading:
    known = [name for _, name in await it.run(contacts.names, it.owner)]
    return read(text, it.today, known)


def _hold(conn: Connection, it: Interaction, text: str, reading: Reading) -> Payload:
    return doors.card(conn, it, doors.hold(conn, it, text, reading))


async def line(it: Interaction) -> Payload:
    """`/kith met Dana Lee ...`: the card is the answer."""
    return await it.run(_hold, it, it.text, await _read(it, it.text))


async def save(it: Interaction) -> Payload:
    """The card was confirmed."""
    return await it.run(doors.save, it, it.number)


async def discard(it: Interaction) -> Payload:
    """The card was refused; the line stays, so that this can be undone."""
    return await it.run(_mark, it, it.number, "pending", "discarded")


async def reopen(it: Interaction) -> Payload:
    """A refused card comes back."""
    return await it.run(_mark, it, it.number, "discarded", "pending")


def _mark(
    conn: Connection, it: Interaction, capture_id: int, old: CaptureState, new: CaptureState
) -> Payload:
    capture, _, _ = doors.held(conn, it, capture_id)
    if not captures.mark(conn, it.owner, capture.id, new, expected=old) and capture.state != new:
        return cards.settled_message(capture)
    if new == "discarded":
        return cards.discarded_message(capture.id, capture.text)
    return doors.card(conn, it, capture)


async def which(it: Interaction) -> Payload:
    """One of several contacts was chosen; the next open question follows, or the card."""
    return await it.run(_choose, it, it.number, int(it.value))


def _choose(conn: Connection, it: Interaction, capture_id: int, contact_id: int) -> Payload:
    capture, reading, choices = doors.held(conn, it, capture_id)
    question = keeping.unclear(conn, it.owner, reading, choices)
    if question:
        choices[question.name] = contact_id
        doors.reread(conn, it, capture_id, reading, choices)
        capture, _, _ = doors.held(conn, it, capture_id)
    return doors.card(conn, it, capture)


async def about(it: Interaction) -> Payload:
    """A line that nobody could sort is about this contact."""
    return await it.run(doors.save_as_note, it, it.number, int(it.value))


async def note(it: Interaction) -> Payload:
    """A line that nobody could sort is kept on its own."""
    return await it.run(doors.save_as_note, it, it.number, None)


async def edit(it: Interaction) -> None:
    """The card as a form."""
    capture, reading, _ = await it.run(doors.held, it, it.number)
    if capture.state != "pending":
        raise CoachError(say("captures.already_saved"))
    await it.open(forms.capture_form(reading, capture.text, surface.origin(it, id=capture.id)))


async def submit_edit(it: Interaction) -> FieldErrors | Payload:
    """The form says what is to be saved."""
    reading, faults = forms.read_capture_form(it.values)
    if faults:
        return FieldErrors(faults)
    return await it.run(_save_edited, it, int(it.metadata["id"]), reading)


def _save_edited(conn: Connection, it: Interaction, capture_id: int, reading: Reading) -> Payload:
    doors.held(conn, it, capture_id)
    doors.reread(conn, it, capture_id, reading, {})
    return doors.save(conn, it, capture_id)


async def shortcut(it: Interaction) -> None:
    """The global shortcut: a form with one line."""
    await it.open(forms.line_form(surface.origin(it)))


async def submit_line(it: Interaction) -> FieldErrors | NextView:
    """The line is read, and what was read stands in the next form."""
    text = str(it.values.get("line") or "").strip()
    if not text:
        return FieldErrors({"line": plain("captures.nothing_typed")})
    reading = await _read(it, text)
    capture = await it.run(doors.hold, it, text, reading)
    return NextView(forms.capture_form(reading, text, {**it.metadata, "id": capture.id}))


PHRASES = {OTHERWISE: line}
ACTIONS = {
    "capture.save": save,
    "capture.discard": discard,
    "capture.reopen": reopen,
    "capture.which": which,
    "capture.about": about,
    "capture.note": note,
    "capture.edit": edit,
}
VIEWS = {"capture.edit": submit_edit, "capture.line": submit_line}
SHORTCUTS = {"capture": shortcut}
EVENTS = {"message": said}
