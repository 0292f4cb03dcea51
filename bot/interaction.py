"""One thing that a member did in Slack, as every listener gets it, and what a listener may answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection

from bot import envelope
from bot.blocks.kit import Block, Payload
from bot.coach.cadence import local_day
from bot.services import SOON_SECONDS, Services
from storage import inbox
from storage.records import Member, Message, Owner

R = TypeVar("R")
# The answer to a click or a command is due after three seconds; by then its trigger opens nothing any more.
OPEN_SECONDS = 1.2


class CoachError(Exception):
    """A member's mistake; the text is the sentence that is shown, with an example."""


class ItemChange(NamedTuple):
    """One item of a message, view or home is replaced; `key` is the block_id of its first block."""

    key: str
    text: str
    blocks: list[Block]


class Beside(NamedTuple):
    """Something is said for this person alone, and what was clicked stays as it is."""

    payload: Payload


class FieldErrors(NamedTuple):
    """A form is not accepted: block_id -> the sentence that stands beside the field."""

    errors: dict[str, str]


class NextView(NamedTuple):
    """A form is accepted and another view takes its place."""

    view: Payload


@dataclass(slots=True)
class Interaction:
    """Who, when, where and what.

    `text` follows a command, `value` was chosen or stands on the button, `ref` is the number of the row it
    is about.
    """

    services: Services
    member: Member
    body: dict[str, Any]
    now: datetime
    text: str = ""
    value: str = ""
    ref: str = ""

    @property
    def owner(self) -> Owner:
        """Whose rows may be touched."""
        return self.member.owner

    @property
    def today(self) -> date:
        """The member's own date."""
        return local_day(self.now, self.member.tz)

    @property
    def copy_goes_to(self) -> str:
        """The host that gets a copy of what this member practises; "" where none does."""
        return self.services.copies_to if self.member.second_opinion_on else ""

    @property
    def number(self) -> int:
        """The id on a button, 0 (which no row has) if it is none. A hint, checked against the owner."""
        return envelope.row_number(self.ref)

    @property
    def chosen(self) -> int:
        """The id behind the choice of a menu, 0 if it is none. A hint likewise."""
        return envelope.row_number(self.value)

    @property
    def subject(self) -> int:
        """The id of what a form was opened about, 0 if it is none. A hint likewise."""
        return envelope.row_number(self.metadata.get("id"))

    @property
    def values(self) -> dict[str, Any]:
        """The fields of a submitted form by block_id."""
        return envelope.view_values(self.body["view"])

    @property
    def metadata(self) -> dict[str, Any]:
        """What the form was opened with."""
        return dict(json.loads(self.body["view"].get("private_metadata") or "{}"))

    async def run(self, work: Callable[..., R], *args: Any) -> R:
        """One transaction in one hop: `work(conn, *args)`. Raises TooBusyError while it can still be said."""
        return await self.services.db.run_soon(SOON_SECONDS, work, *args)

    async def open(self, view: Payload) -> None:
        """Show a modal; on top of the modal from which it was asked for, if any.

        Raises what Slack's client raises, and TimeoutError while there is still time to say so.
        """
        in_modal = (self.body.get("view") or {}).get("type") == "modal"
        call = self.services.client.views_push if in_modal else self.services.client.views_open
        async with asyncio.timeout(OPEN_SECONDS):
            await call(trigger_id=self.body["trigger_id"], view=view)

    def reply(self, payload: Payload) -> Message:
        """A message to this member's own conversation; one event has one reply, however often it comes."""
        ref = str(self.body.get("event_id") or self.body.get("trigger_id") or self.now.timestamp())
        return Message(self.owner, "reply", self.today, payload, ref=ref[:64])


def once(conn: Connection, it: Interaction, work: Callable[..., R], *args: Any) -> R | None:
    """Run `work` unless this event or form took effect before: its id is committed with the effect.

    A form that `work` refuses with a CoachError has had no effect, and can be sent again.
    """
    if not inbox.take(conn, it.owner.workspace_id, _once_id(it.body), it.now):
        return None
    return work(conn, *args)


def _once_id(body: dict[str, Any]) -> str:
    """Slack's id of an event; of a form the id of its view, which one form that follows another keeps."""
    if "event_id" in body:
        return str(body["event_id"])
    return f"{body['view']['id']}.{body['view']['callback_id']}"[-64:]
