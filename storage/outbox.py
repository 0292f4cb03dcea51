"""The outbox: every message that was decided on, and what became of it. Nothing is deleted for failing.

due -> claimed (with a lease) -> sent; a send without an answer, or a lease that ran out, is unknown: it is
looked for before it is sent again. silent and folded are decisions without a message; parked waits for
somebody to look; canceled is not wanted any more.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import count
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection

from storage.columns import epoch
from storage.driver_rows import read_all
from storage.records import Message, OutboxState

Row = tuple[Any, ...]
# What Kith says unasked. Anything else answers a member: it goes first, and is never folded or paced.
NUDGES = ("brief", "reminder", "review", "practice", "team_summary")
# Counts what this process made, so that two of the same microsecond keep their order.
_made = count()
_COLUMNS = """id, workspace_id, member_id, kind, ref, local_on, channel_id, payload, is_nudge, state, due_at,
    created_at"""
_ADD = {
    "sqlite": f"""
        INSERT INTO outbox ({_COLUMNS}, attempts, may_repeat, is_wanted)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0) ON CONFLICT DO NOTHING""",
    # %b: an array as text would have each quote of its payloads escaped, which costs more than all the rest.
    "postgresql": f"""
        INSERT INTO outbox ({_COLUMNS}, attempts, may_repeat, is_wanted)
        SELECT added.*, %s, %s, 0, false, false FROM unnest(
            %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[]::date[], %b::text[],
            %b::text[]::json[], %b::bool[], %b::text[]
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
    return add_many(conn, [row_of(message, state)], now)[0]


def row_of(message: Message, state: OutboxState = "due") -> Row:
    """The message as `add_many` keeps it. Its payload is JSON from here on: whoever makes hundreds does not
    hold on to all of them as objects."""
    return (
        *message.owner,
        message.kind,
        message.ref,
        message.local_on.isoformat(),
        message.channel_id,
        json.dumps(message.payload),
        message.kind in NUDGES,
        state,
    )


def add_many(conn: Connection, rows: Sequence[Row], now: datetime) -> list[str | None]:
    """Keep many, as `add` does: their ids, or None for those that were there already."""
    if not rows:
        return []
    ids, at = new_ids(now, len(rows)), epoch(now)
    whole = [(new_id, *row, at, at) for new_id, row in zip(ids, rows, strict=True)]
    kept = (_add_sqlite if conn.dialect.name == "sqlite" else _add_postgresql)(conn, whole)
    return list(ids) if len(kept) == len(ids) else [each if each in kept else None for each in ids]


def _add_sqlite(conn: Connection, rows: Sequence[tuple[Any, ...]]) -> Collection[str]:
    ids = [row[0] for row in rows]
    if conn.exec_driver_sql(_ADD["sqlite"], rows).rowcount == len(ids):
        return ids
    return {row[0] for row in read_all(conn, _THERE, json.dumps(ids))}


def _add_postgresql(conn: Connection, rows: Sequence[tuple[Any, ...]]) -> Collection[str]:
    *columns, due_at, created_at = zip(*rows, strict=True)
    arrays = [list(column) for column in columns]
    added = conn.exec_driver_sql(_ADD["postgresql"], (due_at[0], created_at[0], *arrays))
    return {row[0] for row in added}
