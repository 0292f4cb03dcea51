"""New rows: with the number that the database gave them, or only when they are not there yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(conn: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert the row; its id. A statement a table, compiled once by SQLAlchemy's cache."""
    return int(conn.execute(_insert_returning_id(table), row).scalar_one())


def insert_many(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert many rows in few statements; their ids, in the order of the rows."""
    if not rows:
        return []
    return [int(number) for number in conn.execute(_insert_in_order(table), list(rows)).scalars()]


def insert_new(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless one of its unique keys is there already; False then, and nothing changes."""
    return conn.execute(_insert_or_not(table, conn.dialect.name), row).rowcount == 1


@cache
def _insert_returning_id(table: Table) -> Insert:
    return table.insert().returning(table.c.id)


@cache
def _insert_in_order(table: Table) -> Insert:
    return table.insert().returning(table.c.id, sort_by_parameter_order=True)


@cache
def _insert_or_not(table: Table, dialect: str) -> Insert:
    new = sqlite.insert if dialect == "sqlite" else postgresql.insert
    # psycopg forgets the number of rows of an INSERT unless it is asked to be kept.
    return new(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
