"""Slack's own commands in a channel: the app is invited to it, or removed from it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.local_slack.page.places import Place
from bot.local_slack.page.stage import Stage
from bot.local_slack.person import Person

NAMES = ("/invite", "/remove")


def commands(stage: Stage, place: Place) -> list[Mapping[str, str]]:
    """What the list of commands says of them, where they can be used."""
    app = stage.slack.workspace.manifest.display_name
    if place.conversation.is_im:
        return []
    return [
        {"command": "/invite", "usage_hint": f"@{app}", "description": f"Invite {app} to this channel"},
        {"command": "/remove", "usage_hint": f"@{app}", "description": f"Remove {app} from this channel"},
    ]


async def run(stage: Stage, person: Person, place: Place, command: str, rest: str) -> str:
    """Does it, and returns what Slack says. Raises LookupError with what can be said instead."""
    workspace = stage.slack.workspace
    app = workspace.manifest.display_name
    if place.conversation.is_im:
        raise LookupError(f"{command} is for channels. Go to one, then type {command} @{app}.")
    if rest.removeprefix("@").casefold() != app.casefold():
        raise LookupError(f"Only {app} can be named here. Example: {command} @{app}")
    is_in = workspace.bot_user_id in place.conversation.members
    if command == "/invite":
        await stage.slack.invite_app(place.conversation.id, person.handle)
        return f"{app} is in #{place.name} {'already' if is_in else 'now'}."
    await stage.slack.remove_app(place.conversation.id, person.handle)
    return f"{app} is {'no longer' if is_in else 'not'} in #{place.name}."
