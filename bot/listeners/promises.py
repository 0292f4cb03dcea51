"""Promises: make one, list them, keep, put off, renegotiate, draft, drop."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import Connection

from bot import doors, envelope, keeping, surface
from bot.blocks import errors
from bot.blocks import promises as blocks
from bot.blocks.kit import Payload
from bot.coach.capture import Person, Reading, ReadPromise
from bot.coach.dates import DateError
from bot.coach.names import key
from bot.coach.phrases import read_message, read_promise
from bot.content import plain, say
from bot.interaction import CoachError, FieldErrors, Interaction, ItemChange, once
from bot.putting_off import PutOff
from storage import acts, contacts, promises
from storage.records import Promise


def command(conn: Connection, it: Interaction) -> Payload:
    """`/promise` lists; `/promise send Dana the deck by Friday` makes one."""
    return _make(conn, it) if it.text else all_open(conn, it)


def all_open(conn: Connection, it: Interaction) -> Payload:
    """The open promises, with buttons: the first page, or the one that was turned to."""
    return blocks.promise_list_message(promises.open_ones(conn, it.owner), it.today, it.number)


def _make(conn: Connection, it: Interaction) -> Payload:
    known = [name for _, name in contacts.names(conn, it.owner)]
    try:
        read = read_promise(it.text, it.today, known)
    except DateError as error:
        raise CoachError(say("promises.no_such_day", reason=str(error), text=it.text)) from error
    if not read.what or key(it.text) == key(read.person or ""):  # a name alone is no promise yet
        raise CoachError(say("promises.how_to_make"))
    due_on, due_time = (read.due.on, read.due.at) if read.due else (None, None)
    reading = _reading(read.direction, read.what, read.person, due_on, due_time)
    # A day that is over may be meant: the card says so, and asks before anything is kept.
    keep = doors.confirm if due_on and due_on < it.today else doors.keep_or_ask
    return keep(conn, it, it.text, reading)


def _reading(direction: Any, what: str, person: str | None, due_on: date | None, at: time | None) -> Reading:
    people = (Person(person),) if person else ()
    return Reading(people=people, promises=(ReadPromise(direction, person, what, due_on, at),))


async def new(it: Interaction) -> None:
    """The button below the list."""
    await it.open(blocks.new_promise_modal(surface.origin(it)))


async def track(it: Interaction) -> None:
    """The message shortcut: the message's words stand in the form, to be cut down by the member."""
    is_own = (it.body.get("message") or {}).get("user") == it.owner.member_id
    read = read_message(envelope.message_text(it.body), it.today, is_own)
    # A day that is over is none to promise for: the form would only refuse it.
    on, at = (read.due.on, read.due.at) if read.due else (None, None)
    due = (on, at) if on and on >= it.today else (None, None)
    await it.open(blocks.new_promise_modal(surface.origin(it), read.what, "", read.direction, *due))


async def submit_new(it: Interaction) -> FieldErrors | Payload | None:
    """The form is kept like a line that was typed."""
    form = it.values
    what = str(form.get("what") or "").strip()
    if not what:
        return FieldErrors({"what": plain("promises.how_to_make").replace("`", "")})
    due_on, at = _due(form)
    if at and not due_on:
        return FieldErrors({"due_on": plain("captures.day_needed")})
    if due_on and due_on < it.today:
        return _past(due_on, it.today)
    person = str(form.get("person") or "").strip() or None
    reading = _reading(form["direction"], what, person, due_on, at)
    return await it.run(once, it, doors.keep_or_ask, it, what, reading)


def _due(form: dict[str, Any]) -> tuple[date | None, time | None]:
    on, at = form.get("due_on"), form.get("due_time")
    return date.fromisoformat(on) if on else None, time.fromisoformat(at) if at else None


def _past(on: date, today: date, field: str = "due_on") -> FieldErrors:
    return FieldErrors({field: plain("promises.past_date", on=on, today=today)})


def done(conn: Connection, it: Interaction) -> ItemChange:
    """It was kept."""
    return _closed(*close(conn, it, it.number, "kept"))


def drop(conn: Connection, it: Interaction) -> ItemChange:
    """It will not be: that is said, not forgotten."""
    return _closed(*close(conn, it, it.number, "dropped"))


def _closed(promise: Promise, act_id: int) -> ItemChange:
    text = say("promises.closed", promise=promise)
    return ItemChange(blocks.key(promise), text, blocks.closed(promise, act_id))


