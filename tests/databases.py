"""Fresh databases for tests, on SQLite and on PostgreSQL, each a copy of a migrated template.

`database` is an open, empty Database of its own. `conn` is a connection in a transaction that is rolled back
at the end, on a database that stays empty: faster, for plain storage functions. A test uses one of the two.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from storage import migrations
from storage.database import Database, open_database, open_engine
from tests.postgres_server import PostgresServer, run_folder

ENGINES = ("sqlite", "postgres")


class SqliteFiles:
    """Makes SQLite databases by copying a migrated file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.db"
        self.numbers = count()
        migrations.upgrade(f"sqlite:///{self.template}")

    @contextmanager
    def fresh(self, template: Path | None = None) -> Iterator[str]:
        """The address of a new file, removed at the end. An empty template makes an empty database."""
        path = self.folder / f"{next(self.numbers)}.db"
        shutil.copyfile(template or self.template, path)
        try:
            yield f"sqlite:///{path}"
        finally:
            for leftover in self.folder.glob(f"{path.name}*"):
                leftover.unlink()


@pytest.fixture(scope="session")
def sqlite_files() -> SqliteFiles:
    # In the folder that goes when the run is over, also when it was killed.
    return SqliteFiles(Path(tempfile.mkdtemp(prefix="sqlite-", dir=run_folder())))


@pytest.fixture(scope="session", params=ENGINES)
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` and `postgres` in turn: a test that asks for this or anything below runs on both."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="session")
def database_maker(request: pytest.FixtureRequest, database_kind: str) -> SqliteFiles | PostgresServer:
    """Asked for by name, so that tests on SQLite alone never start PostgreSQL."""
    maker: SqliteFiles | PostgresServer = request.getfixturevalue(
        "sqlite_files" if database_kind == "sqlite" else "postgres_server"
    )
    return maker


@pytest.fixture
def database_url(database_maker: SqliteFiles | PostgresServer) -> Iterator[str]:
    """The address of a migrated, empty database for this test alone."""
    with database_maker.fresh() as url:
        yield url


@pytest.fixture
def empty_database_url(database_maker: SqliteFiles | PostgresServer, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if isinstance(database_maker, PostgresServer):
        with database_maker.fresh("template1") as url:
            yield url
    else:
        yield f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open Database for this test alone."""
    database = open_database(database_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def shared_engine(database_maker: SqliteFiles | PostgresServer) -> Iterator[Engine]:
    """An engine on a database that stays empty, since whoever writes there rolls back."""
    with database_maker.fresh() as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def conn(request: pytest.FixtureRequest, shared_engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that is rolled back after the test."""
    assert "database" not in request.fixturenames, "`conn` and `database` are different databases: use one"
    with shared_engine.connect() as connection:
        connection.begin()
        yield connection
