"""What a page must never do, noted while a test runs: leave loopback, fail in a script, break its policy."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError, WebSocket

LOOPBACK = ("127.0.0.1", "localhost", "::1")
WITHIN = ("about", "data", "blob")


def leaves_loopback(address: str) -> bool:
    """Whether a request to this address goes to another machine."""
    parts = urlsplit(address)
    return parts.scheme not in WITHIN and parts.hostname not in LOOPBACK


class Watch:
    """Collects the faults of every page of a context, as lines to read."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.allowed: tuple[str, ...] = ()
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("page", self._page)

    def allow(self, *parts: str) -> None:
        """Faults that hold one of these texts are what the test is about."""
        self.allowed += parts

    def found(self) -> list[str]:
        """The faults that no test asked for."""
        return [fault for fault in self.faults if not any(part in fault for part in self.allowed)]

    def _request(self, request: Request) -> None:
        self._address(request.url)

    def _page(self, page: Page) -> None:
        page.on("websocket", self._websocket)

    def _websocket(self, websocket: WebSocket) -> None:
        self._address(websocket.url)

    def _address(self, address: str) -> None:
        if leaves_loopback(address):
            self.faults.append(f"a request left loopback: {address}")

    def _console(self, message: ConsoleMessage) -> None:
        # A breach of the Content-Security-Policy comes as an error of the console.
        if message.type == "error":
            where = message.location
            self.faults.append(f"console: {message.text} ({where.get('url')}:{where.get('lineNumber')})")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error.stack or error.error.message}")
