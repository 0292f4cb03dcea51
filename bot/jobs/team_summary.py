"""Makes a team's weekly summary: counts for the channel, or a word to the lead that people are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.blocks.briefs import late_since
from bot.blocks.team_summaries import FEWEST, is_empty, summary_message, too_few_message
from bot.coach import cadence
from bot.jobs.making import Made, Maker
from storage import due_facts, teams
from storage.records import Due, Member, Message, Team, TeamCounts

WEEK = timedelta(days=7)
SummaryFacts = Mapping[int, tuple[Team, TeamCounts]]


def read(conn: Connection, dues: Sequence[Due]) -> SummaryFacts:
    """The live team `due.ref` that each owner leads, and its counts of the seven days before."""
    led = due_facts.led_teams(conn, dues)
    # A statement a team: it joins seven tables, and there is one team to many members.
    return {
        due.id: (led[due.id], teams.counts(conn, led[due.id], due.due_at - WEEK, due.due_at))
        for due in dues
        if due.id in led
    }


def make(due: Due, member: Member, facts: SummaryFacts, now: datetime) -> Made | None:
    """The summary of the seven days before its own time; `member` leads the team."""
    if due.id not in facts:
        return None
    team, counts = facts[due.id]
    on, ref = cadence.local_day(due.due_at, member.tz), str(team.id)
    if counts.participants < FEWEST:
        payload = too_few_message(team, counts.participants)
        return Made(Message(member.owner, "team_summary", on, payload, ref))
    if is_empty(counts):
        return None
    payload = summary_message(counts, late_since(due.due_at, now, member.tz))
    return Made(Message(member.owner, "team_summary", on, payload, ref, team.channel_id))


MAKER = Maker(read, make)
