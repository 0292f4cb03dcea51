"""Requests with the signature of Slack and contents that Slack would never send."""

from __future__ import annotations

import json
from typing import Any

from bot.local_slack import payloads
from bot.local_slack.acks import Ack
from tests.world import World


def press(world: World, person: Any, action_id: str, chosen: str = "") -> Ack:
    """A click on an element of any id, on the newest message where the person can talk to Kith."""
    workspace, user = world.slack._target.workspace, person._target.user
    conversation = person._target._place(None)
    action = {"action_id": action_id, "block_id": "b", "type": "static_select"}
    action["selected_option"] = {"text": {"type": "plain_text", "text": "x"}, "value": chosen}
    payload = payloads.message_click(workspace, user, conversation, conversation.seen_by(user.id)[-1], action)
    return deliver(world, "interactive", payload)


def send_form(
    world: World, person: Any, callback_id: str, metadata: dict[str, Any], fields: dict[str, Any]
) -> Ack:
    """A form of any kind, opened about anything; `fields` by block_id."""
    workspace, user = world.slack._target.workspace, person._target.user
    values = {name: {"x": {"type": "plain_text_input", "value": value}} for name, value in fields.items()}
    view = {
        "id": f"V{workspace.numbering.next_count('raw')}",
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": json.dumps(metadata),
        "state": {"values": values},
        "blocks": [{"type": "input", "block_id": name} for name in values],
    }
    payload = payloads.envelope(workspace, "view_submission", user)
    trigger_id = workspace.triggers.issue(user.id, from_modal=True)
    return deliver(
        world, "interactive", {**payload, "trigger_id": trigger_id, "view": view, "response_urls": []}
    )


def deliver(world: World, kind: str, payload: dict[str, Any]) -> Ack:
    """Send it, and wait for all that comes of it."""
    ack: Ack = world.wait(world.slack._target.deliveries.send(kind, payload))
    world.settle()
    return ack
