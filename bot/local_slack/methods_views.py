"""The views.* methods: modals in a stack of three, and the Home tab."""

from __future__ import annotations

import copy
import json
from typing import Any

from bot.local_slack.block_rules import view_findings
from bot.local_slack.call import Call
from bot.local_slack.posting import refuse_broadcasts, with_ids
from bot.local_slack.refusals import Refusal, refusal_with_messages
from bot.local_slack.view_state import initial_values, kept_values
from bot.local_slack.view_store import MOST_STACKED, OpenView
from bot.local_slack.workspace import Workspace

LARGEST_BYTES = 250_000


def checked_view(workspace: Workspace, view: Any, kind: str) -> dict[str, Any]:
    """The view with its block ids filled in; raises what Slack answers to a bad one."""
    if len(json.dumps(view)) > LARGEST_BYTES:
        raise Refusal("view_too_large")
    found = view_findings(view)
    if not found and view["type"] != kind:
        raise refusal_with_messages("invalid_arguments", [f"must be a {kind} [json-pointer:/view/type]"])
    if found:
        raise refusal_with_messages("invalid_arguments", [str(finding) for finding in found])
    refuse_broadcasts(workspace, "", view["blocks"])
    return {**copy.deepcopy(view), "blocks": with_ids(workspace, view["blocks"])}


def refuse_duplicate(workspace: Workspace, view: dict[str, Any], own: OpenView | None = None) -> None:
    external_id = view.get("external_id")
    other = workspace.views.by_external_id(external_id) if external_id else None
    if other is not None and other is not own:
        raise Refusal("duplicate_external_id")


def new_view(
    workspace: Workspace, user_id: str, view: dict[str, Any], below: OpenView | None = None
) -> OpenView:
    view_id = workspace.numbering.next_id("V")
    opened = OpenView(view_id, user_id, view, below.root_id if below else view_id)
    opened.previous_id = below.id if below else None
    opened.put(view, workspace.clock.now().timestamp())
    opened.values = initial_values(view)
    return opened


def replace_view(workspace: Workspace, opened: OpenView, view: dict[str, Any]) -> None:
    """New content; what the person typed stays where block and action are still the same."""
    typed = opened.values
    opened.put(view, workspace.clock.now().timestamp())
    opened.values = kept_values(view, typed)


def view_payload(workspace: Workspace, opened: OpenView) -> dict[str, Any]:
    """The view object as it stands in answers and in payloads."""
    view = opened.view
    payload: dict[str, Any] = {
        "id": opened.id,
        "team_id": workspace.team_id,
        "type": view["type"],
        "blocks": copy.deepcopy(view["blocks"]),
        "private_metadata": view.get("private_metadata", ""),
        "callback_id": view.get("callback_id", ""),
        "state": {"values": copy.deepcopy(opened.values)},
        "hash": opened.hash,
        "title": view.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": view.get("clear_on_close", False),
        "notify_on_close": view.get("notify_on_close", False),
        "close": view.get("close"),
        "submit": view.get("submit"),
        "previous_view_id": opened.previous_id,
        "root_view_id": opened.root_id,
        "app_id": workspace.app_id,
        "external_id": view.get("external_id", ""),
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot_id,
    }
    return payload


def record_view(workspace: Workspace, method: str, opened: OpenView) -> None:
    workspace.record(method, user=opened.user_id, view=view_payload(workspace, opened))
    for tell in workspace.on_view:
        tell(opened)


def open_view(workspace: Workspace, call: Call) -> dict[str, Any]:
    (_, trigger_id) = call.required("view", "trigger_id")
    view = checked_view(workspace, call.structured("view"), "modal")
    refuse_duplicate(workspace, view)
    trigger = workspace.triggers.exchange(trigger_id)
    opened = new_view(workspace, trigger.user_id, view)
    # A modal opened anew takes the place of whatever the person had open.
    workspace.views.stacks[trigger.user_id] = [opened]
    record_view(workspace, call.method, opened)
    return {"view": view_payload(workspace, opened)}


def push_view(workspace: Workspace, call: Call) -> dict[str, Any]:
    (_, trigger_id) = call.required("view", "trigger_id")
    view = checked_view(workspace, call.structured("view"), "modal")
    refuse_duplicate(workspace, view)
    trigger = workspace.triggers.exchange(trigger_id)
    stack = workspace.views.stack(trigger.user_id)
    if not trigger.from_modal or not stack:
        raise Refusal("invalid_trigger_id")
    if len(stack) >= MOST_STACKED:
        raise Refusal("push_limit_reached")
    stack.append(new_view(workspace, trigger.user_id, view, stack[-1]))
    record_view(workspace, call.method, stack[-1])
    return {"view": view_payload(workspace, stack[-1])}


def update_view(workspace: Workspace, call: Call) -> dict[str, Any]:
    call.required("view")
    opened = _named_view(workspace, call)
    if call.text("hash") not in ("", opened.hash):
        raise Refusal("hash_conflict")
    view = checked_view(workspace, call.structured("view"), str(opened.view["type"]))
    refuse_duplicate(workspace, view, opened)
    replace_view(workspace, opened, view)
    record_view(workspace, call.method, opened)
    return {"view": view_payload(workspace, opened)}


def _named_view(workspace: Workspace, call: Call) -> OpenView:
    if view_id := call.text("view_id"):
        found = workspace.views.by_id(view_id)
    elif external_id := call.text("external_id"):
        found = workspace.views.by_external_id(external_id)
    else:
        raise refusal_with_messages("invalid_arguments", ["missing required field: view_id"])
    if found is None:
        raise Refusal("not_found")
    return found


def publish_view(workspace: Workspace, call: Call) -> dict[str, Any]:
    (user_id, _) = call.required("user_id", "view")
    if not workspace.manifest.home_tab:
        raise Refusal("not_enabled")
    user = workspace.users.get(user_id)
    if user is None or user.is_bot or user.team_id != workspace.team_id:
        raise refusal_with_messages("invalid_arguments", ["invalid user_id [json-pointer:/user_id]"])
    view = checked_view(workspace, call.structured("view"), "home")
    opened = workspace.views.homes.get(user_id)
    if opened is not None and call.text("hash") not in ("", opened.hash):
        raise Refusal("hash_conflict")
    refuse_duplicate(workspace, view, opened)
    if opened is None:
        opened = workspace.views.homes[user_id] = new_view(workspace, user_id, view)
    else:
        replace_view(workspace, opened, view)
    record_view(workspace, call.method, opened)
    return {"view": view_payload(workspace, opened)}


METHODS = {
    "views.open": open_view,
    "views.publish": publish_view,
    "views.push": push_view,
    "views.update": update_view,
}
