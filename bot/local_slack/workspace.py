"""The state of the local workspace: who is there, what was said, what was accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.local_slack.clock import VirtualClock
from bot.local_slack.conversations import Conversation, Post
from bot.local_slack.exchanges import Exchanges
from bot.local_slack.files import FileStore
from bot.local_slack.identifiers import Numbering, slack_id
from bot.local_slack.ledger import CallRecord, LedgerEntry, Violation
from bot.local_slack.manifest import AppManifest
from bot.local_slack.response_urls import ResponseUrls
from bot.local_slack.sample_people import TEAM, SampleChannel, SamplePerson
from bot.local_slack.schedule import ScheduledMessages
from bot.local_slack.triggers import Triggers
from bot.local_slack.users import User
from bot.local_slack.view_store import OpenView, ViewStore

EventSink = Callable[[dict[str, Any], bool], None]


class Workspace:
    """Everything that the Web API reads and writes. It never waits and never touches the network."""

    def __init__(
        self,
        manifest: AppManifest,
        clock: VirtualClock,
        people: Sequence[SamplePerson],
        channels: Sequence[SampleChannel],
    ) -> None:
        self.manifest, self.clock, self.numbering = manifest, clock, Numbering()
        self.team_id = slack_id("T", TEAM)
        self.team_name, self.team_domain = "Kith samples", TEAM
        self.app_id, self.bot_id = slack_id("A", manifest.name), slack_id("B", manifest.name)
        self.bot_user_id = slack_id("U", f"bot:{manifest.name}")
        self.base_url = ""
        self.installed = True
        self.users: dict[str, User] = {}
        self.conversations: dict[str, Conversation] = {}
        self.ledger: list[LedgerEntry] = []
        self.calls: list[CallRecord] = []
        self.violations: list[Violation] = []
        self.views, self.files, self.triggers = ViewStore(), FileStore(), Triggers()
        self.response_urls, self.scheduled = ResponseUrls(), ScheduledMessages()
        self.exchanges = Exchanges(clock.now)
        self.raise_event: EventSink = lambda event, is_ext_shared: None
        # Whoever watches is told of each view and each message; the flag says that it was there before.
        self.on_post: list[Callable[[Post, bool], None]] = []
        self.on_gone: list[Callable[[Post], None]] = []
        self.on_view: list[Callable[[OpenView], None]] = []
        self._add_bot()
        for person in people:
            self.add_person(person)
        for channel in channels:
            self._add_channel(channel)

    def add_person(self, person: SamplePerson) -> User:
        user = User(
            slack_id("U", f"{person.team}:{person.handle}"),
            person.handle,
            person.real_name,
            person.tz,
            slack_id("T", person.team),
            is_restricted=person.is_restricted,
            updated=self._seconds(),
        )
        self.users[user.id] = user
        return user

    def _add_bot(self) -> None:
        name = self.manifest.display_name
        self.users[self.bot_user_id] = User(
            self.bot_user_id, name.lower(), name, "UTC", self.team_id, is_bot=True, bot_id=self.bot_id
        )

    def _add_channel(self, channel: SampleChannel) -> None:
        members = [self.user_by_handle(handle).id for handle in channel.members]
        if channel.app_is_in:
            members.append(self.bot_user_id)
        kind = "group" if channel.is_private else "channel"
        found = Conversation(slack_id("C", channel.name), channel.name, kind, members)
        found.is_ext_shared, found.created = channel.is_ext_shared, self._seconds()
        self.conversations[found.id] = found

    def _seconds(self) -> int:
        return int(self.clock.now().timestamp())

    def user_by_handle(self, handle: str) -> User:
        """Raises LookupError naming everybody when there is no such person."""
        for user in self.users.values():
            if handle.lstrip("@") in (user.handle, user.id, user.real_name):
                return user
        people = ", ".join(sorted(u.handle for u in self.users.values() if not u.is_bot))
        raise LookupError(f"There is nobody called {handle!r}. People here: {people}.")

    def channel_by_name(self, name: str) -> Conversation:
        """Takes "#growth", "growth" or an id; raises LookupError naming the channels."""
        wanted = name.lstrip("#")
        for conversation in self.conversations.values():
            if wanted == conversation.id or (wanted == conversation.name and not conversation.is_im):
                return conversation
        names = ", ".join(f"#{c.name}" for c in self.conversations.values() if not c.is_im)
        raise LookupError(f"There is no channel {name!r}. Channels here: {names}.")

    def dm_with(self, user_id: str) -> Conversation:
        """The person's direct message with the app, made when it is not there yet."""
        for conversation in self.conversations.values():
            if conversation.is_im and conversation.user_id == user_id:
                return conversation
        members = [user_id, self.bot_user_id]
        opened = Conversation(slack_id("D", user_id), "directmessage", "im", members, user_id=user_id)
        opened.created = self._seconds()
        self.conversations[opened.id] = opened
        return opened

    def remove(self, post: Post) -> None:
        """Takes a message out of its conversation."""
        self.conversations[post.channel_id].posts.remove(post)
        for tell in self.on_gone:
            tell(post)

    def record(self, method: str, **fields: Any) -> LedgerEntry:
        """Appends to the ledger what people can see from now on."""
        entry = LedgerEntry(len(self.ledger) + 1, method, self.clock.now(), **fields)
        self.ledger.append(entry)
        return entry

    def violate(self, what: str, detail: str, payload: dict[str, Any] | None = None) -> None:
        """Remembers that the app did what Slack would show as a failure."""
        self.violations.append(Violation(what, detail, self.clock.now(), payload or {}))
        self.record("violation", text=f"{what}: {detail}")
