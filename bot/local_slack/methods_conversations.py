"""The conversations.* methods and users.conversations."""

from __future__ import annotations

import copy
from typing import Any

from bot.local_slack.call import Call, page
from bot.local_slack.conversations import Conversation, Post, conversation_payload, ts_key
from bot.local_slack.refusals import Refusal
from bot.local_slack.scopes import HISTORY_BY_KIND, KIND_BY_TYPE, READ_BY_KIND, require
from bot.local_slack.workspace import Workspace


def readable(workspace: Workspace, call: Call, scopes: dict[str, str]) -> Conversation:
    """The conversation that `channel` names; private ones do not exist for those outside."""
    (channel,) = call.required("channel")
    conversation = workspace.conversations.get(channel)
    if conversation is None:
        raise Refusal("channel_not_found")
    require(scopes[conversation.kind], workspace.manifest.scopes)
    if conversation.kind == "group" and workspace.bot_user_id not in conversation.members:
        raise Refusal("channel_not_found")
    return conversation


def payload(workspace: Workspace, conversation: Conversation) -> dict[str, Any]:
    found = conversation_payload(conversation, workspace.bot_user_id, workspace.team_id)
    if conversation.is_im:
        found["is_user_deleted"] = workspace.users[conversation.user_id].deleted
    return found


def open_conversation(workspace: Workspace, call: Call) -> dict[str, Any]:
    if channel := call.text("channel"):
        if channel not in workspace.conversations:
            raise Refusal("channel_not_found")
        conversation = workspace.conversations[channel]
    else:
        conversation = _dm_by_users(workspace, call.required("users")[0])
    if call.flag("return_im"):
        return {"channel": payload(workspace, conversation)}
    return {"channel": {"id": conversation.id}}


def _dm_by_users(workspace: Workspace, users: str) -> Conversation:
    ids = [part.strip() for part in users.split(",") if part.strip()]
    if len(ids) > 1:
        require("mpim:write", workspace.manifest.scopes)
        raise Refusal("method_not_supported_for_channel_type")
    user = workspace.users.get(ids[0]) if ids else None
    if user is None or user.team_id != workspace.team_id:
        raise Refusal("user_not_found")
    if user.is_bot:
        raise Refusal("cannot_dm_bot")
    if user.deleted:
        raise Refusal("user_disabled")
    return workspace.dm_with(user.id)


def info(workspace: Workspace, call: Call) -> dict[str, Any]:
    found = payload(workspace, readable(workspace, call, READ_BY_KIND))
    if not call.flag("include_num_members"):
        found.pop("num_members", None)
    return {"channel": found}


def list_conversations(workspace: Workspace, call: Call) -> dict[str, Any]:
    return _listing(workspace, call, None)


def users_conversations(workspace: Workspace, call: Call) -> dict[str, Any]:
    user_id = call.text("user", workspace.bot_user_id)
    if user_id not in workspace.users:
        raise Refusal("user_not_found")
    return _listing(workspace, call, user_id)


def _listing(workspace: Workspace, call: Call, member_id: str | None) -> dict[str, Any]:
    """Conversations of the kinds asked for; with `member_id`, those that this user is in."""
    kinds = kinds_asked_for(workspace, call)
    found = [
        payload(workspace, c)
        for c in workspace.conversations.values()
        if c.kind in kinds
        and (member_id is None or member_id in c.members)
        and not (c.kind == "group" and workspace.bot_user_id not in c.members)
        and not (call.flag("exclude_archived") and c.archived)
    ]
    channels, metadata = page(found, call)
    return {"channels": channels, "response_metadata": metadata}


def kinds_asked_for(workspace: Workspace, call: Call) -> set[str]:
    kinds = set()
    for name in call.text("types", "public_channel").split(","):
        kind = KIND_BY_TYPE.get(name.strip())
        if kind is None:
            raise Refusal("invalid_types")
        require(READ_BY_KIND[kind], workspace.manifest.scopes)
        kinds.add(kind)
    return kinds


def history(workspace: Workspace, call: Call) -> dict[str, Any]:
    """Newest first; metadata only when asked for."""
    conversation = _with_history(workspace, call)
    posts = _between(conversation.lasting(), call)
    top = [p for p in posts if p.body.get("thread_ts") in (None, p.ts)]
    found, metadata = page(top[::-1], call, most=999)
    answer: dict[str, Any] = {"messages": [_message(p, call) for p in found], "pin_count": 0}
    answer["has_more"] = bool(metadata["next_cursor"])
    if answer["has_more"]:
        answer["response_metadata"] = metadata
    return answer


def replies(workspace: Workspace, call: Call) -> dict[str, Any]:
    conversation = _with_history(workspace, call)
    (ts,) = call.required("ts")
    if conversation.find(ts) is None:
        raise Refusal("thread_not_found")
    thread = [p for p in conversation.lasting() if ts in (p.ts, p.body.get("thread_ts"))]
    found, metadata = page(_between(thread, call), call)
    has_more = bool(metadata["next_cursor"])
    return {
        "messages": [_message(p, call) for p in found],
        "has_more": has_more,
        "response_metadata": metadata,
    }


def _with_history(workspace: Workspace, call: Call) -> Conversation:
    conversation = readable(workspace, call, HISTORY_BY_KIND)
    if workspace.bot_user_id not in conversation.members:
        raise Refusal("not_in_channel")
    return conversation


def _between(posts: list[Post], call: Call) -> list[Post]:
    oldest, latest = call.text("oldest"), call.text("latest")
    for given, code in ((oldest, "invalid_ts_oldest"), (latest, "invalid_ts_latest")):
        if given and not given.replace(".", "", 1).isdigit():
            raise Refusal(code)
    inclusive = call.flag("inclusive")

    def is_inside(post: Post) -> bool:
        key = ts_key(post.ts)
        if inclusive and post.ts in (oldest, latest):
            return True
        return (not oldest or key > ts_key(oldest)) and (not latest or key < ts_key(latest))

    return [post for post in posts if is_inside(post)]


def _message(post: Post, call: Call) -> dict[str, Any]:
    message = copy.deepcopy(post.body)
    if not call.flag("include_all_metadata"):
        message.pop("metadata", None)
    return message


def members(workspace: Workspace, call: Call) -> dict[str, Any]:
    found, metadata = page(readable(workspace, call, READ_BY_KIND).members, call)
    return {"members": found, "response_metadata": metadata}


def join(workspace: Workspace, call: Call) -> dict[str, Any]:
    (channel,) = call.required("channel")
    conversation = workspace.conversations.get(channel)
    if conversation is None or conversation.kind == "group":
        raise Refusal("channel_not_found")
    if conversation.is_im:
        raise Refusal("method_not_supported_for_channel_type")
    if conversation.archived:
        raise Refusal("is_archived")
    answer: dict[str, Any] = {"channel": payload(workspace, conversation)}
    if workspace.bot_user_id in conversation.members:
        answer |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    else:
        conversation.members.append(workspace.bot_user_id)
    return answer


METHODS = {
    "conversations.history": history,
    "conversations.info": info,
    "conversations.join": join,
    "conversations.list": list_conversations,
    "conversations.members": members,
    "conversations.open": open_conversation,
    "conversations.replies": replies,
    "users.conversations": users_conversations,
}
