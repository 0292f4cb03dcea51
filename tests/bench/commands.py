"""A slash command with one read and one insert: by Kith's storage, and by sqlite3 in the same server.

The command is the bench's own, since Kith's read and write more: it finds the member and keeps a note, as a
listener of one plain function. Both sides are `kith run` with the same guard, Bolt, dispatch and answer. On
the raw side the whole of storage is replaced by one transaction of sqlite3, in one hop to a thread like
Kith's, on a file of its own with the same tables and pragmas.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot import app, hearing
from bot.blocks import kit
from bot.interaction import Interaction
from bot.local_slack import LocalSlackThread
from bot.manifest import manifest
from bot.membership import join
from storage import migrations
from storage.columns import new_row
from storage.database import open_database
from storage.inserts import insert
from storage.records import Member, Owner
from storage.tables import notes
from tests.bench import requests
from tests.bench.report import Row
from tests.bench.wire import command

COMMAND, WORDS = "/note", "Dana likes long walks, and short meetings"
LEAST = 0.80
ANSWER = kit.sentence("Noted.")
PRAGMAS = ("busy_timeout = 2000", "journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON")
READ = "SELECT * FROM members WHERE workspace_id = ? AND member_id = ?"
WRITE = (
    "INSERT INTO notes (workspace_id, member_id, created_at, contact_id, text) VALUES (?, ?, ?, NULL, ?)"
    " RETURNING id"
)


def rows(folder: Path) -> list[Row]:
    """The command on both sides, in turns."""
    with (
        LocalSlackThread(manifest()) as slack,
        requests.served("stored", slack, _folder(folder, "stored")) as stored,
        requests.served("raw", slack, _folder(folder, "raw")) as raw,
    ):
        ours, theirs = (
            requests.Kind(requests.reconnected(side), command(slack, COMMAND, WORDS))
            for side in (stored, raw)
        )
        sizes = [requests.answer_bytes(kind, slack) for kind in (ours, theirs)]
        assert sizes[0] == sizes[1], sizes
        what = "A slash command with one read and one insert ÷ raw sqlite3 in the same server"
        return [requests.throughput(what, ours, theirs, slack, requests.ROUNDS, LEAST)]


def _folder(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


def add_command(listener: Callable[..., Any]) -> None:
    """Have Kith answer to one command more."""
    real = app.table_of_contents

    def table() -> Any:
        routes = real()
        routes.commands[COMMAND] = listener
        return routes

    app.table_of_contents = table


def add_stored() -> None:
    """The command as Kith would have it."""
    add_command(keep)


def keep(conn: Connection, it: Interaction) -> dict[str, Any]:
    """The member was read in this very transaction; the note is the insert."""
    insert(conn, notes, new_row(it.owner, it.now, contact_id=None, text=it.text))
    return ANSWER


def add_raw() -> None:
    """The command without Kith's storage: dispatch hands it over where it would go there."""
    path = Path(os.environ["KITH_DATABASE_URL"].removeprefix("sqlite:///")).with_name("raw.db")
    migrations.upgrade(f"sqlite:///{path}")
    threads = ThreadPoolExecutor(1)
    connection = threads.submit(_connect, path).result()

    async def heard(
        services: Any, _listener: Any, owner: Owner, _body: Any, words: dict[str, str]
    ) -> tuple[None, dict[str, Any]]:
        now = int(services.now().timestamp())
        future = threads.submit(_read_and_write, connection, owner, now, words["text"])
        if not await asyncio.wrap_future(future):
            await asyncio.to_thread(_join, path, Member(owner, "UTC", services.now()))
        return None, ANSWER

    add_command(keep)
    hearing.heard = heard  # type: ignore[assignment]


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _read_and_write(connection: sqlite3.Connection, owner: Owner, now: int, text: str) -> bool:
    connection.execute("BEGIN IMMEDIATE")
    found = connection.execute(READ, owner).fetchone()
    connection.execute(WRITE, (*owner, now, text)).fetchone()
    connection.execute("COMMIT")
    return found is not None


def _join(path: Path, member: Member) -> None:
    """The first time: the member whom all the others find."""
    database = open_database(f"sqlite:///{path}")
    database.run_sync(join, member, member.joined_at, True)
    database.close()
