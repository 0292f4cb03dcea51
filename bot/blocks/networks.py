"""The member's three networks as a message: the counts, one thought, and people to sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.blocks import kit
from bot.blocks.kit import Block, Payload
from bot.coach.networks import NETWORKS, balance
from bot.content import say
from storage.records import Contact, Network

SORTED_AT_ONCE = 5


def key(contact: Contact) -> str:
    """The block_id under which a contact stands here."""
    return f"contact:{contact.id}"


def networks_message(
    counts: Mapping[Network | None, int], unsorted: Sequence[Contact], *notice: Block
) -> Payload:
    """The balance in counts, what it may mean, and the first of the unsorted contacts with a menu each."""
    reading = balance(counts)
    title = say("networks.title")
    blocks = [*notice, kit.section(f"*{title}*")]
    if told := say("networks.counts", counts=counts):
        blocks.append(kit.section(told))
    blocks.append(kit.section(say("networks.meaning", balance=reading)))
    blocks.append(kit.section(say("networks.next_step", balance=reading)))
    blocks += [_to_sort(contact) for contact in unsorted[:SORTED_AT_ONCE]]
    if more := counts.get(None, 0) - len(unsorted[:SORTED_AT_ONCE]):
        blocks.append(kit.context(say("networks.more", count=more)))
    return kit.message(title, *blocks, kit.context(say("networks.only_you")))


def _to_sort(contact: Contact) -> Block:
    options = [kit.option(network.capitalize(), network) for network in NETWORKS]
    menu = kit.select(kit.action_id("networks.sort", contact.id), "Sort", options)
    return kit.section(say("networks.contact", contact=contact), block_id=key(contact), accessory=menu)


def sorted_notice(contact: Contact, act_id: int | None) -> list[Block]:
    """A contact that is sorted, with Undo when an act did it just now."""
    made = [kit.section(say("networks.sorted", contact=contact), block_id=key(contact))]
    if act_id is None:
        return made
    # Not the general Undo: with the counts and the people to sort, the whole message changes back.
    undo = kit.button("Undo", "networks.undo", act_id)
    return [*made, kit.actions(undo, block_id=f"{key(contact)}.do")]


def undone_notice() -> Block:
    """What was sorted is as it was before."""
    return kit.section(say("networks.undone"))
