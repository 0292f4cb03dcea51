"""One attempt at one posting: look first if need be, send, and say how it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.blocks import kit
from bot.coach import cadence
from bot.content import say
from bot.delivery_errors import Blame, DeliveryError
from bot.messenger import Messenger
from storage.outbox import NUDGES
from storage.outbox_review import UNANSWERED
from storage.records import OutboxState, Posting, Sent
from storage.schedule import RETRY_WAITS

# Where the conversation cannot be read, the answer that did not come may still come.
BLIND_WAIT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a claimed posting ended, and who is at fault when it did not go well."""

    posting: Posting
    sent: Sent
    blame: Blame = "nobody"

    @property
    def is_rate_limited(self) -> bool:
        return self.sent.error == "ratelimited"


async def attempt(messenger: Messenger, posting: Posting, now: datetime) -> Ending:
    """Send the posting; an unknown one only after looking for it. One that breaks stops no other."""
    try:
        return await _look_and_send(messenger, posting, now)
    except Exception as error:
        return broken(posting, error, now)


async def _look_and_send(messenger: Messenger, posting: Posting, now: datetime) -> Ending:
    if posting.state == "unknown":
        look = await messenger.look_for(posting)
        if look.answer == "found":
            return Ending(posting, Sent(posting.id, "sent", now, look.ts, look.channel_id))
        if look.answer == "cannot look" and not posting.may_repeat:
            return Ending(posting, _wait_blindly(posting, now))
        # It is not there: this is the first. Or nobody can tell: this may be the second.
        posting = replace(posting, may_repeat=look.answer == "cannot look")
    if posting.attempts > len(RETRY_WAITS) + 1:
        return Ending(posting, Sent(posting.id, "parked", now, error="too many tries"), "message")
    return await _send(messenger, posting, now)


async def _send(messenger: Messenger, posting: Posting, now: datetime) -> Ending:
    try:
        sent = await messenger.send(marked(posting, now), now)
    except DeliveryError as error:
        return Ending(posting, *await _judged(messenger, posting, error, now))
    return Ending(posting, replace(sent, may_repeat=posting.may_repeat))


async def _judged(
    messenger: Messenger, posting: Posting, error: DeliveryError, now: datetime
) -> tuple[Sent, Blame]:
    # Slack says "account_inactive" of the token's account, too: then it is not this receiver's fault.
    if error.code == "account_inactive" and not await messenger.is_token_good(posting.owner.workspace_id):
        return released(posting, now, error.code), "workspace"
    return _failed(posting, error, now), error.blame


def broken(posting: Posting, error: Exception, now: datetime) -> Ending:
    """The ending of an attempt that raised something unforeseen: nobody knows how far it came."""
    return Ending(posting, _again(posting, "unknown", type(error).__name__, now), "message")


def released(
    posting: Posting, now: datetime, error: str | None = None, retry_at: datetime | None = None
) -> Sent:
    """Give the posting back untouched, to be tried at `retry_at`, or at once; the try does not count."""
    state: OutboxState = "unknown" if posting.may_repeat else posting.state
    return Sent(
        posting.id, state, now, error=error, retry_at=retry_at, may_repeat=posting.may_repeat, counted=False
    )


def _wait_blindly(posting: Posting, now: datetime) -> Sent:
    retry_at = now + BLIND_WAIT
    return Sent(
        posting.id, "unknown", now, error="cannot look", retry_at=retry_at, may_repeat=True, counted=False
    )


def _failed(posting: Posting, error: DeliveryError, now: datetime) -> Sent:
    if error.outcome == "unknown":
        return _unanswered(posting, error, now)
    if error.blame == "workspace":
        return released(posting, now, error.code)
    if error.permanent:
        return Sent(posting.id, "parked", now, error=error.code)
    if error.blame == "nobody":
        return released(posting, now, error.code, now + timedelta(seconds=error.retry_after or 1))
    return _again(posting, "unknown" if posting.may_repeat else "due", error.code, now)


def _unanswered(posting: Posting, error: DeliveryError, now: datetime) -> Sent:
    if posting.may_repeat:  # that was the one repeat
        return Sent(posting.id, "parked", now, error=UNANSWERED, may_repeat=True)
    return _again(posting, "unknown", error.code, now)


def _again(posting: Posting, state: OutboxState, code: str, now: datetime) -> Sent:
    if posting.attempts > len(RETRY_WAITS):
        error = UNANSWERED if state == "unknown" else code
        return Sent(posting.id, "parked", now, error=error, may_repeat=posting.may_repeat)
    retry_at = now + RETRY_WAITS[posting.attempts - 1]
    return Sent(posting.id, state, now, error=code, retry_at=retry_at, may_repeat=posting.may_repeat)


def marked(posting: Posting, now: datetime) -> Posting:
    """The posting with what delivery itself has to say: that it is late, that it may be a repeat."""
    notices = []
    if posting.kind in NUDGES and cadence.is_late(posting.due_at, now):
        notices.append(say("delivery.late"))
    if posting.may_repeat:
        notices.append(say("delivery.may_be_a_repeat"))
    if not notices:
        return posting
    return replace(posting, payload=_with_notices(posting.payload, *notices))


def _with_notices(payload: dict[str, Any], *notices: str) -> dict[str, Any]:
    text = "\n".join([*notices, str(payload.get("text", ""))])
    made = {**payload, "text": text}
    blocks = payload.get("blocks")
    if blocks and len(blocks) < kit.MESSAGE_BLOCKS:
        made["blocks"] = [kit.context(*notices), *blocks]
    return made
