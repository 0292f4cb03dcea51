"""LocalSlack: the strict Slack on 127.0.0.1 that the demo and the tests talk to."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.local_slack.acks import Ack
from bot.local_slack.clock import VirtualClock
from bot.local_slack.conversations import Conversation
from bot.local_slack.deliveries import ACK_SECONDS, RETRY_WAITS, Deliveries
from bot.local_slack.faults import Faults
from bot.local_slack.happenings import Happenings
from bot.local_slack.http_delivery import HttpDelivery
from bot.local_slack.ledger import CallRecord, LedgerEntry, Violation
from bot.local_slack.manifest import read_manifest
from bot.local_slack.methods_chat import post_due
from bot.local_slack.payloads import VERIFICATION_TOKEN
from bot.local_slack.person import Person
from bot.local_slack.sample_people import SAMPLE_CHANNELS, SAMPLE_PEOPLE, SampleChannel, SamplePerson
from bot.local_slack.side_doors import LARGEST_UPLOAD, SideDoors
from bot.local_slack.socket_mode import SocketMode
from bot.local_slack.web_api import WebApi
from bot.local_slack.workspace import Workspace

BOT_TOKEN = "xoxb-local-slack-bot"
APP_TOKEN = "xapp-local-slack-app"


class LocalSlack:
    """A Slack workspace with one app in it, answering on loopback.

    `manifest` is the parsed app.yaml. With `request_url` set, the app gets signed HTTP; else Socket Mode.
    `ack_seconds` is Slack's patience (3 s, real time); `retry_waits` the seconds before an event's new tries.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        clock: VirtualClock | None = None,
        people: Sequence[SamplePerson] = SAMPLE_PEOPLE,
        channels: Sequence[SampleChannel] = SAMPLE_CHANNELS,
        ack_seconds: float = ACK_SECONDS,
        retry_waits: tuple[float, ...] = RETRY_WAITS,
    ) -> None:
        self.clock, self.faults = clock or VirtualClock(), Faults()
        self.workspace = Workspace(read_manifest(manifest), self.clock, people, channels)
        self.signing_secret = hashlib.md5(self.workspace.app_id.encode(), usedforsecurity=False).hexdigest()
        self.bot_token, self.app_token = BOT_TOKEN, APP_TOKEN
        self._http, self.socket = HttpDelivery(self.signing_secret), SocketMode(self.workspace.app_id)
        self.deliveries = Deliveries(
            self.workspace, self.faults, self._http, self.socket, ack_seconds, retry_waits
        )
        self.api = WebApi(self.workspace, self.faults, BOT_TOKEN, APP_TOKEN, self._open_connection)
        self.happenings = Happenings(self.workspace, self.api, self.deliveries)
        self._people: dict[str, Person] = {}
        # What else is served at the same address, such as the page; to be set before the start.
        self.more_routes: list[web.AbstractRouteDef] = []
        self.middlewares: list[Middleware] = []
        self.on_stop: list[Callable[[], Awaitable[None]]] = []
        self._runner: web.AppRunner | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.workspace.raise_event = self._raise_event

    def _open_connection(self) -> str:
        return self.socket.open_connection(self.workspace.base_url)

    def _raise_event(self, event: dict[str, Any], is_ext_shared: bool) -> None:
        if self._loop is not None:
            self.deliveries.raise_event(event, is_ext_shared)

    async def start(self, port: int = 0) -> None:
        """Listens on 127.0.0.1; port 0 takes a free one."""
        app = web.Application(client_max_size=LARGEST_UPLOAD, middlewares=self.middlewares)
        api = "/api/{method}"
        app.add_routes([web.post(api, self.api.handle), web.get(api, self.api.handle, allow_head=False)])
        app.add_routes([web.get("/link/", self.socket.handle)])
        app.add_routes([*SideDoors(self.workspace, self.api).routes(), *self.more_routes])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        host, bound = self._runner.addresses[0][:2]
        self.workspace.base_url = f"http://{host}:{bound}"
        self._loop = asyncio.get_running_loop()
        self.clock.on_change.append(self._post_due_soon)

    async def stop(self) -> None:
        if self._runner is None:
            return
        self.clock.on_change.remove(self._post_due_soon)
        for end in self.on_stop:
            await end()
        self._loop = None
        await self.deliveries.close()
        await self.socket.close()
        await self._http.close()
        await self._runner.cleanup()
        self._runner = None

    def _post_due_soon(self) -> None:
        """Scheduled messages follow the clock, from whichever thread it was moved."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(post_due, self.workspace)

    @property
    def base_url(self) -> str:
        return self.workspace.base_url

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is to be set to; it ends with a slash."""
        return f"{self.workspace.base_url}/api/"

    @property
    def request_url(self) -> str | None:
        return self._http.request_url

    @request_url.setter
    def request_url(self, address: str | None) -> None:
        self._http.request_url = address

    @property
    def team_id(self) -> str:
        return self.workspace.team_id

    @property
    def app_id(self) -> str:
        return self.workspace.app_id

    @property
    def bot_user_id(self) -> str:
        return self.workspace.bot_user_id

    @property
    def ledger(self) -> list[LedgerEntry]:
        """What was accepted, oldest first."""
        return self.workspace.ledger

    @property
    def calls(self) -> list[CallRecord]:
        return self.workspace.calls

    @property
    def violations(self) -> list[Violation]:
        return self.workspace.violations

    def person(self, handle: str) -> Person:
        """Somebody who acts, by handle or id; raises LookupError naming everybody."""
        user = self.workspace.user_by_handle(handle)
        if user.id not in self._people:
            self._people[user.id] = Person(self.workspace, self.deliveries, user)
        return self._people[user.id]

    def people(self) -> list[Person]:
        return [self.person(u.id) for u in self.workspace.users.values() if not u.is_bot]

    def messages(self, channel: str) -> list[dict[str, Any]]:
        """The lasting messages of a channel ("#growth", an id) or of a DM ("alice"), oldest first."""
        return [post.body for post in self.conversation(channel).lasting()]

    def conversation(self, channel: str) -> Conversation:
        try:
            return self.workspace.channel_by_name(channel)
        except LookupError:
            return self.workspace.dm_with(self.workspace.user_by_handle(channel).id)

    async def invite_app(self, channel: str, by: str = "alice") -> None:
        await self.happenings.invite_app(channel, by)

    async def remove_app(self, channel: str, by: str = "alice") -> None:
        await self.happenings.remove_app(channel, by)

    async def archive(self, channel: str, by: str = "alice") -> None:
        await self.happenings.archive(channel, by)

    async def deactivate(self, person: str | Person) -> None:
        await self.happenings.deactivate(_handle(person))

    async def move(self, person: str | Person, tz: str) -> None:
        """A person changes their zone in Slack's preferences; user_change follows."""
        await self.happenings.move(_handle(person), tz)

    async def add_person(self, person: SamplePerson) -> Person:
        await self.happenings.add_person(person)
        return self.person(person.handle)

    async def uninstall(self) -> None:
        await self.happenings.uninstall()

    async def raise_event(self, event: dict[str, Any], is_ext_shared: bool = False) -> str | None:
        """Any event at all, delivered when subscribed; returns its event_id."""
        event_id = self.deliveries.raise_event(event, is_ext_shared)
        await self.deliveries.settled()
        return event_id

    async def redeliver(self, event_id: str | None = None) -> Ack:
        """An event once more; without an id the last one."""
        return await self.deliveries.redeliver(event_id or list(self.deliveries.events)[-1])

    async def verify_request_url(self) -> bool:
        """The challenge that Slack sends when a request address is entered; True when it comes back."""
        payload = {"type": "url_verification", "token": VERIFICATION_TOKEN, "challenge": "local-challenge"}
        ack = await self.deliveries.send("events_api", payload)
        answer = ack.body.get("challenge") if isinstance(ack.body, dict) else ack.body
        return not ack.error and answer == "local-challenge"

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        await self.socket.disconnect(reason)

    async def until_connected(self, seconds: float = 10.0) -> bool:
        """Waits for the app's first Socket Mode connection; False when it did not come."""
        return await self.socket.until_connected(seconds)

    async def settled(self) -> None:
        await self.deliveries.settled()

    async def until(self, is_true: Callable[[], Any], seconds: float = 10.0) -> Any:
        """Waits until `is_true()` gives something, and returns it; raises TimeoutError after real seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while not (found := is_true()):
            if loop.time() > end:
                raise TimeoutError(f"it did not happen within {seconds:g} s")
            await asyncio.sleep(0.005)
        return found


def _handle(person: str | Person) -> str:
    return person if isinstance(person, str) else person.id
