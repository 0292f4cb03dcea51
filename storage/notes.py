"""Notes: facts worth knowing about a contact, and lines that nobody could sort further."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam

from storage.columns import bound, new_row, reader
from storage.contacts import UnknownContact, names, require, with_contact
from storage.inserts import insert, insert_many
from storage.records import Note, Owner
from storage.tables import notes

_note = reader(Note, notes)
_ALL = with_contact(notes)
_FIND = _ALL.where(notes.c.id == bindparam("id"))
_FOR_CONTACT = _ALL.where(notes.c.contact_id.is_not_distinct_from(bindparam("contact"))).order_by(
    notes.c.id.desc()
)


def add(conn: Connection, owner: Owner, contact_id: int | None, text: str, now: datetime) -> Note:
    """Keep a note, on a contact or on nobody. Raises UnknownContact when it is not the member's own."""
    require(conn, owner, contact_id)
    note = find(conn, owner, insert(conn, notes, new_row(owner, now, contact_id=contact_id, text=text)))
    assert note is not None
    return note


def add_many(conn: Connection, owner: Owner, texts: Sequence[tuple[int, str]], now: datetime) -> list[int]:
    """Keep many notes at once, each `(contact_id, text)`; their numbers. Raises UnknownContact like `add`."""
    own = {contact_id for contact_id, _name in names(conn, owner)}
    if strange := {contact_id for contact_id, _text in texts} - own:
        raise UnknownContact(min(strange))
    rows = [new_row(owner, now, contact_id=contact_id, text=text) for contact_id, text in texts]
    return insert_many(conn, notes, rows)


def find(conn: Connection, owner: Owner, note_id: int) -> Note | None:
    """The member's note of this number."""
    row = conn.execute(_FIND, bound(owner, id=note_id)).one_or_none()
    return _note(row) if row else None


def for_contact(conn: Connection, owner: Owner, contact_id: int | None) -> list[Note]:
    """The notes on a contact, the newest first; with None those on nobody."""
    return [_note(row) for row in conn.execute(_FOR_CONTACT, bound(owner, contact=contact_id))]
