"""The Slack manifest, the listeners, the help and the README agree, and Slack would take the manifest."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.blocks.help import help_message
from bot.dispatch import ENDINGS
from bot.listeners import FEATURES
from bot.local_slack.manifest import EVENT_SCOPES, read_manifest
from bot.local_slack.scopes import METHOD_SCOPES
from bot.routes import Routes

ROOT = Path(__file__).parent.parent
MANIFEST = yaml.safe_load((ROOT / "app.yaml").read_text())
FEATURES_OF_APP = MANIFEST["features"]
COMMANDS = FEATURES_OF_APP["slash_commands"]
SHORTCUTS = FEATURES_OF_APP["shortcuts"]
EVENTS = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
SCOPES = MANIFEST["oauth_config"]["scopes"]["bot"]
# The kinds of conversation that Kith looks at: what conversations.* needs depends on them.
BY_CONVERSATION = {"channels:read", "groups:read", "im:history"}

# What the SDK's files_upload_v2 calls.
UPLOAD = {"files.getUploadURLExternal", "files.completeUploadExternal"}


def routes() -> Routes:
    """The table of contents of the bot."""
    made = Routes()
    for feature in FEATURES:
        made.include(feature)
    return made


ROUTES = routes()


def names(entries: list[dict[str, Any]], key: str) -> list[str]:
    """One field of each entry, sorted."""
    return sorted(entry[key] for entry in entries)


def test_slack_would_save_the_manifest() -> None:
    assert read_manifest(MANIFEST).name == "Kith"


def test_the_manifest_is_of_format_v2_for_socket_mode() -> None:
    assert MANIFEST["_metadata"]["major_version"] == 2
    settings = MANIFEST["settings"]
    assert settings["socket_mode_enabled"] and settings["interactivity"]["is_enabled"]
    assert not settings["org_deploy_enabled"] and not settings["token_rotation_enabled"]


def test_the_commands_are_those_that_are_registered() -> None:
    assert names(COMMANDS, "command") == sorted(ROUTES.commands)


def test_the_shortcuts_are_those_that_are_registered() -> None:
    assert names(SHORTCUTS, "callback_id") == sorted(ROUTES.shortcuts)


def test_the_events_are_those_that_are_registered() -> None:
    # "message.im" is asked for, "message" and "message.file_share" come of it.
    registered = {name.partition(".")[0] for name in ROUTES.events} | set(ENDINGS)
    assert {event.partition(".")[0] for event in EVENTS} == registered


# Slack's own limits: github.com/slackapi/manifest-schema, manifest.schema.2.0.0.json.
DISPLAY = MANIFEST["display_information"]
LIMITED = [
    ("name", DISPLAY["name"], 1, 35),
    ("description", DISPLAY["description"], 1, 140),
    ("long_description", DISPLAY["long_description"], 175, 4000),
    ("display_name", FEATURES_OF_APP["bot_user"]["display_name"], 1, 80),
    *(("command", one["command"], 2, 32) for one in COMMANDS),
    *(("command description", one["description"], 1, 2000) for one in COMMANDS),
    *(("usage_hint", one["usage_hint"], 1, 1000) for one in COMMANDS),
    *(("shortcut", one["name"], 1, 24) for one in SHORTCUTS),
    *(("shortcut description", one["description"], 1, 150) for one in SHORTCUTS),
]


@pytest.mark.parametrize(("field", "text", "least", "most"), LIMITED)
def test_every_text_is_within_slacks_limits(field: str, text: str, least: int, most: int) -> None:
    assert least <= len(text) <= most, field


def test_there_are_no_more_entries_than_slack_takes() -> None:
    assert len(COMMANDS) <= 50
    assert len(SHORTCUTS) <= 10


def test_the_colour_is_one() -> None:
    assert re.fullmatch(r"#[0-9a-fA-F]{6}", DISPLAY["background_color"])


def is_api_call(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr == "api_call"


def called_methods() -> set[str]:
    """The Web API methods that the code calls: client.views_open, files_upload_v2, api_call("api.test")."""
    sources = [path for path in (ROOT / "bot").rglob("*.py") if "local_slack" not in path.parts]
    nodes = [node for path in sources for node in ast.walk(ast.parse(path.read_text()))]
    said = {node.attr.replace("_", "").lower() for node in nodes if isinstance(node, ast.Attribute)}
    plain = {name for name in METHOD_SCOPES if name.replace(".", "").lower() in said}
    called = [node for node in nodes if isinstance(node, ast.Call) and is_api_call(node)]
    plain |= {str(node.args[0].value) for node in called if isinstance(node.args[0], ast.Constant)}
    return plain | (UPLOAD if "filesuploadv2" in said else set())


def needed_scopes() -> set[str]:
    """The scopes without which a command, an event or a call of the code would be refused."""
    by_call = {METHOD_SCOPES[method] for method in called_methods()}
    by_event = {EVENT_SCOPES.get(event, "") for event in EVENTS}
    # apps.connections.open is called with the app-level token, which has its scope outside of the manifest.
    return (by_call | by_event | BY_CONVERSATION | {"commands"}) - {"", "connections:write"}


def test_the_calls_of_the_code_are_found() -> None:
    assert {"views.open", "views.publish", "chat.postMessage", "users.info"} <= called_methods()


def test_the_scopes_are_those_that_the_code_needs_and_no_more() -> None:
    assert needed_scopes() == set(SCOPES)


def test_help_names_every_command() -> None:
    told = helped("/kith")
    assert [name for name in ROUTES.commands if f"`{name}" not in told] == []


def test_help_names_every_word_and_phrase() -> None:
    told = helped("/kith")
    words = [*ROUTES.words, *ROUTES.phrases]
    assert [word for word in words if not re.search(rf"`/kith {re.escape(word)}\b", told)] == []


def test_help_names_nothing_that_is_not_there() -> None:
    known = {*ROUTES.words, *ROUTES.phrases, "help", "met Dana Lee"}
    said = re.findall(r"`/kith ([^`]+)`", helped("/kith"))
    assert [
        line for line in said if not any(line == word or line.startswith(f"{word} ") for word in known)
    ] == []


def test_each_commands_own_help_tells_its_examples() -> None:
    assert [name for name in ROUTES.commands if f"`{name}" not in helped(name)] == []


def helped(command: str) -> str:
    """The paragraphs of the help."""
    return "\n".join(block["text"]["text"] for block in help_message(command)["blocks"] if "text" in block)


README = (ROOT / "README.md").read_text()


def test_the_readme_gives_the_reason_of_each_scope_and_of_no_other() -> None:
    rows = re.findall(r"^\| `([a-z]+(?::[a-z.]+)?)` \| (\S.*?) \|$", README, re.MULTILINE)
    told = [
        scope
        for scope, _reason in rows
        if scope in METHOD_SCOPES.values() or ":" in scope or scope == "commands"
    ]
    assert sorted(told) == sorted(SCOPES)
