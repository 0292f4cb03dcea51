"""Where a person can be in the page: a channel, the direct message with the app, or the app's Home."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from bot.local_slack.conversations import Conversation
from bot.local_slack.page.stage import Stage
from bot.local_slack.person import Person


@dataclass(frozen=True)
class Place:
    """`conversation` is what is talked in; on Home it is the direct message that Home belongs to."""

    name: str
    conversation: Conversation
    is_home: bool = False

    @property
    def path(self) -> str:
        """The end of its address: "dm", "home" or "c/growth"."""
        return self.name if self.conversation.is_im else f"c/{quote(self.name)}"


def place_named(stage: Stage, person: Person, name: str) -> Place:
    """A place by the end of its address; raises LookupError when this person has no such place."""
    if name in ("dm", "home"):
        if person.user.team_id != stage.slack.team_id:
            raise LookupError(
                f"{person.user.real_name} is of another company and has no messages with the app."
            )
        return Place(name, person.dm, is_home=name == "home")
    conversation = stage.slack.workspace.channel_by_name(name.removeprefix("c/"))
    if person.id not in conversation.members:
        raise LookupError(f"{person.user.real_name} is not in #{conversation.name}.")
    return Place(conversation.name, conversation)


def place_of(stage: Stage, request: web.Request, name: str) -> tuple[Person, Place]:
    """Who asks for which place; raises HTTPNotFound when it is not theirs."""
    person = stage.person(request)
    try:
        return person, place_named(stage, person, name)
    except LookupError as error:
        raise web.HTTPNotFound(text=str(error.args[0])) from error


def first_place(stage: Stage, person: Person) -> str:
    """Where somebody lands: the direct message with the app, or the first channel they are in."""
    if person.user.team_id == stage.slack.team_id:
        return "dm"
    mine = channels_of(stage, person)
    return f"c/{quote(mine[0].name)}" if mine else "dm"


def channels_of(stage: Stage, person: Person) -> list[Conversation]:
    """The channels that a person is in."""
    every = stage.slack.workspace.conversations.values()
    return [c for c in every if not c.is_im and person.id in c.members]
