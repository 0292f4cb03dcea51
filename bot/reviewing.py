"""What an answer means for the cards of its skills, written down with the answer itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.coach import cadence, spacing
from storage import practice, skills
from storage.practice_records import Answer
from storage.records import Member


def reviewed(conn: Connection, member: Member, answer: Answer) -> None:
    """Turn the cards of the skills that the answer's scene asked for. Call it where the answer is kept."""
    cards = {one.skill: one.card for one in skills.all_of(conn, member.owner)}
    on = cadence.local_day(answer.created_at, member.tz)
    skills.put(conn, member.owner, spacing.turned(cards, answer, on), answer.created_at)


def taken_back(conn: Connection, member: Member, now: datetime) -> None:
    """Bring the cards to where the remaining answers leave them. Call it where an answer is taken back."""
    oldest_first = reversed(practice.answers(conn, member.owner))
    skills.clear(conn, member.owner)
    skills.put(conn, member.owner, spacing.replayed(oldest_first, member.tz), now)
