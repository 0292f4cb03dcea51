"""What happens in a workspace beside talk: people move and leave, channels are archived, the app goes."""

from __future__ import annotations

from typing import Any

from bot.local_slack.conversations import Conversation
from bot.local_slack.deliveries import Deliveries
from bot.local_slack.sample_people import SamplePerson
from bot.local_slack.users import User, user_payload
from bot.local_slack.web_api import WebApi
from bot.local_slack.workspace import Workspace


class Happenings:
    def __init__(self, workspace: Workspace, api: WebApi, deliveries: Deliveries) -> None:
        self.workspace, self.api, self.deliveries = workspace, api, deliveries

    async def _tell(self, event: dict[str, Any], is_ext_shared: bool = False) -> None:
        stamped = {**event, "event_ts": f"{self.workspace.clock.now().timestamp():.6f}"}
        self.deliveries.raise_event(stamped, is_ext_shared)
        await self.deliveries.settled()

    async def invite_app(self, channel: str, by: str) -> None:
        conversation = self.workspace.channel_by_name(channel)
        if self.workspace.bot_user_id not in conversation.members:
            conversation.members.append(self.workspace.bot_user_id)
            await self._tell_membership("member_joined_channel", conversation, by)

    async def remove_app(self, channel: str, by: str) -> None:
        conversation = self.workspace.channel_by_name(channel)
        if self.workspace.bot_user_id in conversation.members:
            conversation.members.remove(self.workspace.bot_user_id)
            await self._tell_membership("member_left_channel", conversation, by)

    async def _tell_membership(self, kind: str, conversation: Conversation, by: str) -> None:
        event = {
            "type": kind,
            "user": self.workspace.bot_user_id,
            "channel": conversation.id,
            "channel_type": "C" if conversation.kind == "channel" else "G",
            "team": self.workspace.team_id,
        }
        if kind == "member_joined_channel":
            event["inviter"] = self.workspace.user_by_handle(by).id
        await self._tell(event, conversation.is_ext_shared)

    async def archive(self, channel: str, by: str) -> None:
        conversation = self.workspace.channel_by_name(channel)
        conversation.archived = True
        user_id = self.workspace.user_by_handle(by).id
        await self._tell({"type": "channel_archive", "channel": conversation.id, "user": user_id})

    async def deactivate(self, handle: str) -> None:
        user = self.workspace.user_by_handle(handle)
        user.deleted = True
        await self._tell_change("user_change", user)

    async def move(self, handle: str, tz: str) -> None:
        user = self.workspace.user_by_handle(handle)
        user.tz = tz
        await self._tell_change("user_change", user)

    async def add_person(self, person: SamplePerson) -> None:
        await self._tell_change("team_join", self.workspace.add_person(person))

    async def _tell_change(self, kind: str, user: User) -> None:
        now = self.workspace.clock.now()
        user.updated = int(now.timestamp())
        payload = user_payload(user, now, self.workspace.team_id)
        await self._tell({"type": kind, "user": payload, "cache_ts": user.updated})

    async def uninstall(self) -> None:
        """The tokens die at once; tokens_revoked and app_uninstalled follow, in this order here."""
        self.api.token_state = "account_inactive"
        await self._tell(
            {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.workspace.bot_user_id]}}
        )
        await self._tell({"type": "app_uninstalled"})
        self.workspace.installed = False
