"""A workspace's pace of sending, shared by all processes, and what stopped it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, select
from sqlalchemy import update as sql_update
from sqlalchemy.dialects import postgresql, sqlite

from storage.columns import epoch
from storage.tables import workspaces

RATE_LIMITED = "ratelimited"


class Paused(NamedTuple):
    """A workspace to which nothing is sent, since when, and Slack's word for why."""

    workspace_id: str
    reason: str
    at: datetime


_c = workspaces.c


def _later(one: ColumnElement[int], other: ColumnElement[int]) -> ColumnElement[int]:
    return case((one > other, one), else_=other)


def _upserts(**changes: Any) -> dict[str, Any]:
    """The same upsert for both dialects: a new row, or `changes` to the one that is there."""
    made = {}
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert)):
        new = insert(workspaces)
        made[dialect] = new.on_conflict_do_update(index_elements=["workspace_id"], set_=changes)
    return made


_KEEP = _upserts(
    next_send_at=_later(_c.next_send_at, bindparam("now", type_=_c.next_send_at.type)) + bindparam("more"),
    # What was held back by Slack until now is over; the pace alone lets replies pass.
    pause_reason=case((_c.next_send_at > bindparam("now"), _c.pause_reason), else_=None),
)
_HOLD = _upserts(
    next_send_at=_later(_c.next_send_at, bindparam("until", type_=_c.next_send_at.type)),
    pause_reason=RATE_LIMITED,
)
_PAUSE = _upserts(paused_at=bindparam("at"), pause_reason=bindparam("why"))
_GO_BLIND = _upserts(
    blind_until=_later(func.coalesce(_c.blind_until, 0), bindparam("until", type_=_c.next_send_at.type))
)
_RESUME = (
    sql_update(workspaces)
    .where(_c.workspace_id == bindparam("of_workspace"), _c.paused_at.is_not(None))
    .values(paused_at=None, pause_reason=None)
)
_PAUSED = select(_c.workspace_id, _c.pause_reason, _c.paused_at).where(_c.paused_at.is_not(None))


def keep(conn: Connection, sent_to: Iterable[str], per_second: int, now: datetime) -> None:
    """Count messages (one workspace id each) against the pace; less than a second's worth is free."""
    for workspace_id, number in sorted(Counter(sent_to).items()):
        if seconds := number // per_second:
            row = {"workspace_id": workspace_id, "next_send_at": epoch(now) + seconds}
            conn.execute(_KEEP[conn.dialect.name], row | {"now": epoch(now), "more": seconds})


def hold(conn: Connection, workspace_id: str, until: datetime) -> None:
    """Send nothing to the workspace until then: Slack said that there was too much."""
    at = epoch(until)
    row = {"workspace_id": workspace_id, "next_send_at": at, "pause_reason": RATE_LIMITED}
    conn.execute(_HOLD[conn.dialect.name], row | {"until": at})


def go_blind(conn: Connection, workspace_id: str, until: datetime) -> None:
    """Until then the workspace's conversations cannot be read: what is sent there goes one at a time."""
    at = epoch(until)
    conn.execute(_GO_BLIND[conn.dialect.name], {"workspace_id": workspace_id, "blind_until": at, "until": at})


def pause(conn: Connection, workspace_id: str, reason: str, now: datetime) -> None:
    """Send nothing to the workspace until `resume`: its token does not work. `reason` is Slack's word."""
    at = epoch(now)
    row = {"workspace_id": workspace_id, "paused_at": at, "pause_reason": reason}
    conn.execute(_PAUSE[conn.dialect.name], row | {"at": at, "why": reason})


def resume(conn: Connection, workspace_id: str) -> bool:
    """Send again: call it when the token was found to work. False when nothing was paused."""
    return conn.execute(_RESUME, {"of_workspace": workspace_id}).rowcount == 1


def paused(conn: Connection) -> list[Paused]:
    """The workspaces to which nothing is sent, for `kith doctor`."""
    return [_paused(*row) for row in conn.execute(_PAUSED)]


def _paused(workspace_id: str, reason: str, at: int) -> Paused:
    return Paused(workspace_id, reason, datetime.fromtimestamp(at, UTC))
