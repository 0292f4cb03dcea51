"""Whose turn it is in the outbox: the workspaces with something due, and the next messages of each.

All of it goes by one index, so that it costs what is taken and not what waits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from storage.driver_rows import read_all, wording
from storage.tables import WAITING


class Turn(NamedTuple):
    """A workspace that may be sent something now: answers, nudges, and whether it cannot be read."""

    workspace_id: str
    has_replies: bool
    has_nudges: bool
    is_blind: bool


class Waiting(NamedTuple):
    """A row of the outbox as the driver gives it, with what its member says of it."""

    id: str
    workspace_id: str
    member_id: str
    kind: str
    payload: str
    channel_id: str | None
    state: str
    attempts: int
    due_at: int
    created_at: int
    may_repeat: bool
    is_nudge: bool
    is_wanted: bool
    direct_channel_id: str | None
    is_gone: bool


# Said to SQLite, which knows nothing of how many rows there are; PostgreSQL counts them by itself.
_BY = {"sqlite": "INDEXED BY ix_outbox_waiting", "postgresql": ""}


def _is_due(is_nudge: str) -> str:
    # Not by EXISTS: to PostgreSQL reading the whole table can seem as good a way to find any such row.
    return f"""(SELECT due_at FROM outbox {{by}} WHERE {WAITING}
        AND outbox.workspace_id = waiting.workspace_id AND is_nudge = {is_nudge}
        ORDER BY due_at LIMIT 1) <= ?"""


# From each workspace that waits to the next one by the index, over all that it has waiting. A mere pace lets
# answers pass; what Slack itself holds back and what is paused lets nothing pass.
_WHOSE = f"""
    WITH RECURSIVE waiting (workspace_id) AS (
        SELECT (
            SELECT workspace_id FROM outbox {{by}}
            WHERE {WAITING} AND workspace_id > ? ORDER BY workspace_id LIMIT 1
        )
        UNION ALL
        SELECT (
            SELECT outbox.workspace_id FROM outbox {{by}}
            WHERE {WAITING} AND outbox.workspace_id > waiting.workspace_id ORDER BY workspace_id LIMIT 1
        ) FROM waiting WHERE waiting.workspace_id IS NOT NULL
    )
    SELECT workspace_id, has_replies, has_nudges, is_blind FROM (
        SELECT waiting.workspace_id,
            (coalesce(w.next_send_at, 0) <= ? OR w.pause_reason IS NULL)
                AND {_is_due("FALSE")} AS has_replies,
            coalesce(w.next_send_at, 0) <= ? AND {_is_due("TRUE")} AS has_nudges,
            coalesce(w.blind_until, 0) > ? AS is_blind
        FROM waiting LEFT JOIN workspaces AS w ON w.workspace_id = waiting.workspace_id
        WHERE waiting.workspace_id IS NOT NULL AND w.paused_at IS NULL
    ) AS turns
    WHERE has_replies OR has_nudges LIMIT ?"""
_WHOSES = {dialect: _WHOSE.format(by=by) for dialect, by in _BY.items()}
# The payload as text: PostgreSQL's driver would read what is sent as it stands.
_ROW = """id, workspace_id, member_id, kind, CAST(payload AS text) AS payload, channel_id, state, attempts,
    due_at, created_at, may_repeat, is_nudge, is_wanted"""
_OF_MEMBER = "m.channel_id, m.deactivated_at IS NOT NULL"
_MEMBER = "LEFT JOIN members AS m ON m.workspace_id = o.workspace_id AND m.member_id = o.member_id"
_NEXT = {
    "sqlite": f"""
        SELECT o.*, {_OF_MEMBER} FROM (
            SELECT {_ROW} FROM outbox {_BY["sqlite"]}
            WHERE {WAITING} AND workspace_id = ? AND is_nudge = ? AND due_at <= ?
            ORDER BY due_at, id LIMIT ?
        ) AS o {_MEMBER} ORDER BY o.due_at, o.id""",
    "postgresql": f"""
        SELECT o.*, {_OF_MEMBER}
        FROM unnest(?::text[], ?::int[]) WITH ORDINALITY AS turn (workspace_id, at_most, place)
        CROSS JOIN LATERAL (
            SELECT {_ROW} FROM outbox
            WHERE {WAITING} AND outbox.workspace_id = turn.workspace_id AND is_nudge = ? AND due_at <= ?
            ORDER BY due_at, id LIMIT turn.at_most FOR UPDATE SKIP LOCKED
        ) AS o {_MEMBER} ORDER BY turn.place, o.due_at, o.id""",
}
# One statement for all: between two of them a thread waits for its turn to run Python.
_TAKE = "UPDATE outbox SET state = 'claimed', due_at = ?, attempts = attempts + 1 WHERE id"
_TAKES = {"sqlite": f"{_TAKE} IN (SELECT value FROM json_each(?))", "postgresql": f"{_TAKE} = ANY(?)"}


def whose(conn: Connection, at: int, at_most: int, after: str = "") -> list[Turn]:
    """The workspaces that may be sent something at `at` (epoch seconds), from the one behind `after` on.

    When their row ends it begins anew, so that with more of them than `at_most` all get their turn.
    """
    found = _whose(conn, at, at_most, after)
    if after and len(found) < at_most:
        known = {turn.workspace_id for turn in found}
        found += [turn for turn in _whose(conn, at, at_most, "") if turn.workspace_id not in known]
    return found[:at_most]


def next_of(conn: Connection, shares: Mapping[str, int], is_nudge: bool, at: int) -> list[Waiting]:
    """The next messages of each workspace, at most its share; other processes cannot take them meanwhile."""
    if conn.dialect.name == "postgresql":
        return _read(conn, list(shares), list(shares.values()), is_nudge, at)
    # SQLite's transaction holds the only write lock from its beginning.
    return [
        row
        for workspace_id, share in shares.items()
        for row in _read(conn, workspace_id, is_nudge, at, share)
    ]


def take(conn: Connection, ids: Sequence[str], until: int) -> None:
    """The messages are this process's until then (epoch seconds), and have been tried once more."""
    dialect = conn.dialect.name
    these = json.dumps(list(ids)) if dialect == "sqlite" else list(ids)
    conn.exec_driver_sql(wording(_TAKES[dialect], dialect), (until, these))


def _whose(conn: Connection, at: int, at_most: int, after: str) -> list[Turn]:
    return [
        Turn(*row) for row in read_all(conn, _WHOSES[conn.dialect.name], after, at, at, at, at, at, at_most)
    ]


def _read(conn: Connection, *parameters: Any) -> list[Waiting]:
    return [Waiting._make(row) for row in read_all(conn, _NEXT[conn.dialect.name], *parameters)]
