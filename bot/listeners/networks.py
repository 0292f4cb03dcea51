"""The three networks: how many people are in each, and sorting those who are in none."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.blocks import errors
from bot.blocks import networks as blocks
from bot.blocks.kit import Block, Payload
from bot.coach.networks import NETWORKS
from bot.content import say
from bot.interaction import CoachError, Interaction
from storage import acts, contacts
from storage.records import Contact, Owner

PAGE = 100


async def show(it: Interaction) -> Payload:
    """`/kith networks`: the balance in counts, and people to sort."""
    return await it.run(shown, it)


def shown(conn: Connection, it: Interaction, *notice: Block) -> Payload:
    """The message as the member's contacts are now."""
    return blocks.networks_message(contacts.by_network(conn, it.owner), unsorted(conn, it.owner), *notice)


def unsorted(conn: Connection, owner: Owner, limit: int = blocks.SORTED_AT_ONCE) -> list[Contact]:
    """The contacts added last that are in no network, at most `limit`."""
    found: list[Contact] = []
    offset = 0
    while len(found) < limit and (page := contacts.recent(conn, owner, PAGE, offset)):
        found += [contact for contact in page if contact.network is None]
        offset += PAGE
    return found[:limit]


async def sort(it: Interaction) -> Payload:
    """One contact was put into a network; the counts and the next people to sort follow."""
    if it.value not in NETWORKS:
        raise CoachError(say("networks.unknown_network"))
    return await it.run(_sort, it)


def _sort(conn: Connection, it: Interaction) -> Payload:
    contact = contacts.find(conn, it.owner, it.number)
    if contact is None:
        raise CoachError(errors.gone())
    # The same choice made twice has nothing to undo.
    act_id = _put(conn, it, contact) if contact.network != it.value else None
    now = contacts.find(conn, it.owner, contact.id) or contact
    return shown(conn, it, *blocks.sorted_notice(now, act_id))


def _put(conn: Connection, it: Interaction, contact: Contact) -> int:
    act_id = acts.begin(conn, it.owner, "sorted", it.now)
    acts.change(conn, act_id, it.owner, "contacts", contact.id, network=it.value)
    return act_id


async def undo(it: Interaction) -> Payload:
    """The contact is where it was before."""
    return await it.run(_undo, it)


def _undo(conn: Connection, it: Interaction) -> Payload:
    result = acts.undo(conn, it.owner, it.number, it.now)
    if result == "missing":
        raise CoachError(errors.gone())
    if result == "newer":
        raise CoachError(say("networks.newer"))
    return shown(conn, it, blocks.undone_notice())


WORDS = {"networks": show}
ACTIONS = {"networks.sort": sort, "networks.undo": undo}
