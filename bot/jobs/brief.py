"""Makes the daily brief: what needs doing, most important first; nothing when there is nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import agenda
from bot.blocks.briefs import MOST_ITEMS, Brief, Missed, brief_message, late_since
from bot.coach import cadence, priorities
from storage import outbox_review, teams
from storage.records import Due, Member, Message, Team

# What was missed is told for a week: then the next one of its kind has come.
TELL_MISSED = timedelta(days=7)


def make(conn: Connection, due: Due, member: Member, now: datetime) -> Message | None:
    """The member's brief, or None when there is nothing to speak of."""
    today = cadence.local_day(due.due_at, member.tz)
    everything = agenda.agenda_of(conn, member.owner, today)
    chosen = priorities.choose(everything, today, min(member.brief_limit, MOST_ITEMS), due.last_on)
    if not chosen.items:
        return None
    brief = Brief(
        today=today,
        chosen=chosen,
        people=agenda.people_of(conn, member.owner, chosen),
        missed=_missed(conn, due, member),
        team_ask=_asked(conn, member, everything.team_asks),
        late_at=late_since(due.due_at, now, member.tz),
    )
    return Message(member.owner, "brief", today, brief_message(brief))


def _missed(conn: Connection, due: Due, member: Member) -> list[Missed]:
    """What was too late to be sent since the last brief that was said, the latest of each kind."""
    today = cadence.local_day(due.due_at, member.tz)
    folded = outbox_review.folded_since(conn, member.owner, today - TELL_MISSED)
    if not folded:
        return []
    told_on = outbox_review.last_told_on(conn, member.owner, "brief") or today - TELL_MISSED
    latest = {row.kind: row.local_on for row in folded if told_on <= row.local_on < today}
    return [Missed(kind, on) for kind, on in latest.items()]


def _asked(conn: Connection, member: Member, asks: tuple[Team, ...]) -> Team | None:
    """The one team to ask about today. It is asked once: marked in the transaction that makes the brief."""
    if not asks:
        return None
    teams.mark_asked(conn, member.owner, asks[0].id)
    return asks[0]
