"""The cards beside the conversation: a newcomer's first minutes, ticked off by what has really happened."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from bot.local_slack.page.hub import Notice
from bot.local_slack.page.stage import Stage, done
from bot.local_slack.users import User

log = logging.getLogger(__name__)

# After a change the app may still be at work on it; several changes are looked at together.
PATIENCE_SECONDS = 0.15
# What ticks no card off, or comes of doing so. The clock does: a journey that ends has had all delivered.
DEAF_TO = ("guide", "hood", "sidebar", "toast")


@dataclass(frozen=True)
class Card:
    """One step: its title and what it says, and what helps to take it.

    `suggestion` is a line for the composer, `clock` what the clock is asked for, `place` where to look, below
    the person's own address ("home", "c/growth"); each with its words on the button or link.
    """

    key: str
    title: str
    text: str
    suggestion: str = ""
    clock: str = ""
    clock_words: str = ""
    place: str = ""
    place_words: str = ""


class Guide(Protocol):
    """What hands in the cards and knows what was done. `started` is "", "empty" or "samples"."""

    cards: Sequence[Card]
    started: str
    has_samples: bool
    # Said before the sample people are removed.
    removal: str

    async def done(self, person_handle: str) -> set[str]:
        """The keys of the cards that this person is done with; `started` and `has_samples` follow."""

    async def start(self, with_samples: bool) -> None:
        """Begin empty, or with sample people."""

    async def remove_samples(self) -> None:
        """Take the sample people away, with all that is about them."""


class GuidePane:
    """Draws the cards, and looks at what is done whenever something changed."""

    def __init__(self, stage: Stage, guide: Guide | None = None) -> None:
        self.stage, self.guide = stage, guide
        self._hidden: set[str] = set()
        # Those who have been shown the cards, by handle, with what was done when they were last drawn.
        self._seen: dict[str, set[str]] = {}
        self._is_busy = False
        self._looking: asyncio.Task[None] | None = None
        if guide is not None:
            stage.hub.on_tell.append(self._hear)

    def routes(self) -> list[web.RouteDef]:
        """POST with the field `who`."""
        return [
            web.post("/guide/hide", self.hide),
            web.post("/guide/show", self.show),
            web.post("/start", self.start),
            web.post("/samples/remove", self.remove),
        ]

    async def hide(self, request: web.Request) -> web.Response:
        """Put the cards away; the button "Guide" brings them back."""
        user = await self._user(request)
        self._hidden.add(user.id)
        self._tell(user)
        return done()

    async def show(self, request: web.Request) -> web.Response:
        """Bring the cards back."""
        user = await self._user(request)
        self._hidden.discard(user.id)
        self._tell(user)
        return done()

    async def start(self, request: web.Request) -> web.Response:
        """Begin empty, or with sample people: the field `with` says "samples"."""
        await self._user(request)
        if self.guide is None:
            return done()
        with_samples = (await request.post()).get("with") == "samples"
        words = "The sample people are there: look at Home." if with_samples else "Begin with the first card."
        return await self._change(lambda guide: guide.start(with_samples), words)

    async def remove(self, request: web.Request) -> web.Response:
        """Take the sample people away."""
        await self._user(request)
        return await self._change(lambda guide: guide.remove_samples(), "The sample people are gone.")

    async def _change(self, work: Callable[[Guide], Awaitable[None]], words: str) -> web.Response:
        if self.guide is None:
            return done()
        if self._is_busy:
            return done("That is under way already.", "info")
        self._is_busy = True
        try:
            await work(self.guide)
        except Exception as error:
            log.exception("the guide could not change the samples")
            return done(f"That did not work ({type(error).__name__}). Try again.")
        finally:
            self._is_busy = False
        await self._look()
        self._tell(None)
        return done(words, "info")

    def html(self, user: User) -> str:
        """The cards of this person, the first that is not done open. They are not for people of elsewhere."""
        is_guest = user.team_id != self.stage.slack.team_id
        if self.guide is None or is_guest or user.id in self._hidden:
            return '<aside id="guide" hidden></aside>'
        if user.handle not in self._seen:
            self._seen[user.handle] = set()
            self._look_soon(0.0)
        keys = self._seen[user.handle]
        cards = self.guide.cards
        return self.stage.html(
            "guide.html",
            who=user.handle,
            guide=self.guide,
            done=keys,
            count=sum(card.key in keys for card in cards),
            next_key=next((card.key for card in cards if card.key not in keys), ""),
        )

    def switch_html(self, user: User) -> str:
        """The button for who hid the cards."""
        is_hidden = self.guide is not None and user.id in self._hidden
        return self.stage.html("guide_switch.html", who=user.handle, is_hidden=is_hidden)

    async def close(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()

    async def _user(self, request: web.Request) -> User:
        handle = str((await request.post()).get("who", ""))
        try:
            return self.stage.slack.person(handle).user
        except LookupError as error:
            raise web.HTTPNotFound(text=str(error.args[0])) from error

    def _tell(self, user: User | None) -> None:
        self.stage.hub.tell(Notice("guide", user_id=user.id if user else None))

    def _hear(self, notice: Notice) -> None:
        if notice.kind not in DEAF_TO:
            self._look_soon(PATIENCE_SECONDS)

    def _look_soon(self, seconds: float) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.ensure_future(self._look_after(seconds))

    async def _look_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._looking = None  # what happens from now on needs another look
        try:
            await self._look()
        except Exception as error:  # the next change asks again
            log.warning("the guide could not tell what is done: %s", type(error).__name__)

    async def _look(self) -> None:
        """Whoever is done with more, or less, than before gets their cards drawn anew."""
        if self.guide is None:
            return
        before = (self.guide.started, self.guide.has_samples)
        for handle, known in list(self._seen.items()):
            found = await self.guide.done(handle)
            if found != known or before != (self.guide.started, self.guide.has_samples):
                self._seen[handle] = found
                self._tell(self.stage.slack.person(handle).user)
