"""Acting at an exact place, as a browser does: this surface, this element, this entry of its menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.local_slack.acks import Ack
from bot.local_slack.block_objects import all_options
from bot.local_slack.block_rules import interactive_in
from bot.local_slack.deliveries import Deliveries
from bot.local_slack.entries import NO_CHOICE, posted_entry
from bot.local_slack.person_forms import Forms, SubmitResult
from bot.local_slack.person_hands import Hands, Surface
from bot.local_slack.suggestions import suggestions
from bot.local_slack.surfaces import Spot
from bot.local_slack.users import User
from bot.local_slack.view_state import VALUE_FIELDS, entered
from bot.local_slack.view_store import OpenView
from bot.local_slack.workspace import Workspace

Place = tuple[str, str]
MOST_OFFERED = 500

NO_MESSAGE = "That message is no longer there."
NO_HOME = "That Home is no longer there. Open Home again."
NO_FORM = "That form is no longer open."
COVERED = "Another form lies on top of that one. Finish or close it first."
NO_ELEMENT = "That is no longer there. Look at what stands there now."
SENDING = "That form is already on its way."


class Pointing:
    """One person pointing. What is not there, or not theirs, raises LookupError with a sentence for them."""

    def __init__(self, workspace: Workspace, deliveries: Deliveries, user: User) -> None:
        self._workspace, self._deliveries, self.user = workspace, deliveries, user
        self._hands = Hands(workspace, deliveries, user)
        self._forms = Forms(workspace, deliveries, user, self._hands)
        self._offered: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        self._sending: set[str] = set()

    def message(self, channel_id: str, ts: str) -> Surface:
        """A message that they see, what only they see included."""
        self._may_act()
        place = self._workspace.conversations.get(channel_id)
        if place is not None and self.user.id in place.members:
            for post in place.seen_by(self.user.id):
                if post.ts == ts:
                    return Surface("message", post.body, post, place)
        raise LookupError(NO_MESSAGE)

    def home(self, view_id: str) -> Surface:
        self._may_act()
        opened = self._workspace.views.homes.get(self.user.id)
        if opened is None or opened.id != view_id:
            raise LookupError(NO_HOME)
        return Surface("home", opened.view, opened=opened)

    def modal(self, view_id: str) -> Surface:
        """The modal with this id, if it lies on top of their stack."""
        self._may_act()
        stack = self._workspace.views.stack(self.user.id)
        if view_id not in [opened.id for opened in stack]:
            raise LookupError(NO_FORM)
        if stack[-1].id != view_id:
            raise LookupError(COVERED)
        return Surface("modal", stack[-1].view, opened=stack[-1])

    def _may_act(self) -> None:
        if self.user.deleted:
            raise LookupError(f"{self.user.handle} is deactivated and can do nothing here.")
        if not self._workspace.installed:
            raise LookupError(f"{self._workspace.manifest.display_name} is not installed here any more.")

    def spot(self, surface: Surface, block_id: str, action_id: str) -> Spot:
        """The element with these ids; nested blocks answer to their own block_id and to the outer one's."""
        for block in surface.holder.get("blocks") or ():
            for element in _elements_named(block, block_id):
                if element.get("action_id") == action_id and self._sees(element):
                    return Spot(block, element)
        raise LookupError(NO_ELEMENT)

    def _sees(self, element: dict[str, Any]) -> bool:
        readers = element.get("visible_to_user_ids")
        return not readers or self.user.id in readers

    def values(self, surface: Surface) -> dict[str, dict[str, Any]]:
        """What they have entered here, as Slack keeps it: entries by block and action."""
        return self._hands.values(surface)

    def enter(self, surface: Surface, values: Mapping[Place, Sequence[Any]]) -> None:
        """Keeps values by (block_id, action_id), as a form posts them; all of them, or none if one is wrong.

        Texts for most elements (none: it is empty), ids of people and places, file objects for file_input.
        """
        entries = []
        for (block_id, action_id), value in values.items():
            spot = self.spot(surface, block_id, action_id)
            if spot.element["type"] in VALUE_FIELDS:
                options = self.known_options(surface, spot)
                entries.append((spot, posted_entry(self._workspace, self.user, spot.element, value, options)))
        for spot, entry in entries:
            self._hands.enter(surface, spot, entry)

    def known_options(self, surface: Surface, spot: Spot) -> list[dict[str, Any]]:
        """What may be chosen: the element's own options, what the app offered, what is chosen already."""
        element = spot.element
        chosen = [element.get("initial_option"), *(element.get("initial_options") or ())]
        entry = self.values(surface).get(spot.block["block_id"], {}).get(element["action_id"])
        if entry is not None:
            held = entered(entry)
            chosen += held if isinstance(held, list) else [held]
        return [*all_options(element), *self._offered.get(_key(surface, spot), ()), *filter(None, chosen)]

    async def use(self, surface: Surface, spot: Spot, index: int | None = None) -> Ack | None:
        """Presses, picks or tells of a value; `index` is an entry of an overflow menu or of feedback buttons.

        None when nothing is sent: an input block tells of its value only with dispatch_action.
        """
        element = spot.element
        if element["type"] in VALUE_FIELDS:
            self.values(surface)
            return await self._hands.tell_of_value(surface, spot)
        return await self._hands.act(surface, spot, _menu_fields(element, index))

    async def suggest(self, surface: Surface, spot: Spot, typed: str) -> list[dict[str, Any]]:
        """What the app offers for what was typed into an external select: options, or groups of them."""
        if not spot.element["type"].endswith("external_select"):
            raise LookupError(NO_ELEMENT)
        offered = await suggestions(self._workspace, self._deliveries, self.user, surface, spot, typed)
        known = self._offered.setdefault(_key(surface, spot), [])
        known += [option for option in all_options(offered) if option not in known]
        del known[:-MOST_OFFERED]
        return list(offered.get("options") or offered.get("option_groups") or ())

    async def submit(self, surface: Surface) -> SubmitResult:
        """Sends the modal on top; a second time while it is on its way raises LookupError."""
        opened = _modal(surface)
        if opened.id in self._sending:
            raise LookupError(SENDING)
        self._sending.add(opened.id)
        try:
            return await self._forms.submit()
        finally:
            self._sending.discard(opened.id)

    async def close(self, surface: Surface) -> None:
        """Closes the modal on top (all of them with clear_on_close), and tells the app if it asked for it."""
        await self.tell_closed(self.take_away(surface))

    def take_away(self, surface: Surface) -> list[OpenView]:
        """The first half of closing: what is closed is gone at once."""
        _modal(surface)
        return self._forms.take_away()

    async def tell_closed(self, closed: list[OpenView]) -> None:
        """The second half: view_closed for those that want it."""
        await self._forms.tell_closed(closed)


