"""A local Slack with what people do on its page served, a mailbox for the app, and a browser's posts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.local_slack import Ack, LocalSlack
from bot.local_slack.page.acting import Acting
from bot.local_slack.page.fields import Surface, field_name, use_value
from bot.local_slack.page.stage import Stage
from bot.local_slack.view_store import OpenView
from tests.local_slack.sample_app import MANIFEST
from tests.local_slack.test_payload_fields import Mailbox, boxed

Field = tuple[str, str]


@dataclass
class Browser:
    """Posts forms as a browser does; `post` gives the toast, and expects that nothing else comes back."""

    slack: LocalSlack
    stage: Stage
    box: Mailbox
    session: aiohttp.ClientSession
    notices: list[str] = field(default_factory=list)

    async def post(self, who: str, path: str, data: Any) -> str:
        async with self.session.post(f"{self.slack.base_url}/p/{who}/{path}", data=data) as answer:
            assert (answer.status, await answer.text()) == (204, "")
            toast = json.loads(answer.headers.get("HX-Trigger", '{"toast": {"text": ""}}'))
            return str(toast["toast"]["text"])

    async def act(
        self,
        surface: Surface | str,
        use: Sequence[Any],
        *fields: Field,
        who: str = "alice",
    ) -> str:
        """Uses the element (block_id, action_id and perhaps an index) of a surface, with these fields."""
        block_id, action_id, *index = use
        data = [("surface", str(surface)), ("use", use_value(block_id, action_id, *index)), *fields]
        return await self.post(who, "act", data)

    async def submit(self, *fields: Field, who: str = "alice") -> str:
        return await self.post(who, "modal/submit", [("surface", str(self.modal)), *fields])

    @property
    def top(self) -> OpenView:
        opened = self.slack.workspace.views.top(self.slack.person("alice").id)
        assert opened is not None
        return opened

    @property
    def modal(self) -> Surface:
        return Surface("v", view_id=self.top.id)

    def entry(self, block_id: str = "b", action_id: str = "a") -> dict[str, Any]:
        """What alice's modal holds of an element."""
        entry: dict[str, Any] = self.top.values[block_id][action_id]
        return {name: value for name, value in entry.items() if name != "type"}


def value(block_id: str, action_id: str, text: str) -> Field:
    return field_name(block_id, action_id), text


def message_surface(slack: LocalSlack, message: dict[str, Any]) -> Surface:
    return Surface("m", channel_id=slack.person("alice").dm.id, ts=message["ts"])


@asynccontextmanager
async def served() -> AsyncIterator[tuple[LocalSlack, Stage]]:
    """A local Slack whose page takes what people do."""
    slack = LocalSlack(MANIFEST, retry_waits=(0.0,))
    stage = Stage(slack)
    slack.more_routes += Acting(stage).routes()
    await slack.start()
    yield slack, stage
    await slack.stop()


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    """With a mailbox in the place of the app."""
    async with served() as (slack, stage), boxed(slack) as box, aiohttp.ClientSession() as session:
        browser = Browser(slack, stage, box, session)
        stage.hub.on_tell.append(lambda notice: browser.notices.append(notice.kind))
        yield browser


def failing(browser: Browser, error: str) -> None:
    """From now on the app's answers fail like this."""

    async def send(kind: str, payload: dict[str, Any], seconds: float, retry: Any = None) -> Ack:
        browser.box.got.append((kind, payload))
        return Ack(None, None, 0.0, error)

    browser.box.send = send  # type: ignore[method-assign]


def waiting(browser: Browser) -> asyncio.Event:
    """From now on the app answers once the event is set."""
    may_answer = asyncio.Event()
    answer = browser.box.send

    async def send(kind: str, payload: dict[str, Any], seconds: float, retry: Any = None) -> Ack:
        await may_answer.wait()
        return await answer(kind, payload, seconds, retry)

    browser.box.send = send  # type: ignore[method-assign]
    return may_answer
