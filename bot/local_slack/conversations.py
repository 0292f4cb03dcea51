"""Channels and direct messages: who is in them and what was posted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Post:
    """A message; `visible_to` names the one who alone sees an ephemeral one. `state` is per person."""

    body: dict[str, Any]
    channel_id: str
    visible_to: str | None = None
    state: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def ts(self) -> str:
        return str(self.body["ts"])

    def is_seen_by(self, user_id: str) -> bool:
        return self.visible_to in (None, user_id)


@dataclass
class Conversation:
    """A channel (`channel`, `group`) or the direct message of one person with the app (`im`)."""

    id: str
    name: str
    kind: str
    members: list[str]
    archived: bool = False
    is_ext_shared: bool = False
    user_id: str = ""
    created: int = 0
    posts: list[Post] = field(default_factory=list)

    @property
    def is_im(self) -> bool:
        return self.kind == "im"

    def find(self, ts: str) -> Post | None:
        """The lasting message with this timestamp; ephemeral ones cannot be found, as on Slack."""
        return next((p for p in self.posts if p.ts == ts and p.visible_to is None), None)

    def lasting(self) -> list[Post]:
        """Messages that history knows, oldest first."""
        return sorted((p for p in self.posts if p.visible_to is None), key=lambda p: ts_key(p.ts))

    def seen_by(self, user_id: str) -> list[Post]:
        """Everything that one person sees here, newest last."""
        return [p for p in self.posts if p.is_seen_by(user_id)]


def ts_key(ts: str) -> tuple[int, int]:
    """Sorts timestamps by value: "9.1" comes before "10.000001"."""
    whole, _, fraction = ts.partition(".")
    return int(whole or 0), int((fraction + "000000")[:6])


def conversation_payload(conversation: Conversation, bot_user_id: str, team_id: str) -> dict[str, Any]:
    """The conversation object of conversations.info and conversations.list."""
    if conversation.is_im:
        return {
            "id": conversation.id,
            "created": conversation.created,
            "is_archived": False,
            "is_im": True,
            "is_org_shared": False,
            "context_team_id": team_id,
            "updated": conversation.created * 1000,
            "user": conversation.user_id,
            "is_user_deleted": False,
            "is_open": True,
            "priority": 0,
        }
    return _channel_payload(conversation, bot_user_id, team_id)


def _channel_payload(conversation: Conversation, bot_user_id: str, team_id: str) -> dict[str, Any]:
    return {
        "id": conversation.id,
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_channel": conversation.kind == "channel",
        "is_group": conversation.kind == "group",
        "is_im": False,
        "is_mpim": False,
        "is_private": conversation.kind == "group",
        "is_archived": conversation.archived,
        "is_general": conversation.name == "general",
        "is_member": bot_user_id in conversation.members,
        "is_shared": conversation.is_ext_shared,
        "is_ext_shared": conversation.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "created": conversation.created,
        "creator": conversation.members[0] if conversation.members else "",
        "unlinked": 0,
        "context_team_id": team_id,
        "updated": conversation.created * 1000,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
        "num_members": len(conversation.members),
    }
