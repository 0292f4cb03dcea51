"""The desk on demand: `/kith`, and what needs doing, the week and the state in a word each."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from bot import desk
from bot.blocks.home import desk_message, today_message
from bot.blocks.kit import Payload
from bot.blocks.status import Status, status_message
from bot.blocks.week import Week, week_message
from bot.coach.cadence import local_day, moment
from bot.interaction import Interaction
from storage import contacts, outbox_review, promises, schedule, thanks, touches

BEHIND = timedelta(days=6)
AHEAD = timedelta(days=7)


async def open_desk(it: Interaction) -> Payload:
    """`/kith`: what needs doing, and the doors to everything else."""
    return desk_message(await desk.load(it))


async def today(it: Interaction) -> Payload:
    """`/kith today`: the brief, now."""
    return today_message(await desk.load(it))


async def week(it: Interaction) -> Payload:
    """`/kith week`: seven days back, today among them, and seven ahead."""
    return week_message(await it.run(_week, it))


def _week(conn: Connection, it: Interaction) -> Week:
    since, until = it.today - BEHIND, it.today + AHEAD
    began_at = moment(since, 0, it.member.tz)
    return Week(
        since,
        it.today,
        until,
        promises.closed_since(conn, it.owner, began_at),
        thanks.said_since(conn, it.owner, began_at),
        touches.since(conn, it.owner, since),
        promises.due_by(conn, it.owner, until),
    )


async def status(it: Interaction) -> Payload:
    """`/kith status`: what comes next, and whether all is well."""
    return status_message(await it.run(_status, it))


def _status(conn: Connection, it: Interaction) -> Status:
    tz = it.member.tz
    parked = [(row.kind, row.created_at) for row in outbox_review.parked_of(conn, it.owner)]
    parked += [(row.kind, row.due_at) for row in schedule.parked_of(conn, it.owner)]
    return Status(
        it.member,
        it.today,
        desk.next_nudges(conn, it.member, it.now),
        contacts.count(conn, it.owner),
        len(promises.open_ones(conn, it.owner)),
        len(thanks.owed(conn, it.owner)),
        [(kind, local_day(at, tz)) for kind, at in parked],
    )


COMMANDS = {"/kith": open_desk}
WORDS = {"today": today, "week": week, "status": status}
