"""The live stream of an open page: what changed, drawn for its person and place, as server-sent events."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.local_slack.page.fields import message_id
from bot.local_slack.page.gate import HEADERS
from bot.local_slack.page.hub import Notice
from bot.local_slack.page.panes import Panes
from bot.local_slack.page.places import place_of
from bot.local_slack.page.screens import View
from bot.local_slack.page.stage import Stage

# A sign of life for proxies and browsers, in seconds.
PULSE = 15.0
# Several changes in one moment are drawn together.
GATHER_SECONDS = 0.005
LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass
class Gathered:
    """Notices put together, so that each thing is drawn once."""

    posts: dict[tuple[str, str], bool]
    gone: list[tuple[str, str]]
    kinds: set[str]
    toasts: list[str]


class Live:
    def __init__(self, stage: Stage, panes: Panes) -> None:
        self.stage, self.panes = stage, panes
        self._streams: set[asyncio.Task[Any]] = set()

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/p/{who}/live", self.stream, allow_head=False)]

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """`since` (or Last-Event-ID, when the browser comes back) is the last notice that it knows."""
        person, place = place_of(self.stage, request, request.query.get("place", "dm"))
        view = View(self.stage, person, place, request.query.get("thread", ""), "hood" in request.query)
        number = self.stage.hub.read(request.headers.get("Last-Event-ID") or request.query.get("since", ""))
        about = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=HEADERS | about)
        await self._keep(self._begin(request, response, view, number))
        return response

    async def _begin(
        self, request: web.Request, response: web.StreamResponse, view: View, number: int | None
    ) -> None:
        await response.prepare(request)
        await self._send(response, view, number)

    async def _keep(self, stream: Coroutine[Any, Any, None]) -> None:
        """A stream until its browser is gone, or the page is. Of the former the server tells nobody."""
        sending = asyncio.ensure_future(stream)
        self._streams.add(sending)
        try:
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await sending
        finally:
            self._streams.discard(sending)

    async def close(self) -> None:
        """End every stream."""
        for stream in self._streams:
            stream.cancel()
        await asyncio.gather(*self._streams, return_exceptions=True)

    async def _send(self, response: web.StreamResponse, view: View, number: int | None) -> None:
        hub = self.stage.hub
        await response.write(b"retry: 500\n\n")
        while True:
            notices = hub.since(number) if number is not None else None
            if number is None or notices is None:
                await response.write(b"event: reload\ndata: now\n\n")
                return
            if notices:
                number = hub.number
                await response.write(self._events(view, notices, hub.mark(number)))
            else:
                await response.write(b": still here\n\n")
            await hub.wait(number, PULSE)
            await asyncio.sleep(GATHER_SECONDS)

    def _events(self, view: View, notices: list[Notice], mark: str) -> bytes:
        gathered = gather(notices, view.person.id)
        html = self._html(view, gathered)
        events = [event("page", html, mark)] if html else [f"id: {mark}\n\n"]
        events += [event("toast", text, mark) for text in gathered.toasts]
        if "hood" in gathered.kinds:
            events.append(event("hood", "more", mark))
        return "".join(events).encode()

    def _html(self, view: View, gathered: Gathered) -> str:
        """Pieces that htmx puts in their places, each by its id."""
        here = {ts: new for (channel, ts), new in gathered.posts.items() if channel == view.channel_id}
        pieces = [piece for post, is_new in view.changed(here) for piece in view.draw(post, is_new)]
        pieces += [_removal(message_id(*key)) for key in gathered.gone if key[0] == view.channel_id]
        if gathered.posts or gathered.gone:
            view.mark_read()
            gathered.kinds.add("sidebar")
        return "\n".join([*pieces, *self.panes.pieces(gathered.kinds, view)])


def gather(notices: list[Notice], user_id: str) -> Gathered:
    """What concerns one person, each thing once."""
    found = Gathered({}, [], set(), [])
    for notice in notices:
        key = (notice.channel_id, notice.ts)
        if notice.kind == "post":
            found.posts[key] = found.posts.get(key, False) or notice.is_new
        elif notice.user_id not in (None, user_id):
            continue
        elif notice.kind == "gone":
            found.posts.pop(key, None)
            found.gone.append(key)
        elif notice.kind == "toast":
            found.toasts.append(notice.text)
        else:
            found.kinds.add(notice.kind)
    return found


def event(name: str, data: str, mark: str) -> str:
    """One server-sent event; its mark is what a browser that comes back names."""
    lines = "".join(f"data: {line}\n" for line in LINE_END.split(data))
    return f"event: {name}\nid: {mark}\n{lines}\n"


def _removal(element_id: str) -> str:
    return f'<div id="{element_id}" hx-swap-oob="delete"></div>'
