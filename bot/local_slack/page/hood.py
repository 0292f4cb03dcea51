"""The drawer "Under the hood": the traffic between Slack and the app, and the switches for trouble."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

from aiohttp import web
from markupsafe import Markup

from bot.local_slack.exchanges import MOST, Exchange, pretty
from bot.local_slack.page.hub import Notice
from bot.local_slack.page.stage import Stage, done
from bot.local_slack.page.trouble import BY_SLUG, DISCONNECT, SWITCHES, states, switch_off, switch_on
from bot.local_slack.users import User

ROWS = 100
# A year passes in a minute with a thousand exchanges a second: pages hear of them this often, not of each.
PACE_SECONDS = 0.5


class Hood:
    """Tells the pages of new exchanges, and answers for the drawer."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._timer: asyncio.TimerHandle | None = None
        self._is_behind = False
        self._log = stage.slack.workspace.exchanges
        self._log.on_exchange.append(self._hear)

    def routes(self) -> list[web.RouteDef]:
        """Its addresses; all POSTs answer 204, and the drawer is drawn anew by the notice."""
        return [
            web.get("/hood", self.show),
            web.get(r"/hood/{number:\d{1,12}}", self.show_one),
            web.post("/trouble/off", self.all_off),
            web.post("/trouble/{name}", self.trouble),
        ]

    def _hear(self, exchange: Exchange) -> None:
        self._is_behind = True
        if self._timer is None:
            self._tell()

    def _tell(self) -> None:
        """Says so at once, and again after a while if there was more, or something is still waited for."""
        self._is_behind = False
        self.stage.hub.tell(Notice("hood"))
        self._timer = asyncio.get_running_loop().call_later(PACE_SECONDS, self._tell_more)

    def _tell_more(self) -> None:
        self._timer = None
        if self._is_behind or self._log.is_waiting():
            self._tell()

    async def show(self, request: web.Request) -> web.Response:
        """What moves in the drawer; with `after`, only the rows above that number.

        `who` is the person whose zone the times are in, `only=1` leaves out what concerns others.
        """
        user, after = self._user(request), request.query.get("after", "")
        is_own = request.query.get("only") == "1"
        if not after:
            return _fragment(live_html(self.stage, user, is_own))
        if not after.isdecimal() or len(after) > 12:
            raise web.HTTPBadRequest(text=f"after={after[:20]!r} is no number, such as after=12.")
        found = self._log.newest(MOST, int(after), user.id if user and is_own else None)
        return _fragment(self.stage.html("hood_rows.html", rows=rows(self.stage, found, user)))

    def _user(self, request: web.Request) -> User | None:
        who = request.query.get("who")
        if who is None:
            return None
        try:
            return self.stage.slack.workspace.user_by_handle(who)
        except LookupError as error:
            raise web.HTTPNotFound(text=str(error.args[0])) from error

    async def show_one(self, request: web.Request) -> web.Response:
        """One exchange with both payloads."""
        exchange = self._log.find(int(request.match_info["number"]))
        if exchange is None:
            response = done(f"That one is no longer kept: the last {MOST} are.", "info")
            response.set_status(404)
            return response
        (row,) = rows(self.stage, [exchange], self._user(request))
        return _fragment(
            self.stage.html(
                "hood_one.html", row=row, sent=pretty(exchange.sent), answer=_answer_text(exchange)
            )
        )

    async def trouble(self, request: web.Request) -> web.Response:
        """Switches one on or off (`on`: 1 or 0); Disconnect is pressed."""
        switch = BY_SLUG.get(request.match_info["name"])
        if switch is None:
            raise web.HTTPNotFound(text=f"There is no such trouble. There is: {', '.join(BY_SLUG)}.")
        if switch is DISCONNECT:
            return await self._disconnect()
        on = (await request.post()).get("on")
        if on not in ("0", "1"):
            raise web.HTTPBadRequest(text="Say on=1 or on=0.")
        if on == "1":
            switch_on(self.stage.slack.faults, switch)
        else:
            switch_off(self.stage.slack.faults, switch)
        self.stage.hub.tell(Notice("hood"))
        return done()

    async def _disconnect(self) -> web.Response:
        count = len(self.stage.slack.socket.connections)
        if not count:
            return done("There is no Socket Mode connection to end now.", "info")
        exchange = self._log.add("to_app", "socket_mode", "disconnect", {"type": "disconnect"})
        try:
            await self.stage.slack.disconnect()
            self._log.finish(exchange)
        finally:
            self._log.break_off(exchange)
        return done("Slack ended the connection. The app connects again by itself.", "info")

    async def all_off(self, request: web.Request) -> web.Response:
        """Takes back all trouble that was ordered here."""
        switch_off(self.stage.slack.faults, *SWITCHES)
        self.stage.hub.tell(Notice("hood"))
        return done()


def hood_html(stage: Stage, user: User) -> str:
    """The drawer, as a person's page opens with it."""
    return stage.html("hood.html", user=user, live=Markup(live_html(stage, user)))


def live_html(stage: Stage, user: User | None, is_own: bool = False) -> str:
    """The part that is drawn anew with the traffic: the switches, how fast the app answers, the table."""
    workspace = stage.slack.workspace
    found = workspace.exchanges.newest(ROWS, user_id=user.id if user and is_own else None)
    return stage.html(
        "hood_live.html",
        milliseconds=milliseconds,
        app=workspace.manifest.display_name,
        who=user.handle if user else None,
        states=states(stage.slack.faults),
        times=workspace.exchanges.ack_times(),
        count=workspace.exchanges.count,
        complaints=len(workspace.violations),
        rows=rows(stage, found, user),
    )


def rows(stage: Stage, exchanges: list[Exchange], user: User | None) -> list[dict[str, object]]:
    """What the table shows of each: the time is that of the virtual clock, in the person's zone."""
    workspace, zone = stage.slack.workspace, ZoneInfo(user.tz if user else "UTC")
    return [
        {
            "exchange": exchange,
            "time": exchange.at.astimezone(zone).strftime("%d %b %H:%M:%S"),
            "app": workspace.manifest.display_name,
            "who": user.handle if user else None,
            "person": workspace.users[exchange.user_id].handle if exchange.user_id else "",
            "took": "" if exchange.seconds is None else milliseconds(exchange.seconds),
            "state": _state(exchange),
        }
        for exchange in exchanges
    ]


def milliseconds(seconds: float) -> str:
    """In words; below ten with one decimal."""
    return f"{seconds * 1000:.{0 if seconds >= 0.01 else 1}f} ms"


def _state(exchange: Exchange) -> str:
    if exchange.is_waiting:
        return "pending"
    return "accepted" if exchange.verdict == "accepted" else "trouble"


def _answer_text(exchange: Exchange) -> str:
    if exchange.answer:
        return pretty(exchange.answer)
    return "(an empty answer)" if exchange.is_answered else "(none)"


def _fragment(html: str) -> web.Response:
    return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-store"})
