"""Contacts: the people whom a member knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, func, or_, select

from storage.columns import bound, new_row, owned_by, reader
from storage.inserts import insert, insert_many
from storage.names import name_key
from storage.prepared import Prepared, Reading
from storage.records import Contact, ContactDraft, Network, Owner
from storage.tables import contacts, notes

_contact = reader(Contact, contacts)
_MINE = select(contacts).where(owned_by(contacts))
_FIND = Reading(Contact, contacts, _MINE.where(contacts.c.id == bindparam("id")))
_EXISTS = Prepared(select(contacts.c.id).where(owned_by(contacts), contacts.c.id == bindparam("id")))
_NAMES = Prepared(select(contacts.c.id, contacts.c.name).where(owned_by(contacts)).order_by(contacts.c.id))
_RECENT = (
    _MINE.order_by(contacts.c.created_at.desc(), contacts.c.id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_COUNT = select(func.count()).select_from(contacts).where(owned_by(contacts))
_WITH_CADENCE = _MINE.where(
    contacts.c.cadence_days.is_not(None),
    contacts.c.stopped_at.is_(None),
    or_(contacts.c.snoozed_until.is_(None), contacts.c.snoozed_until <= bindparam("today")),
)
_BY_NETWORK = select(contacts.c.network, func.count()).where(owned_by(contacts)).group_by(contacts.c.network)

_TEXTS = (
    select(
        contacts.c.id,
        contacts.c.name_key,
        contacts.c.company,
        contacts.c.role,
        contacts.c.met_at,
        contacts.c.via,
        contacts.c.looking_for,
        contacts.c.can_offer,
    )
    .where(owned_by(contacts))
    .order_by(contacts.c.name_key, contacts.c.id)
)
_NOTES = select(notes.c.contact_id, notes.c.text).where(owned_by(notes), notes.c.contact_id.is_not(None))
_THESE = select(contacts).where(owned_by(contacts), contacts.c.id.in_(bindparam("ids", expanding=True)))


class UnknownContact(LookupError):
    """The member has no contact of this number. Somebody else's contact is unknown as well."""


def add(conn: Connection, owner: Owner, draft: ContactDraft, now: datetime) -> Contact:
    """Keep a new contact. Two contacts may have the same name."""
    contact = find(conn, owner, insert(conn, contacts, _row(owner, draft, now)))
    assert contact is not None
    return contact


def add_many(conn: Connection, owner: Owner, drafts: Sequence[ContactDraft], now: datetime) -> list[int]:
    """Keep many new contacts at once, for an import; their numbers, in the order of the drafts."""
    return insert_many(conn, contacts, [_row(owner, draft, now) for draft in drafts])


def _row(owner: Owner, draft: ContactDraft, now: datetime) -> dict[str, Any]:
    return new_row(owner, now, **asdict(draft), name_key=name_key(draft.name))


def find(conn: Connection, owner: Owner, contact_id: int) -> Contact | None:
    """The member's contact of this number."""
    return _FIND.one(conn, bound(owner, id=contact_id))


def require(conn: Connection, owner: Owner, contact_id: int | None) -> None:
    """Raise UnknownContact unless the contact is the member's own. None, nobody, is fine."""
    if contact_id is None:
        return
    if _EXISTS.row(conn, bound(owner, id=contact_id)) is None:
        raise UnknownContact(contact_id)


def with_contact(table: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    """A select of a member's rows of `table`, each with the name of its contact, or None, as `contact`."""
    mine = and_(contacts.c.id == table.c.contact_id, owned_by(contacts))
    selected = select(table, contacts.c.name.label("contact"), *columns)
    return selected.select_from(table.outerjoin(contacts, mine)).where(owned_by(table))


def names(conn: Connection, owner: Owner) -> list[tuple[int, str]]:
    """Number and name of every contact, the oldest first."""
    return [(row[0], row[1]) for row in _NAMES.rows(conn, bound(owner))]


def recent(conn: Connection, owner: Owner, limit: int = 10, offset: int = 0) -> list[Contact]:
    """One page of contacts, those added last first."""
    rows = conn.execute(_RECENT, bound(owner, limit=limit, offset=offset))
    return [_contact(row) for row in rows]


def count(conn: Connection, owner: Owner) -> int:
    """How many contacts the member has."""
    return int(conn.execute(_COUNT, bound(owner)).scalar_one())


def cadence_due(conn: Connection, owner: Owner, today: date) -> list[Contact]:
    """Contacts whose cadence ran out by `today`, the longest overdue first; not the stopped or snoozed.

    A cadence counts from the last touch; without one from the (UTC) date on which the contact was added.
    """
    # The engines add days in different words, and a member has few contacts with a cadence: Python adds them.
    rows = conn.execute(_WITH_CADENCE, bound(owner, today=today))
    due = [(due_on(contact), contact.id, contact) for contact in map(_contact, rows)]
    return [contact for on, _, contact in sorted(due) if on <= today]


def due_on(contact: Contact) -> date:
    """The date on which the contact's cadence runs out; date.max without a cadence."""
    if contact.cadence_days is None:
        return date.max
    since = contact.last_touch_on or contact.created_at.date()
    return since + timedelta(days=contact.cadence_days)


def by_network(conn: Connection, owner: Owner) -> dict[Network | None, int]:
    """How many contacts are in each network; None counts those in no network yet. All four keys are there."""
    counts: dict[Network | None, int] = dict.fromkeys((*get_args(Network), None), 0)
    for network, number in conn.execute(_BY_NETWORK, bound(owner)):
        counts[network] = number
    return counts


def search(conn: Connection, owner: Owner, words: str, limit: int = 10) -> list[Contact]:
    """Contacts in whose name, facts or notes every word occurs, names first.

    Case and accents do not count; % and _ are letters like others. No words find nothing.
    """
    # The engines fold letters differently and mostly only ASCII, so Python compares. One member's contacts
    # are some thousands at most.
    wanted = name_key(words).split()
    if not wanted:
        return []
    noted = _notes_by_contact(conn, owner)
    ranked: dict[bool, list[int]] = {True: [], False: []}
    for row in conn.execute(_TEXTS, bound(owner)):
        everything = name_key(" ".join([row.name_key, *filter(None, row[2:]), *noted[row.id]]))
        if all(word in everything for word in wanted):
            ranked[all(word in row.name_key for word in wanted)].append(row.id)
    return _in_order(conn, owner, (ranked[True] + ranked[False])[:limit])


def _notes_by_contact(conn: Connection, owner: Owner) -> dict[int, list[str]]:
    texts: dict[int, list[str]] = defaultdict(list)
    for contact_id, text in conn.execute(_NOTES, bound(owner)):
        texts[contact_id].append(text)
    return texts


def _in_order(conn: Connection, owner: Owner, ids: list[int]) -> list[Contact]:
    found = {row.id: _contact(row) for row in conn.execute(_THESE, bound(owner, ids=ids))}
    return [found[contact_id] for contact_id in ids]
