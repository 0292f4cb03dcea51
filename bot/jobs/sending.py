"""One attempt at one posting: look first if need be, send, and say how it ended."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from bot.blocks import kit
from bot.coach import cadence
from bot.content import say
from bot.delivery_errors import Blame, DeliveryError
from bot.jobs.waits import BLIND_WAIT, MOST_TRIES, next_wait
from bot.messenger import Answer, Look, Messenger
from storage.outbox import NUDGES
from storage.outbox_review import UNANSWERED
from storage.records import OutboxState, Posting, Sent

TOO_LATE = "too late"
GONE = "the member is deactivated"


class Ending(NamedTuple):
    """How a claimed posting ended, who is at fault when it did not go well, and what a look came to."""

    posting: Posting
    sent: Sent
    blame: Blame = "nobody"
    look: Answer | None = None

    @property
    def is_rate_limited(self) -> bool:
        return self.sent.error == "ratelimited"

    @property
    def is_given_back(self) -> bool:
        """As if it had not been claimed: it may be tried again at once."""
        return self.sent.state in ("due", "unknown") and self.sent.retry_at is None


class Terms(NamedTuple):
    """What an attempt has to keep to: its instant, whether late nudges fold, until when it may post."""

    now: datetime
    folds_late: bool = True
    may_post: Callable[[], bool] = lambda: True


async def attempt(messenger: Messenger, posting: Posting, terms: Terms) -> Ending:
    """Send the posting; an unknown one only after looking for it. One that breaks stops no other."""
    try:
        if posting.is_gone:
            return Ending(posting, _ended(posting, "canceled", terms.now, GONE))
        if posting.state == "unknown":
            return await _look_and_send(messenger, posting, terms)
        return await _send(messenger, posting, terms)
    except Exception as error:
        return broken(posting, error, terms.now)


async def _look_and_send(messenger: Messenger, posting: Posting, terms: Terms) -> Ending:
    look = await messenger.look_for(posting)
    known = _seen(posting, look, terms)
    if known is not None:
        return Ending(posting, known, "message" if known.state == "parked" else "nobody", look.answer)
    # It is not there: this is the first. Or nobody can tell: this may be the second.
    again = posting._replace(may_repeat=look.is_blind)
    return (await _send(messenger, again, terms))._replace(look=look.answer)


def _seen(posting: Posting, look: Look, terms: Terms) -> Sent | None:
    """What a look decides by itself; None when the message is to be sent."""
    now = terms.now
    if look.answer == "found":
        attempts = posting.attempts
        return Sent(posting.id, "sent", now, look.ts, look.channel_id, attempts=attempts)
    if look.answer == "no answer":
        return _again(posting, "unknown", look.answer, now)
    if look.is_blind and not posting.may_repeat:
        return _wait_blindly(posting, look.answer, now)
    if look.is_blind and _is_too_late(posting, terms):
        return _ended(posting, "parked", now, UNANSWERED)  # folded would say that it did not arrive
    return None


async def _send(messenger: Messenger, posting: Posting, terms: Terms) -> Ending:
    now = terms.now
    if not posting.may_repeat and _is_too_late(posting, terms):
        return Ending(posting, _ended(posting, "folded", now, TOO_LATE))
    if posting.attempts > MOST_TRIES:
        error = UNANSWERED if posting.may_repeat else "too many tries"
        return Ending(posting, _ended(posting, "parked", now, error), "message")
    if not terms.may_post():  # the look took long, or the process was stopped: the lease may be another's
        return Ending(posting, released(posting, now))
    try:
        sent = await messenger.send(marked(posting, now), now)
    except DeliveryError as error:
        return Ending(posting, *await _judged(messenger, posting, error, now))
    return Ending(posting, sent._replace(may_repeat=True) if posting.may_repeat else sent)


def _is_too_late(posting: Posting, terms: Terms) -> bool:
    """Whether it is not sent any more, however often it was tried: nobody wants a brief in the evening."""
    is_nudge = posting.kind in NUDGES and not posting.is_wanted
    return is_nudge and terms.folds_late and cadence.is_too_late(posting.due_at, terms.now)


async def _judged(
    messenger: Messenger, posting: Posting, error: DeliveryError, now: datetime
) -> tuple[Sent, Blame]:
    # Slack says "account_inactive" of the token's account, too: then it is not this receiver's fault.
    if error.code == "account_inactive" and not await messenger.is_token_good(posting.owner.workspace_id):
        return released(posting, now, error.code), "workspace"
    return _failed(posting, error, now), error.blame


def broken(posting: Posting, error: Exception, now: datetime) -> Ending:
    """The ending of an attempt that raised something unforeseen: nobody knows how far it came."""
    why = f"a fault of Kith's own ({type(error).__name__})"
    return Ending(posting, _again(posting, "unknown", why, now), "message")


def released(
    posting: Posting, now: datetime, error: str | None = None, retry_at: datetime | None = None
) -> Sent:
    """Give the posting back untouched, to be tried at `retry_at`, or at once; the try does not count."""
    state: OutboxState = "unknown" if posting.may_repeat else posting.state
    return _ended(posting, state, now, error)._replace(retry_at=retry_at, counted=False)


def _ended(posting: Posting, state: OutboxState, now: datetime, error: str | None) -> Sent:
    return Sent(posting.id, state, now, error=error, may_repeat=posting.may_repeat, attempts=posting.attempts)


def _wait_blindly(posting: Posting, error: str, now: datetime) -> Sent:
    waiting = _ended(posting, "unknown", now, error)
    return waiting._replace(retry_at=now + BLIND_WAIT, may_repeat=True, counted=False)


def _failed(posting: Posting, error: DeliveryError, now: datetime) -> Sent:
    if error.outcome == "unknown":
        if posting.may_repeat:  # that was the one repeat
            return _ended(posting, "parked", now, UNANSWERED)
        return _again(posting, "unknown", error.code, now)
    if error.blame == "workspace":
        return released(posting, now, error.code)
    if error.permanent:
        return _ended(posting, "parked", now, error.code)
    if error.blame == "nobody":
        return released(posting, now, error.code, now + timedelta(seconds=error.retry_after or 1))
    return _again(posting, "unknown" if posting.may_repeat else "due", error.code, now)


def _again(posting: Posting, state: OutboxState, code: str, now: datetime) -> Sent:
    wait = next_wait(posting.id, posting.attempts)
    if wait is None:
        return _ended(posting, "parked", now, UNANSWERED if state == "unknown" else code)
    return _ended(posting, state, now, code)._replace(retry_at=now + wait)


def marked(posting: Posting, now: datetime) -> Posting:
    """The posting with what delivery itself has to say: that it is late, that it may be a repeat."""
    notices = []
    if posting.kind in NUDGES and cadence.is_late(posting.due_at, now):
        notices.append(say("delivery.late"))
    if posting.may_repeat:
        notices.append(say("delivery.may_be_a_repeat"))
    if not notices:
        return posting
    return posting._replace(content=json.dumps(_with_notices(posting.payload, *notices)))


def _with_notices(payload: dict[str, Any], *notices: str) -> dict[str, Any]:
    text = "\n".join([*notices, str(payload.get("text", ""))])
    made = {**payload, "text": text}
    blocks = payload.get("blocks")
    if blocks and len(blocks) < kit.MESSAGE_BLOCKS:
        made["blocks"] = [kit.context(*notices), *blocks]
    return made
