"""What an exchange is called, and whom it concerns, read from its payload."""

from __future__ import annotations

from typing import Any

from bot.local_slack.workspace import Workspace

NAMES_BY_CHANNEL_TYPE = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


def subscription_name(event: dict[str, Any]) -> str:
    """The name in app.yaml's bot_events: message.im for a message in a direct message, else the type."""
    if event["type"] == "message":
        return NAMES_BY_CHANNEL_TYPE[str(event["channel_type"])]
    return str(event["type"])


def title_of(kind: str, payload: dict[str, Any]) -> str:
    """A few words for what Slack sends: "/promise", "block_actions kept:3", "event message.im"."""
    if kind == "slash_commands":
        return str(payload.get("command") or kind)
    event = payload.get("event")
    if isinstance(event, dict):
        return f"event {_event_name(event)}"
    return f"{payload.get('type') or kind} {_detail(payload)}".strip()


def _event_name(event: dict[str, Any]) -> str:
    # Any event at all can be raised, also one that no real Slack would send.
    name = str(event.get("type"))
    if name == "message":
        name = NAMES_BY_CHANNEL_TYPE.get(str(event.get("channel_type")), name)
    return f"{name} {event['subtype']}" if event.get("subtype") else name


def _detail(payload: dict[str, Any]) -> str:
    actions = payload.get("actions")
    if isinstance(actions, list) and actions:
        return str(actions[0].get("action_id", ""))
    view = payload.get("view") or {}
    return str(payload.get("callback_id") or payload.get("action_id") or view.get("callback_id") or "")


def person_of(workspace: Workspace, payload: dict[str, Any]) -> str | None:
    """The id of the person whom a payload or a call concerns, if it tells of one."""
    event = payload.get("event")
    content = event if isinstance(event, dict) else payload
    for found in _named(workspace, content):
        user = workspace.users.get(str(found))
        if user is not None and not user.is_bot:
            return user.id
    return None


def _named(workspace: Workspace, content: dict[str, Any]) -> list[Any]:
    """Everything in a payload that may name a person, the plainest first."""
    user, channel = content.get("user"), content.get("channel")
    channel_id = channel.get("id") if isinstance(channel, dict) else channel
    conversation = workspace.conversations.get(str(channel_id))
    view = workspace.views.by_id(_view_id(content))
    return [
        user.get("id") if isinstance(user, dict) else user,
        content.get("user_id"),
        content.get("users"),
        channel_id,
        conversation.user_id if conversation else None,
        view.user_id if view else None,
    ]


def _view_id(content: dict[str, Any]) -> str:
    """Of views.update's arguments, or of the answer to views.open, which names nobody in its arguments."""
    view = content.get("view")
    return str(content.get("view_id") or (view.get("id") if isinstance(view, dict) else ""))
