"""The page of the local Slack: its parts put together, and whole pages drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.typedefs import Handler
from markupsafe import Markup

from bot.local_slack.conversations import Post
from bot.local_slack.page.acting import Acting
from bot.local_slack.page.assets import Assets
from bot.local_slack.page.built_in import commands as own_commands
from bot.local_slack.page.composer import Composer
from bot.local_slack.page.conversation import is_reply
from bot.local_slack.page.gate import gate, is_from_elsewhere
from bot.local_slack.page.guide import Guide, GuidePane
from bot.local_slack.page.hood import Hood, hood_html
from bot.local_slack.page.hub import Notice
from bot.local_slack.page.live import Live
from bot.local_slack.page.panes import Panes
from bot.local_slack.page.places import first_place, place_of
from bot.local_slack.page.screens import View
from bot.local_slack.page.stage import Stage
from bot.local_slack.page.templating import compile_all
from bot.local_slack.page.time_machine import TimeMachine
from bot.local_slack.person import Person
from bot.local_slack.server import LocalSlack
from bot.local_slack.view_store import OpenView

Advance = Callable[[datetime], Awaitable[None]]


class Part(Protocol):
    """Something on the page with addresses of its own."""

    def routes(self) -> list[web.RouteDef]:
        """Its addresses."""


class Page:
    """The workspace in a browser. `mount()` comes before the start of the local Slack.

    `advance` moves the clock to an instant, letting what is due in between happen; without it it jumps.
    `guide` are the cards beside the conversation; without it there are none.
    """

    def __init__(self, slack: LocalSlack, advance: Advance | None = None, guide: Guide | None = None) -> None:
        self.slack, self.stage = slack, Stage(slack)
        machine, cards = TimeMachine(self.stage, advance), GuidePane(self.stage, guide)
        self._machine, self._cards = machine, cards
        self.panes = Panes(
            {
                "clock": [("clock", lambda view: machine.html(view.person.user))],
                "guide": [
                    ("guide", lambda view: cards.html(view.person.user)),
                    ("guide-switch", lambda view: cards.switch_html(view.person.user)),
                ],
            }
        )
        self._openings: set[asyncio.Future[None]] = set()
        self._live, assets = Live(self.stage, self.panes), Assets()
        self.stage.templates.globals["static"] = assets.base
        self.parts: list[Part] = [
            assets,
            *(Acting(self.stage), Composer(self.stage), Hood(self.stage), self._live),
            *(machine, cards),
        ]

    def mount(self) -> None:
        """Serve the page with the local Slack, and hear what happens in it."""
        routes = [route for part in self.parts for route in part.routes()]
        self.slack.more_routes += [
            *routes,
            web.get("/", self.root),
            web.get("/p/{who}", self.visit),
            web.get("/p/{who}/", self.visit),
            web.get("/p/{who}/{place:dm|home}", self.screen),
            web.get("/p/{who}/{place:c/[^/]+}", self.screen),
            web.get("/p/{who}/{place:dm|c/[^/]+}/earlier", self.earlier),
        ]
        self.slack.middlewares += [gate, self.lost]
        self.slack.on_stop.append(self.close)
        compile_all(self.stage.templates)
        for person in self.slack.people():  # what was there before has been seen
            self.stage.unread.read_all(person, self.slack.workspace.conversations.values())
        self.slack.workspace.on_post.append(self._hear_post)
        self.slack.workspace.on_gone.append(self._hear_gone)
        self.slack.workspace.on_view.append(self._hear_view)

    async def close(self) -> None:
        """What the page has begun by itself goes on no longer."""
        for opening in self._openings:
            opening.cancel()
        await self._live.close()
        await self._machine.close()
        await self._cards.close()

    def _hear_post(self, post: Post, is_changed: bool) -> None:
        tell = self.stage.hub.tell
        tell(Notice("post", channel_id=post.channel_id, ts=post.ts, is_new=not is_changed))
        if is_reply(post):  # the message above it counts its replies
            tell(Notice("post", channel_id=post.channel_id, ts=str(post.body["thread_ts"])))

    def _hear_gone(self, post: Post) -> None:
        self.stage.hub.tell(Notice("gone", channel_id=post.channel_id, ts=post.ts))

    def _hear_view(self, opened: OpenView) -> None:
        kind = "home" if opened.view["type"] == "home" else "view"
        self.stage.hub.tell(Notice(kind, user_id=opened.user_id))

    @web.middleware
    async def lost(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Who followed a link to nowhere gets a page that leads back; programs get Slack's plain answer."""
        try:
            return await handler(request)
        except web.HTTPNotFound as answer:
            if request.headers.get("Sec-Fetch-Dest") != "document":
                raise
            why = "" if answer.text == f"{answer.status}: {answer.reason}" else answer.text
            app = self.slack.workspace.manifest.display_name
            html = self.stage.html("lost.html", app=app, why=why)
            return web.Response(status=404, text=html, content_type="text/html")

    async def root(self, request: web.Request) -> web.Response:
        """To the first person's page."""
        raise web.HTTPFound(f"/p/{self.slack.people()[0].handle}/")

    async def visit(self, request: web.Request) -> web.Response:
        """To where this person lands."""
        person = self.stage.person(request)
        raise web.HTTPFound(f"/p/{person.handle}/{first_place(self.stage, person)}")

    async def screen(self, request: web.Request) -> web.Response:
        """A whole page."""
        person, place = place_of(self.stage, request, request.match_info["place"])
        view = View(self.stage, person, place, request.query.get("thread", ""), "hood" in request.query)
        if place.conversation.is_im and not is_from_elsewhere(request):
            self._open_tab(person, "home" if place.is_home else "messages")
        return web.Response(text=self.draw(view), content_type="text/html")

    def _open_tab(self, person: Person, tab: str) -> None:
        """The app hears that somebody looks at its Home or its messages; the page does not wait for that."""
        opening = asyncio.ensure_future(person.open_home(tab))
        self._openings.add(opening)
        opening.add_done_callback(self._openings.discard)

    def draw(self, view: View) -> str:
        """The page, with the number of the last notice that is in it."""
        view.mark_read()
        pieces = {name.replace("-", "_"): Markup(self.panes.drawn(name, view)) for name in self.panes.names}
        return self.stage.html(
            "screen.html",
            view=view,
            who=view.person.handle,
            app=self.slack.workspace.manifest.display_name,
            commands=[*self.slack.workspace.manifest.commands_in_full, *own_commands(self.stage, view.place)],
            shortcuts=[s for s in self.slack.workspace.manifest.shortcuts if s.kind == "global"],
            messages=Markup("" if view.place.is_home else view.talk.newest()),
            thread=Markup(view.talk.thread(view.thread) if view.thread else ""),
            hood=Markup(hood_html(self.stage, view.person.user) if view.has_hood else ""),
            live=live_query(view, self.stage.hub.mark(self.stage.hub.number)),
            **pieces,
        )

    async def earlier(self, request: web.Request) -> web.Response:
        """The messages before one, as one scrolls up to it."""
        person, place = place_of(self.stage, request, request.match_info["place"])
        talk = View(self.stage, person, place).talk
        return web.Response(text=talk.earlier(request.query.get("before", "")), content_type="text/html")


def live_query(view: View, mark: str) -> str:
    """What the live stream of this page has to know."""
    asked = {"place": view.place.path, "thread": view.thread, "since": mark}
    return urlencode(asked | ({"hood": "1"} if view.has_hood else {}))
