"""The desk on demand: `/kith`, and what needs doing, the week and the state in a word each."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import desk
from bot.agenda import week_of
from bot.blocks.briefs import MOST_ITEMS
from bot.blocks.home import desk_message, today_message
from bot.blocks.kit import Payload
from bot.blocks.reviews import review_message
from bot.blocks.status import Status, status_message
from bot.interaction import Interaction
from bot.status import hitches
from storage import contacts, promises, thanks


async def open_desk(it: Interaction) -> Payload:
    """`/kith`: what needs doing, and the doors to everything else."""
    return desk_message(await desk.load(it))


async def today(it: Interaction) -> Payload:
    """`/kith today`: the brief, now, and what had no room in it."""
    return today_message(await desk.load(it, MOST_ITEMS))


async def week(it: Interaction) -> Payload:
    """`/kith week`: the weekly review, now."""
    return review_message(await it.run(week_of, it.member, it.now))


async def status(it: Interaction) -> Payload:
    """`/kith status`: what comes next, and whether all is well."""
    return status_message(await it.run(_status, it))


def _status(conn: Connection, it: Interaction) -> Status:
    return Status(
        it.member,
        it.today,
        desk.next_nudges(conn, it.member, it.now),
        contacts.count(conn, it.owner),
        len(promises.open_ones(conn, it.owner)),
        len(thanks.owed(conn, it.owner)),
        hitches(conn, it.member, it.now),
    )


COMMANDS = {"/kith": open_desk}
LISTS = {"desk": open_desk, "today": today}
WORDS = {"today": today, "week": week, "status": status}
