"""Keeps what was read out of a member's words: one transaction, one act that can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.coach import cadence, names, readings
from bot.coach.capture import Person, Reading
from bot.coach.kept import Kept
from storage import acts, contacts, notes, promises, schedule, thanks, touches
from storage.records import Contact, ContactDraft, Member, Owner, Promise, Touch

Choices = dict[str, int]
NEW = 0  # the choice that says: none of those whom I know
NO_ACT = 0


class WhichOne(Exception):
    """A name that fits several contacts, and those: to be asked, never guessed."""

    def __init__(self, name: str, fitting: list[tuple[int, str]]) -> None:
        super().__init__(name)
        self.name = name
        self.fitting = fitting


def fitting(conn: Connection, owner: Owner, name: str) -> list[tuple[int, str]]:
    """The member's contacts that a typed name may mean."""
    known = contacts.names(conn, owner)
    matched = set(names.match(name, [each for _, each in known]))
    return [(contact_id, each) for contact_id, each in known if each in matched]


def perhaps(conn: Connection, owner: Owner, name: str) -> list[tuple[int, str]]:
    """Contacts known by a first name alone, of whom this may be the full name."""
    return [one for one in contacts.names(conn, owner) if names.is_fuller(name, one[1])]


def unclear(conn: Connection, owner: Owner, reading: Reading, choices: Choices) -> WhichOne | None:
    """The first name that was not chosen yet and fits several contacts, or may be more of one's name."""
    for name in readings.names_in(reading):
        if name in choices:
            continue
        found = fitting(conn, owner, name)
        if len(found) > 1 or (not found and (found := perhaps(conn, owner, name))):
            return WhichOne(name, found)
    return None


def keep(
    conn: Connection, member: Member, reading: Reading, choices: Choices, label: str, now: datetime
) -> Kept:
    """Keep everything of a reading. Raises WhichOne, and keeps nothing, when a name fits several contacts."""
    if question := unclear(conn, member.owner, reading, choices):
        raise question
    kept = Kept(acts.begin(conn, member.owner, label, now))
    for name in readings.names_in(reading):
        kept.contacts[name] = _contact(conn, member.owner, kept, reading, name, choices, now)
    _keep_promises(conn, member, kept, reading, now)
    _keep_thanks(conn, member.owner, kept, reading, now)
    _keep_touches(conn, member.owner, kept, reading, now)
    for fact in reading.facts:
        add_note(conn, member.owner, kept, kept.contacts[fact.person].id, fact.fact, now)
    return kept


def _contact(
    conn: Connection,
    owner: Owner,
    kept: Kept,
    reading: Reading,
    name: str,
    choices: Choices,
    now: datetime,
) -> Contact:
    """The contact that a name means: the chosen one, the only one that fits, or a new one."""
    found = fitting(conn, owner, name)
    contact_id = choices.get(name, found[0][0] if found else NEW)
    person = next((one for one in reading.people if one.name == name), Person(name))
    known = contacts.find(conn, owner, contact_id) if contact_id else None
    if known:
        return _filled_in(conn, owner, kept, known, person)
    made = contacts.add(
        conn, owner, ContactDraft(name, company=person.company, met_at=person.met_at, via=person.via), now
    )
    acts.made(conn, kept.act_id, "contacts", made.id)
    kept.new_contacts.append(made)
    return made


def _filled_in(conn: Connection, owner: Owner, kept: Kept, known: Contact, person: Person) -> Contact:
    """A known contact with the blanks filled that the reading can fill; what stood there stays."""
    news = {
        key: value
        for key, value in (("company", person.company), ("met_at", person.met_at), ("via", person.via))
        if value and not getattr(known, key)
    }
    if names.is_fuller(person.name, known.name):
        news["name"] = person.name
    if not news:
        return known
    acts.change(conn, kept.act_id, owner, "contacts", known.id, **news)
    return contacts.find(conn, owner, known.id) or known


def _keep_promises(conn: Connection, member: Member, kept: Kept, reading: Reading, now: datetime) -> None:
    for read in reading.promises:
        contact = kept.contacts[read.person].id if read.person else None
        promise = promises.add(
            conn, member.owner, read.direction, read.what, contact, read.due_on, read.due_time, now
        )
        acts.made(conn, kept.act_id, "promises", promise.id)
        kept.promises.append(promise)
        remind(conn, member, promise, now)


def remind(conn: Connection, member: Member, promise: Promise, now: datetime) -> None:
    """Set, move or take away the reminder of a promise, as its date and state are now."""
    due_at = cadence.reminder_at(promise, member.tz, now)
    if due_at:
        schedule.put(conn, member.owner, "reminder", promise.id, due_at)
    else:
        schedule.remove(conn, member.owner, "reminder", promise.id)


def _keep_thanks(conn: Connection, owner: Owner, kept: Kept, reading: Reading, now: datetime) -> None:
    for read in reading.thank_yous:
        contact_id = kept.contacts[read.person].id
        owed = [one for one in thanks.owed(conn, owner) if one.contact_id == contact_id]
        if read.state == "said" and owed:
            say_thanks(conn, owner, kept.act_id, owed[-1].id, now)
            kept.thank_yous.append(thanks.find(conn, owner, owed[-1].id) or owed[-1])
            continue
        made = thanks.add(conn, owner, contact_id, read.reason, now, read.state)
        acts.made(conn, kept.act_id, "thank_yous", made.id)
        kept.thank_yous.append(made)


def hold_still(conn: Connection, owner: Owner, noun: acts.Noun, row_id: int) -> None:
    """Lock a row of the member's until the end: of two clicks at once the second sees what the first did."""
    acts.change(conn, NO_ACT, owner, noun, row_id)  # changes nothing, and takes the row's lock on the way


def say_thanks(conn: Connection, owner: Owner, act_id: int, thank_you_id: int, now: datetime) -> bool:
    """Mark one thank-you as said."""
    return acts.change(conn, act_id, owner, "thank_yous", thank_you_id, state="said", closed_at=now)


def _keep_touches(conn: Connection, owner: Owner, kept: Kept, reading: Reading, now: datetime) -> None:
    for read in reading.touches:
        kept.touches.append(
            add_touch(conn, owner, kept.act_id, kept.contacts[read.person].id, read.kind, read.on, now)
        )


def add_touch(
    conn: Connection, owner: Owner, act_id: int, contact_id: int, kind: Any, on: Any, now: datetime
) -> Touch:
    """Log one interaction, so that it can be undone."""
    touch = touches.add(conn, owner, contact_id, kind, on, now)
    acts.made(conn, act_id, "touches", touch.id)
    return touch


def add_note(
    conn: Connection, owner: Owner, kept: Kept, contact_id: int | None, text: str, now: datetime
) -> None:
    """Keep a fact about a contact, or a line about nobody in particular."""
    note = notes.add(conn, owner, contact_id, text, now)
    acts.made(conn, kept.act_id, "notes", note.id)
    kept.notes.append(text)
