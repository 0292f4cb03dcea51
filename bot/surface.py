"""Where an answer goes: the message, the ephemeral message, the Home or the form that somebody acted on."""

from __future__ import annotations

from typing import Any, NamedTuple

from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot import desk
from bot.blocks.kit import Block, Payload, message, modal
from bot.interaction import Interaction, ItemChange
from bot.services import Services
from storage import outbox

Change = Payload | ItemChange


class Surface(NamedTuple):
    """The place of a click. An ephemeral message is reached by its response_url alone.

    "beside": a command or shortcut, where there is nothing of ours to change.
    """

    kind: str
    channel_id: str = ""
    ts: str = ""
    response_url: str = ""


def surface_of(body: dict[str, Any]) -> Surface:
    """The place where an action or shortcut of Slack's happened."""
    view = body.get("view") or {}
    if "command" in body or body.get("type") in ("shortcut", "message_action"):
        return Surface("beside", response_url=body.get("response_url") or "")
    if view:
        return Surface(str(view.get("type")))
    container = body.get("container") or {}
    kind = "ephemeral" if container.get("is_ephemeral") else "message"
    channel = container.get("channel_id") or (body.get("channel") or {}).get("id") or ""
    return Surface(kind, channel, container.get("message_ts") or "", body.get("response_url") or "")


def with_item(blocks: list[Block], key: str, replacement: list[Block]) -> list[Block]:
    """The blocks with one item replaced: every block whose id is `key` or begins with `key` and a dot."""
    made: list[Block] = []
    for block in blocks:
        block_id = str(block.get("block_id", ""))
        if block_id != key and not block_id.startswith(key + "."):
            made.append(block)
        elif block_id == key:
            made.extend(replacement)
    return made


async def apply(it: Interaction, where: Surface, change: Change) -> None:
    """Make the place show the change."""
    if where.kind == "home":
        await desk.publish(it, change.blocks if isinstance(change, ItemChange) else change.get("blocks", []))
    elif where.kind == "ephemeral":
        await _replace_ephemeral(it, where, change)
    elif where.kind == "message":
        await _update_message(it, where, change)
    elif where.kind == "modal":
        await _update_modal(it, change)
    else:
        await _say_anew(it, where, change)


async def _say_anew(it: Interaction, where: Surface, change: Change) -> None:
    """There is nothing of ours to change: say it where the shortcut was used, else in the conversation."""
    payload = message(change.text, *change.blocks) if isinstance(change, ItemChange) else change
    if where.response_url:
        await _respond(it.services, where.response_url, payload, replace=False)
    else:
        await it.run(outbox.add, it.reply(payload), it.now)
        it.services.wake()


async def _replace_ephemeral(it: Interaction, where: Surface, change: Change) -> None:
    payload = message(change.text, *change.blocks) if isinstance(change, ItemChange) else change
    await _respond(it.services, where.response_url, payload, replace=True)


async def _respond(services: Services, response_url: str, payload: Payload, *, replace: bool) -> None:
    hook = AsyncWebhookClient(response_url, session=services.client.session, retry_handlers=[])
    await hook.send(replace_original=replace, response_type="ephemeral", **payload)


async def say_beside(services: Services, body: dict[str, Any], payload: Payload) -> None:
    """Say something for this person's eyes only, and leave what was clicked as it is."""
    if body.get("response_url"):
        await _respond(services, body["response_url"], payload, replace=False)
    elif body.get("trigger_id"):
        view = modal("Kith", "notice", *payload["blocks"], submit=None, close="Close")
        await services.client.views_open(trigger_id=body["trigger_id"], view=view)


async def _update_message(it: Interaction, where: Surface, change: Change) -> None:
    payload = change
    if isinstance(payload, ItemChange):
        change = payload
        shown = await _message_shown(it, where)
        payload = message(
            shown.get("text") or change.text, *with_item(shown.get("blocks", []), change.key, change.blocks)
        )
    try:
        await it.services.client.chat_update(channel=where.channel_id, ts=where.ts, **payload)
    except SlackApiError as error:
        # The message was deleted meanwhile: what was done stands, there is only nothing to redraw.
        if error.response["error"] not in ("message_not_found", "cant_update_message"):
            raise


async def _update_modal(it: Interaction, change: Change) -> None:
    """A card that stands in a modal, as it does when it is opened from the Home."""
    view = it.body["view"]
    if isinstance(change, ItemChange):
        blocks = with_item(view["blocks"], change.key, change.blocks)
    else:
        blocks = change["blocks"]
    shown = modal("Kith", view["callback_id"], *blocks, submit=None, close="Close")
    await it.services.client.views_update(view_id=view["id"], view=shown)


async def _message_shown(it: Interaction, where: Surface) -> dict[str, Any]:
    """The message as it is now: from the click itself, or read back when a form stood between."""
    if "message" in it.body:
        return dict(it.body["message"])
    found = await it.services.client.conversations_history(
        channel=where.channel_id, latest=where.ts, inclusive=True, limit=1
    )
    messages = [one for one in found["messages"] if one["ts"] == where.ts]
    return dict(messages[0]) if messages else {}


def origin(it: Interaction, **facts: Any) -> dict[str, Any]:
    """What a form must remember to find its way back, with facts of its own; goes into private_metadata."""
    return {**facts, "from": list(surface_of(it.body))}


def origin_of(it: Interaction) -> Surface:
    """The place from which the submitted form was opened; a form without one answers in the conversation."""
    return Surface(*it.metadata.get("from", ["beside"]))
