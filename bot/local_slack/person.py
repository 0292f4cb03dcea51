"""A person of the local workspace: says, clicks, fills and sees what a real one could."""

from __future__ import annotations

import copy
from typing import Any

from bot.local_slack.acks import Ack, message_faults, silent_faults
from bot.local_slack.answers import show_answer, show_notice
from bot.local_slack.conversations import Conversation, Post
from bot.local_slack.deliveries import Deliveries
from bot.local_slack.files import StoredFile, file_payload
from bot.local_slack.payloads import global_shortcut, message_shortcut, slash_command
from bot.local_slack.person_forms import Forms, SubmitResult
from bot.local_slack.person_hands import Hands
from bot.local_slack.posting import store
from bot.local_slack.refusals import Refusal
from bot.local_slack.typed_text import as_sent
from bot.local_slack.users import User
from bot.local_slack.workspace import Workspace


class Person:
    """One person with their own screen. What is not there to be clicked raises LookupError."""

    def __init__(self, workspace: Workspace, deliveries: Deliveries, user: User) -> None:
        self._workspace, self._deliveries, self.user = workspace, deliveries, user
        self._hands = Hands(workspace, deliveries, user)
        self._forms = Forms(workspace, deliveries, user, self._hands)

    def __repr__(self) -> str:
        return f"Person({self.user.handle})"

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def handle(self) -> str:
        return self.user.handle

    @property
    def tz(self) -> str:
        return self.user.tz

    @property
    def dm(self) -> Conversation:
        """The direct message with the app."""
        return self._workspace.dm_with(self.user.id)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Everything that they see in the direct message with the app, newest last."""
        return self.sees()

    def sees(self, channel: str | None = None) -> list[dict[str, Any]]:
        """Everything that they see in a conversation, what only they see included, newest last."""
        return [copy.deepcopy(p.body) for p in self._place(channel).seen_by(self.user.id)]

    @property
    def home(self) -> dict[str, Any] | None:
        """The published Home view, as it came; None before the first views.publish."""
        opened = self._workspace.views.homes.get(self.user.id)
        return copy.deepcopy(opened.view) if opened else None

    @property
    def looks_at_home(self) -> bool:
        return self._hands.looks_at_home

    @property
    def modal(self) -> dict[str, Any] | None:
        """The modal on top, or None."""
        opened = self._workspace.views.top(self.user.id)
        return copy.deepcopy(opened.view) if opened else None

    def _place(self, channel: str | None) -> Conversation:
        if channel is None and self.user.team_id == self._workspace.team_id:
            return self.dm
        conversation = self._workspace.channel_by_name(channel) if channel else self._shared_channel()
        if self.user.id not in conversation.members:
            raise LookupError(f"{self.user.handle} is not in #{conversation.name}.")
        return conversation

    def _place_to_act(self, channel: str | None) -> Conversation:
        if self.user.deleted:
            raise LookupError(f"{self.user.handle} is deactivated and can do nothing here.")
        return self._place(channel)

    def _shared_channel(self) -> Conversation:
        """Where a stranger meets the app: they have no direct message with it."""
        shared = [c for c in self._workspace.conversations.values() if c.is_ext_shared]
        for conversation in shared:
            if self.user.id in conversation.members:
                return conversation
        raise LookupError(
            f"{self.user.handle} is of another organisation and shares no channel with the app."
        )

    async def command(self, command: str, text: str = "", channel: str | None = None) -> Ack:
        """Types a slash command; the answer appears where it was typed."""
        self._hands.looks_at_home = False
        known = self._workspace.manifest.commands if self._workspace.installed else ()
        if command not in known:
            raise LookupError(
                f"{command} is not a valid command. Commands here: {', '.join(known) or 'none'}."
            )
        place = self._place_to_act(channel)
        sent = as_sent(self._workspace, text, self._workspace.manifest.escapes(command))
        payload = slash_command(self._workspace, self.user, place, command, sent)
        ack = await self._deliveries.ask("slash_commands", payload, message_faults)
        if ack.error:
            show_notice(
                self._workspace, place, self.user.id, f'{command} failed with the error "{ack.error}"'
            )
            return ack
        try:
            show_answer(self._workspace, place, self.user.id, ack.body, "ack")
        except Refusal as refusal:
            return Ack(ack.status, ack.body, ack.seconds, refusal.code)
        return ack

    async def say(
        self,
        text: str,
        channel: str | None = None,
        files: list[StoredFile] | None = None,
        thread_ts: str | None = None,
    ) -> dict[str, Any]:
        """Posts a message; returns it as stored, after the app's first answer to the event."""
        self._hands.looks_at_home = False
        place = self._place_to_act(channel)
        if place.is_im and (self._workspace.manifest.messages_read_only or not self._messages_tab()):
            raise LookupError("Sending messages to this app has been turned off in its manifest.")
        body = self._body(place, text, files or [], thread_ts)
        post = store(self._workspace, place, Post(body, place.id))
        await self._deliveries.settled()
        return copy.deepcopy(post.body)

    def _messages_tab(self) -> bool:
        return self._workspace.manifest.messages_tab

    def _body(
        self, place: Conversation, text: str, files: list[StoredFile], thread_ts: str | None
    ) -> dict[str, Any]:
        ws, ts = self._workspace, self._workspace.numbering.next_ts(place.id, self._workspace.clock.now())
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}] if text else []}
        block_id = f"b{ws.numbering.next_count('block'):04d}"
        body: dict[str, Any] = {
            "client_msg_id": f"00000000-0000-4000-8000-{ws.numbering.next_count('client_msg'):012x}",
            "type": "message",
            "user": self.user.id,
            "text": as_sent(ws, text),
            "ts": ts,
            "team": self.user.team_id,
            "blocks": [{"type": "rich_text", "block_id": block_id, "elements": [section]}],
        }
        if files:
            body |= {"subtype": "file_share", "upload": False, "display_as_bot": False}
            body["files"] = [file_payload(f, ws.base_url, ws.team_id) for f in files]
        if thread_ts:
            body["thread_ts"] = thread_ts
        if self.user.team_id != ws.team_id:
            # Slack Connect: what a stranger says names their own team twice.
            body |= {"user_team": self.user.team_id, "source_team": self.user.team_id}
        return body

    async def upload(
        self,
        name: str,
        content: bytes,
        mimetype: str,
        transcript: str | None = None,
        duration_ms: int | None = None,
        transcript_late: bool = False,
        say: str | None = "",
    ) -> StoredFile:
        """Uploads a file and, unless `say` is None, posts it to the app; a transcript makes it a clip."""
        file = self._workspace.files.add(
            StoredFile(
                self._workspace.numbering.next_id("F"),
                name,
                name,
                content,
                mimetype,
                self.user.id,
                int(self._workspace.clock.now().timestamp()),
                transcript,
                duration_ms,
                is_transcribed=not transcript_late,
            )
        )
        if say is not None:
            await self.say(say, files=[file])
            await self.send_transcript(file)
        return file

    async def send_transcript(self, file: StoredFile) -> None:
        """The transcript of a clip comes after the message that brought it; file_change tells of it."""
        if file.transcript is None or file.is_transcribed:
            return
        file.is_transcribed = True
        await self._tell_of(file, "file_change")

    async def delete_file(self, file: StoredFile) -> None:
        """Deletes a file of theirs; what was said about it stays."""
        file.is_deleted = True
        await self._tell_of(file, "file_deleted")

    async def _tell_of(self, file: StoredFile, kind: str) -> None:
        """News of a file names nobody: neither who owns it nor who changed it."""
        ts = f"{self._workspace.clock.now().timestamp():.6f}"
        event = {"type": kind, "file_id": file.id, "file": {"id": file.id}, "event_ts": ts}
        self._workspace.raise_event(event, False)
        await self._deliveries.settled()

    async def open_home(self, tab: str = "home") -> None:
        """Looks at the app's Home or Messages tab; Home stays what they look at until they say something."""
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": self.user.id,
            "channel": self.dm.id,
            "tab": tab,
        }
        event["event_ts"] = f"{self._workspace.clock.now().timestamp():.6f}"
        view = self._hands.home_payload()
        if tab == "home" and view is not None:
            event["view"] = view
        self._hands.looks_at_home = tab == "home"
        self._workspace.raise_event(event, False)
        await self._deliveries.settled()

    async def click(
        self,
        label: str,
        message: dict[str, Any] | None = None,
        nth: int = -1,
        within: str | None = None,
        channel: str | None = None,
    ) -> Ack:
        """Clicks a button or a menu entry by its words or action_id; the newest that has it by default.

        `within` is "message", "home" or "modal"; `nth` counts among the matches, -1 being the newest.
        """
        return await self._hands.click(label, message, nth, within, channel)

    async def click_in_newest(self, label: str, number: int = 1) -> Ack:
        """Clicks the first (or `number`th) match within the newest message or view that has one."""
        return await self._hands.click_in_newest(label, number)

    async def choose(self, action: str, option: Any, within: str | None = None) -> Ack | None:
        """Picks an option of a select, radio or menu found by label, placeholder or action_id."""
        return await self._hands.choose(action, option, within)

    async def pick_date(self, action: str, day: Any, within: str | None = None) -> Ack | None:
        """Picks a date (a `date` or "2026-12-01") in a date picker."""
        return await self._hands.choose(action, day, within)

    async def fill(self, values: dict[str, Any]) -> None:
        """Fills inputs of the open modal, by label, block_id or action_id."""
        await self._forms.fill(values)

    async def submit(self, values: dict[str, Any] | None = None) -> SubmitResult:
        """Fills, then presses the submit button of the modal on top."""
        if values:
            await self._forms.fill(values)
        return await self._forms.submit()

    async def close_modal(self) -> None:
        await self._forms.close()

    async def shortcut(self, name: str) -> Ack:
        """Uses a global shortcut by its name or callback_id."""
        payload = global_shortcut(self._workspace, self.user, self._shortcut_id(name, "global"))
        return await self._deliveries.ask("interactive", payload, silent_faults)

    async def message_shortcut(self, name: str, message: dict[str, Any], channel: str | None = None) -> Ack:
        """Uses a message shortcut on a message that they see; ephemeral ones have no such menu."""
        place = self._place_to_act(channel)
        post = place.find(str(message["ts"]))
        if post is None:
            raise LookupError(f"{self.user.handle} does not see that message in {place.name}.")
        callback_id = self._shortcut_id(name, "message")
        payload = message_shortcut(self._workspace, self.user, place, post, callback_id)
        return await self._deliveries.ask("interactive", payload, silent_faults)

    def _shortcut_id(self, name: str, kind: str) -> str:
        known = [s for s in self._workspace.manifest.shortcuts if s.kind == kind]
        for shortcut in known:
            if name.casefold() in (shortcut.name.casefold(), shortcut.callback_id.casefold()):
                return shortcut.callback_id
        names = ", ".join(s.name for s in known) or "none"
        raise LookupError(f"There is no {kind} shortcut {name!r}. Shortcuts here: {names}.")
