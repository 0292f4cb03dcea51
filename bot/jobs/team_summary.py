"""Makes a team's weekly summary: counts for the channel, or a word to the lead that people are missing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.blocks.briefs import late_since
from bot.blocks.team_summaries import FEWEST, is_empty, summary_message, too_few_message
from bot.coach import cadence
from storage import teams
from storage.records import Due, Member, Message

WEEK = timedelta(days=7)


def make(conn: Connection, due: Due, member: Member, now: datetime) -> Message | None:
    """The summary of the seven days before its own time; `member` leads the team `due.ref`."""
    team = teams.find(conn, member.owner.workspace_id, due.ref)
    if team is None or team.stopped_at or team.lead_id != member.owner.member_id:
        return None
    counts = teams.counts(conn, team, due.due_at - WEEK, due.due_at)
    on, ref = cadence.local_day(due.due_at, member.tz), str(team.id)
    if counts.participants < FEWEST:
        payload = too_few_message(team, counts.participants)
        return Message(member.owner, "team_summary", on, payload, ref)
    if is_empty(counts):
        return None
    payload = summary_message(counts, late_since(due.due_at, now, member.tz))
    return Message(member.owner, "team_summary", on, payload, ref, team.channel_id)
