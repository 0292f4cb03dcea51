"""Core statements for hot paths: compiled once a database, run by the driver's own cursor.

SQLAlchemy spends some 60 µs of Python on each statement that it runs, ten times what SQLite needs for it. So
what every command does (find the member, insert a row) is compiled once and given to the driver as it is.
Errors are SQLAlchemy's all the same, and whoever listens for statements on the engine hears these, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable

from storage.columns import Convert, conversions
from storage.records import Owner

Record = TypeVar("Record")
Values = Mapping[str, Any]
Row = tuple[Any, ...]
Outcome = tuple[list[Row], int]


class Form(NamedTuple):
    """A statement as one driver wants it. `given` are the values that stand in the statement itself."""

    sql: str
    names: tuple[str, ...]
    is_positional: bool
    given: Values
    to_driver: tuple[tuple[str, Convert], ...]
    from_driver: tuple[Convert | None, ...]

    def parameters(self, values: Values) -> Any:
        """The values, by place or by name. KeyError when one is missing."""
        named = {**self.given, **values}
        for name, convert in self.to_driver:
            named[name] = convert(named[name])
        return [named[name] for name in self.names] if self.is_positional else named


class Prepared:
    """A Core statement without `expanding` parameters; `keys` are the columns that an INSERT is given."""

    def __init__(self, statement: Executable, keys: Sequence[str] | None = None) -> None:
        self.statement, self.keys = statement, keys
        self._forms: dict[str, Form] = {}

    def form(self, dialect: Dialect) -> Form:
        """The statement in the words of this database."""
        found = self._forms.get(dialect.name)
        if found is None:
            found = self._forms[dialect.name] = compiled(self.statement, dialect, self.keys)
        return found

    def rows(self, conn: Connection, values: Values) -> list[Row]:
        """Every row, as the driver gives it."""
        return self._run(conn, values)[0]

    def row(self, conn: Connection, values: Values) -> Row | None:
        """The only row, or None. What there is more is not looked at: ask by a key."""
        return next(iter(self._run(conn, values)[0]), None)

    def count(self, conn: Connection, values: Values) -> int:
        """How many rows an INSERT, UPDATE or DELETE has written."""
        return self._run(conn, values)[1]

    def _run(self, conn: Connection, values: Values) -> Outcome:
        form = self.form(conn.dialect)
        parameters = form.parameters(values)
        if not conn.in_transaction():
            conn.begin()
        if conn.engine.dispatch.before_cursor_execute:
            return _told(conn, form.sql, parameters)
        try:
            cursor = conn.connection.cursor()
            cursor.execute(form.sql, parameters)
            rows: list[Row] = list(cursor.fetchall()) if cursor.description else []
        except conn.dialect.loaded_dbapi.Error as error:
            raise wrapped(conn, form.sql, error) from error
        count = cursor.rowcount
        cursor.close()
        return rows, count


def _told(conn: Connection, sql: str, parameters: Any) -> Outcome:
    """The same through SQLAlchemy, which tells those who listen."""
    given = tuple(parameters) if isinstance(parameters, list) else parameters
    result = conn.exec_driver_sql(sql, given, execution_options={"preserve_rowcount": True})
    rows = list(map(tuple, result)) if result.returns_rows else []
    return rows, result.rowcount


def wrapped(conn: Connection, sql: str, error: Exception) -> BaseException:
    """The driver's error as SQLAlchemy's. A connection that is lost is given up, as SQLAlchemy would."""
    is_lost = conn.dialect.is_disconnect(error, None, None)  # type: ignore[arg-type]
    if is_lost and not conn.invalidated:
        conn.invalidate(error)
    kind: Any = conn.dialect.loaded_dbapi.Error
    # No values: an error may end in a log.
    return DBAPIError.instance(
        sql, None, error, kind, hide_parameters=True, connection_invalidated=is_lost, dialect=conn.dialect
    )


def compiled(statement: Any, dialect: Dialect, keys: Sequence[str] | None) -> Form:
    """What SQLAlchemy would do at each execution, done once."""
    made = statement.compile(dialect=dialect, column_keys=keys and list(keys))
    sql = str(made)
    assert "POSTCOMPILE" not in sql, "a list of parameters is rendered at each execution: use conn.execute"
    to_driver = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in made.binds.items()
    }
    return Form(
        sql,
        tuple(made.positiontup or ()),
        bool(made.positional),
        {name: value for name, value in made.params.items() if not made.binds[name].required},
        tuple((name, convert) for name, convert in to_driver.items() if convert),
        tuple(_from_driver(column, dialect) for column in getattr(statement, "exported_columns", ())),
    )


def _from_driver(column: Any, dialect: Dialect) -> Convert | None:
    processor: Convert | None = column.type.dialect_impl(dialect).result_processor(dialect, None)
    return processor


class Reading(Generic[Record]):
    """A prepared SELECT, or RETURNING, whose rows come back as records."""

    def __init__(
        self, record: Callable[..., Record], table: Table, statement: Any, **special: Convert
    ) -> None:
        self.prepared = Prepared(statement)
        self._record = record
        self._table, self._special = table, special
        self._makers: dict[str, Callable[[Row], Record]] = {}

    def all(self, conn: Connection, values: Values) -> list[Record]:
        """Every record, in the statement's order."""
        make = self._maker(conn.dialect)
        return [make(row) for row in self.prepared.rows(conn, values)]

    def one(self, conn: Connection, values: Values) -> Record | None:
        """The only record, or None."""
        row = self.prepared.row(conn, values)
        return None if row is None else self._maker(conn.dialect)(row)

    def _maker(self, dialect: Dialect) -> Callable[[Row], Record]:
        made = self._makers.get(dialect.name)
        if made is None:
            made = self._makers[dialect.name] = self._new_maker(dialect)
        return made

    def _new_maker(self, dialect: Dialect) -> Callable[[Row], Record]:
        keys = [column.key for column in self.prepared.statement.exported_columns]  # type: ignore[attr-defined]
        from_driver = dict(zip(keys, self.prepared.form(dialect).from_driver, strict=True))
        names = [field.name for field in fields(self._record)]  # type: ignore[arg-type]
        special = conversions(self._table, self._special)
        converts = [
            (at, _both(from_driver[name], special.get(name)))
            for at, name in enumerate(names)
            if name != "owner" and (from_driver[name] or name in special)
        ]
        own = {name: (keys.index(name),) for name in names if name != "owner"}
        owner = tuple(keys.index(name) for name in ("workspace_id", "member_id") if "owner" in names)
        return _maker(self._record, [own.get(name, owner) for name in names], converts)


def _both(first: Convert | None, second: Convert | None) -> Convert:
    if first and second:
        return lambda value: second(first(value))
    found = first or second
    assert found
    return found


def _maker(
    record: Callable[..., Record], places: Sequence[tuple[int, ...]], converts: Sequence[tuple[int, Convert]]
) -> Callable[[Row], Record]:
    """From the values of a row to the record. NULL stays None, whatever the conversion."""
    take = itemgetter(*(place[0] for place in places))
    owner_at = next((at for at, place in enumerate(places) if len(place) > 1), None)

    def make(row: Row) -> Record:
        values = list(take(row))
        for at, convert in converts:
            if values[at] is not None:
                values[at] = convert(values[at])
        if owner_at is not None:
            workspace, member = places[owner_at]
            values[owner_at] = Owner(row[workspace], row[member])
        return record(*values)

    return make


@cache
def inserting(table: Table, keys: tuple[str, ...]) -> Prepared:
    """INSERT of a row with these columns, which gives its number back."""
    return Prepared(table.insert().returning(table.c.id), keys)
