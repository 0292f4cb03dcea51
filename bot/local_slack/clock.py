"""The virtual clock: real time plus an offset that people and tests may move."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path


class VirtualClock:
    """Real time plus an offset; the offset is shared with other processes through a small text file.

    `offset_file` holds the offset in seconds as a number. It is replaced in one step, so that a reader
    never sees half of it. `start` sets the clock at once.
    """

    def __init__(self, offset_file: Path | str | None = None, start: datetime | None = None) -> None:
        self.offset_file = Path(offset_file) if offset_file else None
        self.on_change: list[Callable[[], None]] = []
        self._offset = timedelta(seconds=_offset_in(self.offset_file))
        if start is not None:
            self.set_to(start)

    def now(self) -> datetime:
        """The virtual instant, an aware UTC datetime."""
        return datetime.now(UTC) + self._offset

    def set_to(self, instant: datetime) -> None:
        """Jumps to an aware instant, forwards or backwards; raises ValueError for a naive one."""
        if instant.tzinfo is None:
            raise ValueError(
                "the clock takes aware datetimes only, such as datetime(2026, 12, 1, 9, tzinfo=UTC)"
            )
        self._move(instant.astimezone(UTC) - datetime.now(UTC))

    def advance(self, by: timedelta) -> None:
        """Moves by a length of time; a negative one goes back."""
        self._move(self._offset + by)

    def _move(self, offset: timedelta) -> None:
        self._offset = offset
        if self.offset_file is not None:
            _write_offset(self.offset_file, offset.total_seconds())
        for tell in list(self.on_change):
            tell()


def _offset_in(file: Path | None) -> float:
    if file is None or not file.exists():
        return 0.0
    text = file.read_text(encoding="ascii").strip()
    return float(text) if text else 0.0


def _write_offset(file: Path, seconds: float) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    draft.write_text(f"{seconds:.6f}\n", encoding="ascii")
    draft.replace(file)
