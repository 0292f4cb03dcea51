"""`kith replay ID`: a message or a schedule row that was parked is tried again."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import Connection

from bot.clock import utc_now
from bot.coach import cadence
from bot.doctor import missing_file
from bot.settings import Settings
from storage import migrations, outbox_review, pace, schedule, standing
from storage.database import Database, open_database
from storage.standing import Planned, Standing

MESSAGE_ID = re.compile(r"[0-9a-f]{8,32}")
ROW_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
IT_GOES_ON = "A running `kith run` takes it up within seconds; else run `kith sweep`."


class ReplayError(Exception):
    """Nothing was changed; the text is one line that says why."""


def replay(settings: Settings, row_id: str) -> str:
    """Make a parked row due again, beside a running Kith; what happens next, in a line.

    `row_id` is a message's id (or how it begins, 8 digits at least), or the number of a schedule row.
    Raises ReplayError and DatabaseError.
    """
    if missing := missing_file(settings.database_url):
        raise ReplayError(f"there is no database {missing}: correct KITH_DATABASE_URL.")
    db = open_database(settings.database_url)
    try:
        _check_schema(db)
        return db.run_sync(replayed, row_id.strip().lower(), utc_now())
    finally:
        db.close()


def _check_schema(db: Database) -> None:
    current, head = migrations.current(db.engine), migrations.head()
    if current != head:
        what = f"the database has schema {current or 'none'} and this version needs {head}"
        raise ReplayError(f"{what}: run `kith migrate`, or the Kith that made it.")


def replayed(conn: Connection, row_id: str, now: datetime) -> str:
    """The same in a transaction. Raises ReplayError."""
    if ROW_NUMBER.fullmatch(row_id) and (row := standing.planned(conn, int(row_id))):
        return _replay_row(conn, row, now)
    if MESSAGE_ID.fullmatch(row_id):
        return _replay_message(conn, _the_message(conn, row_id), now)
    if ROW_NUMBER.fullmatch(row_id):
        raise ReplayError(f"there is no schedule row {row_id}: `kith doctor` lists what is parked.")
    example = "give a message's id (at least 8 of its digits 0-9 a-f) or the number of a schedule row"
    raise ReplayError(f"{row_id!r} is no id: {example}, as `kith doctor` prints them.")


def _the_message(conn: Connection, beginning: str) -> Standing:
    alike = standing.messages_like(conn, beginning)
    if not alike:
        raise ReplayError(f"there is no message {beginning}: `kith doctor` lists what is parked.")
    if len(alike) > 1:
        raise ReplayError(f"several messages begin with {beginning}: give more of the id.")
    return alike[0]


def _replay_message(conn: Connection, message: Standing, now: datetime) -> str:
    name = f"Message {message.id} ({message.kind})"
    if not outbox_review.replay(conn, message.id, now):
        raise ReplayError(f"{name} is not parked: it {state_words(message)}.")
    for held in pace.paused(conn):
        if held.workspace_id == message.owner.workspace_id:
            return f"{name} is sent as soon as its workspace goes on: it is paused ({held.reason})."
    if message.error == outbox_review.UNANSWERED:
        return f"{name} is looked for, and sent again if it did not arrive. {IT_GOES_ON}"
    return f"{name} is due again. {IT_GOES_ON}"


def _replay_row(conn: Connection, row: Planned, now: datetime) -> str:
    name = f"Schedule row {row.id} ({row.kind})"
    if not schedule.replay(conn, row.id, now):
        when = f"it is due on {_at(row.retry_at or row.due_at)}"
        again = f" after {row.attempts} failures" if row.attempts else ""
        raise ReplayError(f"{name} is not parked: {when}{again}.")
    if cadence.is_too_late(row.due_at, now):
        what = f"it was due on {_at(row.due_at)}, so the next brief takes it in, and it goes on from today"
        return f"{name} is on the schedule again: {what}. {IT_GOES_ON}"
    return f"{name} is due again. {IT_GOES_ON}"


def state_words(message: Standing) -> str:
    """How a message stands that is not parked, to go on with after "it"."""
    if message.state == "sent" and message.sent_at:
        return f"was sent on {_at(message.sent_at)}"
    if message.state == "due":
        return f"waits to be sent and is tried on {_at(message.due_at)}"
    return {
        "claimed": "is being sent at this moment",
        "unknown": f"may have arrived, and is looked for on {_at(message.due_at)}",
        "silent": "was decided not to be said",
        "folded": "came too late and went into the next brief",
        "canceled": f"was canceled{f' ({message.error})' if message.error else ''}",
    }.get(message.state, f"is {message.state}")


def _at(at: datetime) -> str:
    return f"{at:%Y-%m-%d at %H:%M} UTC"
