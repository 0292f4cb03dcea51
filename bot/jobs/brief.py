"""Makes the daily brief: what needs doing, most important first; nothing when there is nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.blocks.briefs import MOST_ITEMS, Brief, Missed, brief_message, late_since
from bot.coach import cadence, priorities
from bot.coach.priorities import Chosen
from bot.jobs.making import Made, Maker
from storage import due_facts
from storage.due_facts import About, Recent
from storage.records import Agenda, Contact, Due, Member, Message, Team, ThankYou

# What was missed is told for a week: then the next one of its kind has come.
TELL_MISSED = timedelta(days=7)
# A member's date is at most one off the UTC date, and a promise is spoken of the day before it is due.
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """What the briefs of a batch may speak of, by the numbers of their schedule rows."""

    promises: Mapping[int, Sequence[About]]
    thank_yous: Mapping[int, Sequence[tuple[ThankYou, Contact | None]]]
    contacts: Mapping[int, Sequence[Contact]]
    team_asks: Mapping[int, Sequence[Team]]
    recent: Mapping[int, Sequence[Recent]]

    def agenda_of(self, due: Due) -> Agenda:
        """Everything that may need doing, unsorted."""
        return Agenda(
            promises=tuple(promise for promise, _ in self.promises.get(due.id, ())),
            thank_yous=tuple(thank_you for thank_you, _ in self.thank_yous.get(due.id, ())),
            contacts=tuple(self.contacts.get(due.id, ())),
            team_asks=tuple(self.team_asks.get(due.id, ())),
        )

    def people_of(self, due: Due, chosen: Chosen) -> dict[int, Contact]:
        """The contacts whom the chosen promises and thank-yous are about, by their number."""
        wanted = {getattr(item.row, "contact_id", None) for item in chosen.items}
        about = (*self.promises.get(due.id, ()), *self.thank_yous.get(due.id, ()))
        return {person.id: person for _, person in about if person and person.id in wanted}


def read(conn: Connection, dues: Sequence[Due]) -> BriefFacts:
    """What may be spoken of, for all of them."""
    days = [due.due_at.date() for due in dues]
    return BriefFacts(
        promises=due_facts.pressing(conn, dues, max(days) + 2 * DAY),
        thank_yous=due_facts.owed(conn, dues),
        contacts=due_facts.with_cadence(conn, dues),
        team_asks=due_facts.team_asks(conn, dues),
        recent=due_facts.recent_nudges(conn, dues, min(days) - TELL_MISSED - DAY),
    )


def make(due: Due, member: Member, facts: BriefFacts, now: datetime) -> Made | None:
    """The member's brief, or None when there is nothing to speak of."""
    today = cadence.local_day(due.due_at, member.tz)
    everything = facts.agenda_of(due)
    chosen = priorities.choose(everything, today, min(member.brief_limit, MOST_ITEMS), due.last_on)
    if not chosen.items:
        return None
    team = next(iter(everything.team_asks), None)
    brief = Brief(
        today=today,
        chosen=chosen,
        people=facts.people_of(due, chosen),
        missed=_missed(facts.recent.get(due.id, ()), today, now),
        team_ask=team,
        late_at=late_since(due.due_at, now, member.tz),
    )
    # About one team, and once: that it was asked is written with the brief.
    message = Message(member.owner, "brief", today, brief_message(brief))
    return Made(message, asked=team.id if team else None)


def _missed(recent: Sequence[Recent], today: date, now: datetime) -> list[Missed]:
    """What was too late to be sent since the last brief that was said, the latest of each kind."""
    since = today - TELL_MISSED
    missed = [one for one in recent if _is_missed(one, now)]
    told = [one.local_on for one in recent if one.kind == "brief" and _is_told(one, now)]
    told_on = max([on for on in told if on >= since], default=since)
    latest = {one.kind: one.local_on for one in missed if told_on <= one.local_on < today}
    return [Missed(kind, on) for kind, on in latest.items()]


def _is_missed(one: Recent, now: datetime) -> bool:
    """Folded, or still waiting though too late: that is folded when its turn comes."""
    is_waiting = one.state == "due" and not one.is_tried
    return one.state == "folded" or (is_waiting and cadence.is_too_late(one.created_at, now))


def _is_told(one: Recent, now: datetime) -> bool:
    return one.state in ("due", "claimed", "sent", "unknown") and not _is_missed(one, now)


MAKER = Maker(read, make)
