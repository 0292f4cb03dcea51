"""The Home tab: onboarding once, the desk from then on; and what Slack tells when a profile changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot import desk, keeping, membership
from bot.blocks.kit import Payload, sentence
from bot.coach import cadence
from bot.coach.preferences import read_preferences
from bot.content import say
from bot.interaction import CoachError, Interaction, once
from storage import outbox_review, promises, schedule, teams
from storage.records import Member, NudgeKind, Owner

SUMMARY: NudgeKind = "team_summary"


async def opened(it: Interaction) -> None:
    """The Home is drawn each time it is opened; the tab with the messages draws itself."""
    if it.body["event"].get("tab") == "home":
        await desk.publish(it)


async def choose(it: Interaction) -> None:
    """A choice of the onboarding is kept when it is made. The page shows it already."""
    changes, _ = read_preferences(it.values)
    if changes:
        await it.run(membership.change, it.owner, changes, it.now)


async def start(it: Interaction) -> Payload:
    """The choices stand: from now on this page is the desk."""
    changes, faults = read_preferences(it.values)
    for fault in faults.values():
        raise CoachError(say(f"settings.{fault}"))
    return await it.run(_start, it, {**changes, "nudges_on": True})


async def start_quiet(it: Interaction) -> Payload:
    """The desk, and nothing by itself."""
    return await it.run(_start, it, {"nudges_on": False})


def _start(conn: Connection, it: Interaction, changes: dict[str, Any]) -> Payload:
    begun = {"onboarded_at": it.member.onboarded_at or it.now}
    member = membership.change(conn, it.owner, {**changes, **begun}, it.now) or it.member
    return sentence(say("home.started", next_brief=desk.next_brief(conn, member, it.now)))


async def profile_changed(it: Interaction) -> None:
    """Somebody's zone moved, or they left or came back."""
    news = _news(it.member, it.body["event"]["user"], it.now)
    if news:
        await it.run(once, it, _follow, it.owner, news, it.now)


def _news(member: Member, profile: dict[str, Any], now: datetime) -> dict[str, Any]:
    news: dict[str, Any] = {}
    tz, has_left = str(profile.get("tz") or member.tz), bool(profile.get("deleted"))
    if tz != member.tz and cadence.is_known_zone(tz):
        news["tz"] = tz
    if has_left != (member.deactivated_at is not None):
        news["deactivated_at"] = now if has_left else None
    return news


def _follow(conn: Connection, owner: Owner, news: dict[str, Any], now: datetime) -> None:
    member = membership.change(conn, owner, news, now)
    if member and "tz" in news:
        _move_hours(conn, member, now)
    if news.get("deactivated_at"):
        outbox_review.cancel_of(conn, owner)


def _move_hours(conn: Connection, member: Member, now: datetime) -> None:
    """Reminders, and the summaries of the teams that the member leads, keep their hour on the clock."""
    for promise in promises.open_ones(conn, member.owner):
        keeping.remind(conn, member, promise, now)
    last_on = {row.ref: row.last_on for row in schedule.of_member(conn, member.owner) if row.kind == SUMMARY}
    for team in teams.led_by(conn, member.owner):
        due_at = cadence.team_due(team, member.tz, now, last_on.get(team.id))
        if due_at:
            schedule.put(conn, member.owner, SUMMARY, team.id, due_at)


ACTIONS = {
    "home.hour": choose,
    "home.days": choose,
    "home.limit": choose,
    "home.start": start,
    "home.start_quiet": start_quiet,
}
EVENTS = {"app_home_opened": opened, "user_change": profile_changed}
