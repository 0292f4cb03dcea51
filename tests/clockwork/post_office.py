"""A Slack of one page, for a hundred thousand posts: it takes messages, remembers them, and shows them.

It checks nothing; what Kith sends is checked by the strict local Slack in every other test.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter, defaultdict
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

TEAM = "T0000000001"


class PostOffice:
    """Listens on loopback in a thread of its own. `arrived` counts the posts by their outbox id."""

    def __init__(self) -> None:
        self.arrived: Counter[str] = Counter()
        self._shelves: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._numbers = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="post-office", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        listening = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.api_url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/api/"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(lambda: Desk(self), "127.0.0.1")

    def answer(self, method: str, args: dict[str, Any]) -> dict[str, Any]:
        """What Slack would say to the call."""
        if method == "chat.postMessage":
            return self._take(args)
        if method == "conversations.open":
            return {"channel": {"id": f"D{args['users']}"}}
        if method == "conversations.history":
            found = [one for one in self._shelves[args["channel"]] if one["ts"] >= args.get("oldest", "0")]
            return {"messages": found, "has_more": False}
        return {"team_id": TEAM, "user_id": "U0KITH"}

    def _take(self, args: dict[str, Any]) -> dict[str, Any]:
        self._numbers += 1
        channel = args["channel"] if args["channel"].startswith("D") else f"D{args['channel']}"
        message = {"ts": f"9000000000.{self._numbers:06d}", "metadata": args["metadata"]}
        self.arrived[args["metadata"]["event_payload"]["outbox_id"]] += 1
        self._shelves[channel].append(message)
        return {"channel": channel, "ts": message["ts"], "message": {}}


class Desk(asyncio.Protocol):
    """One connection, kept open, one request at a time as Kith's client makes them."""

    def __init__(self, office: PostOffice) -> None:
        self.office, self.unread = office, b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.unread += data
        head, found, body = self.unread.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines[1:])
        if not found or len(body) < int(fields.get("content-length", 0)):
            return
        self.unread = b""
        target = urlsplit(lines[0].split()[1])
        answer = self.office.answer(target.path.rpartition("/")[2], arguments(target.query, fields, body))
        said = json.dumps({"ok": True, **answer}).encode()
        about = f"content-type: application/json\r\ncontent-length: {len(said)}"
        self.transport.write(f"HTTP/1.1 200 OK\r\n{about}\r\n\r\n".encode() + said)


def arguments(query: str, fields: dict[str, str], body: bytes) -> dict[str, Any]:
    """The arguments of a call, from wherever the client puts them."""
    if "json" in fields.get("content-type", ""):
        sent: dict[str, Any] = json.loads(body)
        return sent
    return {name: values[0] for name, values in parse_qs(query or body.decode()).items()}
