"""How the clockwork stands as a whole, in numbers: for metrics and the doctor. No ids, no words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from storage import outbox_review, schedule
from storage.tables import outbox
from storage.tables import schedule as schedule_table

# Counted by the index. What is done with grows for ever, and tells nothing of how things stand.
OPEN_STATES = ("due", "claimed", "unknown", "parked")


class Clockwork(NamedTuple):
    """How late the sweep and the delivery are; messages by open state; schedule rows that are parked."""

    schedule_lag: timedelta
    outbox_lag: timedelta
    messages: Mapping[str, int]
    parked_rows: int


_OPEN = select(outbox.c.state, func.count()).where(outbox.c.state.in_(OPEN_STATES)).group_by(outbox.c.state)
_PARKED_ROWS = select(func.count()).where(schedule_table.c.due_at == schedule.PARKED_AT)


def clockwork(conn: Connection, now: datetime) -> Clockwork:
    """All of it in one transaction, in a few milliseconds however much is kept."""
    counts = {row[0]: row[1] for row in conn.execute(_OPEN)}
    return Clockwork(
        schedule.lag(conn, now),
        outbox_review.lag(conn, now),
        {state: counts.get(state, 0) for state in OPEN_STATES},
        int(conn.execute(_PARKED_ROWS).scalar_one()),
    )
