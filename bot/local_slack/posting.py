"""Puts messages into conversations: checks, block ids, timestamps, the ledger and the events that follow."""

from __future__ import annotations

import copy
from typing import Any

from bot.local_slack.block_rules import block_findings, interactive_in
from bot.local_slack.broadcasts import broadcasts_in
from bot.local_slack.conversations import Conversation, Post
from bot.local_slack.refusals import Refusal, refusal_with_messages
from bot.local_slack.workspace import Workspace

TEXT_LONGEST = 40_000
# All words of all blocks together. Slack does not document it; its people say 12,000 and a little for the
# blocks themselves: github.com/slackapi/bolt-js/issues/2509.
BLOCKS_TEXT_LONGEST = 12_000


def check_content(workspace: Workspace, text: str, blocks: Any, attachments: Any = None) -> None:
    """Refuses what Slack refuses in a message, and every mention of a whole channel."""
    if not text.strip() and not blocks and not attachments:
        raise Refusal("no_text")
    if len(text) > TEXT_LONGEST:
        raise Refusal("msg_too_long")
    if blocks is not None:
        if found := block_findings(blocks, "message"):
            raise refusal_with_messages("invalid_blocks", [str(finding) for finding in found])
        if text_length(blocks) > BLOCKS_TEXT_LONGEST:
            raise Refusal("msg_blocks_too_long")
    if attachments is not None and not _are_objects(attachments):
        raise Refusal("invalid_attachments")
    refuse_broadcasts(workspace, text, [blocks, attachments])


def _are_objects(parts: Any) -> bool:
    return isinstance(parts, list) and all(isinstance(part, dict) for part in parts)


def refuse_broadcasts(workspace: Workspace, text: str, parts: Any) -> None:
    if pings := broadcasts_in(text, parts):
        workspace.violate("broadcast mention", ", ".join(pings), {"text": text, "blocks": parts})
        raise Refusal("restricted_action")


def text_length(part: Any) -> int:
    """How many characters of words stand in blocks, however deep."""
    if isinstance(part, list):
        return sum(text_length(entry) for entry in part)
    if not isinstance(part, dict):
        return 0
    return sum(
        len(value) if name == "text" and isinstance(value, str) else text_length(value)
        for name, value in part.items()
    )


def check_metadata(metadata: Any) -> None:
    if metadata is None:
        return
    if not isinstance(metadata, dict) or set(metadata) - {"event_type", "event_payload", "entities"}:
        raise Refusal("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise Refusal("invalid_metadata_schema")
    if len(str(metadata)) > 8000:
        raise Refusal("metadata_too_large")


def with_ids(workspace: Workspace, blocks: Any) -> list[dict[str, Any]]:
    """A copy in which every block has a block_id and every element an action_id, as Slack fills them in."""
    filled = copy.deepcopy(blocks or [])
    for block in filled:
        block.setdefault("block_id", f"b{workspace.numbering.next_count('block'):04d}")
        for element in interactive_in(block):
            element.setdefault("action_id", f"a{workspace.numbering.next_count('action'):04d}")
    return filled


def bot_post(workspace: Workspace, conversation: Conversation, draft: dict[str, Any]) -> Post:
    """Stores a message of the app; `draft` holds text, blocks, metadata, thread_ts as they were asked for."""
    body = {
        "user": workspace.bot_user_id,
        "type": "message",
        "ts": workspace.numbering.next_ts(conversation.id, workspace.clock.now()),
        "bot_id": workspace.bot_id,
        "app_id": workspace.app_id,
        "text": draft.get("text", ""),
        "team": workspace.team_id,
        "bot_profile": bot_profile(workspace),
        "blocks": with_ids(workspace, draft.get("blocks")),
    }
    for name in ("metadata", "thread_ts", "attachments", "files"):
        if draft.get(name):
            body[name] = draft[name]
    return store(workspace, conversation, Post(body, conversation.id, draft.get("visible_to")))


def store(workspace: Workspace, conversation: Conversation, post: Post) -> Post:
    """Appends, tells who watches, and raises the message event when the message is a lasting one."""
    conversation.posts.append(post)
    if parent := conversation.find(str(post.body.get("thread_ts", ""))):
        parent.body["reply_count"] = parent.body.get("reply_count", 0) + 1
        parent.body.setdefault("thread_ts", parent.ts)
    for tell in workspace.on_post:
        tell(post, False)
    if post.visible_to is None:
        raise_message_event(workspace, conversation, message_event(post.body, conversation))
    return post


def message_event(body: dict[str, Any], conversation: Conversation) -> dict[str, Any]:
    event = {k: v for k, v in copy.deepcopy(body).items() if k != "metadata"}
    return {**event, **_where(conversation, str(body["ts"]))}


def raise_message_event(workspace: Workspace, conversation: Conversation, event: dict[str, Any]) -> None:
    """Slack tells an app only about conversations that it is in."""
    if workspace.bot_user_id in conversation.members:
        workspace.raise_event(event, conversation.is_ext_shared)


def raise_change_event(workspace: Workspace, conversation: Conversation, change: dict[str, Any]) -> None:
    """message_changed and message_deleted, with a timestamp of their own."""
    ts = workspace.numbering.next_ts(conversation.id, workspace.clock.now())
    event = {"type": "message", "hidden": True, "ts": ts, **copy.deepcopy(change), **_where(conversation, ts)}
    raise_message_event(workspace, conversation, event)


def _where(conversation: Conversation, ts: str) -> dict[str, Any]:
    return {"channel": conversation.id, "event_ts": ts, "channel_type": conversation.kind}


def bot_profile(workspace: Workspace) -> dict[str, Any]:
    return {
        "id": workspace.bot_id,
        "app_id": workspace.app_id,
        "user_id": workspace.bot_user_id,
        "name": workspace.manifest.display_name,
        "icons": {},
        "deleted": False,
        "updated": 0,
        "team_id": workspace.team_id,
    }
