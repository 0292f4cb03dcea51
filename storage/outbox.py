"""The outbox: every message that was decided on, and what became of it. Nothing is deleted for failing.

due -> claimed (with a lease) -> sent; a send without an answer, or a lease that ran out, is unknown: it is
looked for before it is sent again. silent and folded are decisions without a message; parked waits for
somebody to look; canceled is not wanted any more.
"""

from __future__ import annotations

from datetime import datetime
from itertools import count
from secrets import token_hex

from sqlalchemy import Connection

from storage.columns import epoch
from storage.inserts import insert_new
from storage.records import Message, OutboxState
from storage.tables import outbox

# What Kith says unasked. Anything else answers a member: it goes first, and is never folded or paced.
NUDGES = ("brief", "reminder", "review", "practice", "team_summary")
# Counts what this process made, so that two of the same microsecond keep their order.
_made = count()


def _new_id(now: datetime) -> str:
    """32 hexadecimal digits that sort in the order of making: what was said first is sent first, also of
    two messages of one second."""
    return f"{int(now.timestamp() * 1_000_000):014x}{next(_made) & 0xFFFF:04x}{token_hex(7)}"


def add(conn: Connection, message: Message, now: datetime, state: OutboxState = "due") -> str | None:
    """Keep a message to be sent or, with another `state`, the decision not to. Its id.

    None when there is one of that owner, kind, ref and local date already: then nothing changes.
    """
    at, new_id = epoch(now), _new_id(now)
    row = {
        **message.owner._asdict(),
        "id": new_id,
        "kind": message.kind,
        "ref": message.ref,
        "local_on": message.local_on,
        "channel_id": message.channel_id,
        "payload": message.payload,
        "state": state,
        "due_at": at,
        "created_at": at,
        "attempts": 0,
        "may_repeat": False,
        "is_nudge": message.kind in NUDGES,
        "is_wanted": False,
    }
    return new_id if insert_new(conn, outbox, row) else None
