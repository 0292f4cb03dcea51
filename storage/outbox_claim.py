"""Taking messages from the outbox for sending, and writing down how that ended.

A claimed message is due again when its lease ends: what a dead process held comes back as unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Subquery, and_, bindparam, func, or_, select
from sqlalchemy import update as sql_update

from storage import pace as paces
from storage.columns import epoch, instant
from storage.outbox import NUDGES
from storage.records import Owner, Posting, Sent
from storage.tables import members, outbox, workspaces

# How many seconds' worth of messages one workspace may get in one claim when there is a pace.
BURST_SECONDS = 10

_c = outbox.c
_CLAIMABLE = and_(
    _c.state.in_(("due", "unknown", "claimed")),
    _c.due_at <= bindparam("now"),
)
_MAY_SEND = and_(
    workspaces.c.paused_at.is_(None),
    or_(
        workspaces.c.next_send_at.is_(None),
        workspaces.c.next_send_at <= bindparam("now"),
        and_(workspaces.c.pause_reason.is_(None), _c.kind.not_in(NUDGES)),
    ),
)
_REPLIES_FIRST = _c.kind.in_(NUDGES)


def _turns() -> Subquery:
    """Each claimable row with its turn in its workspace, so that a busy one does not starve the others."""
    turn = func.row_number().over(partition_by=_c.workspace_id, order_by=(_REPLIES_FIRST, _c.due_at, _c.id))
    of_workspace = workspaces.c.workspace_id == _c.workspace_id
    return (
        select(_c.id, turn.label("turn"))
        .select_from(outbox.outerjoin(workspaces, of_workspace))
        .where(_CLAIMABLE, _MAY_SEND)
        .subquery("turns")
    )


_turn = _turns()
_CLAIM = (
    select(outbox, members.c.channel_id.label("direct_channel_id"))
    .join(_turn, _turn.c.id == _c.id)
    .outerjoin(
        members,
        and_(members.c.workspace_id == _c.workspace_id, members.c.member_id == _c.member_id),
    )
    # Said again for PostgreSQL, which checks it anew on a row that changed before it could be locked.
    .where(_CLAIMABLE, _turn.c.turn <= bindparam("burst"), members.c.deactivated_at.is_(None))
    .order_by(_turn.c.turn, _c.due_at, _c.id)
    .limit(bindparam("at_most"))
    # SQLite leaves this out: there the transaction holds the only write lock from its beginning.
    .with_for_update(skip_locked=True, of=outbox)
)
_TAKE = (
    sql_update(outbox)
    .where(_c.id == bindparam("row"))
    .values(state="claimed", due_at=bindparam("lease"), attempts=_c.attempts + 1)
)
_COMPLETE = (
    sql_update(outbox)
    # What another process took over and has finished stays as it is.
    .where(_c.id == bindparam("row"), _c.state == "claimed")
    .values(
        state=bindparam("became"),
        sent_at=bindparam("at"),
        ts=bindparam("its_ts"),
        channel_id=func.coalesce(bindparam("in_channel"), _c.channel_id),
        error=bindparam("why"),
        due_at=func.coalesce(bindparam("retry_at"), bindparam("now")),
        may_repeat=bindparam("repeat"),
        attempts=_c.attempts - bindparam("uncounted"),
    )
)
_KNOW_CHANNEL = (
    sql_update(members)
    .where(
        members.c.workspace_id == bindparam("of_workspace"),
        members.c.member_id == bindparam("of_member"),
        members.c.channel_id.is_(None),
    )
    .values(channel_id=bindparam("direct"))
)
_FOLD = (
    sql_update(outbox)
    .where(
        _c.state == "due",
        _c.kind.in_(NUDGES),
        _c.attempts == 0,
        _c.created_at < bindparam("older_than"),
    )
    .values(state="folded", error="too late")
)
_GONE = select(members.c.member_id).where(
    members.c.workspace_id == _c.workspace_id,
    members.c.member_id == _c.member_id,
    members.c.deactivated_at.is_not(None),
)
_CANCEL_GONE = (
    sql_update(outbox)
    .where(_c.state.in_(("due", "unknown")), _GONE.exists())
    .values(state="canceled", error="the member is deactivated")
)


def claim(
    conn: Connection, now: datetime, limit: int, lease_seconds: int, pace: int | None = None
) -> list[Posting]:
    """Take at most `limit` due messages for sending, until the lease ends; workspaces take turns.

    A message whose lease ran out comes back as "unknown". `pace` is how many messages a second a workspace
    may get from all processes together; None does not hold back.
    """
    at = epoch(now)
    burst = limit if pace is None else pace * BURST_SECONDS
    rows = conn.execute(_CLAIM, {"now": at, "at_most": limit, "burst": burst}).all()
    if rows:
        conn.execute(_TAKE, [{"row": row.id, "lease": at + lease_seconds} for row in rows])
    if pace is not None:
        paces.keep(conn, [row.workspace_id for row in rows if row.kind in NUDGES], pace, now)
    return [_posting(row) for row in rows]


def complete(conn: Connection, results: Sequence[Sent]) -> None:
    """Write down how claimed messages ended, in one batch; what has no `retry_at` is due at once."""
    if results:
        conn.execute(_COMPLETE, [_ending(result) for result in results])


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


def fold_late(conn: Connection, now: datetime, too_late: timedelta) -> int:
    """Fold nudges that nobody tried to send and that are older than `too_late`; how many."""
    return conn.execute(_FOLD, {"older_than": epoch(now - too_late)}).rowcount


def cancel_deactivated(conn: Connection) -> int:
    """Cancel what was to be sent to members who have left since; how many."""
    return conn.execute(_CANCEL_GONE).rowcount


def _ending(result: Sent) -> dict[str, Any]:
    return {
        "row": result.id,
        "became": result.state,
        "now": epoch(result.at),
        "at": epoch(result.at) if result.state == "sent" else None,
        "its_ts": result.ts,
        "in_channel": result.channel_id,
        "why": result.error,
        "retry_at": epoch(result.retry_at) if result.retry_at else None,
        "repeat": result.may_repeat,
        "uncounted": 0 if result.counted else 1,
    }


def _posting(row: Row[Any]) -> Posting:
    created_at = instant(row.created_at)
    assert created_at is not None
    return Posting(
        id=row.id,
        owner=Owner(row.workspace_id, row.member_id),
        kind=row.kind,
        payload=row.payload,
        channel_id=row.channel_id or row.direct_channel_id,
        state="due" if row.state == "due" else "unknown",
        attempts=row.attempts + 1,
        due_at=created_at,
        may_repeat=row.may_repeat,
    )