def close(conn: Connection, it: Interaction, promise_id: int, state: str) -> tuple[Promise, int]:
    """Close an open promise; one that is closed already is told as it is, with the act that closed it."""
    return _change(conn, it, promise_id, state, state=state, closed_at=it.now)


def _mine(conn: Connection, it: Interaction, promise_id: int) -> Promise:
    promise = promises.find(conn, it.owner, promise_id)
    if promise is None:
        raise CoachError(errors.gone())
    return promise


def _change(
    conn: Connection, it: Interaction, promise_id: int, label: str, **changes: Any
) -> tuple[Promise, int]:
    """Change an open promise; one that is closed, or is like that already, comes with the act that did it."""
    keeping.hold_still(conn, it.owner, "promises", promise_id)
    promise = _mine(conn, it, promise_id)
    if promise.state != "open" or all(getattr(promise, name) == value for name, value in changes.items()):
        return promise, acts.latest(conn, it.owner, "promises", promise_id)
    act_id = acts.begin(conn, it.owner, label, it.now)
    acts.change(conn, act_id, it.owner, "promises", promise_id, **changes)
    changed = _mine(conn, it, promise_id)
    keeping.remind(conn, it.member, changed, it.now)
    return changed, act_id


async def _line(it: Interaction) -> str:
    """The promise that is to be put off."""
    promise = await it.run(_mine, it, it.number)
    return say("promises.line", promise=promise, today=it.today)


async def _snooze(it: Interaction, promise_id: int, until: date) -> ItemChange:
    promise, act_id = await it.run(put_off, it, promise_id, until)
    if promise.state != "open":
        return _closed(promise, act_id)
    text = say("promises.snoozed", promise=promise, today=it.today)
    return ItemChange(blocks.key(promise), text, blocks.put_off(promise, act_id, it.today))


def put_off(conn: Connection, it: Interaction, promise_id: int, until: date) -> tuple[Promise, int]:
    """Keep a promise out of the briefs until a date."""
    return _change(conn, it, promise_id, "snoozed", snoozed_until=until)


async def renegotiate(it: Interaction) -> None:
    """Ask for the new date."""
    promise = await it.run(_mine, it, it.number)
    await it.open(blocks.renegotiate_modal(promise, it.today, surface.origin(it, id=promise.id)))


async def submit_renegotiate(it: Interaction) -> FieldErrors | ItemChange | None:
    """A promise gets a new date: better than late."""
    due_on, due_time = _due(it.values)
    if due_on is None or due_on < it.today:
        return _past(due_on or it.today, it.today)
    moved = await it.run(once, it, move, it, it.subject, due_on, due_time)
    if moved is None:
        return None
    promise, act_id = moved
    if promise.state != "open":
        return _closed(promise, act_id)
    text = say("promises.renegotiated", promise=promise, today=it.today)
    return ItemChange(blocks.key(promise), text, blocks.renegotiated(promise, act_id, it.today))


def move(
    conn: Connection, it: Interaction, promise_id: int, due_on: date, due_time: time | None
) -> tuple[Promise, int]:
    """Give a promise a new date; it is awake again. CoachError when it has that date already."""
    promise = _mine(conn, it, promise_id)
    if promise.state == "open" and (promise.due_on, promise.due_time) == (due_on, due_time):
        raise CoachError(say("promises.same_date"))
    new = {"due_on": due_on, "due_time": due_time, "renegotiated": promise.renegotiated + 1}
    return _change(conn, it, promise_id, "renegotiated", snoozed_until=None, **new)


async def draft(it: Interaction) -> None:
    """Words to send, made of the member's own."""
    promise = await it.run(_mine, it, it.number)
    await it.open(blocks.draft_modal(promise, it.today))


PUT_OFF = PutOff("promise.snooze", _line, _snooze)
COMMANDS = {"/promise": command}
LISTS = {"promises": all_open}
ACTIONS = {
    "promise.page": all_open,
    "promise.new": new,
    "promise.done": done,
    "promise.drop": drop,
    "promise.snooze": PUT_OFF.chosen,
    "promise.renegotiate": renegotiate,
    "promise.draft": draft,
}
VIEWS = {
    "promise.new": submit_new,
    "promise.snooze": PUT_OFF.picked,
    "promise.renegotiate": submit_renegotiate,
}
SHORTCUTS = {"track_promise": track}
