"""An endpoint on this machine that speaks as OpenAI's does, and says whatever a test has it say."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def completion(content: Any) -> dict[str, Any]:
    """A reply as the API words it."""
    return {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}


def saying(content: Any) -> Answer:
    """Says this."""
    return body(json.dumps(completion(content)))


def body(text: str | bytes, status: int = 200, **headers: str) -> Answer:
    """Answers with this, whatever it is."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        read = text.encode() if isinstance(text, str) else text
        return web.Response(body=read, status=status, headers=headers)

    return answer


async def hanging(_request: web.Request) -> web.StreamResponse:
    """Never answers."""
    await asyncio.sleep(3600)
    return web.Response()


async def trickling(request: web.Request) -> web.StreamResponse:
    """Answers for ever, one blank at a time."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.01)


class LyingEndpoint:
    """What it was asked, and what it says next."""

    def __init__(self) -> None:
        self.answer: Answer = saying("{}")
        self.asked: list[dict[str, Any]] = []
        self.requests: list[tuple[str, str, str | None]] = []
        self.refuses: tuple[str, ...] = ()
        self.models = ["liar-1"]
        self.root = "/v1"
        # Bound at once, so that its address is known before anything runs.
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    async def start(self) -> None:
        """Answer."""
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", self._handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.SockSite(self._runner, self._socket).start()

    async def stop(self) -> None:
        """Hang up on everybody."""
        await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((request.method, request.path, request.headers.get("Authorization")))
        if (request.method, request.path) == ("GET", f"{self.root}/models"):
            return web.json_response({"object": "list", "data": [{"id": name} for name in self.models]})
        if (request.method, request.path) != ("POST", f"{self.root}/chat/completions"):
            return web.Response(status=404)
        asked = await request.json()
        if any(name in asked for name in self.refuses):
            return web.json_response({"error": {"message": "unknown parameter"}}, status=400)
        self.asked.append(asked)
        return await self.answer(request)


@asynccontextmanager
async def an_endpoint() -> AsyncIterator[LyingEndpoint]:
    """One that listens."""
    endpoint = LyingEndpoint()
    await endpoint.start()
    try:
        yield endpoint
    finally:
        await endpoint.stop()
