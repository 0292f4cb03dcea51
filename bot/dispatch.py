"""From Bolt to the listeners: one function a kind of request. The only place that acks, and that turns errors
into sentences."""

from __future__ import annotations

import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse
from sqlalchemy import Connection

from bot import envelope, hearing, surface
from bot.blocks import errors, kit
from bot.blocks.help import help_message
from bot.blocks.kit import Payload
from bot.interaction import Beside, CoachError, FieldErrors, Interaction, ItemChange, NextView
from bot.log_lines import told
from bot.routes import HELP, OTHERWISE, Listener, Routes
from bot.services import Services
from bot.surface import Change, Surface
from storage import clips, members, outbox, pace

log = logging.getLogger(__name__)
EVERYTHING = re.compile(".*", re.DOTALL)
# The events by which a person makes use of Kith, and so becomes a member.
USES = ("message", "app_home_opened")
# The events that end an installation.
ENDINGS = ("app_uninstalled", "tokens_revoked")
Body = dict[str, Any]


class Dispatch:
    """The listeners that Bolt calls, bound to this process's services."""

    def __init__(self, routes: Routes, services: Services) -> None:
        self.routes = routes
        self.services = services

    def register(self, app: AsyncApp) -> None:
        """One listener a kind; an error of any goes to the one error listener."""
        # The most frequent first: Bolt asks each in turn whether a request is its own, at 20 µs a question.
        app.command(EVERYTHING)(self.command)
        app.action(EVERYTHING)(self.action)
        app.event(EVERYTHING)(self.event)
        app.view(EVERYTHING)(self.view)
        app.shortcut(EVERYTHING)(self.shortcut)
        app.options(EVERYTHING)(self.no_options)
        app.view_closed(EVERYTHING)(self.closed)
        app.error(self.error)

    async def interaction(self, sender: envelope.Sender, body: Body) -> Interaction:
        """The envelope of one act, its person a member from now on."""
        return await hearing.interaction(self.services, sender.owner, body)

    async def heard(
        self, listener: Listener, sender: envelope.Sender, body: Body, **words: str
    ) -> tuple[Interaction, Any]:
        """The act with its `words`, and what the listener says to it."""
        return await hearing.heard(self.services, listener, sender.owner, body, words)

    def sender(self, body: Body) -> envelope.Sender | None:
        """Who did it, if anybody."""
        return envelope.sender(body, self.services.team_id)

    async def command(self, body: Body, ack: AsyncAck) -> None:
        """A slash command: the answer rides on the ack."""
        payload = await self.answer(body)
        await ack(response_type="ephemeral", **payload) if payload else await ack()

    async def answer(self, body: Body) -> Payload | None:
        """What a slash command is answered with; None when it opened a form instead."""
        sender = self.sender(body)
        if sender is None or sender.is_stranger:
            return errors.stranger()
        name, text = str(body.get("command", "")), envelope.typed(str(body.get("text") or "")).strip()
        if text.lower() in HELP and sender.owner in self.services.known:
            return help_message(name, self.services.copies_to)
        if text.lower() in HELP:
            await self.interaction(sender, body)
            return help_message(name, self.services.copies_to)
        listener, rest = self.routes.command(name, text)
        try:
            _, payload = await self.heard(
                self.command_listener(listener, name, text), sender, body, text=rest
            )
        except CoachError as mistake:
            return errors.mistake(mistake)
        return payload  # type: ignore[no-any-return]

    def command_listener(self, listener: Listener | None, name: str, text: str) -> Listener:
        """The listener, unless one word was meant to be a sub-command and missed it by a little."""
        near = self.routes.nearest(text, name)
        is_unread = listener in (self.routes.phrases.get(OTHERWISE), self._own(name))
        if near and near != text.lower() and is_unread:
            return _mistaken(errors.unknown_word(text, f"{name} {near}"))
        return listener or _mistaken(errors.unknown_command(name))

    def _own(self, name: str) -> Listener | None:
        """What answers to a short command when no word behind it is known."""
        return self.routes.commands.get(name) if name != "/kith" else None

    async def action(self, body: Body, ack: AsyncAck) -> None:
        """A click: what it did is drawn where it was clicked."""
        sender = self.sender(body)
        element = envelope.action(body)
        listener = self.routes.action(str(element.get("action_id", "")))
        where = surface.surface_of(body)
        if sender is None or listener is None:
            await ack()
            return
        if sender.is_stranger:
            self.tell(body, errors.stranger())
            await ack()
            return
        ref = str(element["action_id"]).partition(":")[2]
        try:
            it, change = await self.heard(
                listener, sender, body, value=envelope.action_value(element), ref=ref
            )
        except CoachError as mistake:
            self.tell(body, errors.mistake(mistake))
            await ack()
            return
        await ack()
        if isinstance(change, Beside):
            self.tell(body, change.payload)
        elif change is not None:
            self.services.later(surface.apply(it, where, await self._with_list(it, where, change)))

    async def _with_list(self, it: Interaction, where: Surface, change: Change) -> Change:
        """The list in which something was done, anew below what was done: Slack does not send back an
        ephemeral message with the click."""
        name = envelope.list_name(it.body)
        kind, _, it.ref = name.partition("-")
        listing = self.routes.lists.get(kind)
        if where.kind != "ephemeral" or listing is None or not isinstance(change, ItemChange):
            return change
        rest: Payload = await hearing.said(listing, it)
        return kit.message(change.text, *kit.done_in(name, change.blocks), kit.divider(), *rest["blocks"])

    def tell(self, body: Body, payload: Payload) -> None:
        """Say something beside what was clicked, and leave that as it is."""
        self.services.later(surface.say_beside(self.services, body, payload))

    async def view(self, body: Body, ack: AsyncAck) -> None:
        """A form: refused with a sentence beside the field, or accepted and shown where it came from."""
        sender = self.sender(body)
        listener = self.routes.views.get(str(body["view"].get("callback_id", "")))
        if sender is not None and sender.is_stranger:
            await ack(response_action="update", view=surface.notice(errors.stranger()))
            return
        if sender is None or listener is None:
            await ack()
            return
        it = await self.interaction(sender, body)
        try:
            await self._finish_view(it, ack, await listener(it))
        except CoachError as mistake:
            await ack(**_refusal(body["view"], errors.beside_field(mistake), errors.mistake(mistake)))

    async def _finish_view(self, it: Interaction, ack: AsyncAck, result: Any) -> None:
        if isinstance(result, FieldErrors):
            await ack(response_action="errors", errors=result.errors)
        elif isinstance(result, NextView):
            await ack(response_action="update", view=result.view)
        else:
            await ack()
            self._draw(it, result)

    def _draw(self, it: Interaction, result: Any) -> None:
        if isinstance(result, (dict, ItemChange)):
            self.services.later(surface.apply(it, surface.origin_of(it), result))

    async def shortcut(self, body: Body, ack: AsyncAck) -> None:
        """A shortcut, global or on a message: opens a form."""
        sender = self.sender(body)
        listener = self.routes.shortcuts.get(str(body.get("callback_id", "")))
        if sender is not None and sender.is_stranger:
            self.tell(body, errors.stranger())
        elif sender is not None and listener is not None:
            it = await self.interaction(sender, body)
            try:
                await listener(it)
            except CoachError as mistake:
                self.tell(body, errors.mistake(mistake))
        await ack()

    async def no_options(self, ack: AsyncAck) -> None:
        """No menu of ours asks for its options; one that is left of another version finds none."""
        await ack(options=[])

    async def closed(self, ack: AsyncAck) -> None:
        """A form that was left without being sent has no effect."""
        await ack()

    async def event(self, body: Body) -> None:
        """An event: its effect and its id are committed together: it counts once, however often it comes."""
        body = envelope.completed(body)
        if body["event"]["type"] in ENDINGS:
            await self._ended(body)
            return
        listeners = self.routes.event(
            envelope.event_name(body["event"]), envelope.kinds_of_files(body["event"])
        )
        sender = await self._whose(body) if listeners else None
        if sender is None or sender.owner.member_id == self.services.bot_user_id:
            return
        if not await self._concerns_a_member(sender, body):
            return
        if sender.is_stranger:
            self.services.later(self.refuse(sender, body))
            return
        it = await self.interaction(sender, body)
        it.text = envelope.event_text(body["event"])
        try:
            for listener in listeners:
                await listener(it)
        except CoachError as mistake:
            reply = it.reply(errors.mistake(mistake))
            await it.run(outbox.add, reply, it.now)
        self.services.wake()

    async def _whose(self, body: Body) -> envelope.Sender | None:
        """Who did it. News of a file names nobody: it is for the member who waits for what the file says."""
        event = body["event"]
        if event["type"] != "file_change":
            return self.sender(body)
        if not envelope.is_for(body, self.services.team_id):
            return None
        owners = await self.services.db.run(
            clips.waiting_owners, self.services.team_id, envelope.file_id(event)
        )
        return envelope.Sender(owners[0], False) if owners else None

    async def _ended(self, body: Body) -> None:
        """Kith was removed, or its token revoked: nothing is sent until the token works again."""
        event = body["event"]
        revoked = (event.get("tokens") or {}).get("bot") or []
        is_ours = event["type"] == "app_uninstalled" or self.services.bot_user_id in revoked
        if is_ours and envelope.is_for(body, self.services.team_id):
            stopped = {"workspace": self.services.team_id, "code": event["type"]}
            log.error("nothing is sent to a workspace any more", extra=stopped)
            await self.services.db.run(pace.pause, self.services.team_id, event["type"], self.services.now())

    async def _concerns_a_member(self, sender: envelope.Sender, body: Body) -> bool:
        """Whether the person uses Kith: by this very event, or since long. News of others are not ours."""
        if sender.is_stranger or body["event"]["type"] in USES:
            return True
        return await self.services.db.run(members.find, sender.owner) is not None

    async def refuse(self, sender: envelope.Sender, body: Body) -> None:
        """Tell somebody of another organisation, politely, that this is not for them; only if they wrote."""
        channel = str(body["event"].get("channel") or "")
        if body["event"].get("type") == "message" and channel.startswith("D"):
            await self.services.client.chat_postEphemeral(
                channel=channel, user=sender.owner.member_id, **errors.stranger()
            )

    async def error(self, error: Exception, body: Body) -> BoltResponse:
        """Anything unforeseen: logged by its kind and place, told to the person without technical words."""
        log.error("listener failed", extra=told(error))
        if "event" in body:
            return BoltResponse(status=500, body="")  # Slack delivers it again
        if body.get("command"):
            payload = errors.failed(envelope.typed(str(body.get("text") or "")))
            return BoltResponse(status=200, body={"response_type": "ephemeral", **payload})
        if body.get("type") == "view_submission":
            shown = _refusal(body["view"], errors.failed_form(), errors.failed(""))
            return BoltResponse(status=200, body=shown)
        self.tell(body, errors.failed(""))
        return BoltResponse(status=200, body="")


def _mistaken(sentence: str) -> Listener:
    """A listener that has only this to say."""

    def refuse(_conn: Connection, _it: Interaction) -> Payload:
        raise CoachError(sentence)

    return refuse


def _refusal(view: dict[str, Any], words: str, payload: Payload) -> dict[str, Any]:
    """Why a form is not taken, beside its first field; in its place when it has none."""
    if field := envelope.first_input(view):
        return {"response_action": "errors", "errors": {field: words}}
    return {"response_action": "update", "view": surface.notice(payload)}
