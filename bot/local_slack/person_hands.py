"""Clicking and choosing: finds the thing on the person's surfaces and sends block_actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.local_slack.acks import Ack, silent_faults
from bot.local_slack.conversations import Conversation, Post
from bot.local_slack.deliveries import Deliveries
from bot.local_slack.entries import entry_for
from bot.local_slack.methods_views import view_payload
from bot.local_slack.payloads import message_click, view_click
from bot.local_slack.surfaces import Spot, clickable, menus, option_named, visible_words
from bot.local_slack.users import User
from bot.local_slack.view_state import Values, initial_values
from bot.local_slack.view_store import OpenView
from bot.local_slack.workspace import Workspace

COPIED = ("text", "value", "style", "placeholder", "initial_option", "initial_date", "initial_time")


@dataclass(frozen=True)
class Surface:
    """A message, the Home view or the modal on top."""

    kind: str
    holder: dict[str, Any]
    post: Post | None = None
    conversation: Conversation | None = None
    opened: OpenView | None = None


class Hands:
    def __init__(self, workspace: Workspace, deliveries: Deliveries, user: User) -> None:
        self._workspace, self._deliveries, self._user = workspace, deliveries, user
        self.looks_at_home = False

    def home_payload(self) -> dict[str, Any] | None:
        opened = self._workspace.views.homes.get(self._user.id)
        return view_payload(self._workspace, opened) if opened else None

    async def click(
        self, label: str, message: dict[str, Any] | None, nth: int, within: str | None, channel: str | None
    ) -> Ack:
        found = self._find(label, clickable, message, within, channel)
        surface, spot = found[nth] if -len(found) <= nth < len(found) else found[-1]
        return await self.act(surface, spot, clicked_fields(spot))

    async def click_in_newest(self, label: str, number: int) -> Ack:
        found = self._find(label, clickable, None, None, None)
        newest = [pair for pair in found if pair[0].holder is found[-1][0].holder]
        if not 1 <= number <= len(newest):
            raise LookupError(f"There are only {len(newest)} of {label!r} here.")
        surface, spot = newest[number - 1]
        return await self.act(surface, spot, clicked_fields(spot))

    async def choose(self, action: str, option: Any, within: str | None) -> Ack | None:
        """Changes a select or picker; inside an input block nothing is sent, as on Slack."""
        surface, spot = self._find(action, menus, None, within, None)[-1]
        if spot.element["type"] == "overflow":
            picked = option_named(spot.element, str(option))
            if picked is None:
                raise LookupError(f"There is no {option!r} in this menu.")
            return await self.act(surface, spot, {"selected_option": picked})
        self.enter(surface, spot, entry_for(self._workspace, spot.element, option))
        return await self.tell_of_value(surface, spot)

    def enter(self, surface: Surface, spot: Spot, entry: dict[str, Any]) -> None:
        """Keeps a value; the app is not told."""
        self.values(surface).setdefault(spot.block["block_id"], {})[spot.element["action_id"]] = entry

    async def tell_of_value(self, surface: Surface, spot: Spot) -> Ack | None:
        """block_actions with what was entered; None for an input that does not ask for it."""
        if spot.block["type"] == "input" and not spot.block.get("dispatch_action"):
            return None
        entry = self.values(surface)[spot.block["block_id"]][spot.element["action_id"]]
        return await self.act(surface, spot, {k: v for k, v in entry.items() if k != "type"})

    def values(self, surface: Surface) -> Values:
        """What this person has entered on a surface; changing it is entering."""
        if surface.opened is not None:
            return surface.opened.values
        assert surface.post is not None
        return surface.post.state.setdefault(self._user.id, initial_values(surface.holder))

    async def act(self, surface: Surface, spot: Spot, fields: dict[str, Any]) -> Ack:
        """Sends block_actions; `fields` is what the element adds to its action, such as selected_option."""
        element = spot.element
        action = {
            "action_id": element["action_id"],
            "block_id": spot.block["block_id"],
            "type": element["type"],
            **{name: element[name] for name in COPIED if name in element},
            **fields,
        }
        if surface.opened is not None:
            payload = view_click(self._workspace, self._user, surface.opened, action)
        else:
            assert surface.post is not None and surface.conversation is not None
            self.values(surface)
            payload = message_click(self._workspace, self._user, surface.conversation, surface.post, action)
        return await self._deliveries.ask("interactive", payload, silent_faults)

    def _find(
        self,
        what: str,
        search: Callable[[dict[str, Any], str], list[Spot]],
        message: dict[str, Any] | None,
        within: str | None,
        channel: str | None,
    ) -> list[tuple[Surface, Spot]]:
        """The matches on the newest kind of surface that has any, oldest first; LookupError when none has."""
        surfaces = self._surfaces(message, within, channel)
        for kind in dict.fromkeys(surface.kind for surface in reversed(surfaces)):
            found = [(s, spot) for s in surfaces if s.kind == kind for spot in search(s.holder, what)]
            if found:
                return found
        words = list(dict.fromkeys(word for s in surfaces for word in visible_words(s.holder) if word))
        shown = ", ".join(words[-20:]) or "nothing that can be used"
        raise LookupError(f"{self._user.handle} sees no {what!r}. Visible: {shown}.")

    def _surfaces(
        self, message: dict[str, Any] | None, within: str | None, channel: str | None
    ) -> list[Surface]:
        """What they have before them, the nearest last: messages, Home, the modal (which covers all)."""
        found = [
            Surface("message", p.body, p, c)
            for c in self._conversations(channel)
            for p in c.seen_by(self._user.id)
            if message is None or p.ts == message["ts"]
        ]
        found.sort(key=lambda s: str(s.holder["ts"]))
        if message is None:
            homes = self._views("home", self._workspace.views.homes.get(self._user.id))
            found = [*found, *homes] if self.looks_at_home else [*homes, *found]
            found += self._views("modal", self._workspace.views.top(self._user.id))
        return [s for s in found if within in (None, s.kind)]

    def _views(self, kind: str, opened: OpenView | None) -> list[Surface]:
        return [Surface(kind, opened.view, opened=opened)] if opened else []

    def _conversations(self, channel: str | None) -> list[Conversation]:
        if channel is not None:
            return [self._workspace.channel_by_name(channel)]
        return [c for c in self._workspace.conversations.values() if self._user.id in c.members]


def clicked_fields(spot: Spot) -> dict[str, Any]:
    """What a click adds to the action: the entry of a menu that was meant."""
    if spot.option is None:
        return {}
    if spot.element["type"] == "overflow":
        return {"selected_option": spot.option}
    return {"text": spot.option["text"], "value": spot.option["value"]}
