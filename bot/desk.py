"""The desk of a member, loaded in one hop: published as the Home tab, or told as a message."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from slack_sdk.errors import SlackApiError
from sqlalchemy import Connection

from bot.agenda import agenda_of, people_of
from bot.blocks.feedback import aim_of
from bot.blocks.home import Desk, home_view
from bot.blocks.kit import Block
from bot.coach import priorities
from bot.coach.cadence import CALENDAR_KINDS, local_day
from bot.coach.local_words import moment_words
from bot.delivery_errors import code_of
from bot.interaction import Interaction
from storage import contacts, members, practice, schedule
from storage.records import Member

log = logging.getLogger(__name__)

PEOPLE_SHOWN = 5
# The event of an opened Home is to be answered within three seconds.
PUBLISH_SECONDS = 2


async def publish(it: Interaction, notice: Sequence[Block] = ()) -> None:
    """Show the member's Home anew, with `notice`, what was done just now, on top. Raises TimeoutError."""
    view = home_view(await load(it), notice)
    try:
        async with asyncio.timeout(PUBLISH_SECONDS):
            await it.services.client.views_publish(user_id=it.owner.member_id, view=view)
    except SlackApiError as error:
        # Slack said no, and would again: asking for the event once more helps nobody.
        log.warning("the Home was not taken", extra={"code": code_of(error)})


async def load(it: Interaction, limit: int | None = None) -> Desk:
    """Everything that the desk shows, as it is now; `limit` things to do, or as many as a brief holds."""
    return await it.run(_load, it, limit)


def _load(conn: Connection, it: Interaction, limit: int | None) -> Desk:
    member = members.find(conn, it.owner) or it.member  # it may have changed since the act
    today = local_day(it.now, member.tz)
    agenda = agenda_of(conn, it.owner, today)
    chosen = priorities.choose(agenda, today, limit or member.brief_limit)
    return Desk(
        member,
        it.now,
        chosen,
        people_of(conn, it.owner, chosen),
        contacts.recent(conn, it.owner, PEOPLE_SHOWN),
        contacts.count(conn, it.owner),
        len(agenda.promises),
        len(agenda.thank_yous),
        aim_of(practice.last_answer(conn, it.owner)),
    )


def next_brief(conn: Connection, member: Member, now: datetime) -> str:
    """When the member's next brief comes, in words; "" when none does."""
    return next_nudges(conn, member, now).get("brief", "")


def next_nudges(conn: Connection, member: Member, now: datetime) -> dict[str, str]:
    """When the next one of each kind comes, in words, the next one first; none when nudges are off."""
    if not member.nudges_on:
        return {}
    today = local_day(now, member.tz)
    return {
        row.kind: moment_words(row.due_at, member.tz, today)
        for row in schedule.of_member(conn, member.owner)
        if row.kind in CALENDAR_KINDS
    }
