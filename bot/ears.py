"""Taking back what waits for a colleague's ear: nobody sees a button any more that could not be answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from bot import surface
from bot.blocks import ear as blocks
from bot.blocks.kit import Payload
from bot.services import Services
from storage import hearing_posts, hearings
from storage.hearing_posts import Place, Places
from storage.practice_records import Hearing
from storage.records import Owner


class Ended(NamedTuple):
    """A request that was taken back, and where its two messages stand."""

    hearing: Hearing
    places: Places


def take_back(conn: Connection, taken: Sequence[Hearing]) -> list[Ended]:
    """Nothing of these requests is sent any more, or kept in the outbox."""
    return [Ended(one, hearing_posts.take_back(conn, one)) for one in taken]


def take_back_all(conn: Connection, owner: Owner) -> list[Ended]:
    """The same of all that waits, sent by the member or to them: before they are forgotten."""
    return take_back(conn, hearings.waiting_about(conn, owner))


def show_ended(services: Services, ended: Sequence[Ended]) -> None:
    """Say in place of each message that there is nothing to wait for."""
    for hearing, places in ended:
        show(services, places.request, blocks.for_listener(None))
        show(services, places.sent, blocks.ended_message(hearing))


def show(services: Services, place: Place | None, payload: Payload) -> None:
    """Change a message in somebody's conversation, later, if it stands there."""
    if place:
        services.later(surface.change_message(services, *place, payload))
