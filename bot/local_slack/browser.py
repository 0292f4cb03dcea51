"""Opens an address in the person's browser, where there is one with windows; never in the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# Run by a process of its own, without our terminal: a browser may block, or write whatever it likes.
OPEN = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
WINDOWS_SUBSYSTEM = Path("/proc/sys/fs/binfmt_misc/WSLInterop")


def has_windows(environ: Mapping[str, str], platform: str, is_wsl: bool = False) -> bool:
    """Whether a browser with windows can be opened from here, for somebody who sits before this machine."""
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return False
    if platform in ("darwin", "win32"):
        return True
    return is_wsl or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def without_terminal(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment in which Python's webbrowser offers no text browser."""
    return {name: value for name, value in environ.items() if name != "TERM"}


class Browser:
    """One address opened once. What was opened stays when we end; what opens it does not."""

    def __init__(self, address: str, environ: Mapping[str, str]) -> None:
        self.address, self._environ = address, environ
        self._has_windows = has_windows(environ, sys.platform, WINDOWS_SUBSYSTEM.exists())
        self._opener: asyncio.subprocess.Process | None = None

    async def open(self) -> bool:
        """Begin to open it, without waiting; False where it is known beforehand that there is no browser."""
        if not self._has_windows:
            return False
        try:
            self._opener = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", OPEN, self.address),
                env=without_terminal(self._environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            return False
        return True

    async def has_failed(self) -> bool:
        """Waits for the opener, which may be as long as the browser is open; True: it found no browser."""
        return self._opener is not None and await self._opener.wait() > 0

    async def close(self) -> None:
        """End the opener, if it still waits for its browser."""
        if self._opener is not None and self._opener.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._opener.kill()
            await self._opener.wait()
