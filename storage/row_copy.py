"""Copies every row of one database into another, of either kind, with the numbers that were given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, text

from storage.tables import metadata

CHUNK = 1000
_LAST = text("SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:name, 'id') AS regclass))")
_SET = text("SELECT setval(CAST(pg_get_serial_sequence(:name, 'id') AS regclass), :number)")
_SQLITE_LAST = text("SELECT name, seq FROM sqlite_sequence")
_SQLITE_SET = text("UPDATE sqlite_sequence SET seq = :number WHERE name = :name")
_SQLITE_NEW = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)")


def numbered() -> list[str]:
    """The tables whose rows the database numbers by itself."""
    return [table.name for table in metadata.sorted_tables if table.autoincrement_column is not None]


def copy_rows(source: Connection, target: Connection) -> dict[str, int]:
    """Copy all rows into the empty tables of `target`, in chunks; how many of each table."""
    return {table.name: _copy(table, source, target) for table in metadata.sorted_tables}


def _copy(table: Table, source: Connection, target: Connection) -> int:
    is_postgres = target.dialect.name == "postgresql"
    count = 0
    # On PostgreSQL a cursor of the server: no table is held in memory.
    result = source.execute(select(table), execution_options={"yield_per": CHUNK})
    for rows in result.partitions():
        target.execute(insert(table), list(_values(rows, is_postgres)))
        count += len(rows)
    return count


def _values(rows: Sequence[Row[Any]], is_postgres: bool) -> Iterator[dict[str, Any]]:
    for row in rows:
        values = row._asdict()
        if is_postgres:  # which has no character 0 in a text, as SQLite has
            values = {k: v.replace("\0", "") if isinstance(v, str) else v for k, v in values.items()}
        yield values


def numbers(conn: Connection) -> dict[str, int]:
    """The largest number that was ever given, by table: also of rows that are gone."""
    if conn.dialect.name == "sqlite":
        return {row.name: int(row.seq) for row in conn.execute(_SQLITE_LAST)}
    last = {name: conn.execute(_LAST, {"name": name}).scalar_one() for name in numbered()}
    return {name: int(number) for name, number in last.items() if number is not None}


def raise_numbers(conn: Connection, *given: Mapping[str, int]) -> None:
    """Give no number again that one of these had given, nor one that a row has."""
    now = numbers(conn)
    for name in numbered():
        largest = conn.execute(select(text("max(id)")).select_from(metadata.tables[name])).scalar_one() or 0
        number = max([largest, *(each.get(name, 0) for each in given)])
        if number > now.get(name, 0):
            _give(conn, name, number)


def _give(conn: Connection, name: str, number: int) -> None:
    values = {"name": name, "number": number}
    if conn.dialect.name == "postgresql":
        # Takes effect at once, also when the transaction fails: then some numbers are passed over.
        conn.execute(_SET, values)
    elif conn.execute(_SQLITE_SET, values).rowcount == 0:
        conn.execute(_SQLITE_NEW, values)