def _elements_named(block: dict[str, Any], block_id: str) -> list[dict[str, Any]]:
    if block.get("block_id") == block_id:
        return interactive_in(block)
    inner = [*(block.get("child_blocks") or ()), *(block.get("elements") or ())]
    nested = [part for part in inner if isinstance(part, dict) and "type" in part]
    return [element for part in nested for element in _elements_named(part, block_id)]


def _menu_fields(element: dict[str, Any], index: int | None) -> dict[str, Any]:
    if element["type"] == "overflow":
        return {"selected_option": _numbered(element["options"], index)}
    if element["type"] == "feedback_buttons":
        chosen = _numbered([element["positive_button"], element["negative_button"]], index)
        return {"text": chosen["text"], "value": chosen["value"]}
    return {}


def _numbered(entries: list[dict[str, Any]], index: int | None) -> dict[str, Any]:
    if index is None or not 0 <= index < len(entries):
        raise LookupError(NO_CHOICE)
    return entries[index]


def _key(surface: Surface, spot: Spot) -> tuple[str, str, str]:
    address = surface.opened.id if surface.opened else str(surface.holder["ts"])
    return address, str(spot.block["block_id"]), str(spot.element["action_id"])


def _modal(surface: Surface) -> OpenView:
    if surface.kind != "modal" or surface.opened is None:
        raise LookupError(NO_FORM)
    return surface.opened
