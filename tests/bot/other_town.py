"""Kith in the other Slack: people who do things there, and a clock to move."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import uvicorn

from bot.app import Kith, open_kith
from bot.jobs import sweep
from bot.life_signs import LifeSigns
from bot.running import heartbeat
from bot.settings import Settings, SettingsError
from bot.socket_mode import SocketMode
from bot.web import web_app
from storage import schedule
from tests.bot.other_slack import APP, ORG, SECRET, TEAM, OtherSlack, dm_of, element_of, state_of
from tests.world import PromptServer

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
Args = dict[str, Any]


class Town:
    """What people do, and what comes of it. Every deed returns Slack's (status, answer)."""

    def __init__(self, slack: OtherSlack, kith: Kith) -> None:
        self.slack, self.kith = slack, kith
        self._numbers = itertools.count(1)

    def interaction(self, kind: str, user: str, **more: Any) -> Args:
        """What an Enterprise organisation's interactions carry."""
        return {
            "enterprise": {"name": "Sandbox Org", "id": ORG},
            "is_enterprise_install": False,
            "api_app_id": APP,
            "team": {"enterprise_id": ORG, "domain": "home", "id": TEAM},
            "user": {"team_id": ORG, "name": "somebody", "id": user},
            "type": kind,
            "trigger_id": f"1.2.{next(self._numbers)}",
            **more,
        }

    def event_of(self, event: Args, **more: Any) -> Args:
        """An event in its wrapper."""
        number = f"Ev{next(self._numbers)}"
        return {"event": event, "type": "event_callback", "team_id": TEAM, "event_id": number, **more}

    def command_of(self, user: str, command: str, text: str = "", **more: str) -> Args:
        """A slash command, with an address to answer to that Kith hardly ever needs."""
        made = {"text": text, "command": command, "user_id": user, "team_id": TEAM, "enterprise_id": ORG}
        made |= {"response_url": self.slack.url + "/hook", "trigger_id": f"1.2.{next(self._numbers)}"}
        return made | {"channel_id": "C1", "channel_name": "directmessage"} | more

    async def command(self, user: str, command: str, text: str = "") -> Any:
        """Type a command; what stands below it then."""
        status, answer = await self.slack.send("slash_commands", self.command_of(user, command, text))
        assert status == 200
        await self.settle()
        return answer

    async def event(self, event: Args, **more: Any) -> int:
        """Let something happen."""
        status, _ = await self.slack.send("events_api", self.event_of(event, **more))
        await self.settle()
        return status

    async def say(self, user: str, text: str) -> int:
        """Write to Kith."""
        ts = f"1700000001.{next(self._numbers):06d}"
        said = {"ts": ts, "text": text, "user": user, "channel": dm_of(user), "channel_type": "im"}
        return await self.event({"type": "message", **said})

    async def click(self, user: str, label: str) -> Any:
        """Click a button on the newest message of the conversation that has it."""
        return await self.interact(self.click_of(user, label))

    def click_of(self, user: str, label: str) -> Args:
        """What Slack sends of such a click."""
        post = next(one for one in reversed(self.inbox(user)) if f"'{label}'" in str(one.get("blocks")))
        shown = {"ts": post["ts"], "text": post["text"], "blocks": post["blocks"], "type": "message"}
        container = {"channel_id": post["channel"], "message_ts": post["ts"], "type": "message"}
        return self.interaction(
            "block_actions",
            user,
            actions=[element_of(post["blocks"], label)],
            channel={"id": post["channel"]},
            container=container,
            message=shown,
        )

    async def click_in(self, user: str, view: Args, label: str) -> Any:
        """Click a button of a view."""
        shown = {"state": {"values": {}}, **view}
        container = {"view_id": view["id"], "type": "view"}
        actions = [element_of(view["blocks"], label)]
        return await self.interact(
            self.interaction("block_actions", user, actions=actions, view=shown, container=container)
        )

    async def submit(self, user: str, **chosen: Args) -> Any:
        """Send the newest form."""
        view = self.slack.views[-1]
        sent = {**view, "state": state_of(view, chosen), "team_id": TEAM}
        return await self.interact(self.interaction("view_submission", user, view=sent))

    async def interact(self, payload: Args) -> Any:
        """Deliver an interaction, and wait for what comes of it."""
        status, answer = await self.slack.send("interactive", payload)
        assert status == 200
        await self.settle()
        return answer

    def inbox(self, user: str) -> list[Args]:
        """What Kith wrote to a person."""
        return [one for one in self.slack.posts if one["channel"] == dm_of(user)]

    async def settle(self) -> None:
        """Until all is drawn and delivered."""
        for _ in range(3):
            await self.kith.services.later.settle()
            await self.kith.deliverer.round()

    async def brief_tomorrow(self) -> None:
        """The next morning, nine o'clock, in UTC."""
        await self.go_to(CLOCK[0].replace(hour=9, minute=1) + timedelta(days=1))

    async def go_to(self, at: datetime) -> None:
        """Move the clock, and let happen what falls due on the way."""
        while (due_at := self.kith.db.run_sync(schedule.next_due_at)) is not None and due_at <= at:
            CLOCK[0] = max(due_at, CLOCK[0])
            await sweep.sweep(self.kith.db, CLOCK[0])
            await self.settle()
        CLOCK[0] = at


CLOCK = [START]


@asynccontextmanager
async def a_town(
    url: str, answers: Args | None = None, *, is_socket_mode: bool = False
) -> AsyncIterator[Town]:
    """Kith, put together by its own hands, at the other Slack, which gives these answers from the start."""
    CLOCK[0] = START
    slack = OtherSlack()
    slack.answers |= answers or {}
    await slack.start()
    app_token = "xapp-other" if is_socket_mode else None
    settings = Settings(
        url, "xoxb-other", app_token, SECRET, slack.url + "/api/", "127.0.0.1", 0, None, "INFO"
    )
    try:
        kith = await open_kith(settings, now=lambda: CLOCK[0], pace=None)
    except SettingsError:
        await slack.stop()
        raise
    try:
        async with _socket(kith, slack) if is_socket_mode else _http(kith, slack):
            yield Town(slack, kith)
    finally:
        await kith.close()
        await slack.stop()


@asynccontextmanager
async def _socket(kith: Kith, slack: OtherSlack) -> AsyncIterator[None]:
    door = SocketMode(kith)
    await door.open()
    while slack.socket is None:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    yield
    await door.close()


@asynccontextmanager
async def _http(kith: Kith, slack: OtherSlack) -> AsyncIterator[None]:
    app = web_app(kith.bolt, SECRET, LifeSigns(kith, heartbeat(kith)), kith.metrics.acked)
    server = PromptServer(uvicorn.Config(app, port=0, lifespan="off", log_config=None))
    await server.begin()
    port = server.servers[0].sockets[0].getsockname()[1]
    slack.request_url = f"http://127.0.0.1:{port}/slack/events"
    yield
    server.end()
    while not server.is_done:  # noqa: ASYNC110
        await asyncio.sleep(0.005)
