"""What a person did on the page: used an element, or filled in, sent or closed a form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.local_slack.page.drawing import Canvas
from bot.local_slack.page.hub import Notice
from bot.local_slack.page.options import options_list
from bot.local_slack.page.posted_values import (
    Form,
    PostedValues,
    first_text,
    pointed_surface,
    pointed_use,
    posted_form,
)
from bot.local_slack.page.stage import Stage, done
from bot.local_slack.page.toasts import toast_for
from bot.local_slack.person_hands import Surface
from bot.local_slack.pointing import Pointing
from bot.local_slack.users import User
from bot.local_slack.view_state import entered

# Slack asks the app from the third letter on: docs.slack.dev, multi-select menu of external data source.
SHORTEST_QUERY = 3
Listener = Callable[[web.Request], Awaitable[web.Response]]


class Deed:
    """One request: who does it, where, and with which form."""

    def __init__(self, stage: Stage, pointing: Pointing, surface: Surface, form: Form) -> None:
        self.stage, self.pointing, self.surface, self.form = stage, pointing, surface, form
        self._before = self._modals()

    def enter(self) -> None:
        """Keeps everything that stands in the form; of a form with a forged value nothing (LookupError)."""
        posted = PostedValues(self.stage.slack.workspace, self.pointing, self.surface, self.form)
        self.pointing.enter(self.surface, posted.read())

    def _modals(self) -> str:
        return repr(self.stage.slack.workspace.views.stack(self.pointing.user.id))

    def tell(self) -> None:
        """Their pages are to draw the modals anew, if anything about them changed."""
        before, self._before = self._before, self._modals()
        if before != self._before:
            self.stage.hub.tell(Notice("view", user_id=self.pointing.user.id))


class Acting:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._pointing: dict[str, Pointing] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/p/{who}/act", self._listener(self.act)),
            web.post("/p/{who}/modal/submit", self._listener(self.submit)),
            web.post("/p/{who}/modal/close", self._listener(self.close)),
            web.post("/p/{who}/modal/draft", self._listener(self.draft, is_quiet=True)),
            web.post("/p/{who}/modal/options", self._listener(self.options)),
        ]

    def _listener(self, deed: Callable[[Deed], Awaitable[web.Response]], is_quiet: bool = False) -> Listener:
        """What is not there (any more) is told in a toast, save for what nobody asked for."""

        async def answer(request: web.Request) -> web.Response:
            pointing = self._hand_of(self.stage.person(request).user)
            try:
                form = await posted_form(request)
                surface = pointed_surface(pointing, form)
                return await deed(Deed(self.stage, pointing, surface, form))
            except (KeyError, IndexError):
                raise
            except LookupError as error:
                return done("" if is_quiet else str(error.args[0]))

        return answer

    def _hand_of(self, user: User) -> Pointing:
        if user.id not in self._pointing:
            slack = self.stage.slack
            self._pointing[user.id] = Pointing(slack.workspace, slack.deliveries, user)
        return self._pointing[user.id]

    async def act(self, deed: Deed) -> web.Response:
        """An element was used: everything on its surface is kept first, since the app gets it all."""
        used = pointed_use(deed.form)
        spot = deed.pointing.spot(deed.surface, used.block_id, used.action_id)
        deed.enter()
        ack = await deed.pointing.use(deed.surface, spot, used.index)
        deed.tell()
        return done(toast_for(ack, self.stage.slack.workspace.manifest.display_name))

    async def submit(self, deed: Deed) -> web.Response:
        """A form was sent; when it does not go through, it stays open with the reason in it."""
        deed.enter()
        await deed.pointing.submit(deed.surface)
        deed.tell()
        return done()

    async def close(self, deed: Deed) -> web.Response:
        """The form goes away at once; then the app hears of it."""
        closed = deed.pointing.take_away(deed.surface)
        deed.tell()
        await deed.pointing.tell_closed(closed)
        return done()

    async def draft(self, deed: Deed) -> web.Response:
        """What is typed so far is kept, quietly: nothing is drawn anew while somebody types."""
        deed.enter()
        return done()

    async def options(self, deed: Deed) -> web.Response:
        """What the app offers for what was typed; nothing changes before there is enough to ask with."""
        pointing, surface, typed = deed.pointing, deed.surface, first_text(deed.form, "typed")
        used = pointed_use(deed.form)
        spot = pointing.spot(surface, used.block_id, used.action_id)
        if len(typed) < spot.element.get("min_query_length", SHORTEST_QUERY):
            return done()
        offered = await pointing.suggest(surface, spot, typed)
        canvas = Canvas(self.stage.slack.workspace, pointing.user, self.stage.templates)
        entry = pointing.values(surface)[spot.block["block_id"]][spot.element["action_id"]]
        address = first_text(deed.form, "surface")
        html = options_list(canvas, spot.element, spot.block, address, offered, entered(entry))
        return web.Response(text=html, content_type="text/html")
