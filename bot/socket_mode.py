"""The Socket Mode edge: a websocket that we open, so that Slack reaches a process without an address."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import Kith
from bot.clock import ticks
from bot.delivery_errors import code_of
from bot.settings import SettingsError
from bot.web import kind_of

log = logging.getLogger(__name__)
# What is received reaches `handle` after so many turns of the loop, through the client's queue.
TURNS = 4
RENEW_SECONDS = 30


class SocketMode(AsyncSocketModeHandler):
    """Slack's own client, which can end politely: what has come in is answered before it hangs up."""

    def __init__(self, kith: Kith) -> None:
        super().__init__(kith.bolt, kith.settings.app_token, web_client=kith.client)
        self._team_id = kith.services.team_id
        self._acked = kith.metrics.acked
        self._under_way: set[asyncio.Task[Any]] = set()
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Begin to connect, however long it takes. Raises SettingsError when Slack refuses the app token."""
        # The client would log a refusal and ask again for ever. With an address it does not ask at first.
        try:
            self.client.wss_uri = await address(self.client.web_client, self.app_token)
        except SettingsError:
            await self.close_async()  # type: ignore[no-untyped-call]
            raise
        for work in (self._connect(), self._renew_address()):
            self._tasks.append(asyncio.create_task(work, name="kith-socket"))

    async def _connect(self) -> None:
        await self.connect_async()  # type: ignore[no-untyped-call]
        log.info("ready: Socket Mode", extra={"workspace": self._team_id})

    async def _renew_address(self) -> None:
        """An address of Slack's is good for a short while; the client would try the same one for ever."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            if not await self.client.is_connected():
                self.client.wss_uri = None

    async def close(self) -> None:
        """Take nothing more in, answer what is under way, hang up."""
        for task in (self.client.message_receiver, *self._tasks):
            if task:
                task.cancel()
        for _ in range(TURNS):
            await asyncio.sleep(0)
        while self._under_way:
            await asyncio.wait(self._under_way)
        await self.close_async()  # type: ignore[no-untyped-call]

    async def handle(self, client: Any, req: Any) -> None:
        """One envelope: answered by Bolt, and counted until then."""
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        began = ticks()
        await super().handle(client, req)
        self._acked(kind_of(req.payload or {}), ticks() - began)


async def address(client: AsyncWebClient, app_token: str) -> str | None:
    """Where to connect; None when Slack asks to wait with that. Raises SettingsError with what to do."""
    try:
        answer = await client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        code = code_of(error)
        if code == "ratelimited":
            return None
        hint = "copy it anew from Basic Information; it needs the scope connections:write"
        raise SettingsError(
            f"Slack refuses SLACK_APP_TOKEN ({code or 'unreadable answer'}): {hint}."
        ) from None
    except (aiohttp.ClientError, TimeoutError, OSError):
        raise SettingsError(f"Slack does not answer at {client.base_url}: check SLACK_API_URL.") from None
    return str(answer["url"])
