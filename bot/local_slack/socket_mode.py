"""Socket Mode: connections that envelopes are sent over, in turn, and the acks that come back."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

from aiohttp import WSMsgType, web

from bot.local_slack.acks import Ack
from bot.local_slack.identifiers import slack_id

# Slack gives commands, interactions and nothing else the chance to answer in the ack itself.
ACCEPTS_PAYLOAD = ("slash_commands", "interactive")


class SocketMode:
    """The open connections and the envelopes that still wait for their ack."""

    def __init__(self, app_id: str) -> None:
        self.app_id = app_id
        self.connections: list[web.WebSocketResponse] = []
        self.late_acks: list[str] = []
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._numbers = {"ticket": 0, "envelope": 0, "turn": 0}
        self.was_connected = False
        self._connected = asyncio.Event()

    def open_connection(self, base_url: str) -> str:
        """An address with a ticket that opens one connection."""
        ticket = self._next("ticket")
        self._tickets.add(ticket)
        host = base_url.removeprefix("http://")
        return f"ws://{host}/link/?ticket={ticket}&app_id={self.app_id}"

    def _next(self, kind: str) -> str:
        self._numbers[kind] += 1
        text = slack_id("", f"{self.app_id}:{kind}:{self._numbers[kind]}").lower()
        return f"{self._numbers[kind]:08x}-{text}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        self.connections.append(socket)
        await socket.send_json(self._hello())
        await socket.ping(b"Ping from local Slack")
        self.was_connected = True
        self._connected.set()
        try:
            await self._read(socket)
        finally:
            self._forget(socket)
        return socket

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "applink-0", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.app_id},
        }

    async def _read(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._take_ack(message.data)

    def _take_ack(self, text: str) -> None:
        try:
            ack = json.loads(text)
        except ValueError:
            return
        envelope_id = str(ack.get("envelope_id", "")) if isinstance(ack, dict) else ""
        waiting = self._waiting.pop(envelope_id, None)
        if waiting is None:
            self.late_acks.append(envelope_id)
        elif not waiting.done():
            waiting.set_result(ack)

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self.connections:
            self.connections.remove(socket)
        if not self.connections:
            self._connected.clear()

    async def until_connected(self, seconds: float) -> bool:
        """Waits for a connection; False when none came in time."""
        try:
            await asyncio.wait_for(self._connected.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def send(
        self, kind: str, payload: dict[str, Any], seconds: float, retry: tuple[int, str] | None = None
    ) -> Ack:
        started = time.monotonic()
        if not await self._has_connection(seconds):
            return Ack(None, None, time.monotonic() - started, "dispatch_failed")
        envelope_id = self._next("envelope")
        self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "accepts_response_payload": kind in ACCEPTS_PAYLOAD,
            "payload": payload,
        }
        if kind == "events_api":
            number, reason = retry or (0, "")
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        return await self._exchange(envelope_id, envelope, seconds, started)

    async def _has_connection(self, seconds: float) -> bool:
        """An app that was here before gets the time to come back; one that never was does not."""
        if self.connections or not self.was_connected:
            return bool(self.connections)
        return await self.until_connected(seconds)

    async def _exchange(
        self, envelope_id: str, envelope: dict[str, Any], seconds: float, started: float
    ) -> Ack:
        waiting = self._waiting[envelope_id]
        try:
            await self._next_connection().send_json(envelope)
            ack = await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            return Ack(None, None, time.monotonic() - started, "operation_timeout")
        except ConnectionError:
            return Ack(None, None, time.monotonic() - started, "dispatch_failed")
        finally:
            self._waiting.pop(envelope_id, None)
        return Ack(200, ack.get("payload"), time.monotonic() - started)

    def _next_connection(self) -> web.WebSocketResponse:
        self._numbers["turn"] += 1
        return self.connections[self._numbers["turn"] % len(self.connections)]

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Sends every connection the disconnect frame; all but a warning are closed as well."""
        for socket in list(self.connections):
            await socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-0"}}
            )
            if reason != "warning":
                self._forget(socket)
                await socket.close()

    async def close(self) -> None:
        for socket in list(self.connections):
            self._forget(socket)
            await socket.close()
