"""A Slack of a few lines for simulations: it remembers every message and fails as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.delivery_errors import DeliveryError
from bot.messenger import CANNOT_LOOK, Look, Messenger
from storage.records import Posting, Sent


class Crash(BaseException):
    """The process dies here: nobody catches it, nothing is completed."""


class Mailbox(Messenger):
    """Takes its fates from an iterator, one a send: ok, lost, kept, later, crash before or after, ...

    `lost`: no answer, and nothing arrived. `kept`: no answer, but it arrived.
    """

    def __init__(self, fates: Iterator[str], can_look: bool = True) -> None:
        super().__init__(lambda _: None)  # type: ignore[arg-type,return-value]
        self.fates = fates
        self.can_look = can_look
        self.arrived: list[Posting] = []

    async def send(self, posting: Posting, now: datetime) -> Sent:
        fate = next(self.fates, "ok")
        if fate in ("ok", "kept", "crash after"):
            self.arrived.append(posting)
        if fate.startswith("crash"):
            raise Crash
        if fate == "later":
            raise DeliveryError("ratelimited", "later", "nobody", 30)
        if fate in ("lost", "kept"):
            raise DeliveryError("timeout", "unknown")
        if fate == "odd":
            raise DeliveryError("odd_error", "later")
        return Sent(posting.id, "sent", now, "1.2", "D1")

    async def look_for(self, posting: Posting) -> Look:
        if not self.can_look:
            return CANNOT_LOOK
        found = any(one.id == posting.id for one in self.arrived)
        return Look("found", "1.2", "D1") if found else Look("not found")

    async def peek(self, workspace_id: str, channel_id: str) -> Look:
        return Look("not found") if self.can_look else CANNOT_LOOK

    async def is_token_good(self, workspace_id: str) -> bool:
        return True

    def texts(self) -> list[Any]:
        return [posting.payload["text"] for posting in self.arrived]
