"""Where an answer goes: the message, the ephemeral message, the Home or the form that somebody acted on."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, NamedTuple

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot import desk
from bot.blocks.kit import Block, Payload, message, modal
from bot.delivery_errors import code_of
from bot.interaction import Interaction, ItemChange
from bot.log_lines import told
from bot.services import Services
from storage import outbox

log = logging.getLogger(__name__)

Change = Payload | ItemChange
# Drawing is done when the request is answered, and must not hold up the end of the process.
RESPOND_SECONDS = 5


class Surface(NamedTuple):
    """The place of a click. An ephemeral message is reached by its response_url alone.

    "beside": a command or shortcut, where there is nothing of ours to change.
    """

    kind: str
    channel_id: str = ""
    ts: str = ""
    response_url: str = ""


BESIDE = Surface("beside")


def surface_of(body: dict[str, Any]) -> Surface:
    """The place where an action or shortcut of Slack's happened."""
    view = body.get("view") or {}
    if "command" in body or body.get("type") in ("shortcut", "message_action"):
        return Surface("beside", response_url=body.get("response_url") or "")
    if view:
        return Surface(str(view.get("type")))
    container, shown = body.get("container") or {}, body.get("message") or {}
    channel = container.get("channel_id") or (body.get("channel") or {}).get("id") or ""
    ts, response_url = container.get("message_ts") or shown.get("ts") or "", body.get("response_url") or ""
    if container.get("is_ephemeral") or shown.get("is_ephemeral"):
        return Surface("ephemeral", channel, ts, response_url)
    if channel and ts:
        return Surface("message", channel, ts, response_url)
    # Nobody says which message it was; the address that came with the click knows.
    return Surface("ephemeral" if response_url else "beside", response_url=response_url)


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


def _whole(change: Change) -> Payload:
    return message(change.text, *change.blocks) if isinstance(change, ItemChange) else change


async def _say_anew(it: Interaction, where: Surface, change: Change) -> None:
    """There is nothing of ours to change: say it where the shortcut was used, else in the conversation."""
    payload = _whole(change)
    if not await _respond(it.services, where.response_url, payload, replace=False):
        await it.run(outbox.add, it.reply(payload), it.now)
        it.services.wake()


async def _replace_ephemeral(it: Interaction, where: Surface, change: Change) -> None:
    if not await _respond(it.services, where.response_url, _whole(change), replace=True):
        await _say_anew(it, BESIDE, change)


async def _respond(services: Services, response_url: str, payload: Payload, *, replace: bool) -> bool:
    """Whether Slack took it: an address works five times, and for half an hour."""
    if not response_url:
        return False
    hook = AsyncWebhookClient(response_url, session=services.client.session, retry_handlers=[])
    try:
        async with asyncio.timeout(RESPOND_SECONDS):
            answer = await hook.send(replace_original=replace, response_type="ephemeral", **payload)
    except (ClientError, OSError, TimeoutError) as error:
        log.warning("a response_url was not taken", extra=told(error))
        return False
    return answer.status_code < 300


def notice(payload: Payload) -> Payload:
    """A message as a modal that is only to be read."""
    return modal("Kith", "notice", *payload["blocks"], submit=None, close="Close")


async def say_beside(services: Services, body: dict[str, Any], payload: Payload) -> None:
    """Say something for this person's eyes only, and leave what was clicked as it is."""
    if await _respond(services, body.get("response_url") or "", payload, replace=False):
        return
    if body.get("trigger_id"):
        in_modal = (body.get("view") or {}).get("type") == "modal"
        call = services.client.views_push if in_modal else services.client.views_open
        await call(trigger_id=body["trigger_id"], view=notice(payload))


async def _update_message(it: Interaction, where: Surface, change: Change) -> None:
    payload = change
    if isinstance(payload, ItemChange):
        shown = await _message_shown(it, where)
        if shown is None:
            await _say_anew(it, BESIDE, change)
            return
        payload = _with_change(shown, payload)
    try:
        await it.services.client.chat_update(channel=where.channel_id, ts=where.ts, **payload)
    except SlackApiError as error:
        # The message was deleted meanwhile: what was done stands, there is only nothing to redraw.
        if code_of(error) not in ("message_not_found", "cant_update_message"):
            await _replace_ephemeral(it, where, payload)


async def change_message(services: Services, channel_id: str, ts: str, payload: Payload) -> None:
    """Change a message of ours in anybody's conversation. What cannot be changed stays as it was."""
    try:
        await services.client.chat_update(channel=channel_id, ts=ts, **payload)
    except (SlackApiError, ClientError, OSError, TimeoutError) as error:
        log.warning("a message could not be changed", extra=told(error))


def _with_change(shown: dict[str, Any], change: ItemChange) -> Payload:
    """The message with one item of it changed."""
    blocks = shown.get("blocks")
    if blocks:
        return message(shown.get("text") or change.text, *with_item(blocks, change.key, change.blocks))
    wrapped = [block for one in shown.get("attachments") or [] for block in one.get("blocks") or []]
    changed = with_item(wrapped, change.key, change.blocks) if wrapped else change.blocks
    return {**message(shown.get("text") or change.text, *changed), "attachments": []}


async def _update_modal(it: Interaction, change: Change) -> None:
    """A card that stands in a modal, as it does when it is opened from the Home."""
    view = it.body["view"]
    if isinstance(change, ItemChange):
        blocks = with_item(view.get("blocks") or [], change.key, change.blocks) or change.blocks
    else:
        blocks = change["blocks"]
    view_id = view.get("id") or (it.body.get("container") or {}).get("view_id")
    shown = modal("Kith", view.get("callback_id") or "notice", *blocks, submit=None, close="Close")
    await it.services.client.views_update(view_id=view_id, view=shown)


async def _message_shown(it: Interaction, where: Surface) -> dict[str, Any] | None:
    """The message as it is now: from the click itself, or read back when a form stood between.

    None when it cannot be read, or is gone.
    """
    if it.body.get("message"):
        return dict(it.body["message"])
    try:
        found = await it.services.client.conversations_history(
            channel=where.channel_id, latest=where.ts, inclusive=True, limit=1
        )
    except (SlackApiError, ClientError, OSError, TimeoutError) as error:
        log.warning("a message could not be read back", extra=told(error))
        return None
    return next((dict(one) for one in found.get("messages") or [] if one.get("ts") == where.ts), None)


def thread_of(it: Interaction) -> str:
    """The thread in the direct message that belongs to the message of a click; empty elsewhere."""
    where = surface_of(it.body)
    if where.kind != "message" or not where.channel_id.startswith("D"):
        return ""
    return str((it.body.get("message") or {}).get("thread_ts") or where.ts)


def origin(it: Interaction, **facts: Any) -> dict[str, Any]:
    """What a form must remember to find its way back, with facts of its own; goes into private_metadata."""
    return {**facts, "from": list(surface_of(it.body))}


def beside(body: dict[str, Any]) -> dict[str, Any]:
    """For a form that leaves the place of the click as it is: what it says comes beside it, for a while."""
    return {"from": list(Surface("beside", response_url=body.get("response_url") or ""))}


def in_thread(payload: Payload, thread_ts: str) -> Payload:
    """The message as an answer in a thread, if there is one."""
    return {**payload, "thread_ts": thread_ts} if thread_ts else payload


def origin_of(it: Interaction) -> Surface:
    """The place from which the submitted form was opened; a form without one answers in the conversation."""
    return Surface(*it.metadata.get("from", ["beside"]))
