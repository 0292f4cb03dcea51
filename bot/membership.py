"""How a person becomes a member: plain defaults, a schedule, and one message that tells so."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from sqlalchemy import Connection

from bot.blocks.welcome import welcome_message
from bot.coach import cadence
from bot.envelope import storable
from bot.services import SOON_SECONDS, Services
from storage import members, occasions, outbox, schedule
from storage.records import Member, Message, Owner

# A first command asks this, and may open a form, and must be answered in three seconds all the same.
PROFILE_SECONDS = 1.2
LONGEST_TZ = 64  # as the column; the longest name of an IANA zone has 32 letters


async def ensure(services: Services, owner: Owner, now: datetime, *, is_greeted: bool = False) -> Member:
    """The member whose act this is, made with the defaults if it is the first.

    `is_greeted`: what they see at this moment tells all that the welcome would.
    """
    found = await services.db.run_soon(SOON_SECONDS, members.find, owner)
    if found is None:
        profile = await _profile(services, owner)
        member = Member(owner, _tz(profile), now)
        found = await services.db.run_soon(SOON_SECONDS, join, member, now, is_greeted)
        services.wake()
    services.known.add(owner)
    return found


def _tz(profile: dict[str, Any]) -> str:
    """The zone as Slack names it, also one that this machine does not know: it is reckoned in UTC until the
    machine learns it, and the doctor and the status can tell its name."""
    return storable(str(profile.get("tz") or ""))[:LONGEST_TZ] or cadence.FALLBACK_TZ


async def _profile(services: Services, owner: Owner) -> dict[str, Any]:
    """What Slack knows of a person; nothing when it does not tell (the daily repair asks again)."""
    try:
        async with asyncio.timeout(PROFILE_SECONDS):
            answer = await services.client.users_info(user=owner.member_id)
    except (SlackApiError, ClientError, OSError, TimeoutError):
        return {}
    return dict(answer.get("user") or {})


def join(conn: Connection, member: Member, now: datetime, is_greeted: bool = False) -> Member:
    """Keep a new member with a schedule and a welcome; the one who is there already stays as is."""
    is_new = members.add(conn, member)
    if is_new:
        plan(conn, member, now)
    if is_new and not is_greeted:
        on = cadence.local_day(now, member.tz)
        outbox.add(conn, Message(member.owner, "welcome", on, welcome_message(member)), now)
    return members.find(conn, member.owner) or member


def plan(conn: Connection, member: Member, now: datetime) -> None:
    """Set the next moment of each kind of nudge by the member's present settings."""
    last_on = {row.kind: row.last_on for row in schedule.of_member(conn, member.owner)}
    ahead = occasions.days(conn, member.owner, cadence.local_day(now, member.tz))
    schedule.replan(conn, member.owner, cadence.first_dues(member, now, last_on, ahead), now)


def change(conn: Connection, owner: Owner, changes: dict[str, Any], now: datetime) -> Member | None:
    """Change settings and recompute the schedule on the spot."""
    member = members.update(conn, owner, **changes)
    if member:
        plan(conn, member, now)
    return member
