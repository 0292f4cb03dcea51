"""Opens the database and runs plain functions in it: one hop to a worker thread, one transaction."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

log = logging.getLogger(__name__)

Args = ParamSpec("Args")
Result = TypeVar("Result")

POSTGRES_THREADS = 4
CONNECT_SECONDS = 5
# A transaction that deleted what must leave no trace marks its connection: see `leave_no_trace`.
LEAVES_TRACES = "kith_leaves_traces"
WIPE_TRIES = 5
EXAMPLES = "Write it like sqlite:///kith.db or postgresql+psycopg://kith@localhost/kith"


class DatabaseError(Exception):
    """The database cannot be used. The text is one sentence for the operator; `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint


class TooBusyError(Exception):
    """The database did not come to it in time; nothing was done."""


class Database:
    """An open database. SQLite has one worker thread and one connection, PostgreSQL four of each."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        threads = 1 if self.is_sqlite else POSTGRES_THREADS
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="kith-database")
        # To take a connection from the pool and give it back costs more than what most transactions do.
        self._kept: Connection | None = None

    async def run(
        self, fn: Callable[Concatenate[Connection, Args], Result], *args: Args.args, **kwargs: Args.kwargs
    ) -> Result:
        """Run `fn(conn, *args)` in a worker thread as one transaction: all of it, or nothing when it raises.

        When the caller is canceled while the function runs, the transaction still ends as it would have.
        """
        future = self._threads.submit(self._transaction, lambda conn: fn(conn, *args, **kwargs))
        return await asyncio.wrap_future(future)

    async def run_soon(
        self,
        seconds: float,
        fn: Callable[Concatenate[Connection, Args], Result],
        *args: Args.args,
        **kwargs: Args.kwargs,
    ) -> Result:
        """The same for work that somebody waits for. Raises TooBusyError when its transaction could not even
        begin within `seconds`: then it never will. One that has begun is not given up."""
        # Taken once: by the transaction that begins, or by the caller who gives up.
        first = Lock()

        def begun(conn: Connection) -> Result:
            if not first.acquire(blocking=False):
                raise TooBusyError
            return fn(conn, *args, **kwargs)

        waiting = asyncio.wrap_future(self._threads.submit(self._transaction, begun))
        timer = asyncio.get_running_loop().call_later(
            seconds, lambda: first.acquire(blocking=False) and waiting.cancel("too busy")
        )
        try:
            return await waiting
        except asyncio.CancelledError as canceled:
            if canceled.args == ("too busy",):
                raise TooBusyError from None
            raise
        finally:
            timer.cancel()

    def run_sync(
        self, fn: Callable[Concatenate[Connection, Args], Result], *args: Args.args, **kwargs: Args.kwargs
    ) -> Result:
        """The same for code that has no event loop, such as the command line."""
        return self._threads.submit(self._transaction, lambda conn: fn(conn, *args, **kwargs)).result()

    def close(self) -> None:
        """Wait for what is running, then let go of every connection."""
        self._threads.shutdown(wait=True)
        self._let_go()
        self.engine.dispose()

    def _transaction(self, fn: Callable[[Connection], Result]) -> Result:
        if self.is_sqlite:
            return self._on_kept(fn)
        with self.engine.connect() as conn, conn.begin():
            return fn(conn)

    def _on_kept(self, fn: Callable[[Connection], Result]) -> Result:
        """A transaction on the one connection, which stays open until something fails in it."""
        conn = self._kept = self._kept or self.engine.connect()
        try:
            with conn.begin():
                result = fn(conn)
            if conn.info.get(LEAVES_TRACES):
                _wipe_traces(conn)
        except TooBusyError:
            raise  # nobody wants it any more, and nothing was said to the database
        except BaseException as error:
            self._let_go(is_broken=isinstance(error, DBAPIError))
            raise
        return result

    def _let_go(self, is_broken: bool = False) -> None:
        if self._kept is not None:
            # A file that could not be written when it was opened stays so for as long as it is open.
            if is_broken and not is_in_memory(self.engine.url):
                self._kept.invalidate()
            self._kept.close()
            self._kept = None


def leave_no_trace(conn: Connection) -> None:
    """After its commit nothing that this transaction deleted is left, on SQLite, in the file or its log.

    That takes as long as copying the database. It works within `Database.run` and `run_sync` alone.
    """
    conn.info[LEAVES_TRACES] = WIPE_TRIES


def open_database(url: str | URL) -> Database:
    """Open the database of a SQLAlchemy address and connect to it once. Raises DatabaseError.

    It does not migrate: `storage.migrations.upgrade(database.engine)` does.
    """
    engine = open_engine(url)
    _refuse_read_only(engine.url)
    try:
        engine.connect().close()
    except SQLAlchemyError as error:
        engine.dispose()
        raise _explained(engine.url, error) from error
    return Database(engine)


def _refuse_read_only(url: URL) -> None:
    """SQLite opens such a file all the same, and lets even a writer's transaction begin in it."""
    path = Path(str(url.database))
    if url.get_backend_name() == "sqlite" and path.is_file() and not os.access(path, os.W_OK):
        raise DatabaseError(
            f"The database file {path.absolute()} is read-only.",
            "Give Kith the right to write it and its folder.",
        )


def open_engine(url: str | URL) -> Engine:
    """An engine with the settings that Kith relies on; connects at first use. Raises DatabaseError."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    return create_engine(
        parsed,
        pool_size=POSTGRES_THREADS,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "kith"},
    )


def parse_url(url: str | URL) -> URL:
    """The address, with the driver that Kith brings along. Raises DatabaseError."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        # The address may hold a password: it is not repeated here.
        raise DatabaseError("KITH_DATABASE_URL is not a database address.", EXAMPLES + ".") from error
    drivers = {"sqlite": "sqlite", "postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
    if backend not in drivers:
        raise DatabaseError(f"Kith does not know the database {backend!r}.", EXAMPLES + ".")
    return parsed.set(drivername=drivers[backend])


def _sqlite_engine(url: URL) -> Engine:
    if url.database and url.database != ":memory:" and not Path(url.database).absolute().parent.is_dir():
        folder = Path(url.database).absolute().parent
        raise DatabaseError(f"The folder {folder} does not exist.", "Create it, or change KITH_DATABASE_URL.")
    if not is_in_memory(url) and not str(url.database).startswith("file:"):
        _make_private(Path(str(url.database)))
    # One is kept by the Database, one is for who asks the engine itself, such as a migration. What is in
    # memory is there in one connection only.
    pool: Any = (
        {"poolclass": StaticPool}
        if is_in_memory(url)
        else {"poolclass": QueuePool, "pool_size": 2, "max_overflow": 0}
    )
    engine = create_engine(url, connect_args={"check_same_thread": False}, **pool)
    event.listen(engine, "connect", _set_up_sqlite)
    # Not by the event "begin": each statement would look for listeners, and pay for that.
    engine.dialect.do_begin = _begin_immediate  # type: ignore[method-assign,assignment]
    return engine


def _make_private(path: Path) -> None:
    """A file that is new can be read by nobody else: it will hold what members know about other people."""
    # What stands in the way is told when the file is opened. SQLite's log takes over the same rights.
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def is_in_memory(url: URL) -> bool:
    """Whether a SQLite address names no file: then everything goes with its connection."""
    name = url.database or ""
    return name in ("", ":memory:") or (name.startswith("file:") and url.query.get("mode") == "memory")


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: its plain BEGIN takes the write lock too late, and a
    # read that becomes a write then fails at once in spite of busy_timeout.
    connection.isolation_level = None
    cursor = connection.cursor()
    # Slack gives up on an answer after three seconds; by then a member should have read why there is none.
    cursor.execute("PRAGMA busy_timeout = 2000")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # Deleted text is overwritten at once; see also _wipe_traces.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    connection.dbapi_connection.execute("BEGIN IMMEDIATE")


def _wipe_traces(conn: Connection) -> None:
    """Write the file anew and cut its log to nothing, after a transaction that must leave no byte behind.

    Overwriting what is deleted is not enough: pages that SQLite balanced keep old pieces in their unused
    room. When another process is in the way the mark stays, and the next transactions try again.
    """
    tries = conn.info[LEAVES_TRACES]
    cursor = conn.connection.cursor()
    try:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, _, _ = cursor.fetchall()[0]
    except sqlite3.OperationalError:
        is_busy = True
    finally:
        cursor.close()
    conn.info[LEAVES_TRACES] = tries - 1 if is_busy else 0
    if is_busy and tries == 1:
        log.error(
            "Traces of deleted rows may be left in the database file: run VACUUM when it is not in use."
        )


def _explained(url: URL, error: SQLAlchemyError) -> DatabaseError:
    """What went wrong, without the password that the address may hold."""
    reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or ":memory:").absolute()
        return DatabaseError(
            f"The database file {path} cannot be opened: {reason}.",
            "Check that it is a SQLite file and that you may write it and its folder.",
        )
    return DatabaseError(
        f"PostgreSQL at {url.render_as_string()} cannot be reached: {reason}.",
        "Check that it runs, and the user, password and name in KITH_DATABASE_URL.",
    )
