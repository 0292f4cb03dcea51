"""Clicks on what the screen should not show any more, or never showed: another device, a forged number."""

from __future__ import annotations

from typing import Any

from bot.local_slack.acks import silent_faults
from bot.local_slack.conversations import Post
from bot.local_slack.payloads import message_click
from tests.world import World


def click(world: World, person: Any, message: dict[str, Any], action_id: str) -> None:
    """The button `action_id` of a message as it was, clicked by anybody."""
    world.wait(_click(world, person._target.user, message, action_id))
    world.settle()


async def _click(world: World, user: Any, message: dict[str, Any], action_id: str) -> None:
    slack = world.slack._target
    place = slack.workspace.dm_with(user.id)
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": action_id.partition(":")[2]}
    # One that only this person saw comes without its text, as Slack sends it.
    post = Post(message, place.id, user.id if message.get("is_ephemeral") else None)
    payload = message_click(slack.workspace, user, place, post, action)
    await slack.deliveries.ask("interactive", payload, silent_faults)
