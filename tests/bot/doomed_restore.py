"""A real process that restores a backup, and kills itself at a statement or just before its commit.

`python -m tests.bot.doomed_restore DATABASE_URL FILE POINT`; POINT is "commit", or a number of statements,
counted from where the old rows go.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.backup import restore

WHEN = datetime(2026, 3, 2, 10, tzinfo=UTC)


def main(url: str, file: str, point: str) -> None:
    seen = 0

    def count(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        nonlocal seen
        seen += bool(seen) or statement.startswith(("TRUNCATE", "DELETE FROM"))
        if point == str(seen):
            os.kill(os.getpid(), signal.SIGKILL)

    def commit(_conn: Any) -> None:
        if point == "commit" and seen:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", commit)
    restore(url, Path(file), WHEN)


if __name__ == "__main__":
    main(*sys.argv[1:])
