"""A second opinion takes the place of the first one's words, when it comes in time and keeps every rule.

The first one is on its way before anybody is asked; nothing waits for this, and nothing new is posted.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy import Connection

from bot.blocks.opinions import with_opinion
from bot.coach.practice import Reading
from bot.coach.practice_opinion import Refused, is_askable, judge, question
from bot.delivery_errors import DeliveryError
from bot.messenger import Messenger
from bot.second_opinion import Adviser, NoReplyError
from storage import outbox_review, practice
from storage.database import Database
from storage.outbox_review import Place
from storage.records import Owner

log = logging.getLogger(__name__)

SECONDS = 8.0
# How long to wait before looking again whether the first message has arrived.
LOOK_AGAIN_SECONDS = 0.2
FEEDBACK = "feedback"


class Opinions:
    """Who is asked, and what becomes of it. `observe` hears one word each time, never a text."""

    def __init__(
        self,
        adviser: Adviser,
        db: Database,
        messenger: Messenger,
        observe: Callable[[str], None] = lambda result: None,
    ) -> None:
        self.adviser, self.db, self.messenger, self.observe = adviser, db, messenger, observe
        self.seconds = SECONDS

    @property
    def host(self) -> str:
        """Where a copy of what is practised goes."""
        return self.adviser.host

    @property
    def model(self) -> str:
        """Whose opinion it is."""
        return self.adviser.model

    async def close(self) -> None:
        """Ask nobody any more."""
        await self.adviser.close()

    async def follow(self, owner: Owner, answer_id: int, reading: Reading) -> None:
        """Ask for an opinion on an answer that was kept, and edit the message about it."""
        if is_askable(reading):
            self.observe(await self._result(owner, answer_id, reading))

    async def _result(self, owner: Owner, answer_id: int, reading: Reading) -> str:
        try:
            async with asyncio.timeout(self.seconds):
                judged = judge(await self.adviser.reply(question(reading)), reading)
                if isinstance(judged, Refused):
                    return f"refused_{judged.check}"
                place = await self._place(owner, answer_id)
            if place is None:
                return "gone"
            edited = with_opinion(place.payload, judged, self.model)
            await self.messenger.edit(owner.workspace_id, place.channel_id, place.ts, edited)
            await self.db.run(practice.name_fix, owner, answer_id, judged.fix)
        except TimeoutError:
            return "late"
        except (NoReplyError, DeliveryError) as error:
            log.warning("no second opinion", extra={"code": getattr(error, "code", str(error))})
            return "failed"
        return "passed"

    async def _place(self, owner: Owner, answer_id: int) -> Place | None:
        """Where the message stands, as soon as it does; None when nobody wants it any more."""
        while True:
            place = await self.db.run(_place_of, owner, answer_id)
            if place != outbox_review.NOT_YET:
                return place
            await asyncio.sleep(LOOK_AGAIN_SECONDS)


def _place_of(conn: Connection, owner: Owner, answer_id: int) -> Place | None:
    if practice.find_answer(conn, owner, answer_id) is None:  # taken back, or forgotten
        return None
    return outbox_review.place(conn, owner, FEEDBACK, str(answer_id))
