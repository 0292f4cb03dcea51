"""Modals as a person uses them: fill, submit, close."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.local_slack.acks import Ack, silent_faults, submission_faults
from bot.local_slack.deliveries import Deliveries
from bot.local_slack.entries import client_error, entry_for
from bot.local_slack.methods_views import checked_view, new_view, record_view, replace_view
from bot.local_slack.payloads import view_closed, view_submission
from bot.local_slack.person_hands import Hands, Surface
from bot.local_slack.refusals import Refusal
from bot.local_slack.suggestions import suggestions
from bot.local_slack.surfaces import Spot, fillable, visible_words
from bot.local_slack.users import User
from bot.local_slack.view_store import MOST_STACKED, OpenView
from bot.local_slack.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class SubmitResult:
    """What became of a submitted form.

    `errors` by block_id, whether the app's or the client's own; `view` the modal that is now on top, if any;
    `was_sent` False when Slack's client held the form back; `notice` what Slack shows when the app failed.
    """

    closed: bool
    errors: dict[str, str] = field(default_factory=dict)
    view: dict[str, Any] | None = None
    was_sent: bool = True
    notice: str = ""
    ack: Ack | None = None


class Forms:
    def __init__(self, workspace: Workspace, deliveries: Deliveries, user: User, hands: Hands) -> None:
        self._workspace, self._deliveries = workspace, deliveries
        self._user, self._hands = user, hands

    def _top(self) -> OpenView:
        opened = self._workspace.views.top(self._user.id)
        if opened is None:
            raise LookupError(f"{self._user.handle} has no modal open.")
        return opened

    async def fill(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            opened = self._top()
            found = fillable(opened.view, name)
            if not found:
                words = ", ".join(visible_words(opened.view)) or "nothing"
                raise LookupError(f"There is no {name!r} to fill. Visible: {words}.")
            await self._enter(opened, found[0], value)

    async def _enter(self, opened: OpenView, spot: Spot, value: Any) -> None:
        element, surface = spot.element, Surface("modal", opened.view, opened=opened)
        if element["type"].endswith("external_select") and isinstance(value, str) and value:
            offered = await suggestions(self._workspace, self._deliveries, self._user, surface, spot, value)
            element = {**element, **offered}
        self._hands.enter(surface, spot, entry_for(self._workspace, element, value))
        await self._hands.tell_of_value(surface, spot)

    async def submit(self) -> SubmitResult:
        """Presses the submit button of the modal on top; what came of it stays with the modal."""
        opened = self._top()
        if not opened.view.get("submit"):
            raise LookupError("This modal has no submit button.")
        opened.errors, opened.notice = {}, ""
        if held := self._held_back(opened):
            result = SubmitResult(False, held, opened.view, was_sent=False)
        else:
            result = await self._send(opened)
        opened.errors, opened.notice = dict(result.errors), result.notice
        return result

    async def _send(self, opened: OpenView) -> SubmitResult:
        payload = view_submission(self._workspace, self._user, opened)
        ack = await self._deliveries.ask(
            "interactive", payload, lambda body: submission_faults(body, opened.view)
        )
        if ack.error:
            return SubmitResult(False, view=opened.view, notice=TROUBLE, ack=ack)
        return self._apply(opened, ack)

    def _held_back(self, opened: OpenView) -> dict[str, str]:
        errors = {}
        for block in opened.view["blocks"]:
            if block["type"] == "input":
                entry = opened.values[block["block_id"]][block["element"]["action_id"]]
                if error := client_error(block, entry):
                    errors[block["block_id"]] = error
        return errors

    def _apply(self, opened: OpenView, ack: Ack) -> SubmitResult:
        body = ack.body or {}
        action = body.get("response_action", "")
        stack = self._workspace.views.stack(self._user.id)
        if action == "errors":
            return SubmitResult(False, dict(body["errors"]), opened.view, ack=ack)
        if action in ("update", "push"):
            return self._show_next(opened, ack, action, body["view"])
        if action == "clear":
            stack.clear()
        elif opened in stack:
            stack.remove(opened)
        top = self._workspace.views.top(self._user.id)
        return SubmitResult(top is None, view=top.view if top else None, ack=ack)

    def _show_next(self, opened: OpenView, ack: Ack, action: str, view: dict[str, Any]) -> SubmitResult:
        stack = self._workspace.views.stack(self._user.id)
        if opened not in stack:
            # They closed it while the app was thinking: nothing comes back for a form that is gone.
            return SubmitResult(not stack, view=stack[-1].view if stack else None, ack=ack)
        try:
            checked = checked_view(self._workspace, view, "modal")
            if action == "push" and len(stack) >= MOST_STACKED:
                raise Refusal("push_limit_reached")
        except Refusal as refusal:
            self._workspace.violate("bad answer", f"view_submission: {refusal.code}", view)
            return SubmitResult(False, view=opened.view, notice=TROUBLE, ack=ack)
        if action == "push":
            opened = new_view(self._workspace, self._user.id, checked, opened)
            stack.append(opened)
        else:
            replace_view(self._workspace, opened, checked)
        record_view(self._workspace, "ack", opened)
        return SubmitResult(False, view=opened.view, ack=ack)

    async def close(self) -> None:
        """Closes the modal on top, or all of them when it says clear_on_close."""
        await self.tell_closed(self.take_away())

    def take_away(self) -> list[OpenView]:
        """Takes off the stack what closing closes, the topmost first."""
        opened = self._top()
        stack = self._workspace.views.stack(self._user.id)
        closing = list(reversed(stack)) if opened.view.get("clear_on_close") else [opened]
        for view in closing:
            stack.remove(view)
        return closing

    async def tell_closed(self, closed: list[OpenView]) -> None:
        """view_closed for each that asked for it; they were cleared if the topmost says clear_on_close."""
        for opened in closed:
            if opened.view.get("notify_on_close"):
                is_cleared = bool(closed[0].view.get("clear_on_close"))
                payload = view_closed(self._workspace, self._user, opened, is_cleared)
                await self._deliveries.ask("interactive", payload, silent_faults)
