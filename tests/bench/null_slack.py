"""The least that can answer the Web API: a server of a few lines, for measuring who calls it.

`python -m tests.bench.null_slack` prints its port, and ends with its standard input.
"""

from __future__ import annotations

import asyncio
import sys

BODY = b'{"ok":true,"channel":"D0000000001","ts":"1700000000.000100","messages":[]}'
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
)
END = b"\r\n\r\n"
LENGTH = b"content-length:"


class NullSlack(asyncio.Protocol):
    """One connection: every request is read to its end, and answered with the same bytes."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._unread = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._unread += data
        while (end := self._unread.find(END)) >= 0:
            size = end + len(END) + length_of(self._unread[:end])
            if len(self._unread) < size:
                break
            self._unread = self._unread[size:]
            self.transport.write(ANSWER)


def length_of(head: bytes) -> int:
    """How many bytes of body follow this head."""
    lower = head.lower()
    at = lower.find(LENGTH)
    return int(lower[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0


async def serve() -> None:
    """Answer on a free port until standard input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(NullSlack, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve())
