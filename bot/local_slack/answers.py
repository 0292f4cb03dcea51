"""Turns what the app answered (in an ack or to a response address) into messages that people see."""

from __future__ import annotations

from typing import Any

from bot.local_slack.conversations import Conversation, Post
from bot.local_slack.methods_chat import change_post, changed, record_post
from bot.local_slack.posting import bot_post, raise_change_event, refuse_broadcasts, store
from bot.local_slack.response_urls import ResponseUrl
from bot.local_slack.workspace import Workspace

SLACKBOT_ID = "USLACKBOT"


def show_answer(
    workspace: Workspace, conversation: Conversation, user_id: str, body: Any, method: str
) -> Post | None:
    """Posts an answer: for the one who asked, or for the channel with response_type in_channel."""
    content = {"text": body} if isinstance(body, str) else dict(body or {})
    if not content.get("text") and not content.get("blocks"):
        return None
    refuse_broadcasts(workspace, str(content.get("text") or ""), content.get("blocks"))
    is_for_all = content.get("response_type") == "in_channel"
    draft = {**content, "text": content.get("text") or "", "visible_to": None if is_for_all else user_id}
    post = bot_post(workspace, conversation, draft)
    record_post(workspace, method, post)
    return post


def show_notice(workspace: Workspace, conversation: Conversation, user_id: str, text: str) -> Post:
    """What Slackbot tells one person, such as that a command failed."""
    ts = workspace.numbering.next_ts(conversation.id, workspace.clock.now())
    body = {"type": "message", "user": SLACKBOT_ID, "ts": ts, "text": text, "team": workspace.team_id}
    return store(workspace, conversation, Post({**body, "blocks": []}, conversation.id, user_id))


def apply_response(workspace: Workspace, target: ResponseUrl, body: dict[str, Any]) -> None:
    """A post to a response address: replaces, deletes or adds."""
    conversation = workspace.conversations[target.channel_id]
    source = next((p for p in conversation.posts if p.ts == target.source_ts), None)
    if source is not None and body.get("delete_original"):
        workspace.remove(source)
        _tell_change(workspace, conversation, source, {"subtype": "message_deleted", "deleted_ts": source.ts})
        workspace.record("response_url", channel=conversation.id, user=target.user_id, ts=source.ts)
    elif source is not None and body.get("replace_original"):
        previous = dict(source.body)
        refuse_broadcasts(workspace, str(body.get("text") or ""), body.get("blocks"))
        change_post(workspace, source, body)
        record_post(workspace, "response_url", source)
        _tell_change(workspace, conversation, source, changed(previous, source.body, conversation))
    else:
        show_answer(workspace, conversation, target.user_id, body, "response_url")


def _tell_change(
    workspace: Workspace, conversation: Conversation, source: Post, change: dict[str, Any]
) -> None:
    if source.visible_to is None:
        raise_change_event(workspace, conversation, {**change, "previous_message": source.body} | change)
