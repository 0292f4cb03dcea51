"""The payloads that Slack sends, with every field that Slack's carry."""

from __future__ import annotations

import copy
from typing import Any

from bot.local_slack.conversations import Conversation, Post
from bot.local_slack.methods_views import view_payload
from bot.local_slack.users import User
from bot.local_slack.view_store import OpenView
from bot.local_slack.workspace import Workspace

VERIFICATION_TOKEN = "local-verification-token"


def envelope(workspace: Workspace, kind: str, user: User) -> dict[str, Any]:
    """What every interaction carries. The user's team_id is their own, also when they are a stranger."""
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "team": {"id": workspace.team_id, "domain": workspace.team_domain},
        "user": {"id": user.id, "username": user.handle, "name": user.handle, "team_id": user.team_id},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_stub(conversation: Conversation) -> dict[str, str]:
    return {"id": conversation.id, "name": conversation.name}


def response_url(
    workspace: Workspace, user: User, conversation: Conversation, source_ts: str | None = None
) -> str:
    now = workspace.clock.now()
    path = workspace.response_urls.issue(user.id, conversation.id, now, source_ts)
    return workspace.base_url + path


def action_ts(workspace: Workspace) -> str:
    return f"{workspace.clock.now().timestamp():.6f}"


def slash_command(
    workspace: Workspace, user: User, conversation: Conversation, command: str, text: str
) -> dict[str, Any]:
    """The fields of a command, as they come in the form. A stranger's team is named as theirs."""
    is_ours = user.team_id == workspace.team_id
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": user.team_id,
        "team_domain": workspace.team_domain if is_ours else "harbour-samples",
        "channel_id": conversation.id,
        "channel_name": conversation.name,
        "user_id": user.id,
        "user_name": user.handle,
        "command": command,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, user, conversation),
        "trigger_id": workspace.triggers.issue(user.id),
    }


def message_click(
    workspace: Workspace, user: User, conversation: Conversation, post: Post, action: dict[str, Any]
) -> dict[str, Any]:
    """block_actions from a message; an ephemeral one is not shown again in the payload."""
    is_ephemeral = post.visible_to is not None
    payload = {
        **envelope(workspace, "block_actions", user),
        "api_app_id": workspace.app_id,
        "container": {
            "type": "message",
            "message_ts": post.ts,
            "channel_id": conversation.id,
            "is_ephemeral": is_ephemeral,
        },
        "trigger_id": workspace.triggers.issue(user.id),
        "channel": channel_stub(conversation),
        "state": {"values": copy.deepcopy(post.state.get(user.id, {}))},
        "response_url": response_url(workspace, user, conversation, post.ts),
        "actions": [{**action, "action_ts": action_ts(workspace)}],
    }
    if not is_ephemeral:
        payload["message"] = copy.deepcopy(post.body)
    return payload


def view_click(workspace: Workspace, user: User, opened: OpenView, action: dict[str, Any]) -> dict[str, Any]:
    """block_actions from a modal or from Home."""
    is_modal = opened.view["type"] == "modal"
    return {
        **envelope(workspace, "block_actions", user),
        "api_app_id": workspace.app_id,
        "container": {"type": "view", "view_id": opened.id},
        "trigger_id": workspace.triggers.issue(user.id, from_modal=is_modal),
        "view": view_payload(workspace, opened),
        "actions": [{**action, "action_ts": action_ts(workspace)}],
    }


def view_submission(workspace: Workspace, user: User, opened: OpenView) -> dict[str, Any]:
    return {
        **envelope(workspace, "view_submission", user),
        "api_app_id": workspace.app_id,
        "trigger_id": workspace.triggers.issue(user.id, from_modal=True),
        "view": view_payload(workspace, opened),
        "response_urls": [],
    }


def view_closed(workspace: Workspace, user: User, opened: OpenView, is_cleared: bool) -> dict[str, Any]:
    return {
        **envelope(workspace, "view_closed", user),
        "api_app_id": workspace.app_id,
        "view": view_payload(workspace, opened),
        "is_cleared": is_cleared,
    }


def global_shortcut(workspace: Workspace, user: User, callback_id: str) -> dict[str, Any]:
    return {
        **envelope(workspace, "shortcut", user),
        "action_ts": action_ts(workspace),
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.issue(user.id),
    }


def message_shortcut(
    workspace: Workspace, user: User, conversation: Conversation, post: Post, callback_id: str
) -> dict[str, Any]:
    return {
        **envelope(workspace, "message_action", user),
        "action_ts": action_ts(workspace),
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.issue(user.id),
        "response_url": response_url(workspace, user, conversation, post.ts),
        "message_ts": post.ts,
        "channel": channel_stub(conversation),
        "message": copy.deepcopy(post.body),
    }


def block_suggestion(
    workspace: Workspace, user: User, opened: OpenView, element: dict[str, Any], value: str
) -> dict[str, Any]:
    """The question for options, sent while a person types into an external select of a view."""
    return {
        **envelope(workspace, "block_suggestion", user),
        "api_app_id": workspace.app_id,
        "container": {"type": "view", "view_id": opened.id},
        "action_id": element["action_id"],
        "block_id": element["block_id"],
        "value": value,
        "view": view_payload(workspace, opened),
    }


def event_callback(workspace: Workspace, event: dict[str, Any], is_ext_shared: bool) -> dict[str, Any]:
    """The wrapper of every event."""
    number = workspace.numbering.next_id("Ev")
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": number,
        "event_time": int(workspace.clock.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": is_ext_shared,
        "event_context": f"4-{number.lower()}",
    }
