"""Taking messages from the outbox for sending, and writing down how that ended.

A claimed message is due again when its lease ends: what a dead process held comes back as unknown. The
number of the try fences: what a process says of a message that another one has taken since changes nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam
from sqlalchemy import update as sql_update

from storage import outbox_turns
from storage import pace as paces
from storage.columns import epoch, instant
from storage.driver_rows import wording
from storage.outbox_turns import Turn, Waiting
from storage.records import Owner, Posting, Sent
from storage.tables import members

# How many seconds' worth of nudges one workspace may get in one claim when there is a pace.
BURST_SECONDS = 10
# With a channel of their own they stand in the team's, which Kith does not ask to read.
TO_CHANNELS = ("team_summary",)

# That it was sent is the truth, whoever holds the row now. Anything else is for who holds it to say.
_COMPLETE = """
    UPDATE outbox SET state = e.state, due_at = e.due_at, sent_at = e.sent_at, ts = e.ts,
        channel_id = coalesce(e.channel_id, outbox.channel_id), error = e.error, may_repeat = e.may_repeat,
        attempts = outbox.attempts - e.uncounted
    FROM {endings}
    WHERE outbox.id = e.id AND CASE
        WHEN e.state = 'sent' THEN outbox.state IN ('claimed', 'unknown', 'due', 'parked')
        ELSE outbox.state = 'claimed' AND outbox.attempts = e.attempts END"""
_FIELDS = (
    "id",
    "state",
    "due_at",
    "sent_at",
    "ts",
    "channel_id",
    "error",
    "may_repeat",
    "attempts",
    "uncounted",
)
_COMPLETES = {
    "sqlite": _COMPLETE.format(
        endings="(SELECT "
        + ", ".join(f"json_extract(value, '$[{place}]') AS {name}" for place, name in enumerate(_FIELDS))
        + " FROM json_each(?)) AS e"
    ),
    "postgresql": _COMPLETE.format(
        endings="""unnest(
            ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bool[],
            ?::int[], ?::int[]
        ) AS e ("""
        + ", ".join(_FIELDS)
        + ")"
    ),
}
_KNOW_CHANNEL = (
    sql_update(members)
    .where(
        members.c.workspace_id == bindparam("of_workspace"),
        members.c.member_id == bindparam("of_member"),
        members.c.channel_id.is_(None),
    )
    .values(channel_id=bindparam("direct"))
)


def claim(
    conn: Connection,
    now: datetime,
    limit: int,
    lease_seconds: int,
    pace: int | None = None,
    *,
    after: str = "",
    readable: Collection[str] | None = None,
    unreadable: int = 1,
    too_late: timedelta | None = None,
) -> list[Posting]:
    """Take at most `limit` due messages for sending, until the lease ends: answers before nudges.

    Workspaces share it evenly, from the one behind `after` on. A message whose lease ran out comes back as
    "unknown". `pace` is how many nudges a second a workspace may get from all processes together; None does
    not hold back, and what waited for longer than `too_late` is not counted, since it will not be sent.

    Of messages that nobody could look for, at most `unreadable` are taken: those to channels, those of
    workspaces that are blind and, when `readable` is given, of those that it does not hold.
    """
    at = epoch(now)
    turns = outbox_turns.whose(conn, at, limit, after)
    blind = [t for t in turns if t.is_blind or (readable is not None and t.workspace_id not in readable)]
    seeing = [turn for turn in turns if turn not in blind]
    burst = limit if pace is None else pace * BURST_SECONDS
    taking = _Taking(conn, at, at + lease_seconds, limit, burst, unreadable)
    taking.take_one(blind)
    taking.take_shares(seeing)
    if pace is not None:
        stale = at - too_late.total_seconds() if too_late else float("-inf")
        paid = [row.workspace_id for row in taking.rows if row.is_nudge and row.created_at >= stale]
        paces.keep(conn, paid, pace, now)
    blind_ids = {turn.workspace_id for turn in blind}
    # Most of them were decided at the same few instants.
    instants = {at: instant(at) for at in {row.created_at for row in taking.rows}}
    return [_posting(row, instants[row.created_at], row.workspace_id in blind_ids) for row in taking.rows]


class _Taking:
    """What one claim has taken so far, and what it may still take."""

    def __init__(
        self, conn: Connection, at: int, lease: int, limit: int, burst: int, unreadable: int
    ) -> None:
        self.conn, self.at, self.lease = conn, at, lease
        self.room, self.burst, self.unreadable = limit, burst, unreadable
        self.rows: list[Waiting] = []

    def take_one(self, turns: Sequence[Turn]) -> None:
        """One message, of the first of these workspaces that has one."""
        for turn in turns:
            if self.unreadable and self.room:
                one = {turn.workspace_id: 1}
                found = self._next([turn], one, is_nudge=False) or self._next([turn], one, is_nudge=True)
                self._keep(found)
                self.unreadable = 0 if found else self.unreadable

    def take_shares(self, turns: Sequence[Turn]) -> None:
        """An even share of each workspace; those that have more get what others left over."""
        nudges = {turn.workspace_id: self.burst for turn in turns}
        while turns and self.room:
            shares = {turn.workspace_id: max(1, self.room // len(turns)) for turn in turns[: self.room]}
            found = self._next(turns, shares, is_nudge=False)
            left = _less(shares, found)
            more = self._next(turns, {one: min(left[one], nudges[one]) for one in left}, is_nudge=True)
            nudges = _less(nudges, more)
            passed = self._keep([*found, *more])
            # Whose share is not used up has no more that may be taken now.
            done = {one for one, number in _less(left, more).items() if number} | passed
            turns = [turn for turn in turns if turn.workspace_id not in done]

    def _next(self, turns: Sequence[Turn], shares: Mapping[str, int], *, is_nudge: bool) -> list[Waiting]:
        has = {turn.workspace_id for turn in turns if (turn.has_nudges if is_nudge else turn.has_replies)}
        wanted = {one: share for one, share in shares.items() if share and one in has}
        return outbox_turns.next_of(self.conn, wanted, is_nudge, self.at) if wanted else []

    def _keep(self, found: Sequence[Waiting]) -> set[str]:
        """Take them, save those to channels that are one too many; the workspaces of these."""
        passed = set()
        rows = []
        for row in found:
            if not _is_to_channel(row):
                rows.append(row)
            elif self.unreadable:
                rows.append(row)
                self.unreadable -= 1
            else:
                passed.add(row.workspace_id)
        if rows:
            outbox_turns.take(self.conn, [row.id for row in rows], self.lease)
        self.rows += rows
        self.room -= len(rows)
        return passed


def _is_to_channel(row: Waiting) -> bool:
    return row.kind in TO_CHANNELS and row.channel_id is not None


def _less(shares: Mapping[str, int], rows: Sequence[Waiting]) -> dict[str, int]:
    used = Counter(row.workspace_id for row in rows)
    return {one: share - used[one] for one, share in shares.items()}


def complete(conn: Connection, results: Sequence[Sent]) -> None:
    """Write down how claimed messages ended, in one batch; what has no `retry_at` is due at once."""
    if not results:
        return
    # In one order in every process: no two of them wait for each other.
    rows = [_ending(result) for result in sorted(results, key=lambda result: result.id)]
    dialect = conn.dialect.name
    values = (json.dumps(rows),) if dialect == "sqlite" else tuple(map(list, zip(*rows, strict=True)))
    conn.exec_driver_sql(wording(_COMPLETES[dialect], dialect), values)


def know_channels(conn: Connection, found: Sequence[tuple[Owner, str]]) -> None:
    """Remember the direct-message channels that Slack told, of members whose channel was not known."""
    if found:
        conn.execute(
            _KNOW_CHANNEL,
            # In one order in every process: no two of them wait for each other.
            [
                {"of_workspace": o.workspace_id, "of_member": o.member_id, "direct": c}
                for o, c in sorted(found)
            ],
        )


def _ending(result: Sent) -> tuple[Any, ...]:
    """The values of `_FIELDS`."""
    at = epoch(result.at)
    return (
        result.id,
        result.state,
        epoch(result.retry_at) if result.retry_at else at,
        at if result.state == "sent" else None,
        result.ts,
        result.channel_id,
        result.error,
        result.may_repeat,
        result.attempts,
        int(not result.counted),
    )


def _posting(row: Waiting, created_at: datetime | None, is_blind: bool) -> Posting:
    assert created_at is not None
    is_to_channel = _is_to_channel(row)
    # By their places: names would cost as much again for each of thousands.
    return Posting(
        row.id,
        Owner(row.workspace_id, row.member_id),
        row.kind,
        row.payload,
        row.channel_id or row.direct_channel_id,
        "due" if row.state == "due" else "unknown",
        row.attempts + 1,
        created_at,
        bool(row.may_repeat),
        bool(row.is_wanted),
        bool(row.is_gone),
        is_to_channel,
        is_blind or is_to_channel,
    )
