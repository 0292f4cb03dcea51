"""The daily repair: asks Slack again for what its events should have told, and fills gaps in the schedule."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlalchemy import Connection

from bot import channels
from bot.coach import cadence
from bot.delivery_errors import classified
from bot.jobs import plans
from storage import inbox, members, outbox_review, schedule, teams
from storage.database import Database
from storage.records import Member, Owner, Team

log = logging.getLogger(__name__)

PAGE = 200
MOST_PAGES = 500
MOST_WAITS = 5
# Told to wait longer, it lets this day's repair be: the next one asks again.
LONGEST_WAIT = 120
# Members looked after in one transaction, so that no command waits long for the single writer of SQLite.
BATCH = 50


class Profile(NamedTuple):
    """What Slack says of a person now."""

    tz: str
    is_deleted: bool


class RepairCounts(NamedTuple):
    """What was found to be out of date; `planned` are rows of the schedule. `unknown_zones` are reckoned in
    UTC until Slack names another.
    """

    moved: int = 0
    left: int = 0
    returned: int = 0
    planned: int = 0
    listed: int = 0
    unknown_zones: int = 0

    def __add__(self, other: object) -> RepairCounts:
        if not isinstance(other, RepairCounts):
            return NotImplemented
        return RepairCounts(*map(sum, zip(self, other, strict=True)))


async def repair_daily(
    db: Database, client: AsyncWebClient, workspace_id: str, now: datetime
) -> RepairCounts | None:
    """The repair of this UTC date; None when this process or another has made it, or is about to.

    One that fails, or whose process is asked to end, gives the date back. A process that is killed in it does
    not: that is for the next day.
    """
    turn = f"repair {workspace_id} {now:%Y-%m-%d}"
    if not await db.run(inbox.take, workspace_id, turn, now):
        return None
    try:
        return await repair(db, client, workspace_id, now)
    except BaseException:  # canceled, too
        await db.run(inbox.give_back, turn)
        raise


async def repair(db: Database, client: AsyncWebClient, workspace_id: str, now: datetime) -> RepairCounts:
    """Bring the workspace's members, schedule and teams up to date.

    What cannot be read, be it the last page of many, changes nothing. Raises SlackApiError, ClientError,
    TimeoutError, and LookupError for an answer that makes no sense.
    """
    profiles = await read_profiles(client)
    owners = sorted(await db.run(everybody, workspace_id))
    total = RepairCounts()
    for start in range(0, len(owners), BATCH):
        total += await db.run(repair_members, owners[start : start + BATCH], profiles, now)
    return total + RepairCounts(listed=await refresh_rosters(db, client, workspace_id))


async def read_profiles(client: AsyncWebClient) -> dict[str, Profile]:
    """Zone and state of everybody in the workspace, by their id, page by page."""
    found: dict[str, Profile] = {}
    cursor: str | None = None
    for _ in range(MOST_PAGES):
        page = await _page(client, cursor)
        found |= {user["id"]: _profile(user) for user in page["members"]}
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    return found


async def _page(client: AsyncWebClient, cursor: str | None) -> AsyncSlackResponse:
    """One page of people; a large workspace takes more calls than Slack allows a minute, so it waits."""
    for _ in range(MOST_WAITS):
        try:
            return await client.users_list(limit=PAGE, cursor=cursor)
        except SlackApiError as error:
            wait = classified(error).retry_after
            if wait is None or wait > LONGEST_WAIT:
                raise
            await asyncio.sleep(wait)
    return await client.users_list(limit=PAGE, cursor=cursor)


def _profile(user: Mapping[str, Any]) -> Profile:
    return Profile(str(user.get("tz") or ""), bool(user.get("deleted")))


def everybody(conn: Connection, workspace_id: str) -> set[Owner]:
    """All members of the workspace: the active ones, and those who left but still have a plan."""
    active = {member.owner for member in members.in_workspace(conn, workspace_id)}
    return active | schedule.owners(conn, workspace_id)


def repair_members(
    conn: Connection, owners: Iterable[Owner], profiles: Mapping[str, Profile], now: datetime
) -> RepairCounts:
    """Compare members with what Slack says, and with what should be planned for them."""
    total = RepairCounts()
    for owner in owners:
        if member := members.find(conn, owner):
            total += _repair(conn, member, profiles.get(owner.member_id), now)
    return total


def _repair(conn: Connection, member: Member, profile: Profile | None, now: datetime) -> RepairCounts:
    if profile is None:  # Slack did not name them this time: no reason to change anything
        return RepairCounts()
    if profile.is_deleted:
        return RepairCounts(left=_leave(conn, member, now))
    returned = _return(conn, member)
    moved = _move(conn, member, profile.tz)
    member = members.find(conn, member.owner) or member
    planned = plans.restore(conn, member, now, is_back=bool(returned))
    unknown = int(not cadence.is_known_zone(profile.tz))
    return RepairCounts(moved, 0, returned, planned, 0, unknown)


def _leave(conn: Connection, member: Member, now: datetime) -> int:
    if member.deactivated_at:
        return 0
    members.update(conn, member.owner, deactivated_at=now)
    outbox_review.cancel_of(conn, member.owner)
    return 1


def _return(conn: Connection, member: Member) -> int:
    if not member.deactivated_at:
        return 0
    members.update(conn, member.owner, deactivated_at=None)
    return 1


def _move(conn: Connection, member: Member, tz: str) -> int:
    """Follow Slack's zone; a name that is not known changes nothing."""
    if tz == member.tz or not cadence.is_known_zone(tz):
        return 0
    members.update(conn, member.owner, tz=tz)
    return 1


async def refresh_rosters(db: Database, client: AsyncWebClient, workspace_id: str) -> int:
    """List members who came into a team's channel since; how many. They are asked inside their brief."""
    listed = 0
    for team in await db.run(live_teams, workspace_id):
        try:
            there = await channels.member_ids(client, team.channel_id)
        except (SlackApiError, ClientError, TimeoutError) as error:
            told = {"team": team.id, "code": classified(error).code}
            log.warning("a team's channel could not be read", extra=told)
            continue
        listed += await db.run(list_newcomers, team, there)
    return listed


def live_teams(conn: Connection, workspace_id: str) -> list[Team]:
    """The teams that have a summary planned."""
    found = [
        teams.find(conn, workspace_id, due.ref)
        for due in schedule.of_kind(conn, "team_summary")
        if due.owner.workspace_id == workspace_id
    ]
    return [team for team in found if team and not team.stopped_at]


def list_newcomers(conn: Connection, team: Team, there: Iterable[str]) -> int:
    """List those in the channel who use Kith; who is listed keeps their answer."""
    using = {member.owner.member_id for member in members.in_workspace(conn, team.workspace_id)}
    return teams.list_members(conn, team, sorted(using.intersection(there)))
