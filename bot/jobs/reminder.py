"""Makes the reminder of a promise that has an hour; nothing when it is closed or put off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.blocks.briefs import late_since, reminder_message
from bot.coach import cadence
from bot.jobs.making import Made, Maker
from storage import due_facts
from storage.due_facts import About
from storage.records import Due, Member, Message, Promise

ReminderFacts = Mapping[int, Sequence[About]]


def read(conn: Connection, dues: Sequence[Due]) -> ReminderFacts:
    """The promise `due.ref` of each, of the owner's own promises alone, and whom it is about."""
    return due_facts.referred(conn, dues)


def make(due: Due, member: Member, facts: ReminderFacts, now: datetime) -> Made | None:
    """The reminder for the promise, or None when nobody waits for it."""
    promise, about = next(iter(facts.get(due.id, ())), (None, None))
    today = cadence.local_day(due.due_at, member.tz)
    if promise is None or promise.due_time is None or not _is_awaited(promise, due, member):
        return None
    payload = reminder_message(promise, about, today, late_since(due.due_at, now, member.tz))
    # The hour is part of what makes it unique: a promise may be moved to a later hour of the same day.
    ref = f"{promise.id}@{promise.due_time:%H:%M}"
    return Made(Message(member.owner, "reminder", today, payload, ref))


def _is_awaited(promise: Promise, due: Due, member: Member) -> bool:
    """Still open, not put off beyond that day, and for the hour that was planned."""
    at = cadence.promised_at(promise, member.tz)
    if promise.state != "open" or at is None or at < due.due_at:
        return False
    return promise.snoozed_until is None or promise.snoozed_until <= cadence.local_day(at, member.tz)


MAKER = Maker(read, make)
