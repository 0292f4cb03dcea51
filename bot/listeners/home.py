"""The Home tab: onboarding once, the desk from then on; and what Slack tells when a profile changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot import desk, membership
from bot.blocks.kit import Payload, sentence
from bot.coach.cadence import is_known_zone
from bot.coach.preferences import read_preferences
from bot.content import say
from bot.interaction import CoachError, Interaction, once
from storage import outbox_review
from storage.records import Member, Owner


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
    return await it.run(_start, it, changes)


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
    if tz != member.tz and is_known_zone(tz):
        news["tz"] = tz
    if has_left != (member.deactivated_at is not None):
        news["deactivated_at"] = now if has_left else None
    return news


def _follow(conn: Connection, owner: Owner, news: dict[str, Any], now: datetime) -> None:
    membership.change(conn, owner, news, now)
    if news.get("deactivated_at"):
        outbox_review.cancel_of(conn, owner)


ACTIONS = {
    "home.hour": choose,
    "home.days": choose,
    "home.limit": choose,
    "home.start": start,
    "home.start_quiet": start_quiet,
}
EVENTS = {"app_home_opened": opened, "user_change": profile_changed}
