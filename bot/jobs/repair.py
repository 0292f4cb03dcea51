"""The daily repair: asks Slack again for what its events should have told, and fills gaps in the schedule."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlalchemy import Connection

from bot import channels
from bot.coach import cadence
from bot.delivery_errors import classified, code_of
from storage import members, outbox_review, promises, schedule, teams
from storage.database import Database
from storage.records import Member, Owner, Team

log = logging.getLogger(__name__)

PAGE = 200
MOST_PAGES = 500
MOST_WAITS = 5
# Members looked after in one transaction, so that no command waits long for the single writer of SQLite.
BATCH = 100


class Profile(NamedTuple):
    """What Slack says of a person now."""

    tz: str
    is_deleted: bool


class RepairCounts(NamedTuple):
    """What was found to be out of date. `unknown_zones` are reckoned in UTC until Slack names another."""

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


async def repair(db: Database, client: AsyncWebClient, workspace_id: str, now: datetime) -> RepairCounts:
    """Bring the workspace's members, schedule and teams up to date. Raises SlackApiError."""
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
            if (wait := classified(error).retry_after) is None:
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
    planned = _plan(conn, member, now, is_new=bool(returned or moved))
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


def _plan(conn: Connection, member: Member, now: datetime, *, is_new: bool) -> int:
    """Make the rows that are missing; with `is_new` reckon all of them anew. How many rows were made."""
    rows = schedule.of_member(conn, member.owner)
    last_on = {row.kind: row.last_on for row in rows}
    dues = cadence.first_dues(member, now, last_on)
    there = {(row.kind, row.ref) for row in rows}
    missing = [(kind, 0, at) for kind, at in dues if (kind, 0) not in there]
    if is_new:
        schedule.replan(conn, member.owner, dues, now)
    missing += [
        ("reminder", ref, at) for ref, at in _reminders(conn, member, now) if ("reminder", ref) not in there
    ]
    missing += [
        ("team_summary", ref, at)
        for ref, at in _summaries(conn, member, now)
        if ("team_summary", ref) not in there
    ]
    for kind, ref, at in missing:
        schedule.put(conn, member.owner, kind, ref, at)
    return len(missing)


def _reminders(conn: Connection, member: Member, now: datetime) -> list[tuple[int, datetime]]:
    """The reminders that are still to come."""
    dues = [
        (one.id, cadence.reminder_at(one, member.tz, now)) for one in promises.open_ones(conn, member.owner)
    ]
    return [(promise_id, at) for promise_id, at in dues if at]


def _summaries(conn: Connection, member: Member, now: datetime) -> list[tuple[int, datetime]]:
    """The summaries of the teams that the member leads."""
    dues = [(team.id, cadence.team_due(team, member.tz, now)) for team in teams.led_by(conn, member.owner)]
    return [(team_id, at) for team_id, at in dues if at]


async def refresh_rosters(db: Database, client: AsyncWebClient, workspace_id: str) -> int:
    """List members who came into a team's channel since; how many. They are asked inside their brief."""
    listed = 0
    for team in await db.run(live_teams, workspace_id):
        try:
            there = await channels.member_ids(client, team.channel_id)
        except SlackApiError as error:
            log.warning("a team's channel could not be read", extra={"team": team.id, "code": code_of(error)})
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
