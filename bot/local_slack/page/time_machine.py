"""The clock in the header: what time it is for this person, and what moves it on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.local_slack.page.hub import Notice
from bot.local_slack.page.stage import Stage, done, refused
from bot.local_slack.terminal_clock import read_clock
from bot.local_slack.users import User

log = logging.getLogger(__name__)

Advance = Callable[[datetime], Awaitable[None]]

# The words on a button, and what it asks for.
BUTTONS = (
    ("To tomorrow 09:00", "tomorrow 09:00"),
    ("+1 hour", "+1 hour"),
    ("To next Monday", "next monday 09:00"),
    ("+1 week", "+1 week"),
)
LONGEST = timedelta(days=2 * 366)
# The clock of an app may not follow for ever.
FURTHEST = timedelta(days=50 * 366)
SHOWN = 40
EXAMPLES = "Examples: friday 15:00, +2 hours, 2026-12-01 08:00."
UNDER_WAY = "The clock is moving already. Wait, or press Stop."


@dataclass
class Journey:
    """Where the clock is on its way to, and who sent it."""

    to: datetime
    user: User
    work: asyncio.Task[None]


class Going(NamedTuple):
    """What was asked for: an instant, or why not."""

    to: datetime | None
    why_not: str = ""


class TimeMachine:
    """One journey at a time. `advance` moves the clock and has happen what is due in between; without it the
    clock jumps. It is canceled by Stop, and by `close`."""

    def __init__(self, stage: Stage, advance: Advance | None = None) -> None:
        self.stage, self._advance = stage, advance or self._jump
        self._journey: Journey | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        stage.slack.clock.on_change.append(self._tell_soon)

    def routes(self) -> list[web.RouteDef]:
        """POST /clock with `who` and `to`, or what was typed as `at`; POST /clock/stop."""
        return [web.post("/clock", self.go), web.post("/clock/stop", self.stop)]

    async def go(self, request: web.Request) -> web.Response:
        """Begin a journey; the answer does not wait for its end."""
        form = await request.post()
        user, text = self._user(str(form.get("who", ""))), str(form.get("to") or form.get("at") or "")
        if self._journey is not None:
            return done(UNDER_WAY)
        going = destination(text, self._now(), user.tz)
        if going.to is None:
            return refused(going.why_not)
        self._begin(going.to, user)
        return done()

    async def stop(self, request: web.Request) -> web.Response:
        """End the journey at the stop where it is."""
        if self._journey is not None:
            self._journey.work.cancel()
        return done()

    async def close(self) -> None:
        """No journey goes on, and the clock is not listened to any more."""
        with contextlib.suppress(ValueError):
            self.stage.slack.clock.on_change.remove(self._tell_soon)
        if self._journey is not None:
            self._journey.work.cancel()
            await asyncio.wait([self._journey.work])

    def html(self, user: User) -> str:
        """The header piece: the clock of this person, and what moves it."""
        with contextlib.suppress(RuntimeError):  # drawn for a test, outside of any loop
            self._loop = asyncio.get_running_loop()
        zone = ZoneInfo(user.tz)
        now, journey = self._now().astimezone(zone), self._journey
        return self.stage.html(
            "clock.html",
            who=user.handle,
            now=now,
            epoch=f"{now.timestamp():.3f}",
            tz=user.tz,
            destination=journey.to.astimezone(zone) if journey else None,
            buttons=BUTTONS,
        )

    def _user(self, handle: str) -> User:
        try:
            return self.stage.slack.person(handle).user
        except LookupError as error:
            raise web.HTTPNotFound(text=str(error.args[0])) from error

    def _now(self) -> datetime:
        return self.stage.slack.clock.now()

    def _begin(self, to: datetime, user: User) -> None:
        work = asyncio.get_running_loop().create_task(self._travel(to, user), name="page-journey")
        self._journey = Journey(to, user, work)
        self._tell()

    async def _travel(self, to: datetime, user: User) -> None:
        try:
            await self._advance(to)
        except asyncio.CancelledError:
            self._say(user, f"Stopped at {self._words(user)}.")
        except Exception as error:
            log.exception("a journey failed")
            self._say(user, f"The clock stopped at {self._words(user)}: {type(error).__name__}. Try again.")
        finally:
            self._journey = None
            self._tell()

    async def _jump(self, to: datetime) -> None:
        self.stage.slack.clock.set_to(to)

    def _say(self, user: User, text: str) -> None:
        self.stage.hub.tell(Notice("toast", user_id=user.id, text=text))

    def _words(self, user: User) -> str:
        return f"{self._now().astimezone(ZoneInfo(user.tz)):%a %-d %b, %H:%M}"

    def _tell(self) -> None:
        self.stage.hub.tell(Notice("clock"))

    def _tell_soon(self) -> None:
        """The clock moved; tests and other programs may do that in a thread or a loop of theirs."""
        if self._loop is None or self._loop.is_closed():
            return  # nobody has looked yet
        try:
            is_here = asyncio.get_running_loop() is self._loop
        except RuntimeError:
            is_here = False
        if is_here:
            self._tell()
        else:
            self._loop.call_soon_threadsafe(self._tell)


def destination(text: str, now: datetime, tz: str) -> Going:
    """Reads where the clock is to go, in the person's own zone, or says why it does not go there."""
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    try:
        to = read_clock(text, now, tz)
    except (ValueError, OverflowError):  # a year or a number that no calendar has
        to = None
    if to is None:
        return Going(None, f"“{shown}” is no time that I can read. {EXAMPLES}")
    if to <= now:
        return Going(None, f"“{shown}” is not ahead: the clock goes forward only.")
    if to - now > LONGEST or to - datetime.now(UTC) > FURTHEST:
        return Going(None, f"“{shown}” is too far away. Go two years at a time at most, fifty in all.")
    return Going(to)
