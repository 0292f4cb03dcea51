"""Forgets what is kept for a time only: the ids of events that took effect, after seven days."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import inbox
from storage.database import Database

# Slack delivers an event again within minutes; a week covers any outage that anybody repairs by hand.
KEPT = timedelta(days=7)


async def purge(db: Database, now: datetime) -> int:
    """Forget old event ids; how many."""
    return await db.run(inbox.purge, now - KEPT)
