"""Makes the weekly review, for the member alone; nothing for whom there is nothing to look back on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot import agenda
from bot.blocks.briefs import late_since
from bot.blocks.reviews import review_message
from storage.records import Due, Member, Message


def make(conn: Connection, due: Due, member: Member, now: datetime) -> Message | None:
    """The week up to the review's own time, and what comes."""
    week = agenda.week_of(conn, member, due.due_at)
    if week.is_blank:
        return None
    payload = review_message(week, late_since(due.due_at, now, member.tz))
    return Message(member.owner, "review", week.today, payload)
