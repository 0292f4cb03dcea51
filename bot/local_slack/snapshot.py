"""Keeps a workspace in a file: read at the start, written a moment after each change, in one step.

What is in the file: see snapshot_state. A reader finds the old file or the new one, never half of one.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.local_slack.files import StoredFile
from bot.local_slack.snapshot_state import Copy, copied, is_ours, last_ts, restore
from bot.local_slack.workspace import Workspace

log = logging.getLogger(__name__)
LOOK_SECONDS = 0.4
# A workspace that takes long to write is written less often, so that most of the time is left for the talk.
REST = 4
# How long the loop is busy at a stretch with putting messages into words.
SLICE_SECONDS = 0.003
# How far the clock is put on after a start that was not ended in good order: more than what was lost.
LOST = timedelta(seconds=2)
DAMAGES = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, OSError)


class SnapshotError(Exception):
    """The file is not a workspace of this local Slack, or not whole. The text is a sentence about it."""


class Changes:
    """Tells whether anything happened in a workspace since it was last asked."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._told, self._seen = workspace, 0, ()
        workspace.on_post.append(lambda _post, _is_changed: self._count())
        workspace.on_gone.append(lambda _post: self._count())
        workspace.on_view.append(lambda _view: self._count())
        workspace.clock.on_change.append(self._count)

    def _count(self) -> None:
        self._told += 1

    def are_there(self) -> bool:
        """Whether there is something new. What has no signal of its own is looked at."""
        now = self._state()
        was, self._seen = self._seen, now
        return now != was

    def _state(self) -> tuple[Any, ...]:
        ws = self._workspace
        people = tuple((user.id, user.tz, user.deleted, user.updated) for user in ws.users.values())
        talks = tuple((c.id, c.archived, len(c.members), len(c.posts)) for c in ws.conversations.values())
        files = tuple((f.id, f.is_complete, f.is_transcribed) for f in ws.files.by_id.values())
        return (self._told, ws.numbering.given, len(ws.calls), len(ws.ledger), people, talks, files)


class Snapshot:
    """The file of one workspace, and the folder beside it with the contents of its files."""

    def __init__(self, workspace: Workspace, path: Path, contents: Path) -> None:
        self.path, self.contents = path, contents
        self._workspace, self._changes = workspace, Changes(workspace)
        self._written: set[str] = set()
        self._stop = asyncio.Event()
        self._saving: asyncio.Task[None] | None = None
        self._is_troubled = False

    def load(self) -> bool:
        """Fill the workspace, which is a fresh one, and put its clock to where it stood; False: no file yet.

        Raises SnapshotError.
        """
        try:
            state = json.loads(self.path.read_text(encoding="utf-8"))
            if not is_ours(state, self._workspace):
                raise SnapshotError(f"{self.path} was written by another program, or another version of it")
            restore(self._workspace, state, self._content)
            self._workspace.clock.set_to(self._resumed_at(state))
        except FileNotFoundError as error:
            if error.filename == str(self.path):
                return False
            raise SnapshotError(f"{error.filename} is missing") from error
        except DAMAGES as error:
            raise SnapshotError(f"{self.path} is damaged ({type(error).__name__})") from error
        return True

    def _content(self, file_id: str, size: int) -> bytes:
        content = (self.contents / file_id).read_bytes()
        if len(content) != size:
            raise ValueError(f"{file_id} has another size")
        self._written.add(file_id)
        return content

    def _resumed_at(self, state: dict[str, Any]) -> datetime:
        """Where the clock goes on: where it stood, so that nothing is overdue for the time in between.

        After an end without warning that is the last sign of life: each look touches the file.
        """
        saved_at = datetime.fromisoformat(state["saved_at"])
        spoken_at = datetime.fromtimestamp(last_ts(self._workspace), UTC)
        if state["has_ended"]:
            return max(saved_at, spoken_at)
        offset = self._workspace.clock.now() - datetime.now(UTC)
        seen_at = datetime.fromtimestamp(self.path.stat().st_mtime, UTC) + offset
        return max(saved_at, spoken_at, seen_at) + LOST

    async def begin(self) -> None:
        """Write the file, and from now on after each change. Raises OSError when that cannot be done."""
        self._changes.are_there()
        await self.save()
        self._saving = asyncio.create_task(self._keep_saving(), name="snapshot")

    async def end(self) -> None:
        """Write the file a last time. What happens after that is not kept."""
        if self._saving is None:
            return
        self._stop.set()
        await self._saving
        self._saving = None
        await self._save_or_tell(has_ended=True)

    async def _keep_saving(self) -> None:
        loop, taken = asyncio.get_running_loop(), 0.0
        while not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), max(LOOK_SECONDS, REST * taken))
            if self._changes.are_there():
                began = loop.time()
                await self._save_or_tell()
                taken = loop.time() - began
            else:
                with contextlib.suppress(OSError):
                    os.utime(self.path)

    async def _save_or_tell(self, has_ended: bool = False) -> None:
        """A disk that is full does not end the talk; it is said once."""
        try:
            await self.save(has_ended)
            self._is_troubled = False
        except (OSError, TypeError, ValueError) as error:
            if not self._is_troubled:
                why = getattr(error, "strerror", None) or type(error).__name__
                log.error("the workspace cannot be written to %s: %s", self.path, why)
            self._is_troubled = True

    async def save(self, has_ended: bool = False) -> None:
        """Write it now. Raises OSError."""
        copy = copied(self._workspace, has_ended)
        pieces = await _in_slices(copy)
        fresh = [file for file in copy.files if file.id not in self._written]
        await asyncio.to_thread(self._write, fresh, pieces)
        self._written.update(file.id for file in fresh)

    def _write(self, fresh: list[StoredFile], pieces: list[str]) -> None:
        if fresh:
            self.contents.mkdir(exist_ok=True)
        for file in fresh:
            _write_in_one_step(self.contents / file.id, [file.content])
        _write_in_one_step(self.path, (piece.encode() for piece in pieces))


async def _in_slices(copy: Copy) -> list[str]:
    """The text, put together in the loop (so that nothing changes meanwhile), a little at a time."""
    loop = asyncio.get_running_loop()
    pieces: list[str] = []
    until = loop.time() + SLICE_SECONDS
    for piece in copy.pieces():
        pieces.append(piece)
        if loop.time() > until:
            await asyncio.sleep(0)
            until = loop.time() + SLICE_SECONDS
    return pieces


def _write_in_one_step(path: Path, parts: Iterable[bytes]) -> None:
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
