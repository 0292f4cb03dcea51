"""Brings a database to the present schema, in one transaction that all goes through or not at all."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, text

from storage.database import DatabaseError, open_engine

_HERE = Path(__file__).parent
_VERSION = text("SELECT version_num FROM alembic_version")
# Any number, the same in every process: who holds it migrates, the others wait.
_ADVISORY_LOCK = 0x6B697468


def head() -> str:
    """The newest revision that this code knows. Read from file names, since importing alembic takes long."""
    return max(path.name.split("_")[0] for path in (_HERE / "versions").glob("[0-9]*_*.py"))


def current(engine: Engine) -> str | None:
    """The revision of the database; None for an empty one."""
    with engine.connect() as conn:
        return _revision(conn)


def upgrade(target: str | URL | Engine) -> bool:
    """Bring the database to the newest revision; False when it is there already. Raises DatabaseError.

    Killed at any point it leaves the database as it was, and may run again; any number of processes may call
    it at once.
    """
    if isinstance(target, Engine):
        return _upgrade(target)
    engine = open_engine(target)
    try:
        return _upgrade(engine)
    finally:
        engine.dispose()


def _upgrade(engine: Engine) -> bool:
    if current(engine) == head():
        return False
    with engine.begin() as conn:
        # SQLite's transactions are BEGIN IMMEDIATE: the lock is held already.
        if conn.dialect.name == "postgresql":
            conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
        before = _revision(conn)
        _refuse_newer(before)
        if before == head():
            return False
        _run_alembic(conn)
    return True


def _revision(conn: Connection) -> str | None:
    if not inspect(conn).has_table("alembic_version"):
        return None
    return conn.execute(_VERSION).scalar_one_or_none()


def _refuse_newer(revision: str | None) -> None:
    if revision is not None and revision > head():
        raise DatabaseError(
            f"The database has schema {revision}, and this Kith knows schemas up to {head()}.",
            "Start the newer Kith that was here before, or restore a backup from before it.",
        )


def _run_alembic(conn: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["connection"] = conn
    command.upgrade(config, "head")
