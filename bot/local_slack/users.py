"""The people of the workspace as users.info tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass
class User:
    """A person or the app's bot user; `tz` is an IANA zone and `team_id` the workspace they belong to."""

    id: str
    handle: str
    real_name: str
    tz: str
    team_id: str
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    updated: int = 0
    bot_id: str = ""


def user_payload(user: User, now: datetime, home_team_id: str, with_email: bool = False) -> dict[str, Any]:
    """The user object; tz_offset is seconds east of UTC at the virtual instant `now`."""
    local = now.astimezone(ZoneInfo(user.tz))
    offset = local.utcoffset()
    payload: dict[str, Any] = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.handle,
        "deleted": user.deleted,
        "color": "9f69e7",
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": zone_label(user.tz, local),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile(user, with_email),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
        "is_email_confirmed": not user.is_bot,
        "who_can_share_contact_card": "EVERYONE",
    }
    if user.team_id != home_team_id:
        payload["is_stranger"] = True
    if user.deleted:
        # Slack leaves the zone out for people who are gone.
        for key in ("tz", "tz_label", "tz_offset", "real_name"):
            payload.pop(key)
    return payload


def zone_label(tz: str, local: datetime) -> str:
    """A label for people; Slack's is prose ("Western European Time"), ours names zone and code."""
    return f"{tz.split('/')[-1].replace('_', ' ')} time ({local.tzname()})"


def _profile(user: User, with_email: bool) -> dict[str, Any]:
    first, _, rest = user.real_name.partition(" ")
    profile: dict[str, Any] = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.handle,
        "display_name_normalized": user.handle,
        "first_name": first,
        "last_name": rest,
        "title": "",
        "phone": "",
        "skype": "",
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "g0000000000",
        "team": user.team_id,
    }
    if user.is_bot:
        profile |= {"bot_id": user.bot_id, "api_app_id": "", "always_active": False}
    elif with_email:
        profile["email"] = f"{user.handle}@example.com"
    return profile
