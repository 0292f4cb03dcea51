"""What the local Slack takes from a manifest, and what it will not take."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack.manifest import ManifestError, Shortcut, read_manifest


def test_commands_scopes_and_events_are_read(manifest: dict[str, Any]) -> None:
    app = read_manifest(manifest)
    assert app.commands == ("/promise", "/thanks")
    assert "im:history" in app.scopes
    assert "message.im" in app.bot_events
    assert (app.home_tab, app.messages_tab, app.messages_read_only, app.socket_mode) == (
        True,
        True,
        False,
        True,
    )
    assert app.shortcuts[0] == Shortcut("Capture", "global", "capture")


def test_an_event_without_its_scope_is_refused(manifest: dict[str, Any]) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove("im:history")
    with pytest.raises(ManifestError, match=r"message\.im needs the scope im:history"):
        read_manifest(manifest)


def test_commands_need_their_scope(manifest: dict[str, Any]) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove("commands")
    with pytest.raises(ManifestError, match="need the scope commands"):
        read_manifest(manifest)


def test_shortcuts_need_interactivity(manifest: dict[str, Any]) -> None:
    manifest["settings"]["interactivity"]["is_enabled"] = False
    with pytest.raises(ManifestError, match="interactivity"):
        read_manifest(manifest)


@pytest.mark.parametrize("name", ["promise", "/two words", "/" + "x" * 40])
def test_what_is_no_command_name_is_refused(manifest: dict[str, Any], name: str) -> None:
    manifest["features"]["slash_commands"][0]["command"] = name
    with pytest.raises(ManifestError, match="is not a command name"):
        read_manifest(manifest)


def test_every_reason_is_named_at_once() -> None:
    with pytest.raises(ManifestError) as caught:
        read_manifest({"features": {"shortcuts": [{"name": "x" * 25, "type": "odd", "callback_id": "c"}]}})
    for word in ("display_information.name", "bot_user", "commands", "odd", "over 24"):
        assert word in str(caught.value)


def test_the_messages_tab_is_read_only_unless_said_otherwise(manifest: dict[str, Any]) -> None:
    del manifest["features"]["app_home"]["messages_tab_read_only_enabled"]
    assert read_manifest(manifest).messages_read_only
