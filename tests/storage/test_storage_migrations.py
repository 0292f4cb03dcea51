"""Migrations: they make what the tables say, whole or not at all, and once."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, inspect, text

from storage import migrations
from storage.database import DatabaseError, open_engine
from storage.tables import metadata


class Killed(BaseException):
    """Stands for the end of the process: nothing may catch it."""


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Engine]:
    engine = open_engine(empty_database_url)
    yield engine
    engine.dispose()


def differences(engine: Engine) -> list[Any]:
    with engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_server_default": True})
        return list(compare_metadata(context, metadata))


@contextmanager
def killed_at(engine: Engine, number: int) -> Iterator[list[str]]:
    """Ends the process, as it were, at the statement of this number (from 0); gives the statements before."""
    seen: list[str] = []

    def count(conn: Connection, cursor: Any, statement: str, *rest: Any) -> None:
        if len(seen) == number:
            raise Killed
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", count)


def test_a_migrated_database_is_what_the_tables_say(empty: Engine) -> None:
    assert migrations.upgrade(empty) is True
    assert differences(empty) == []


def test_a_database_that_lacks_an_index_is_told_apart(empty: Engine) -> None:
    migrations.upgrade(empty)
    with empty.begin() as conn:
        conn.execute(text("DROP INDEX ix_promises_open"))
    assert len(differences(empty)) == 1


def test_sqlite_tables_are_made_letter_by_letter_as_the_tables_say(tmp_path: Path) -> None:
    """What the comparison does not look at: AUTOINCREMENT, the names of keys, ON DELETE."""
    migrated, created = (open_engine(f"sqlite:///{tmp_path / name}.db") for name in ("migrated", "created"))
    migrations.upgrade(migrated)
    metadata.create_all(created)
    assert definitions(migrated) == definitions(created)


def definitions(engine: Engine) -> dict[str, list[str]]:
    with engine.connect() as conn:
        rows = conn.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
    engine.dispose()
    return {name: parts(sql) for name, sql in rows} | {"alembic_version": []}


def parts(sql: str) -> list[str]:
    """The columns and keys of a definition in any order: a column that came later stands behind them."""
    inside = sql.removesuffix(")")  # which stands on a line of its own, or behind a column that came later
    return sorted(
        part.strip() for part in re.split(r",\s*(?![^()]*\)[^()]*\))|\n", inside) if part.strip(" ,")
    )


def test_the_newest_revision_is_the_one_that_alembic_finds() -> None:
    folder = str(Path(migrations.__file__).parent)
    assert ScriptDirectory(folder).get_current_head() == migrations.head()


def test_an_empty_database_has_no_revision_and_a_migrated_one_the_newest(empty: Engine) -> None:
    assert migrations.current(empty) is None
    migrations.upgrade(empty)
    assert migrations.current(empty) == migrations.head()


def test_migrating_again_does_nothing(empty: Engine) -> None:
    migrations.upgrade(empty)
    with killed_at(empty, 10_000) as statements:
        assert migrations.upgrade(empty) is False
    assert not [each for each in statements if each.split()[0].upper() in {"CREATE", "UPDATE", "INSERT"}]


def test_an_address_serves_as_well_as_an_engine(empty_database_url: str) -> None:
    assert migrations.upgrade(empty_database_url) is True
    assert migrations.upgrade(empty_database_url) is False


def test_killed_at_any_statement_it_leaves_nothing_and_goes_on_when_run_again(empty: Engine) -> None:
    number = 0
    while True:
        try:
            with killed_at(empty, number):
                migrations.upgrade(empty)
            break
        except Killed:
            assert inspect(empty).get_table_names() == [], f"killed at statement {number}"
            number += 1
    assert number > len(metadata.tables)
    assert differences(empty) == []


def test_processes_that_migrate_at_once_all_succeed(empty_database_url: str) -> None:
    code = f"from storage import migrations; print(migrations.upgrade({empty_database_url!r}))"
    command = [sys.executable, "-c", code]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate(timeout=60)[0].strip() for process in running]
    assert sorted(said) == ["False", "False", "True"]


def test_the_schema_of_a_newer_kith_is_left_alone(empty: Engine) -> None:
    migrations.upgrade(empty)
    with empty.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="schema 9999, and this Kith knows schemas up to 0003"):
        migrations.upgrade(empty)


def test_a_database_that_is_up_to_date_does_not_load_alembic(database_url: str) -> None:
    code = (
        "import sys; from storage import migrations;"
        f"assert migrations.upgrade({database_url!r}) is False;"
        "assert not [name for name in sys.modules if name.startswith('alembic')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
