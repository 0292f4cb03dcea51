"""Which scopes each Web API method needs, as the "required scopes" line of its reference page says."""

from __future__ import annotations

from bot.local_slack.refusals import Refusal

READ_BY_KIND = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
HISTORY_BY_KIND = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
KIND_BY_TYPE = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "im"}

# Empty: the token alone is enough. What depends on the kind of conversation is asked for where it is known.
METHOD_SCOPES: dict[str, str] = {
    "api.test": "",
    "auth.test": "",
    "apps.connections.open": "connections:write",
    "blocks.validate": "",
    "chat.delete": "chat:write",
    "chat.deleteScheduledMessage": "chat:write",
    "chat.getPermalink": "",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.scheduleMessage": "chat:write",
    "chat.scheduledMessages.list": "",
    "chat.update": "chat:write",
    "conversations.history": "",
    "conversations.info": "",
    "conversations.join": "channels:join",
    "conversations.list": "",
    "conversations.members": "",
    "conversations.open": "im:write",
    "conversations.replies": "",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "team.info": "team:read",
    "users.conversations": "",
    "users.info": "users:read",
    "users.list": "users:read",
    "views.open": "",
    "views.publish": "",
    "views.push": "",
    "views.update": "",
}


def require(needed: str, granted: tuple[str, ...]) -> None:
    """Raises missing_scope, with what is needed and what was provided."""
    if needed and needed not in granted:
        raise Refusal("missing_scope", needed=needed, provided=",".join(granted))
