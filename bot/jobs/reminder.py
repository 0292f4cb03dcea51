"""Makes the reminder of a promise that has an hour; nothing when it is closed or put off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.blocks.briefs import late_since, reminder_message
from bot.coach import cadence
from storage import contacts, promises
from storage.records import Due, Member, Message, Promise


def make(conn: Connection, due: Due, member: Member, now: datetime) -> Message | None:
    """The reminder for the promise `due.ref`, of the member's own promises alone."""
    promise = promises.find(conn, member.owner, due.ref)
    today = cadence.local_day(due.due_at, member.tz)
    if promise is None or promise.due_time is None or not _is_awaited(promise, due, member):
        return None
    about = contacts.find(conn, member.owner, promise.contact_id) if promise.contact_id else None
    payload = reminder_message(promise, about, today, late_since(due.due_at, now, member.tz))
    # The hour is part of what makes it unique: a promise may be moved to a later hour of the same day.
    return Message(member.owner, "reminder", today, payload, ref=f"{promise.id}@{promise.due_time:%H:%M}")


def _is_awaited(promise: Promise, due: Due, member: Member) -> bool:
    """Still open, not put off beyond that day, and for the hour that was planned."""
    at = cadence.promised_at(promise, member.tz)
    if promise.state != "open" or at is None or at < due.due_at:
        return False
    return promise.snoozed_until is None or promise.snoozed_until <= cadence.local_day(at, member.tz)
