"""Records from rows of the driver's own SQL: in the sweep SQLAlchemy's reading would cost the most."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, BigInteger, Boolean, Column, Connection, Date, Table

from storage.columns import Convert, instant
from storage.records import Owner

Record = TypeVar("Record")
Values = Sequence[Any]
# `?` stands for a parameter in every statement; psycopg writes it differently.
_PLACES = {"sqlite": "?", "postgresql": "%s"}
# The schedule rows of a batch, by their numbers: one parameter, see `numbers`.
_BATCH = {
    "sqlite": "json_each(?) AS batch CROSS JOIN schedule AS s ON s.id = batch.value",
    "postgresql": "unnest(?::bigint[]) AS batch(value) JOIN schedule AS s ON s.id = batch.value",
}
# SQLite joins in the order as written when it is told so, whatever it believes about the sizes of tables.
_JOIN = {"sqlite": "CROSS JOIN", "postgresql": "JOIN"}


class Columns(Generic[Record]):
    """The columns of a record, for a statement, and how the record is made of their values.

    `own` gives the SQL of a field that is not a column of the table, and what converts its value.
    """

    def __init__(
        self,
        record: Callable[..., Record],
        table: Table,
        alias: str,
        **own: tuple[str, Convert | None],
    ) -> None:
        self.record = record
        names = [field.name for field in fields(record)]  # type: ignore[arg-type]
        self.owner_at = names.index("owner") if "owner" in names else None
        self.names = [name for name in names if name != "owner"]
        self.own, self.table = own, table
        self.sql = ", ".join(own[name][0] if name in own else f'{alias}."{name}"' for name in self.names)

    def conversions(self, dialect: str) -> list[tuple[int, Convert]]:
        """The places whose values have to be converted, and by what; NULL never is."""
        each = [
            self.own[name][1] if name in self.own else _conversion(self.table.c[name], dialect)
            for name in self.names
        ]
        return [(at, convert) for at, convert in enumerate(each) if convert]

    def reader(self, dialect: str) -> Callable[[list[Any], Owner], Record]:
        """A function from the values of a row, and the owner they were read for, to the record. It changes
        the list: nothing is copied for each of ten thousand rows."""
        conversions, owner_at, record = self.conversions(dialect), self.owner_at, self.record

        def read(values: list[Any], owner: Owner) -> Record:
            for at, convert in conversions:
                if values[at] is not None:
                    values[at] = convert(values[at])
            if owner_at is not None:
                values.insert(owner_at, owner)
            return record(*values)

        return read


def _conversion(column: Column[Any], dialect: str) -> Convert | None:
    if isinstance(column.type, BigInteger) and column.name.endswith("_at"):
        return instant
    if dialect != "sqlite":  # psycopg knows dates, booleans and JSON; SQLite has none of them
        return None
    for kind, convert in ((Date, date.fromisoformat), (Boolean, bool), (JSON, json.loads)):
        if isinstance(column.type, kind):
            return convert
    return None


@cache
def wording(statement: str, dialect: str) -> str:
    """The statement as the driver wants it: `{batch}` and `{join}` filled in, `?` in the driver's own way."""
    filled = statement.replace("{batch}", _BATCH[dialect]).replace("{join}", _JOIN[dialect])
    return filled.replace("?", _PLACES[dialect])


def numbers(conn: Connection, values: Sequence[int]) -> Any:
    """Row numbers as the one parameter of `{batch}`."""
    return json.dumps(list(values)) if conn.dialect.name == "sqlite" else list(values)


def read_all(conn: Connection, statement: str, *parameters: Any) -> Sequence[Values]:
    """Every row of a statement, as the driver gives it."""
    result = conn.exec_driver_sql(wording(statement, conn.dialect.name), parameters)
    assert result.cursor is not None
    rows: Sequence[Values] = result.cursor.fetchall()
    result.close()
    return rows
