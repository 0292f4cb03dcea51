"""Forget me: asked first, then everything of the member is gone in one transaction."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import ears
from bot.blocks import forget as blocks
from bot.blocks.kit import Payload
from bot.content import say
from bot.interaction import CoachError, Interaction
from storage import erase, export
from storage.records import Owner


async def ask(it: Interaction) -> Payload:
    """`/kith forget me`: what would be deleted, in counts."""
    counts = await it.run(count, it.owner)
    return blocks.ask_message(counts, int(it.now.timestamp()))


def count(conn: Connection, owner: Owner) -> dict[str, int]:
    """How many rows of each table are the member's."""
    return {table: len(rows) for table, rows in export.everything(conn, owner).items()}


async def yes(it: Interaction) -> Payload:
    """Everything goes. A second click finds nothing, also when the click itself made the member anew."""
    joined, now = int(it.member.joined_at.timestamp()), int(it.now.timestamp())
    if it.number < joined < now:
        raise CoachError(say("forget.began_anew"))
    gone, ended = await it.run(_forget, it)
    it.services.known.discard(it.owner)
    ears.show_ended(it.services, ended)
    if (it.body.get("view") or {}).get("type") != "home":
        it.services.later(_clear_home(it))
    return blocks.done_message(gone)


def _forget(conn: Connection, it: Interaction) -> tuple[dict[str, int], list[ears.Ended]]:
    """What waits for a colleague's ear, or for theirs, is taken back first: later nobody knows where."""
    ended = ears.take_back_all(conn, it.owner)
    return erase.forget(conn, it.owner, it.now), ended


async def _clear_home(it: Interaction) -> None:
    """The Home tab lies with Slack, and shows what was there until something else is published."""
    await it.services.client.views_publish(user_id=it.owner.member_id, view=blocks.empty_home())


async def no(it: Interaction) -> Payload:
    """Nothing happens."""
    return blocks.kept_message()


WORDS = {"forget me": ask, "forget": ask}
ACTIONS = {"forget.yes": yes, "forget.no": no}
