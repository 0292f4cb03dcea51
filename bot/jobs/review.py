"""Makes the weekly review, for the member alone; nothing for whom there is nothing to look back on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.agenda import WEEK
from bot.blocks.briefs import late_since
from bot.blocks.reviews import review_message
from bot.coach import cadence
from bot.coach.weeks import Week
from bot.jobs.making import Made, Maker
from storage import due_facts
from storage.due_facts import About
from storage.records import Contact, Due, Member, Message, ThankYou, Touch

Thanks = Mapping[int, Sequence[tuple[ThankYou, Contact | None]]]


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What the reviews of a batch may speak of, by the numbers of their schedule rows."""

    closed: Mapping[int, Sequence[About]]
    promises: Mapping[int, Sequence[About]]
    said: Thanks
    owed: Thanks
    touched: Mapping[int, Sequence[tuple[Touch, Contact | None]]]

    def week_of(self, due: Due, member: Member) -> Week:
        """The seven days before the review's own time, and what is open in the seven days after."""
        today, since = cadence.local_day(due.due_at, member.tz), due.due_at - WEEK
        closed = [one for one, _ in self.closed.get(due.id, ()) if one.closed_at and one.closed_at >= since]
        said = [one for one, _ in self.said.get(due.id, ()) if one.closed_at and one.closed_at >= since]
        # Touches carry a day and no hour: today and the six days before it.
        first = today - timedelta(days=6)
        return Week(
            today=today,
            kept=tuple(one for one in closed if one.state == "kept" and one.direction == "mine"),
            said=tuple(said),
            touched=tuple(one for one, _ in self.touched.get(due.id, ()) if one.on >= first),
            promises=tuple(one for one, _ in self.promises.get(due.id, ())),
            owed=tuple(one for one, _ in self.owed.get(due.id, ())),
        )


def read(conn: Connection, dues: Sequence[Due]) -> ReviewFacts:
    """The weeks of all of them; a little more than a week, since they do not end at one instant."""
    since = min(due.due_at for due in dues) - WEEK
    return ReviewFacts(
        closed=due_facts.closed_since(conn, dues, since),
        promises=due_facts.open_promises(conn, dues),
        said=due_facts.said_since(conn, dues, since),
        owed=due_facts.owed(conn, dues),
        touched=due_facts.touched_since(conn, dues, since.date()),
    )


def make(due: Due, member: Member, facts: ReviewFacts, now: datetime) -> Made | None:
    """The week up to the review's own time, and what comes."""
    week = facts.week_of(due, member)
    if week.is_blank:
        return None
    payload = review_message(week, late_since(due.due_at, now, member.tz))
    return Made(Message(member.owner, "review", week.today, payload))


MAKER = Maker(read, make)
