"""A local Slack with some parts of its page alone, and a client that posts to them as a browser does."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
from aiohttp import web

from bot.local_slack import LocalSlack, VirtualClock
from bot.local_slack.page.stage import Stage
from tests.local_slack.sample_app import MANIFEST


class Part(Protocol):
    def routes(self) -> list[web.RouteDef]: ...

    async def close(self) -> None: ...


@dataclass
class Parts:
    slack: LocalSlack
    stage: Stage
    session: aiohttp.ClientSession

    async def post(self, path: str, **fields: str) -> tuple[int, str]:
        """The status, and the words of the toast or "" without one."""
        async with self.session.post(self.slack.base_url + path, data=fields) as response:
            trigger = json.loads(response.headers.get("HX-Trigger", "{}"))
            return response.status, trigger.get("toast", {}).get("text", "")

    def told(self, kind: str) -> list[Any]:
        """The notices of this kind so far."""
        return [notice for notice in self.stage.hub.since(0) or [] if notice.kind == kind]

    async def until(self, is_true: Callable[[], Any]) -> None:
        await self.slack.until(is_true, 5.0)


@asynccontextmanager
async def parts(make: Callable[[Stage], Sequence[Part]], clock: VirtualClock) -> AsyncIterator[Parts]:
    slack = LocalSlack(MANIFEST, clock, retry_waits=())
    stage = Stage(slack)
    made = make(stage)
    slack.more_routes += [route for part in made for route in part.routes()]
    await slack.start()
    try:
        async with aiohttp.ClientSession() as session:
            yield Parts(slack, stage, session)
    finally:
        await asyncio.gather(*(part.close() for part in made))
        await slack.stop()


def words_of(html: str) -> str:
    """What a person reads, tags left out."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def buttons_of(html: str) -> list[str]:
    """The words on the buttons, in order."""
    return [words_of(found) for found in re.findall(r"<button\b.*?</button>", html, re.DOTALL)]
