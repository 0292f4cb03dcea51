"""The chat.* methods: post, change, delete, schedule."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

from bot.local_slack.call import Call, page
from bot.local_slack.conversations import Conversation, Post
from bot.local_slack.posting import (
    bot_post,
    check_content,
    check_metadata,
    message_event,
    raise_change_event,
    with_ids,
)
from bot.local_slack.refusals import Refusal
from bot.local_slack.schedule import ScheduledMessage
from bot.local_slack.workspace import Workspace

FARTHEST = timedelta(days=120)


def writable(workspace: Workspace, channel: str) -> Conversation:
    """The conversation to post into; a person's id means the direct message with them."""
    user = workspace.users.get(channel)
    if user is not None and not user.is_bot and user.team_id == workspace.team_id:
        conversation = workspace.dm_with(user.id)
    elif channel in workspace.conversations:
        conversation = workspace.conversations[channel]
    else:
        raise Refusal("channel_not_found")
    refuse_unwritable(workspace, conversation)
    return conversation


def refuse_unwritable(workspace: Workspace, conversation: Conversation) -> None:
    if conversation.archived:
        raise Refusal("is_archived")
    if conversation.is_im and workspace.users[conversation.user_id].deleted:
        raise Refusal("user_disabled")
    if workspace.bot_user_id not in conversation.members:
        raise Refusal("channel_not_found" if conversation.kind == "group" else "not_in_channel")


def draft_from(workspace: Workspace, call: Call, conversation: Conversation) -> dict[str, Any]:
    """The checked content of a message to post."""
    draft = {
        "text": call.text("text"),
        "blocks": call.structured("blocks"),
        "attachments": call.structured("attachments"),
        "metadata": call.structured("metadata"),
        "thread_ts": call.text("thread_ts"),
    }
    check_content(workspace, draft["text"], draft["blocks"], draft["attachments"])
    check_metadata(draft["metadata"])
    if draft["thread_ts"] and conversation.find(draft["thread_ts"]) is None:
        raise Refusal("thread_not_found")
    return draft


def record_post(workspace: Workspace, method: str, post: Post) -> None:
    workspace.record(
        method,
        channel=post.channel_id,
        user=post.visible_to,
        ts=post.ts,
        text=str(post.body.get("text", "")),
        blocks=tuple(copy.deepcopy(post.body.get("blocks") or ())),
        metadata=copy.deepcopy(post.body.get("metadata")),
    )


def post_message(workspace: Workspace, call: Call) -> dict[str, Any]:
    (channel,) = call.required("channel")
    conversation = writable(workspace, channel)
    post = bot_post(workspace, conversation, draft_from(workspace, call, conversation))
    record_post(workspace, call.method, post)
    return {"channel": conversation.id, "ts": post.ts, "message": copy.deepcopy(post.body)}


def post_ephemeral(workspace: Workspace, call: Call) -> dict[str, Any]:
    channel, user_id = call.required("channel", "user")
    conversation = writable(workspace, channel)
    if user_id not in conversation.members:
        raise Refusal("user_not_in_channel")
    draft = {**draft_from(workspace, call, conversation), "visible_to": user_id}
    post = bot_post(workspace, conversation, draft)
    record_post(workspace, call.method, post)
    return {"message_ts": post.ts}


def own_message(workspace: Workspace, call: Call, error: str) -> tuple[Conversation, Post]:
    """The app's own lasting message; unlike in chat.postMessage a person's id is no channel here."""
    channel, ts = call.required("channel", "ts")
    if channel in workspace.users:
        raise Refusal("channel_not_found")
    conversation = writable(workspace, channel)
    post = conversation.find(ts)
    if post is None:
        raise Refusal("message_not_found")
    if post.body.get("bot_id") != workspace.bot_id:
        raise Refusal(error)
    return conversation, post


def update(workspace: Workspace, call: Call) -> dict[str, Any]:
    conversation, post = own_message(workspace, call, "cant_update_message")
    blocks, text = call.structured("blocks"), call.text("text")
    check_content(workspace, text, blocks, call.structured("attachments"))
    check_metadata(call.structured("metadata"))
    previous = copy.deepcopy(post.body)
    # Blocks that are not mentioned stay as they were; an empty list takes them away.
    kept = previous["blocks"] if blocks is None else blocks
    change_post(workspace, post, {"text": text, "blocks": kept})
    if (metadata := call.structured("metadata")) is not None:
        post.body["metadata"] = metadata
    raise_change_event(workspace, conversation, changed(previous, post.body, conversation))
    record_post(workspace, call.method, post)
    return {"channel": conversation.id, "ts": post.ts, "text": text, "message": copy.deepcopy(post.body)}


