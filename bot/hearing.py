"""A listener hears of an act: its person a member by then, and in as few hops to the database as it needs."""

from __future__ import annotations

from inspect import iscoroutinefunction
from typing import Any

from sqlalchemy import Connection

from bot import membership
from bot.interaction import Interaction
from bot.routes import Listener
from bot.services import SOON_SECONDS, Services
from storage import members
from storage.records import Owner

Body = dict[str, Any]


async def interaction(services: Services, owner: Owner, body: Body) -> Interaction:
    """The envelope of one act, its person a member from now on."""
    now = services.now()
    # The Home asks a newcomer what the welcome would only tell.
    event = body.get("event") or {}
    is_greeted = event.get("type") == "app_home_opened" and event.get("tab") == "home"
    member = await membership.ensure(services, owner, now, is_greeted=is_greeted)
    return Interaction(services, member, body, now)


async def heard(
    services: Services, listener: Listener, owner: Owner, body: Body, words: dict[str, str]
) -> tuple[Interaction, Any]:
    """The act, with its text, value and ref of `words`, and what the listener says to it.

    A listener that needs the database alone is a plain function; it gets its member, as they are at that very
    moment, in its own transaction. One hop does for both.
    """
    if not iscoroutinefunction(listener):
        done = await services.db.run_soon(SOON_SECONDS, _at_once, listener, services, owner, body, words)
        if done is not None:
            return done
    it = await interaction(services, owner, body)
    for name, value in words.items():
        setattr(it, name, value)
    return it, await said(listener, it)


async def said(listener: Listener, it: Interaction) -> Any:
    """What a listener of either kind says."""
    return await listener(it) if iscoroutinefunction(listener) else await it.run(listener, it)


def _at_once(
    conn: Connection, listener: Listener, services: Services, owner: Owner, body: Body, words: dict[str, str]
) -> tuple[Interaction, Any] | None:
    """The act and what is said to it, in one transaction; None when the person is no member yet."""
    member = members.find(conn, owner)
    if member is None:
        return None
    services.known.add(owner)
    it = Interaction(services, member, body, services.now(), **words)
    return it, listener(conn, it)
