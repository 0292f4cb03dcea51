"""Kith beside the tools that do a part of its work, at the versions that the lock pins."""

from __future__ import annotations

from pathlib import Path

from tests.bench import peers_messages, peers_nudges
from tests.bench.postgres import postgres
from tests.bench.report import Row

NUDGES = 10_000


def rows(folder: Path) -> list[Row]:
    """The clockwork beside one APScheduler job a nudge, then the outbox beside two queues."""
    with postgres() as url:
        with peers_nudges.on_sqlite(folder, NUDGES) as fresh:
            on_sqlite = peers_nudges.row("SQLite", fresh, jobs=1_000, threads=1, least=20)
        with peers_nudges.on_postgres(url, NUDGES) as fresh:
            on_postgres = peers_nudges.row("PostgreSQL", fresh, jobs=500, threads=4, least=50)
        return [on_sqlite, on_postgres, *peers_messages.rows(url)]
