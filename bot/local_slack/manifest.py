"""Reads a Slack app manifest (format v2) and refuses what Slack's own settings page refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# An event without its scope is refused when the manifest is saved: docs.slack.dev/reference/events.
EVENT_SCOPES = {
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "app_mention": "app_mentions:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "file_change": "files:read",
    "file_deleted": "files:read",
    "file_shared": "files:read",
}


class ManifestError(ValueError):
    """The manifest is not one that Slack would accept; the text lists every reason."""


@dataclass(frozen=True)
class Shortcut:
    name: str
    kind: str
    callback_id: str


@dataclass(frozen=True)
class AppManifest:
    """What the local Slack needs from app.yaml."""

    name: str
    display_name: str
    scopes: tuple[str, ...]
    commands: tuple[str, ...]
    shortcuts: tuple[Shortcut, ...]
    bot_events: frozenset[str]
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool
    socket_mode: bool
    commands_in_full: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    def escapes(self, command: str) -> bool:
        """Whether mentions and links in the command's text come in angle brackets (should_escape)."""
        return any(c.get("command") == command and c.get("should_escape") for c in self.commands_in_full)


def read_manifest(manifest: Mapping[str, Any]) -> AppManifest:
    """Takes the parsed manifest; raises ManifestError when Slack would not save it."""
    features = manifest.get("features") or {}
    settings = manifest.get("settings") or {}
    home = features.get("app_home") or {}
    commands = tuple(features.get("slash_commands") or ())
    app = AppManifest(
        name=str((manifest.get("display_information") or {}).get("name", "")),
        display_name=str((features.get("bot_user") or {}).get("display_name", "")),
        scopes=_scopes(manifest),
        commands=tuple(str(c.get("command", "")) for c in commands),
        shortcuts=tuple(_shortcut(s) for s in features.get("shortcuts") or ()),
        bot_events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ()),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", False)),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled", True)),
        socket_mode=bool(settings.get("socket_mode_enabled", False)),
        commands_in_full=commands,
    )
    if problems := list(_problems(app, settings)):
        raise ManifestError("Slack would not accept this manifest: " + "; ".join(problems))
    return app


def _scopes(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    scopes = ((manifest.get("oauth_config") or {}).get("scopes") or {}).get("bot") or ()
    return tuple(str(scope) for scope in scopes)


def _shortcut(entry: Mapping[str, Any]) -> Shortcut:
    return Shortcut(str(entry.get("name", "")), str(entry.get("type", "")), str(entry.get("callback_id", "")))


def _problems(app: AppManifest, settings: Mapping[str, Any]) -> list[str]:
    found = _missing_parts(app)
    for event in sorted(app.bot_events):
        needed = EVENT_SCOPES.get(event)
        if needed and needed not in app.scopes:
            found.append(f"event {event} needs the scope {needed}")
    interactive = (settings.get("interactivity") or {}).get("is_enabled", False)
    if app.shortcuts and not interactive:
        found.append("shortcuts need settings.interactivity.is_enabled")
    return found


def _missing_parts(app: AppManifest) -> list[str]:
    found = []
    if not 0 < len(app.name) <= 35:
        found.append("display_information.name needs 1 to 35 characters")
    if not app.display_name:
        found.append("features.bot_user.display_name is missing")
    if (app.commands or app.shortcuts) and "commands" not in app.scopes:
        found.append("commands and shortcuts need the scope commands")
    for command in app.commands:
        if not command.startswith("/") or len(command) > 32 or " " in command:
            found.append(f"{command!r} is not a command name")
    found += [
        f"shortcut type {s.kind!r} is unknown" for s in app.shortcuts if s.kind not in ("global", "message")
    ]
    found += [f"shortcut name {s.name!r} is over 24 characters" for s in app.shortcuts if len(s.name) > 24]
    return found
