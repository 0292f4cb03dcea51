"""What the tests of backups and restores share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database, open_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Sicherung eins.kith"


@pytest.fixture(params=["sqlite_files", "postgres_server"])
def target(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The database to restore into, of both kinds for each kind of source."""
    with request.getfixturevalue(request.param).fresh() as url:
        database = open_database(url)
        yield database
        database.close()
