"""The folder of a demo: what lies in it, one demo at a time, begun anew, and removed when nothing is kept."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from storage.held_file import HeldFile

LOCK, CLOCK, DATABASE = "kith-demo.lock", "kith-demo.clock", "kith-demo.db"
WORKSPACE, CONTENTS = "kith-demo.json", "kith-demo-files"
# What the demo writes. Every name is so much its own that no other program's file is meant by it.
OURS = ("kith-demo.clock*", "kith-demo.db", "kith-demo.db-*", "kith-demo.json", "kith-demo.json.new")

# At an end that is forced, somebody may still be writing.
TRIES = 3


class DemoError(Exception):
    """The demo cannot begin. The text is one line that says why, and what to do."""


class DemoFolder:
    """Where one demo keeps what it needs; it is held until `close`."""

    def __init__(self, path: Path, is_kept: bool) -> None:
        self.path, self.is_kept = path, is_kept
        self.clock, self.database = path / CLOCK, path / DATABASE
        self.workspace, self.contents = path / WORKSPACE, path / CONTENTS
        self._lock: HeldFile | None = None

    @property
    def begin_anew(self) -> str:
        """What to do when something in here cannot be used."""
        return f"`kith demo --data {self.path} --reset` begins anew."

    def hold(self) -> None:
        """Make the folder, and let no other demo in. Raises DemoError."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = HeldFile(self.path / LOCK)
            is_ours = lock.take()
            address = "" if is_ours else lock.noted()
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise DemoError(
                f"{self.path} cannot be used ({why}): give a folder that you may write."
            ) from None
        if not is_ours:
            where = f" at {address}" if address else ""
            raise DemoError(
                f"Another demo{where} is using {self.path}: end that one, or give another folder."
            )
        self._lock = lock

    def note(self, address: str) -> None:
        """Write down where the demo is to be found, for whoever would use the folder meanwhile."""
        if self._lock is not None:
            self._lock.note(address)

    def reset(self) -> None:
        """Remove what a demo wrote here, and nothing else. Raises DemoError when that is not all ours."""
        found = [path for name in OURS for path in self.path.glob(name)]
        contents = list(self.contents.iterdir()) if self.contents.is_dir() else []
        foreign = [path for path in (*found, *contents) if path.is_dir() and not path.is_symlink()]
        if self.contents.is_symlink() or (self.contents.exists() and not self.contents.is_dir()):
            foreign.append(self.contents)
        foreign += [path for path in contents if not _is_content(path)]
        if foreign:
            what_to_do = "move it away, or give another folder"
            raise DemoError(f"{foreign[0]} is not the demo's, so nothing was removed: {what_to_do}.")
        self._remove([*found, *contents])

    def _remove(self, paths: list[Path]) -> None:
        try:
            for path in paths:
                path.unlink()
            if self.contents.is_dir():
                self.contents.rmdir()
        except OSError as error:
            raise DemoError(f"{error.filename} cannot be removed ({error.strerror}).") from None

    def close(self) -> None:
        """Let go of the folder; a temporary one goes with all that is in it."""
        if self._lock is not None:
            self._lock.let_go()
            self._lock = None
        for _ in range(TRIES if not self.is_kept else 0):
            shutil.rmtree(self.path, ignore_errors=True)


def _is_content(path: Path) -> bool:
    """Whether a name in the folder of contents is one that the local Slack gives: F and ten more."""
    name = path.name.removesuffix(".new")
    return len(name) == 11 and name.startswith("F0") and name.isalnum() and path.is_file()


def demo_folder(data: Path | None, is_reset: bool) -> DemoFolder:
    """The folder of this demo, held: `data`, or a temporary one. Raises DemoError."""
    if data is None:
        folder = DemoFolder(Path(tempfile.mkdtemp(prefix="kith-demo-")), is_kept=False)
        return folder
    folder = DemoFolder(data.absolute(), is_kept=True)
    folder.hold()
    try:
        if is_reset:
            folder.reset()
        _refuse_half(folder)
    except DemoError:
        folder.close()
        raise
    return folder


def _refuse_half(folder: DemoFolder) -> None:
    """Without its workspace a database has seen ids that a new workspace would hand out again."""
    if folder.database.exists() and not folder.workspace.exists():
        raise DemoError(f"{folder.workspace} is missing beside {folder.database.name}: {folder.begin_anew}")
