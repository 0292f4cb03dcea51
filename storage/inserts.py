"""New rows: with the number that the database gave them, or only when they are not there yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.prepared import Prepared, inserting


def insert(conn: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert the row; its id."""
    made = inserting(table, tuple(row)).row(conn, row)
    assert made is not None
    return int(made[0])


def insert_many(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert many rows in few statements; their ids, in the order of the rows."""
    if not rows:
        return []
    return [int(number) for number in conn.execute(_insert_in_order(table), list(rows)).scalars()]


def insert_new(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless one of its unique keys is there already; False then, and nothing changes."""
    return _insert_or_not(table, tuple(row), conn.dialect.name).count(conn, row) == 1


@cache
def _insert_in_order(table: Table) -> Insert:
    return table.insert().returning(table.c.id, sort_by_parameter_order=True)


@cache
def _insert_or_not(table: Table, keys: tuple[str, ...], dialect: str) -> Prepared:
    new = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return Prepared(new(table).on_conflict_do_nothing(), keys)
