"""The left side of the page: where one can go, and where something new has come."""

from __future__ import annotations

from dataclasses import dataclass

from bot.local_slack.page.places import Place, channels_of
from bot.local_slack.page.stage import Stage
from bot.local_slack.person import Person


@dataclass(frozen=True)
class Link:
    """A place to go to, with the number of messages there that this person has not seen."""

    name: str
    path: str
    unread: int
    is_here: bool = False
    note: str = ""


def channel_links(stage: Stage, person: Person, here: Place) -> list[Link]:
    """The channels of a person."""
    return [
        Link(c.name, f"c/{c.name}", stage.unread.count(person, c), here.conversation is c)
        for c in channels_of(stage, person)
    ]


def app_link(stage: Stage, person: Person, here: Place) -> Link | None:
    """The app, for whoever has a direct message with it."""
    if person.user.team_id != stage.slack.team_id:
        return None
    name = stage.slack.workspace.manifest.display_name
    return Link(name, "dm", stage.unread.count(person, person.dm), here.conversation is person.dm)


def people_links(stage: Stage, person: Person) -> list[Link]:
    """Everybody, to become them; with what waits for them in their direct message."""
    links = []
    for other in stage.slack.people():
        is_ours = other.user.team_id == stage.slack.team_id and not other.user.deleted
        unread = stage.unread.count(other, other.dm) if is_ours else 0
        name, path = other.user.real_name, f"/p/{other.handle}/"
        links.append(Link(name, path, unread, other.id == person.id, _about(stage, other)))
    return links


def _about(stage: Stage, person: Person) -> str:
    """Where somebody is, and what sets them apart."""
    town = person.tz.split("/")[-1].replace("_", " ")
    return town if person.user.team_id == stage.slack.team_id else f"{town}, another company"
