"""What a brief speaks of first, and what has to wait: the order of importance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from storage.records import Agenda, Contact, Promise, ThankYou

ItemKind = Literal["promise", "thank_you", "contact"]
Reason = Literal["overdue", "due_today", "thank_you", "their_overdue", "due_soon", "cadence"]

# The word that one gave comes before everything: a late promise costs trust each day, one that is due today
# can still be kept. Thanks grow stale, yet are never too late. What others owe is theirs to keep in mind
# first, so it comes after one's own duties. Being in touch is for the time that is left.
ORDER: tuple[Reason, ...] = ("overdue", "due_today", "thank_you", "their_overdue", "due_soon", "cadence")
# A brief full of people to write to is a list of chores, and is put off as a whole.
MOST_CONTACTS = 2
_END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a brief. `days`: since it was due or began; until it is due for "due_soon"."""

    kind: ItemKind
    row: Promise | ThankYou | Contact
    reason: Reason
    days: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """The items that are shown, most important first, and how many more there are."""

    items: tuple[Item, ...]
    more: int


def choose(agenda: Agenda, today: date, limit: int) -> Chosen:
    """The at most `limit` things to speak of on the member's own date `today`, most important first."""
    ranked = sorted(_candidates(agenda, today), key=_rank)
    contacts = [item for item in ranked if item.kind == "contact"]
    left_out = set(map(id, contacts[MOST_CONTACTS:]))
    shown = [item for item in ranked if id(item) not in left_out][: max(limit, 0)]
    return Chosen(tuple(shown), len(ranked) - len(shown))


def cadence_ran_out_on(contact: Contact) -> date | None:
    """The date by which the member wanted to be in touch again; None without a cadence."""
    if contact.cadence_days is None:
        return None
    since = contact.last_touch_on or contact.created_at.date()
    return since + timedelta(days=contact.cadence_days)


def _candidates(agenda: Agenda, today: date) -> Iterable[Item]:
    for promise in agenda.promises:
        if _awake(promise.snoozed_until, today) and promise.state == "open" and promise.due_on:
            yield from _promise(promise, promise.due_on, today)
    for thank_you in agenda.thank_yous:
        if _awake(thank_you.snoozed_until, today) and thank_you.state == "owed":
            # The instant's UTC date is near enough for an age in days.
            age = max((today - thank_you.created_at.date()).days, 0)
            yield Item("thank_you", thank_you, "thank_you", age)
    for contact in agenda.contacts:
        ran_out_on = cadence_ran_out_on(contact)
        if (
            ran_out_on
            and ran_out_on <= today
            and not contact.stopped_at
            and _awake(contact.snoozed_until, today)
        ):
            yield Item("contact", contact, "cadence", (today - ran_out_on).days)


def _promise(promise: Promise, due_on: date, today: date) -> Iterable[Item]:
    days = (today - due_on).days
    if promise.direction == "theirs":
        if days > 0:
            yield Item("promise", promise, "their_overdue", days)
    elif days > 0:
        yield Item("promise", promise, "overdue", days)
    elif days == 0:
        yield Item("promise", promise, "due_today", 0)
    elif days == -1:
        yield Item("promise", promise, "due_soon", 1)


def _awake(snoozed_until: date | None, today: date) -> bool:
    return snoozed_until is None or snoozed_until <= today


def _rank(item: Item) -> tuple[int, int, time, int]:
    """Reason, then the oldest, then by the hour; the row's number keeps the order stable."""
    hour = item.row.due_time if isinstance(item.row, Promise) else None
    return ORDER.index(item.reason), -item.days, hour or _END_OF_DAY, item.row.id
