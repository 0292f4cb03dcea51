"""A local Slack with its page mounted, asked over HTTP as a browser would; no app is connected."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.local_slack import LocalSlack
from bot.local_slack.conversations import Post
from bot.local_slack.page.page import Page
from bot.local_slack.posting import bot_post
from tests.local_slack.sample_app import MANIFEST


@dataclass
class Event:
    """One server-sent event as it came."""

    name: str
    data: str
    id: str


class PageAtWork:
    def __init__(self, slack: LocalSlack, page: Page, session: aiohttp.ClientSession) -> None:
        self.slack, self.page, self.session = slack, page, session

    async def get(self, path: str, **headers: str) -> str:
        """What a browser shows there; fails when it is not there."""
        async with self.session.get(path, headers=headers) as response:
            assert response.status == 200, (response.status, await response.text())
            return await response.text()

    async def status(self, path: str, **form: str) -> int:
        """The status of a GET or, with a form, of a POST."""
        method = "POST" if form else "GET"
        async with self.session.request(method, path, data=form or None, allow_redirects=False) as response:
            return response.status

    async def post(self, path: str, **form: Any) -> tuple[int, str]:
        """The status and the words of the toast, if there is one."""
        async with self.session.post(path, data=form) as response:
            toast = json.loads(response.headers.get("HX-Trigger", "{}")).get("toast", {})
            return response.status, str(toast.get("text", ""))

    def app_says(self, who: str, text: str, **draft: Any) -> Post:
        """A message of the app in somebody's direct message."""
        workspace = self.slack.workspace
        return bot_post(workspace, self.slack.person(who).dm, {"text": text, **draft})

    @asynccontextmanager
    async def stream(self, who: str, place: str = "dm", **query: str) -> AsyncIterator[Stream]:
        """The live stream of a page that was drawn just now."""
        hub = self.page.stage.hub
        asked = {"place": place, "since": hub.mark(hub.number), **query}
        async with self.session.get(f"/p/{who}/live", params=asked) as response:
            assert response.status == 200
            yield Stream(response)


class Stream:
    """Reads events one by one."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._lines = response.content

    async def next(self, name: str = "page") -> Event:
        """The next event of this name."""
        async with asyncio.timeout(10):
            while (found := await self._event()).name != name:
                pass
        return found

    async def rest(self) -> bytes:
        """Everything that comes until the end."""
        async with asyncio.timeout(10):
            return await self._lines.read()

    async def _event(self) -> Event:
        fields: dict[str, list[str]] = {}
        while (line := (await self._lines.readline()).decode()) not in ("\n", ""):
            name, _, value = line.rstrip("\n").partition(": ")
            fields.setdefault(name, []).append(value)
        first = {name: values[0] for name, values in fields.items()}
        return Event(first.get("event", ""), "\n".join(fields.get("data", [])), first.get("id", ""))


@asynccontextmanager
async def page_at_work(**options: Any) -> AsyncIterator[PageAtWork]:
    """A page of a local Slack without an app."""
    slack = LocalSlack(MANIFEST, **options)
    page = Page(slack)
    page.mount()
    await slack.start()
    try:
        async with aiohttp.ClientSession(slack.base_url) as session:
            yield PageAtWork(slack, page, session)
    finally:
        await slack.stop()
