"""The inbox: event ids that took effect, so that an event delivered again takes effect once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete

from storage.columns import epoch
from storage.inserts import insert_new
from storage.tables import inbox

_GIVE_BACK = delete(inbox).where(inbox.c.event_id == bindparam("id"))
_PURGE = delete(inbox).where(inbox.c.received_at < bindparam("older_than"))


def take(conn: Connection, workspace_id: str, event_id: str, now: datetime) -> bool:
    """Note that the event takes effect in this very transaction. False when it did before: do nothing then.

    Id and effect are committed together, so an effect that fails leaves the event to be delivered again.
    """
    row = {"event_id": event_id, "workspace_id": workspace_id, "received_at": epoch(now)}
    return insert_new(conn, inbox, row)


def give_back(conn: Connection, event_id: str) -> None:
    """Let what was taken be taken again: it had no effect."""
    conn.execute(_GIVE_BACK, {"id": event_id})


def purge(conn: Connection, older_than: datetime) -> int:
    """Forget the events received before `older_than`; how many there were."""
    return conn.execute(_PURGE, {"older_than": epoch(older_than)}).rowcount
