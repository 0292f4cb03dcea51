"""One serving process a SQLite file: whoever would be the second is told who is the first.

`kith run`, `kith migrate` and `kith restore` hold the file for as long as they work. `kith sweep`, `doctor`,
`backup` and `replay` do not ask, and are let in beside them: what they write they claim first, in short
transactions, as any process on PostgreSQL does. Of two that serve, each would answer half of Slack's requests
while it waits for the other's write lock, and nobody would see why it is slow.

What is held is a file beside the database (kith.db-lock). The database itself is never opened for that: to
close any descriptor of a file drops all of a process's POSIX locks on it, and those are SQLite's.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import URL

from storage.database import DatabaseError, is_in_memory, parse_url
from storage.held_file import HeldFile


@contextlib.contextmanager
def single_writer(url: str | URL, command: str) -> Iterator[None]:
    """Hold the SQLite file of this address for `command`, such as "kith run", until the end of the block.

    Raises DatabaseError that names who holds it. PostgreSQL, and a database in memory, need no holding.
    """
    path = database_file(parse_url(url))
    if path is None or not path.parent.is_dir():  # opening says what is wrong with the folder
        yield
        return
    held = _held(path, command)
    try:
        yield
    finally:
        held.let_go()


def database_file(url: URL) -> Path | None:
    """The SQLite file itself, whatever path or link leads to it; None when there is no file."""
    if url.get_backend_name() != "sqlite" or is_in_memory(url):
        return None
    name = str(url.database)
    return Path(unquote(urlsplit(name).path) if name.startswith("file:") else name).resolve()


def _held(path: Path, command: str) -> HeldFile:
    if path.exists() and path.stat().st_nlink > 1:
        # By its other name it would have another log, and the two would write over each other.
        raise DatabaseError(
            f"The database file {path} has a second name (a hard link).", "Remove one of the two names."
        )
    held = HeldFile(path.with_name(f"{path.name}-lock"))
    try:
        is_ours = held.take()
        holder = "" if is_ours else held.noted()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise DatabaseError(
            f"{held.path} cannot be written ({why}).", "Give Kith the right to write the database's folder."
        ) from None
    if not is_ours:
        raise DatabaseError(
            f"The database file {path} is in use by {_words(holder)}.",
            "End that one, or let several processes share a PostgreSQL (KITH_DATABASE_URL).",
        )
    held.note(f"{os.getpid()} {command}")
    return held


def _words(note: str) -> str:
    """Who holds the file, by its note of number and command."""
    pid, _, command = note.partition(" ")
    return f"process {pid} (`{command}`)" if pid.isdecimal() else "another process"
