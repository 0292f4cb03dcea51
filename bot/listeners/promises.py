"""Promises: make one, list them, keep, put off, renegotiate, draft, drop."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import Connection

from bot import doors, keeping, surface
from bot.blocks import errors
from bot.blocks import promises as blocks
from bot.blocks.kit import Payload
from bot.blocks.snooze import snooze_modal
from bot.coach.capture import Person, Reading, ReadPromise
from bot.coach.phrases import read_promise
from bot.coach.snooze import snoozed_until
from bot.content import plain, say
from bot.interaction import CoachError, FieldErrors, Interaction, ItemChange
from storage import acts, contacts, promises
from storage.records import Promise


async def command(it: Interaction) -> Payload:
    """`/promise` lists; `/promise send Dana the deck by Friday` makes one."""
    if not it.text:
        return blocks.promise_list_message(await it.run(promises.open_ones, it.owner), it.today)
    known = [name for _, name in await it.run(contacts.names, it.owner)]
    read = read_promise(it.text, it.today, known)
    if not read.what:
        raise CoachError(say("promises.how_to_make"))
    due_on, due_time = (read.due.on, read.due.at) if read.due else (None, None)
    return await doors.keep_or_ask(it, _reading(read.direction, read.what, read.person, due_on, due_time))


def _reading(direction: Any, what: str, person: str | None, due_on: date | None, at: time | None) -> Reading:
    people = (Person(person),) if person else ()
    return Reading(people=people, promises=(ReadPromise(direction, person, what, due_on, at),))


async def new(it: Interaction) -> None:
    """The button below the list."""
    await it.open(blocks.new_promise_modal(surface.origin(it)))


async def track(it: Interaction) -> None:
    """The message shortcut: the message's words stand in the form, to be cut down by the member."""
    text = str((it.body.get("message") or {}).get("text") or "")
    await it.open(blocks.new_promise_modal(surface.origin(it), what=text))


async def submit_new(it: Interaction) -> FieldErrors | Payload:
    """The form is kept like a line that was typed."""
    form = it.values
    what = str(form.get("what") or "").strip()
    if not what:
        return FieldErrors({"what": plain("promises.how_to_make").replace("`", "")})
    due_on = date.fromisoformat(form["due_on"]) if form.get("due_on") else None
    if due_on and due_on < it.today:
        return _past(due_on, it.today)
    at = time.fromisoformat(form["due_time"]) if form.get("due_time") and due_on else None
    person = str(form.get("person") or "").strip() or None
    return await doors.keep_or_ask(it, _reading(form["direction"], what, person, due_on, at))


def _past(on: date, today: date, field: str = "due_on") -> FieldErrors:
    return FieldErrors({field: plain("promises.past_date", on=on, today=today)})


async def done(it: Interaction) -> ItemChange:
    """It was kept."""
    return await _close(it, "kept")


async def drop(it: Interaction) -> ItemChange:
    """It will not be: that is said, not forgotten."""
    return await _close(it, "dropped")


async def _close(it: Interaction, state: str) -> ItemChange:
    promise, act_id = await it.run(close, it, it.number, state)
    text = say("promises.closed", promise=promise)
    return ItemChange(blocks.key(promise), text, blocks.closed(promise, act_id))


def close(conn: Connection, it: Interaction, promise_id: int, state: str) -> tuple[Promise, int]:
    """Close an open promise; one that is closed already is told as it is, with the act that closed it."""
    promise = _mine(conn, it, promise_id)
    if promise.state != "open":
        return promise, acts.latest(conn, it.owner, "promises", promise_id)
    return _change(conn, it, promise, state, state=state, closed_at=it.now)


def _mine(conn: Connection, it: Interaction, promise_id: int) -> Promise:
    promise = promises.find(conn, it.owner, promise_id)
    if promise is None:
        raise CoachError(errors.gone())
    return promise


def _change(
    conn: Connection, it: Interaction, promise: Promise, label: str, **changes: Any
) -> tuple[Promise, int]:
    act_id = acts.begin(conn, it.owner, label, it.now)
    acts.change(conn, act_id, it.owner, "promises", promise.id, **changes)
    changed = _mine(conn, it, promise.id)
    keeping.remind(conn, it.member, changed, it.now)
    return changed, act_id


async def snooze(it: Interaction) -> ItemChange | None:
    """Put it off: by the menu, or to a date that a form asks for."""
    if it.value == "date":
        promise = await it.run(_mine, it, it.number)
        line = say("promises.line", promise=promise, today=it.today)
        await it.open(snooze_modal("promise.snooze", line, surface.origin(it, id=promise.id)))
        return None
    return await _snooze(it, it.number, snoozed_until(it.value, it.today))


async def submit_snooze(it: Interaction) -> FieldErrors | ItemChange:
    """The date that was picked."""
    until = date.fromisoformat(it.values["until"])
    if until <= it.today:
        return _past(until, it.today, "until")
    return await _snooze(it, int(it.metadata["id"]), until)


async def _snooze(it: Interaction, promise_id: int, until: date) -> ItemChange:
    promise, act_id = await it.run(put_off, it, promise_id, until)
    blocks_ = blocks.put_off(promise, act_id, it.today)
    return ItemChange(blocks.key(promise), say("promises.snoozed", promise=promise, today=it.today), blocks_)


def put_off(conn: Connection, it: Interaction, promise_id: int, until: date) -> tuple[Promise, int]:
    """Keep a promise out of the briefs until a date."""
    return _change(conn, it, _mine(conn, it, promise_id), "snoozed", snoozed_until=until)


async def renegotiate(it: Interaction) -> None:
    """Ask for the new date."""
    promise = await it.run(_mine, it, it.number)
    await it.open(blocks.renegotiate_modal(promise, it.today, surface.origin(it, id=promise.id)))


async def submit_renegotiate(it: Interaction) -> FieldErrors | ItemChange:
    """A promise gets a new date: better than late."""
    form = it.values
    due_on = date.fromisoformat(form["due_on"])
    if due_on < it.today:
        return _past(due_on, it.today)
    due_time = time.fromisoformat(form["due_time"]) if form.get("due_time") else None
    promise, act_id = await it.run(move, it, int(it.metadata["id"]), due_on, due_time)
    text = say("promises.renegotiated", promise=promise, today=it.today)
    return ItemChange(blocks.key(promise), text, blocks.renegotiated(promise, act_id, it.today))


def move(
    conn: Connection, it: Interaction, promise_id: int, due_on: date, due_time: time | None
) -> tuple[Promise, int]:
    """Give a promise a new date; it is awake again."""
    promise = _mine(conn, it, promise_id)
    return _change(
        conn,
        it,
        promise,
        "renegotiated",
        due_on=due_on,
        due_time=due_time,
        snoozed_until=None,
        renegotiated=promise.renegotiated + 1,
    )


async def draft(it: Interaction) -> None:
    """Words to send, made of the member's own."""
    promise = await it.run(_mine, it, it.number)
    await it.open(blocks.draft_modal(promise, it.today))


COMMANDS = {"/promise": command}
ACTIONS = {
    "promise.new": new,
    "promise.done": done,
    "promise.drop": drop,
    "promise.snooze": snooze,
    "promise.renegotiate": renegotiate,
    "promise.draft": draft,
}
VIEWS = {
    "promise.new": submit_new,
    "promise.snooze": submit_snooze,
    "promise.renegotiate": submit_renegotiate,
}
SHORTCUTS = {"track_promise": track}
