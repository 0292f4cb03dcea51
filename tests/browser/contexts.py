"""The browser contexts of one test, watched."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.browser.browser_thread import PATIENCE_MS, BrowserThread
from tests.browser.pages import Tab
from tests.browser.watching import Watch


class Contexts:
    """The contexts (each a browser of its own to the page) that a test opened, and what went wrong there."""

    def __init__(self, thread: BrowserThread) -> None:
        self._thread = thread
        self._open: list[tuple[BrowserContext, Watch]] = []

    def __call__(self, **options: Any) -> BrowserContext:
        """A new context; options as Playwright's `new_context` takes them."""
        context = self._thread.browser().new_context(**{"locale": "en-GB", "timezone_id": "UTC", **options})
        context.set_default_timeout(PATIENCE_MS)
        self._open.append((context, Watch(context)))
        return context

    def tab(self, address: str, who: str = "alice", **options: Any) -> Tab:
        """A tab of a new context, not at any place yet. For fixtures too, which run in another thread."""
        return self._thread.call(lambda: Tab(self(**options), address, who))

    def wait_for(self, page: Page, part: str) -> None:
        """Until a fault that holds this text was noted."""
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not any(part in fault for _, watch in self._open for fault in watch.faults):
            assert time.monotonic() < deadline, [watch.faults for _, watch in self._open]
            page.wait_for_timeout(5)

    def allow(self, *parts: str) -> None:
        """What the test is about to provoke is no fault."""
        for _, watch in self._open:
            watch.allow(*parts)

    def close(self) -> list[str]:
        """Closes all; returns what went wrong."""
        for context, _ in self._open:
            context.close()
        return [fault for _, watch in self._open for fault in watch.found()]
