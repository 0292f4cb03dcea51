"""How values become columns and rows become records: instants, times of day, owners."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, datetime, time
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Table, and_, bindparam
from sqlalchemy.engine import Row

from storage.records import Owner
from storage.tables import metadata

Record = TypeVar("Record")
Convert = Callable[[Any], Any]

# Never changed once a row is there: a row does not move to another owner.
FIXED = frozenset({"id", "workspace_id", "member_id", "created_at", "joined_at"})


def epoch(at: datetime) -> int:
    """Whole UTC seconds of an aware datetime. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return int(at.timestamp())


def instant(seconds: int | None) -> datetime | None:
    """The aware UTC datetime of epoch seconds; None stays None."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def minute_of(at: time | None) -> int | None:
    """Minutes after midnight of a time of day; None stays None."""
    return None if at is None else at.hour * 60 + at.minute


def time_of(minute: int | None) -> time | None:
    """The time of day of minutes after midnight; None stays None."""
    return None if minute is None else time(minute // 60, minute % 60)


def instants(table: Table) -> frozenset[str]:
    """The columns that hold an instant. By type too, since a contact's `met_at` is a place."""
    return frozenset(
        c.name for c in table.columns if c.name.endswith("_at") and isinstance(c.type, BigInteger)
    )


def owned_tables() -> list[Table]:
    """Every table of members' rows, those that others refer to first. A new table comes in by its columns."""
    return [table for table in metadata.sorted_tables if {"workspace_id", "member_id"} <= set(table.c.keys())]


def owned_by(table: Table) -> ColumnElement[bool]:
    """The condition of every statement on a member's rows. Its values come from `bound`."""
    return and_(
        table.c.workspace_id == bindparam("of_workspace"),
        table.c.member_id == bindparam("of_member"),
    )


def bound(owner: Owner, **values: Any) -> dict[str, Any]:
    """The parameters of a statement that filters with `owned_by`."""
    return {"of_workspace": owner.workspace_id, "of_member": owner.member_id, **values}


def new_row(owner: Owner, now: datetime, **values: Any) -> dict[str, Any]:
    """The first columns of a member's new row, and its own."""
    return {
        "workspace_id": owner.workspace_id,
        "member_id": owner.member_id,
        "created_at": epoch(now),
        **values,
    }


def to_columns(table: Table, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Changes by the names of a record's fields, as columns of its table. Raises ValueError for others."""
    values = dict(changes)
    if "due_time" in values:
        values["due_minute"] = minute_of(values.pop("due_time"))
    wrong = [name for name in values if name in FIXED or name not in table.c]
    if wrong:
        raise ValueError(f"{table.name} has no {', '.join(sorted(wrong))} to change")
    return {name: epoch(v) if isinstance(v, datetime) else v for name, v in values.items()}


def conversions(table: Table, special: Mapping[str, Convert]) -> dict[str, Convert]:
    """What makes the values of a record's fields out of the columns': instants, and what is `special`."""
    at: dict[str, Convert] = dict.fromkeys(instants(table), instant)
    return at | dict(special)


def reader(record: Callable[..., Record], table: Table, **special: Convert) -> Callable[[Row[Any]], Record]:
    """A function from a row to a record; `special` converts single fields. Built once, at import."""
    names = [field.name for field in fields(record)]  # type: ignore[arg-type]
    owner_at = names.index("owner") if "owner" in names else None
    converts = conversions(table, special)
    to_convert = [(at, converts[name]) for at, name in enumerate(names) if name in converts]
    # In the place of the owner stands for a moment what the owner is made of.
    take = itemgetter(*("workspace_id" if name == "owner" else name for name in names))

    def read(row: Row[Any]) -> Record:
        values = list(take(row._mapping))
        for at, convert in to_convert:
            values[at] = convert(values[at])
        if owner_at is not None:
            values[owner_at] = Owner(values[owner_at], row.member_id)
        return record(*values)

    return read
