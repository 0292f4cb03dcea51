"""What a terminal shows: the current person, the messages that arrive, the open form, drawn as text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.local_slack.conversations import Post
from bot.local_slack.person import Person
from bot.local_slack.server import LocalSlack
from bot.local_slack.terminal_drawing import draw_message, draw_view
from bot.local_slack.terminal_text import Ink
from bot.local_slack.view_store import OpenView

Write = Callable[[str], None]
Advance = Callable[[datetime], Awaitable[None]]


class Screen:
    """Draws for one person at a time; `write` gets whole pieces of text without a line end."""

    def __init__(
        self, slack: LocalSlack, write: Write, advance: Advance | None, person: str, has_colour: bool
    ) -> None:
        self.slack, self.write = slack, write
        self.person: Person = slack.person(person)
        self.ink = Ink(has_colour, self._name)
        self.is_over, self.is_waiting_for_home = False, False
        self._advance = advance
        slack.workspace.on_post.append(self._on_post)
        slack.workspace.on_view.append(self._on_view)

    def detach(self) -> None:
        """Stops drawing what arrives."""
        self.slack.workspace.on_post.remove(self._on_post)
        self.slack.workspace.on_view.remove(self._on_view)

    def _name(self, reference: str) -> str:
        user = self.slack.workspace.users.get(reference)
        if user is not None:
            return f"@{user.handle}"
        channel = self.slack.workspace.conversations.get(reference)
        if channel is None:
            return reference
        return self._name(channel.user_id) if channel.is_im else f"#{channel.name}"

    def become(self, handle: str) -> None:
        self.person = self.slack.person(handle.lower())
        self.write(f"You are now {self.person.user.real_name}. It is {self.local_time()}.")

    def local_time(self) -> str:
        local = self.slack.clock.now().astimezone(ZoneInfo(self.person.tz))
        return f"{local:%a %d %b %Y, %H:%M} in {self.person.tz.split('/')[-1].replace('_', ' ')}"

    async def go_to(self, instant: datetime) -> None:
        """Moves the clock forward, letting everything in between happen."""
        if self._advance is not None:
            await self._advance(instant)
        else:
            self.slack.clock.set_to(instant)

    def _on_post(self, post: Post, is_changed: bool) -> None:
        """Draws what the app or Slack wrote, whoever it is for; what people typed is there already."""
        if post.body.get("bot_id") or post.visible_to is not None:
            self.write(self.drawn(post, is_changed))

    def drawn(self, post: Post, is_changed: bool = False) -> str:
        author = "Slack" if post.body.get("user") == "USLACKBOT" else self._author(post)
        head = f"{author}{' (changed)' if is_changed else ''} {self._audience(post)}"
        values = post.state.get(self.person.id)
        return indented(self.ink.styled(head, "bold"), draw_message(post.body, self.ink, values))

    def _author(self, post: Post) -> str:
        user = self.slack.workspace.users[str(post.body["user"])]
        return user.real_name if user.is_bot else user.handle

    def _audience(self, post: Post) -> str:
        conversation = self.slack.workspace.conversations[post.channel_id]
        if post.visible_to is not None:
            reader = self._name(post.visible_to)
            only = "only you see this" if post.visible_to == self.person.id else f"only {reader} sees this"
            place = "" if conversation.is_im else f" in #{conversation.name}"
            return f"-> {reader}{place} ({only})"
        if conversation.is_im:
            return f"-> {self._name(conversation.user_id)} (direct message)"
        return f"-> #{conversation.name} (everyone in the channel sees this)"

    def _on_view(self, opened: OpenView) -> None:
        """Draws modals as they open or change, and Home while the person looks at it."""
        is_modal = opened.view["type"] == "modal"
        if self.is_waiting_for_home and not is_modal:
            return
        if opened.user_id == self.person.id and (is_modal or self.person.looks_at_home):
            self.write(self.drawn_view(opened))

    def drawn_view(self, opened: OpenView, errors: dict[str, str] | None = None) -> str:
        kind = "A form opened" if opened.view["type"] == "modal" else "Home"
        head = f"{kind} (only {self._name(opened.user_id)} sees this)"
        return indented(
            self.ink.styled(head, "bold"), draw_view(opened.view, self.ink, opened.values, errors)
        )


def indented(head: str, lines: list[str]) -> str:
    return "\n".join([head, *(f"  {line}".rstrip() for line in lines)])
