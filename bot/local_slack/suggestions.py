"""Asks the app for the options of an external select, as Slack does while a person types into it."""

from __future__ import annotations

import copy
from typing import Any

from bot.local_slack.acks import options_faults
from bot.local_slack.deliveries import Deliveries
from bot.local_slack.payloads import block_suggestion, channel_stub, envelope
from bot.local_slack.person_hands import Surface
from bot.local_slack.surfaces import Spot
from bot.local_slack.users import User
from bot.local_slack.workspace import Workspace


async def suggestions(
    workspace: Workspace, deliveries: Deliveries, user: User, surface: Surface, spot: Spot, typed: str
) -> dict[str, Any]:
    """`options` or `option_groups` as the app gave them; nothing when its answer was no good."""
    element = {**spot.element, "block_id": spot.block["block_id"]}
    if surface.opened is not None:
        payload = block_suggestion(workspace, user, surface.opened, element, typed)
    else:
        payload = message_suggestion(workspace, user, surface, element, typed)
    ack = await deliveries.ask("interactive", payload, options_faults)
    return ack.body if isinstance(ack.body, dict) and not ack.error else {}


def message_suggestion(
    workspace: Workspace, user: User, surface: Surface, element: dict[str, Any], value: str
) -> dict[str, Any]:
    """The question for options from a message; an ephemeral one is not shown again in the payload."""
    assert surface.post is not None and surface.conversation is not None
    post, conversation = surface.post, surface.conversation
    payload = {
        **envelope(workspace, "block_suggestion", user),
        "api_app_id": workspace.app_id,
        "container": {
            "type": "message",
            "message_ts": post.ts,
            "channel_id": conversation.id,
            "is_ephemeral": post.visible_to is not None,
        },
        "action_id": element["action_id"],
        "block_id": element["block_id"],
        "value": value,
        "channel": channel_stub(conversation),
    }
    if post.visible_to is None:
        payload["message"] = copy.deepcopy(post.body)
    return payload
