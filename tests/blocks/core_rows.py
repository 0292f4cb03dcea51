"""Rows of every noun with texts as hostile as can be typed, for the tests of the blocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from bot.coach.capture import Person, ReadFact, Reading, ReadPromise, ReadThankYou, ReadTouch
from bot.coach.kept import Kept
from bot.local_slack.block_rules import block_findings, view_findings
from storage.records import Contact, Note, Owner, Promise, ThankYou, Touch

OWNER = Owner("T1", "U1")
TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
LONG = "<!channel> & *bold* " * 2000


def promise(number: int = 1, **fields: Any) -> Promise:
    """A promise of ours to Dana, due on Friday."""
    given = {
        "direction": "mine",
        "what": "send the deck",
        "state": "open",
        "contact_id": 1,
        "contact": "Dana Lee",
    }
    return Promise(number, OWNER, created_at=AT, **{**given, "due_on": date(2026, 11, 27), **fields})


def thank_you(number: int = 1, **fields: Any) -> ThankYou:
    """A thank-you owed to Omar."""
    given = {"contact_id": 2, "contact": "Omar", "state": "owed", "reason": "the introduction"}
    return ThankYou(number, OWNER, created_at=AT, **{**given, **fields})


def contact(number: int = 1, **fields: Any) -> Contact:
    """Dana Lee, of whom only the name is known."""
    return Contact(number, OWNER, created_at=AT, **{"name": "Dana Lee", **fields})


def note(text: str = "likes tea") -> Note:
    """A note on Dana."""
    return Note(1, OWNER, 1, "Dana Lee", text, AT)


def kept(**fields: Any) -> Kept:
    """What one act kept."""
    return Kept(7, **fields)


def reading(text: str = "x", count: int = 1) -> Reading:
    """A reading with `count` of everything."""
    return Reading(
        (Person(text, text, text, text),) * count,
        (ReadPromise("mine", text, text, TODAY, time(9)),) * count,
        (ReadThankYou(text, text, "owed"),) * count,
        (ReadTouch(text, TODAY, "met"),) * count,
        (ReadFact(text, text),) * count,
    )


def touch() -> Touch:
    """We met Dana today."""
    return Touch(1, OWNER, 1, "Dana Lee", "met", TODAY, AT)


def faults(payload: dict[str, Any]) -> list[str]:
    """What Slack would refuse in a message or view."""
    if "type" in payload:
        return [str(one) for one in view_findings(payload)]
    return [str(one) for one in block_findings(payload["blocks"], "message")]
