"""A workspace in which something of each kind is there, and one that is made of what was kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.local_slack import LocalSlack, VirtualClock
from bot.local_slack.methods_views import new_view
from bot.local_slack.posting import bot_post
from bot.local_slack.schedule import ScheduledMessage
from bot.local_slack.snapshot import Snapshot
from tests.local_slack.sample_app import MANIFEST

HARD_WORDS = "<!channel> <script> \u202eolleh \ud83d half, 🥖 and \0 nothing"
BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
HOME = {"type": "home", "blocks": [{"type": "actions", "block_id": "b1", "elements": [BUTTON]}]}


def fresh(folder: Path, manifest: dict[str, Any] = MANIFEST) -> tuple[LocalSlack, Snapshot]:
    """A new local Slack and its place in the folder."""
    slack = LocalSlack(manifest, VirtualClock(folder / "clock"))
    return slack, Snapshot(slack.workspace, folder / "workspace.json", folder / "contents")


def again(folder: Path) -> LocalSlack:
    """A local Slack made of what is in the folder."""
    slack, snapshot = fresh(folder)
    assert snapshot.load()
    return slack


async def lived_in(slack: LocalSlack) -> None:
    """Something of every kind that is kept."""
    ws, alice = slack.workspace, slack.person("alice")
    await alice.say(HARD_WORDS)
    post = bot_post(
        ws, alice.dm, {"text": "Hello", "blocks": HOME["blocks"], "metadata": {"event_type": "x"}}
    )
    post.state[alice.id] = {"b1": {"go": {"type": "button"}}}
    bot_post(ws, ws.channel_by_name("growth"), {"text": "psst", "blocks": [], "visible_to": alice.id})
    await alice.upload("talk.webm", b"\0\1\2", "audio/webm", transcript="hello", duration_ms=900)
    ws.views.homes[alice.id] = new_view(ws, alice.id, HOME)
    ws.scheduled.add(ScheduledMessage("Q1", alice.dm.id, 4_000_000_000, {"text": "later"}))
    await slack.move("bob", "Asia/Tokyo")
    await slack.invite_app("growth")
    await slack.archive("general")


def seen(slack: LocalSlack) -> dict[str, Any]:
    """Everything that is to be the same afterwards."""
    ws = slack.workspace
    return {
        "users": ws.users,
        "conversations": ws.conversations,
        "homes": ws.views.homes,
        "files": ws.files.by_id,
        "scheduled": ws.scheduled.waiting(),
    }
