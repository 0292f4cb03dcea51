"""A local Slack with the drawer's addresses alone, and a client that asks them as a browser does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from bot.local_slack import LocalSlack
from bot.local_slack.page.hood import Hood
from bot.local_slack.page.stage import Stage
from tests.local_slack.sample_app import MANIFEST


@dataclass
class Drawer:
    slack: LocalSlack
    stage: Stage
    session: aiohttp.ClientSession

    async def get(self, path: str) -> str:
        """The fragment; its status must be 200."""
        async with self.session.get(self.slack.base_url + path) as response:
            assert response.status == 200, await response.text()
            return await response.text()

    async def status(self, path: str) -> int:
        async with self.session.get(self.slack.base_url + path) as response:
            return response.status

    async def post(self, path: str, **fields: str) -> tuple[int, str]:
        """The status, and the toast or the text of the answer."""
        async with self.session.post(self.slack.base_url + path, data=fields) as response:
            return response.status, response.headers.get("HX-Trigger") or await response.text()

    def notices(self) -> int:
        """How often open pages were told that the drawer changed."""
        return sum(notice.kind == "hood" for notice in self.stage.hub.since(0) or [])


@asynccontextmanager
async def drawer() -> AsyncIterator[Drawer]:
    slack = LocalSlack(MANIFEST, retry_waits=())
    stage = Stage(slack)
    slack.more_routes += Hood(stage).routes()
    await slack.start()
    try:
        async with aiohttp.ClientSession() as session:
            yield Drawer(slack, stage, session)
    finally:
        await slack.stop()
