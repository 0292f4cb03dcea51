"""Forgets what is kept for a time only: event ids and clips after a week, words of practice after 30 days."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import clips, dropped, inbox, practice
from storage.database import Database

# Slack delivers an event again within minutes; a week covers any outage that anybody repairs by hand.
KEPT = timedelta(days=7)
# Said below the form in which they are typed. So long, too, what was dropped can be taken back.
WORDS_KEPT = timedelta(days=30)


async def purge(db: Database, now: datetime) -> int:
    """Forget old event ids, clips that nobody waits for, the words of old answers, and what was dropped of
    practice long ago; how many in all."""
    events = await db.run(inbox.purge, now - KEPT)
    answers = await db.run(practice.drop_texts, now - WORDS_KEPT)
    gone = await db.run(dropped.forget, now - WORDS_KEPT)
    return events + answers + gone + await db.run(clips.purge, now - KEPT)
