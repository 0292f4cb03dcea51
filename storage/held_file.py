"""A file that at most one process holds: flock's, so it ends with the process, however that ends."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # where there is none, nobody watches
    fcntl = None  # type: ignore[assignment]


# The doctor holds a file for a moment, to see whether it is held: that keeps nobody out.
LOOKS, LOOK_SECONDS = 4, 0.05


class HeldFile:
    """A file that at most one process holds, with a note of who that is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """Hold it; False when another does. Raises OSError when the file cannot be made."""
        file = self.path.open("a+", encoding="utf-8")
        for _ in range(LOOKS):
            if is_locked(file):
                self._file = file
                return True
            time.sleep(LOOK_SECONDS)
        file.close()
        return False

    def note(self, text: str) -> None:
        """Write down who holds it, for whoever comes meanwhile; where there is no room it is held without."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.truncate(0)
                self._file.write(f"{text}\n")
                self._file.flush()

    def noted(self) -> str:
        """What the holder has written down; "" when nothing."""
        return self.path.read_text(encoding="utf-8", errors="replace").strip()

    def let_go(self) -> None:
        """Hold it no more. The file stays: to remove it would let two hold two files of one name."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.truncate(0)
            with contextlib.suppress(OSError):  # what could not be written is tried once more, and closed
                self._file.close()
            self._file = None


def is_locked(file: IO[str] | int) -> bool:
    """Whether the file (or descriptor) is ours now. A file system that knows no locks keeps nobody out."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
