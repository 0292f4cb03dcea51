"""One Chromium for all tests of a process, and the thread that it is talked to from.

Playwright's own loop would stay marked as running in the thread that uses it, and every `asyncio.run` of
another test there would fail. So it has a thread of its own, and the tests in a browser run in that.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.chromium import flags

PATIENCE_MS = 10_000
Result = TypeVar("Result")


class BrowserThread:
    """The thread and its Chromium, which is started when it is first wanted."""

    def __init__(self, executable: Path, *more_flags: str) -> None:
        self.executable, self.flags = executable, [*flags(os.getuid()), *more_flags]
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="browser")
        self._ident = self.call(threading.get_ident)
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def call(self, fn: Callable[..., Result], *args: object, **kwargs: object) -> Result:
        """`fn` in the browser's thread; whatever it raises is raised here."""
        if threading.get_ident() == getattr(self, "_ident", None):
            return fn(*args, **kwargs)
        return self._executor.submit(fn, *args, **kwargs).result()

    def browser(self) -> Browser:
        """The running Chromium, started anew after a crash. In the browser's thread only."""
        if self._playwright is None:
            self._playwright = sync_playwright().start()
            expect.set_options(timeout=PATIENCE_MS)
        if self._browser is None or not self._browser.is_connected():
            self._browser = self._playwright.chromium.launch(executable_path=self.executable, args=self.flags)
        return self._browser

    def close(self) -> None:
        """Ends browser and thread."""
        self.call(self._close)
        self._executor.shutdown()

    def _close(self) -> None:
        if self._browser is not None:
            self._browser.close()
        if self._playwright is not None:
            self._playwright.stop()
