"""The outbox: every message that was decided on, and what became of it. Nothing is deleted for failing.

due -> claimed (with a lease) -> sent; a send without an answer, or a lease that ran out, is unknown: it is
looked for before it is sent again. silent and folded are decisions without a message; parked waits for
somebody to look; canceled is not wanted any more.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection

from storage.columns import epoch
from storage.driver_rows import read_all, wording
from storage.records import Message, OutboxState

# What Kith says unasked. Anything else answers a member: it goes first, and is never folded or paced.
NUDGES = ("brief", "reminder", "review", "practice", "team_summary")
# Counts what this process made, so that two of the same microsecond keep their order.
_made = count()
_OWN = "id, workspace_id, member_id, kind, ref, local_on, channel_id, payload, is_nudge"
_SHARED = "state, due_at, created_at, attempts, may_repeat, is_wanted"
_ADD = {
    "sqlite": f"""
        INSERT INTO outbox ({_OWN}, {_SHARED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)
        ON CONFLICT DO NOTHING""",
    # %b: an array as text would have each quote of its payloads escaped, which costs more than all the rest.
    "postgresql": f"""
        INSERT INTO outbox ({_OWN}, {_SHARED})
        SELECT added.*, ?, ?, ?, 0, false, false FROM unnest(
            %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[]::date[], %b::text[],
            %b::text[]::json[], %b::bool[]
        ) AS added ON CONFLICT DO NOTHING RETURNING id""",
}
_THERE = "SELECT outbox.id FROM json_each(?) AS made CROSS JOIN outbox ON outbox.id = made.value"


def new_ids(now: datetime, number: int) -> list[str]:
    """So many ids: 32 hexadecimal digits that sort in the order of making, so that what was said first is
    sent first, also of two messages of one second."""
    at = f"{int(now.timestamp() * 1_000_000):014x}"
    return [f"{at}{next(_made) & 0xFFFF:04x}{token_hex(7)}" for _ in range(number)]


def add(conn: Connection, message: Message, now: datetime, state: OutboxState = "due") -> str | None:
    """Keep a message to be sent or, with another `state`, the decision not to. Its id.

    None when there is one of that owner, kind, ref and local date already: then nothing changes.
    """
    return add_many(conn, [message], now, state)[0]


def add_many(
    conn: Connection, messages: Sequence[Message], now: datetime, state: OutboxState = "due"
) -> list[str | None]:
    """Keep many at once, as `add` does with each: their ids, or None for those that were there already."""
    if not messages:
        return []
    ids = new_ids(now, len(messages))
    rows = [_row(new_id, message) for new_id, message in zip(ids, messages, strict=True)]
    shared = (state, epoch(now), epoch(now))
    kept = (_add_sqlite if conn.dialect.name == "sqlite" else _add_postgresql)(conn, rows, shared)
    return [new_id if new_id in kept else None for new_id in ids]


def _row(new_id: str, message: Message) -> tuple[Any, ...]:
    on, payload = message.local_on.isoformat(), json.dumps(message.payload)
    is_nudge = message.kind in NUDGES
    return new_id, *message.owner, message.kind, message.ref, on, message.channel_id, payload, is_nudge


def _add_sqlite(conn: Connection, rows: list[tuple[Any, ...]], shared: tuple[Any, ...]) -> set[str]:
    result = conn.exec_driver_sql(_ADD["sqlite"], [(*row, *shared) for row in rows])
    if result.rowcount == len(rows):
        return {row[0] for row in rows}
    return {row[0] for row in read_all(conn, _THERE, json.dumps([row[0] for row in rows]))}


def _add_postgresql(conn: Connection, rows: list[tuple[Any, ...]], shared: tuple[Any, ...]) -> set[str]:
    columns = map(list, zip(*rows, strict=True))
    result = conn.exec_driver_sql(wording(_ADD["postgresql"], "postgresql"), (*shared, *columns))
    return {row[0] for row in result}
