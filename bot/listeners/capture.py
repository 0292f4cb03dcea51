"""One line, typed anywhere: read, shown as a card, saved on a click, edited, undone."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import doors, keeping, practice_threads, surface, typed_answers
from bot.blocks import captures as cards
from bot.blocks import errors, forms
from bot.blocks.help import help_message, talk_message
from bot.blocks.kit import Payload
from bot.coach.capture import Reading
from bot.coach.small_talk import talk_of
from bot.content import plain
from bot.interaction import CoachError, FieldErrors, Interaction, NextView, once
from bot.practising import practised, staged
from bot.routes import HELP, OTHERWISE
from storage import captures, outbox
from storage.records import CaptureState


async def said(it: Interaction) -> None:
    """A line in the direct message. Its card goes out by the outbox, with the event's id: once."""
    if it.body["event"].get("channel_type") != "im":
        return
    if it.text.strip().lower() in HELP:
        await it.run(once, it, _reply, it, help_message("/kith", it.services.copies_to))
    elif it.text.strip() and not await _practised(it):
        await it.run(once, it, _read_and_reply, it)


async def _practised(it: Interaction) -> bool:
    """Whether it was an answer: a few sentences in a thread of practice are no line about somebody."""
    prompt = await practice_threads.prompt_here(it) if typed_answers.is_answer(it.text) else None
    if prompt is None:
        return False
    prompt = staged(prompt, it.member)
    thread_ts = str(it.body["event"]["thread_ts"])
    await practised(it, prompt, it.text, scene=prompt.scene, thread_ts=thread_ts)
    return True


def _reply(conn: Connection, it: Interaction, payload: Payload) -> None:
    outbox.add(conn, it.reply(payload), it.now)


def _read_and_reply(conn: Connection, it: Interaction) -> None:
    _reply(conn, it, _read(conn, it))


def _read(conn: Connection, it: Interaction) -> Payload:
    reading = doors.read_line(conn, it, it.text)
    talk = talk_of(it.text) if reading.is_empty else None
    if talk is None:
        return doors.confirm(conn, it, it.text, reading)
    return talk_message(talk, doors.hold(conn, it, it.text, reading).id)


def line(conn: Connection, it: Interaction) -> Payload:
    """`/kith met Dana Lee ...`: the card is the answer."""
    return _read(conn, it)


def save(conn: Connection, it: Interaction) -> Payload:
    """The card was confirmed."""
    return doors.save(conn, it, it.number)


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
        raise doors.settled(capture)
    if new == "discarded":
        return cards.discarded_message(capture.id, capture.text)
    return doors.card(conn, it, capture)


async def which(it: Interaction) -> Payload:
    """One of several contacts was chosen; the next open question follows, or the card."""
    return await it.run(_choose, it, it.number, it.chosen)


def _choose(conn: Connection, it: Interaction, capture_id: int, contact_id: int) -> Payload:
    capture, reading, choices = doors.held(conn, it, capture_id)
    question = keeping.unclear(conn, it.owner, reading, choices)
    if question:
        if contact_id not in (keeping.NEW, *(one for one, _ in question.fitting)):
            raise CoachError(errors.gone())
        choices[question.name] = contact_id
        doors.reread(conn, it, capture, reading, choices)
        capture, _, _ = doors.held(conn, it, capture_id)
    return doors.card(conn, it, capture)


async def about(it: Interaction) -> Payload:
    """A line that nobody could sort is about this contact."""
    if not it.chosen:
        raise CoachError(errors.gone())
    return await it.run(doors.save_as_note, it, it.number, it.chosen)


async def note(it: Interaction) -> Payload:
    """A line that nobody could sort is kept on its own."""
    return await it.run(doors.save_as_note, it, it.number, None)


async def edit(it: Interaction) -> None:
    """The card as a form."""
    capture, reading, _ = await it.run(doors.held, it, it.number)
    if capture.state != "pending":
        raise doors.settled(capture)
    await it.open(forms.capture_form(reading, capture.text, surface.origin(it, id=capture.id)))


async def submit_edit(it: Interaction) -> FieldErrors | Payload:
    """The form says what is to be saved."""
    reading, faults = forms.read_capture_form(it.values)
    if faults:
        return FieldErrors(faults)
    return await it.run(_save_edited, it, it.subject, reading)


def _save_edited(conn: Connection, it: Interaction, capture_id: int, reading: Reading) -> Payload:
    capture, _, _ = doors.held(conn, it, capture_id)
    reading = forms.with_cut_texts(reading, capture.text)
    doors.reread(conn, it, capture, reading, {})
    return doors.save(conn, it, capture_id)


async def shortcut(it: Interaction) -> None:
    """The global shortcut: a form with one line."""
    await it.open(forms.line_form(surface.origin(it)))


async def submit_line(it: Interaction) -> FieldErrors | NextView:
    """The line is read, and what was read stands in the next form."""
    text = str(it.values.get("line") or "").strip()
    if not text:
        return FieldErrors({"line": plain("captures.nothing_typed")})
    return await it.run(_form_of, it, text)


def _form_of(conn: Connection, it: Interaction, text: str) -> NextView:
    reading = doors.read_line(conn, it, text)
    capture = doors.hold(conn, it, text, reading)
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
