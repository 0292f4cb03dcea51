"""Copies every row of one database into another, of either kind, with the numbers that were given."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import JSON, Column, Connection, Row, Table, insert, select, text
from sqlalchemy.exc import DBAPIError

from storage.tables import metadata

CHUNK = 1000
Chunks = Iterator[Sequence[Row[Any]]]
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
    # On PostgreSQL a cursor of the server: no table is held in memory.
    result = source.execute(select(table), execution_options={"yield_per": CHUNK})
    put = _put_postgres if target.dialect.name == "postgresql" else _put_sqlite
    return put(table, result.partitions(), target)


def _put_sqlite(table: Table, chunks: Chunks, target: Connection) -> int:
    count = 0
    for rows in chunks:
        target.execute(insert(table), [row._asdict() for row in rows])
        count += len(rows)
    return count


def _put_postgres(table: Table, chunks: Chunks, target: Connection) -> int:
    """By COPY, for which the server works a third as long as for INSERT, and we a tenth."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    statement = f"COPY {table.name} ({names}) FROM STDIN"
    convert = [_conversion(column) for column in table.columns]
    count = 0
    try:
        with target.connection.cursor().copy(statement) as copy:
            for row in chain.from_iterable(chunks):
                copy.write_row([each(value) for each, value in zip(convert, row, strict=True)])
                count += 1
    except target.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(statement, None, error) from error
    return count


def _conversion(column: Column[Any]) -> Callable[[Any], Any]:
    """What makes a value ready for COPY: PostgreSQL has no character 0 in a text, as SQLite has."""
    if isinstance(column.type, JSON):
        is_null = column.type.none_as_null
        return lambda value: None if value is None and is_null else json.dumps(value)
    return lambda value: value.replace("\0", "") if isinstance(value, str) else value


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
