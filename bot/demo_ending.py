"""The end of the demo: asked for by a signal, and there within three seconds whatever happens."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

# An orderly end takes less; three seconds are what a person was promised.
LONGEST_SECONDS = 2.2
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Ending:
    """Hears Ctrl-C and the other signals from `listen` on. `tidy` is the last thing that is done."""

    def __init__(self, tidy: Callable[[], None], longest: float = LONGEST_SECONDS) -> None:
        self.status = 0
        self._tidy, self._longest = tidy, longest
        self._asked = threading.Event()
        self._wake: Callable[[], object] = lambda: None

    def listen(self) -> None:
        """To be called in the main thread. A hang-up that is ignored already, by `nohup`, stays ignored."""
        for number in _numbers():
            if not (number.name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
                signal.signal(number, self._hear)
        threading.Thread(target=self._watch, daemon=True, name="ending").start()

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        if self._asked.is_set():
            return  # pressed twice: it is ending
        self.status = 0 if number == signal.SIGINT else 128 + number
        self._asked.set()
        self._wake()

    def _watch(self) -> None:
        self._asked.wait()
        time.sleep(self._longest)
        self.leave()  # something hangs

    def leave(self) -> NoReturn:
        """Tidy up and be gone.

        Python's own way out waits for every thread, and meanwhile one more Ctrl-C would kill it.
        """
        with contextlib.suppress(Exception):
            self._tidy()
            sys.stdout.flush()
        os._exit(self.status)

    async def asked(self) -> None:
        """Until somebody asks for the end."""
        loop, woken = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(woken.set)

        self._wake = wake
        if not self._asked.is_set():
            await woken.wait()


def _numbers() -> list[signal.Signals]:
    """The signals that mean the end, as far as this system knows them."""
    return [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
