"""What people type, as Slack hands it to apps: escaped, with mentions and links in angle brackets."""

from __future__ import annotations

import re

from bot.local_slack.workspace import Workspace

MENTION = re.compile(r"(?<![\w@])@([a-z][a-z0-9._-]*[a-z0-9])")
CHANNEL = re.compile(r"(?<![\w#&])#([a-z][a-z0-9_-]*)")
LINK = re.compile(r"https?://[^\s<>|]*[^\s<>|.,;:!?)\]]")
ADDRESS = re.compile(r"(?<![\w.@<:|/])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def escaped(text: str) -> str:
    """Slack escapes these three characters, and only these."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_sent(workspace: Workspace, text: str, has_mentions: bool = True) -> str:
    """The `text` of a message event; commands without should_escape keep their mentions as typed."""
    text = escaped(text)
    if not has_mentions:
        return text
    text = LINK.sub(lambda found: f"<{found.group()}>", text)
    text = ADDRESS.sub(lambda found: f"<mailto:{found.group()}|{found.group()}>", text)
    text = MENTION.sub(lambda found: _mention(workspace, found), text)
    return CHANNEL.sub(lambda found: _channel(workspace, found), text)


def _mention(workspace: Workspace, found: re.Match[str]) -> str:
    try:
        return f"<@{workspace.user_by_handle(found.group(1)).id}>"
    except LookupError:
        return found.group()


def _channel(workspace: Workspace, found: re.Match[str]) -> str:
    try:
        channel = workspace.channel_by_name(found.group(1))
    except LookupError:
        return found.group()
    return f"<#{channel.id}|{channel.name}>"