def change_post(workspace: Workspace, post: Post, content: dict[str, Any]) -> None:
    """Gives a message new words and blocks, and forgets what people had chosen in the old ones."""
    post.body["text"] = content.get("text") or ""
    post.body["blocks"] = with_ids(workspace, content.get("blocks"))
    edited_ts = f"{workspace.clock.now().timestamp():.6f}"
    post.body["edited"] = {"user": workspace.bot_user_id, "ts": edited_ts}
    post.state.clear()
    for tell in workspace.on_post:
        tell(post, True)


def changed(previous: dict[str, Any], body: dict[str, Any], conversation: Conversation) -> dict[str, Any]:
    now = message_event(body, conversation)
    return {"subtype": "message_changed", "message": now, "previous_message": previous}


def delete(workspace: Workspace, call: Call) -> dict[str, Any]:
    conversation, post = own_message(workspace, call, "cant_delete_message")
    workspace.remove(post)
    change = {"subtype": "message_deleted", "deleted_ts": post.ts, "previous_message": post.body}
    raise_change_event(workspace, conversation, change)
    workspace.record(call.method, channel=conversation.id, ts=post.ts)
    return {"channel": conversation.id, "ts": post.ts}


def schedule_message(workspace: Workspace, call: Call) -> dict[str, Any]:
    (channel, _) = call.required("channel", "post_at")
    conversation, post_at = writable(workspace, channel), call.integer("post_at")
    now = workspace.clock.now().timestamp()
    if post_at <= now:
        raise Refusal("time_in_past")
    if post_at > now + FARTHEST.total_seconds():
        raise Refusal("time_too_far")
    message_id = workspace.numbering.next_id("Q")
    draft = draft_from(workspace, call, conversation)
    workspace.scheduled.add(ScheduledMessage(message_id, conversation.id, post_at, draft))
    message = {"text": draft["text"], "bot_id": workspace.bot_id, "type": "delayed_message"}
    return {
        "channel": conversation.id,
        "scheduled_message_id": message_id,
        "post_at": post_at,
        "message": message,
    }


def delete_scheduled_message(workspace: Workspace, call: Call) -> dict[str, Any]:
    channel, message_id = call.required("channel", "scheduled_message_id")
    if not workspace.scheduled.remove(message_id, writable(workspace, channel).id):
        raise Refusal("invalid_scheduled_message_id")
    return {}


def list_scheduled(workspace: Workspace, call: Call) -> dict[str, Any]:
    waiting = [
        {"id": m.id, "channel_id": m.channel_id, "post_at": m.post_at, "text": m.draft["text"]}
        for m in workspace.scheduled.waiting()
        if call.text("channel") in ("", m.channel_id)
    ]
    found, metadata = page(waiting, call)
    return {"scheduled_messages": found, "response_metadata": metadata}


def post_due(workspace: Workspace) -> None:
    """Posts the scheduled messages whose time has come by the virtual clock."""
    for message in workspace.scheduled.take_due(workspace.clock.now().timestamp()):
        conversation = workspace.conversations[message.channel_id]
        if not conversation.archived and workspace.bot_user_id in conversation.members:
            record_post(workspace, "chat.scheduleMessage", bot_post(workspace, conversation, message.draft))


def get_permalink(workspace: Workspace, call: Call) -> dict[str, Any]:
    channel, ts = call.required("channel", "message_ts")
    conversation = workspace.conversations.get(channel)
    if conversation is None:
        raise Refusal("channel_not_found")
    if conversation.find(ts) is None:
        raise Refusal("message_not_found")
    address = f"https://{workspace.team_domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return {"channel": channel, "permalink": address}


METHODS = {
    "chat.delete": delete,
    "chat.deleteScheduledMessage": delete_scheduled_message,
    "chat.getPermalink": get_permalink,
    "chat.postEphemeral": post_ephemeral,
    "chat.postMessage": post_message,
    "chat.scheduleMessage": schedule_message,
    "chat.scheduledMessages.list": list_scheduled,
    "chat.update": update,
}
