"""What there is to speak of, read in one transaction: a day's agenda, the people in it, and a week."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.coach import cadence
from bot.coach.priorities import Chosen
from bot.coach.weeks import Week
from storage import contacts, promises, teams, thanks, touches
from storage.records import Agenda, Contact, Member, Owner

WEEK = timedelta(days=7)


def agenda_of(conn: Connection, owner: Owner, today: date) -> Agenda:
    """Everything that may need doing, unsorted, and the teams that would like to have the member."""
    return Agenda(
        promises=tuple(promises.open_ones(conn, owner)),
        thank_yous=tuple(thanks.owed(conn, owner)),
        contacts=tuple(contacts.cadence_due(conn, owner, today)),
        team_asks=tuple(teams.asks_for(conn, owner)),
    )


def people_of(conn: Connection, owner: Owner, chosen: Chosen) -> dict[int, Contact]:
    """The contacts whom the chosen promises and thank-yous are about, by their number."""
    wanted = {getattr(item.row, "contact_id", None) for item in chosen.items} - {None}
    found = (contacts.find(conn, owner, contact_id) for contact_id in wanted if contact_id)
    return {contact.id: contact for contact in found if contact}


def week_of(conn: Connection, member: Member, until: datetime) -> Week:
    """The seven days before `until`, and what is open in the seven days after."""
    today = cadence.local_day(until, member.tz)
    closed = promises.closed_since(conn, member.owner, until - WEEK)
    return Week(
        today=today,
        kept=tuple(promise for promise in closed if promise.state == "kept" and promise.direction == "mine"),
        said=tuple(thanks.said_since(conn, member.owner, until - WEEK)),
        # Touches carry a day and no hour: today and the six days before it.
        touched=tuple(touches.since(conn, member.owner, today - timedelta(days=6))),
        promises=tuple(promises.open_ones(conn, member.owner)),
        owed=tuple(thanks.owed(conn, member.owner)),
    )
