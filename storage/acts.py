"""Acts: what a member did, kept so that all of it can be undone at once. The only way of undoing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Date,
    Row,
    Select,
    Table,
    bindparam,
    func,
    select,
    true,
    update,
)

from storage import contacts as contact_rows
from storage.columns import bound, epoch, new_row, owned_by, to_columns
from storage.inserts import insert
from storage.names import name_key
from storage.prepared import Prepared
from storage.records import Owner
from storage.tables import (
    act_changes,
    acts,
    answers,
    contacts,
    notes,
    occasions,
    promises,
    stories,
    tellings,
    thank_yous,
    touches,
    versions,
)
from storage.touches import Meeting, moved

Noun = Literal[
    "contacts",
    "promises",
    "thank_yous",
    "touches",
    "notes",
    "answers",
    "versions",
    "stories",
    "tellings",
    "occasions",
]
Undone = Literal["undone", "again", "newer", "missing"]

_THESE: BindParameter[int] = bindparam("these", expanding=True)
_TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(contacts, promises, thank_yous, touches, notes, answers),
        *(versions, stories, tellings, occasions),
    )
}


def _one(table: Table) -> Select[Any]:
    # The lock is PostgreSQL's; SQLite has one writer at a time.
    return select(table).where(owned_by(table), table.c.id == bindparam("row")).with_for_update()


_ROW = {name: _one(table) for name, table in _TABLES.items()}
_ACT = _one(acts)
_DELETE = {
    name: table.delete().where(owned_by(table), table.c.id == bindparam("row"))
    for name, table in _TABLES.items()
}
_NEXT_POSITION = (
    select(func.coalesce(func.max(act_changes.c.position), 0) + 1)
    .where(act_changes.c.act_id == bindparam("act"))
    .scalar_subquery()
)
_REMEMBER = Prepared(
    act_changes.insert().values(act_id=bindparam("act"), position=_NEXT_POSITION),
    ("noun", "row_id", "before"),
)
_CHANGES = (
    select(act_changes)
    .where(act_changes.c.act_id == bindparam("act"))
    .order_by(act_changes.c.position.desc())
)
_later = act_changes.alias("later")
_TOUCHED_LATER = (
    select(_later.c.act_id)
    .join(act_changes, (act_changes.c.noun == _later.c.noun) & (act_changes.c.row_id == _later.c.row_id))
    .join(acts, acts.c.id == _later.c.act_id)
    .where(act_changes.c.act_id == bindparam("act"), _later.c.act_id > bindparam("act"))
    .where(owned_by(acts), acts.c.undone_at.is_(None))
    .limit(1)
)
_LATEST = (
    select(func.max(acts.c.id))
    .join(act_changes, act_changes.c.act_id == acts.c.id)
    .where(owned_by(acts), acts.c.undone_at.is_(None))
    .where(act_changes.c.noun == bindparam("of_noun"), act_changes.c.row_id == bindparam("row"))
)


def _about(noun: Noun, column: Column[Any]) -> tuple[Noun, str, Select[Any]]:
    table = column.table
    referring = select(table.c.id).where(owned_by(table), column.in_(_THESE))
    stands = table.c.dropped_at.is_(None) if "dropped_at" in table.c else true()
    return noun, table.name, referring.where(stands)


# What refers to a row that an act made: the noun of that row, the noun of those who refer, and their select.
_ABOUT = [
    *(_about("contacts", table.c.contact_id) for table in (promises, thank_yous, touches, notes, tellings)),
    _about("stories", tellings.c.story_id),
]
# Those that others refer to go last, whatever the order in which they were made.
_LAST = {"stories": 1, "contacts": 2}
_MARK_UNDONE = (
    update(acts).where(owned_by(acts), acts.c.id == bindparam("row")).values(undone_at=bindparam("at"))
)


def begin(conn: Connection, owner: Owner, label: str, now: datetime) -> int:
    """Open an act; its number goes into the Undo button. `label` says what it was, in 32 letters at most."""
    return insert(conn, acts, new_row(owner, now, label=label[:32]))


def made(conn: Connection, act_id: int, noun: Noun, row_id: int) -> None:
    """The act made this row: undoing deletes it. `act_id` comes from `begin`, in the same transaction."""
    _remember(conn, act_id, noun, row_id, None)


def made_many(conn: Connection, act_id: int, noun: Noun, row_ids: Sequence[int]) -> None:
    """The act made all of these rows."""
    first = conn.execute(select(_NEXT_POSITION), {"act": act_id}).scalar_one()
    rows = [
        {"act_id": act_id, "position": position, "noun": noun, "row_id": row_id, "before": None}
        for position, row_id in enumerate(row_ids, start=first)
    ]
    if rows:
        conn.execute(act_changes.insert(), rows)


def change(conn: Connection, act_id: int, owner: Owner, noun: Noun, row_id: int, **changes: Any) -> bool:
    """Change a row by the names of its record's fields, and remember what was there.

    False, and nothing happens, when the member has no such row or no such act. Raises UnknownContact when
    `contact_id` is not the member's own.
    """
    values = _values(conn, owner, noun, changes)
    row = conn.execute(_ROW[noun], bound(owner, row=row_id)).one_or_none()
    if row is None or conn.execute(_ACT, bound(owner, row=act_id)).one_or_none() is None:
        return False
    if values:
        _remember(conn, act_id, noun, row_id, {name: _to_json(row._mapping[name]) for name in values})
        _put(conn, owner, noun, row, values)
    return True


def latest(conn: Connection, owner: Owner, noun: Noun, row_id: int) -> int:
    """The last act of the member, not undone, that made or changed the row; 0 when there is none."""
    found = conn.execute(_LATEST, bound(owner, of_noun=noun, row=row_id)).scalar_one()
    return int(found or 0)


def undo(conn: Connection, owner: Owner, act_id: int, now: datetime) -> Undone:
    """Take an act back: rows that it made go, rows that it changed are as they were before.

    "again": it was undone before. "newer": a later act, still standing, touched one of its rows, or a row
    refers to a contact or story that it made; nothing happens then. "missing": the member has no such act.
    """
    act = conn.execute(_ACT, bound(owner, row=act_id)).one_or_none()
    if act is None:
        return "missing"
    if act.undone_at is not None:
        return "again"
    changes = conn.execute(_CHANGES, {"act": act_id}).all()
    if _is_built_upon(conn, owner, act_id, changes):
        return "newer"
    for changed in changes:
        if changed.before is not None:
            _restore(conn, owner, changed)
    gone = sorted(_made_rows(changes), key=lambda each: _LAST.get(each.noun, 0))
    for noun, rows in groupby(gone, key=lambda each: str(each.noun)):
        _delete(conn, owner, noun, [row.row_id for row in rows])
    conn.execute(_MARK_UNDONE, bound(owner, row=act_id, at=epoch(now)))
    return "undone"


def _values(conn: Connection, owner: Owner, noun: Noun, changes: Mapping[str, Any]) -> dict[str, Any]:
    values = to_columns(_TABLES[noun], changes)
    if noun in ("contacts", "versions") and "name" in values:
        values["name_key"] = name_key(values["name"])
    contact_rows.require(conn, owner, values.get("contact_id"))
    return values


def _remember(conn: Connection, act_id: int, noun: str, row_id: int, before: dict[str, Any] | None) -> None:
    _REMEMBER.count(conn, {"act": act_id, "noun": noun, "row_id": row_id, "before": before})


def _put(conn: Connection, owner: Owner, noun: str, row: Row[Any], values: Mapping[str, Any]) -> None:
    table = _TABLES[noun]
    statement = update(table).where(owned_by(table), table.c.id == bindparam("row")).values(**values)
    conn.execute(statement, bound(owner, row=row.id))
    if noun == "touches":
        after = {**row._mapping, **values}
        moved(conn, owner, Meeting(row.contact_id, row.on), Meeting(after["contact_id"], after["on"]))


def _restore(conn: Connection, owner: Owner, changed: Row[Any]) -> None:
    row = conn.execute(_ROW[changed.noun], bound(owner, row=changed.row_id)).one_or_none()
    if row is not None:
        columns = _TABLES[changed.noun].c
        before = {name: _from_json(columns[name].type, value) for name, value in changed.before.items()}
        _put(conn, owner, changed.noun, row, before)


def _delete(conn: Connection, owner: Owner, noun: str, row_ids: Sequence[int]) -> None:
    met = []
    if noun == "touches":
        found = (conn.execute(_ROW[noun], bound(owner, row=row_id)).one_or_none() for row_id in row_ids)
        met = [Meeting(row.contact_id, row.on) for row in found if row is not None]
    conn.execute(_DELETE[noun], [bound(owner, row=row_id) for row_id in row_ids])
    for meeting in met:
        moved(conn, owner, meeting, None)


def _is_built_upon(conn: Connection, owner: Owner, act_id: int, changes: Sequence[Row[Any]]) -> bool:
    if conn.execute(_TOUCHED_LATER, bound(owner, act=act_id)).first() is not None:
        return True
    own = {(changed.noun, changed.row_id) for changed in changes}
    for noun, referring, about in _ABOUT:
        new = [made.row_id for made in _made_rows(changes) if made.noun == noun]
        found = conn.execute(about, bound(owner, these=new)).scalars() if new else ()
        if any((referring, row_id) not in own for row_id in found):
            return True
    return False


def _made_rows(changes: Sequence[Row[Any]]) -> list[Row[Any]]:
    return [changed for changed in changes if changed.before is None]


def _to_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _from_json(kind: Any, value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(kind, Date) and value is not None else value
