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
# Thanks and people to write to are spoken of when they come up, and then once a week: what is said every
# morning is not heard any more. A promise stays in sight until it is answered.
FRESH_DAYS = 2
WEEK_DAYS = 7
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


def choose(agenda: Agenda, today: date, limit: int, last_on: date | None = None) -> Chosen:
    """The at most `limit` things to speak of on the member's own date `today`, most important first.

    `last_on` is the date of the brief before: with it, what was said lately is not said again. Without it
    everything counts, as for a member who asks.
    """
    wanted = (item for item in _candidates(agenda, today) if _is_news(item, today, last_on))
    ranked = sorted(wanted, key=_rank)
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


def _is_news(item: Item, today: date, last_on: date | None) -> bool:
    """Whether it is time to speak of thanks or a person again; of a promise it always is."""
    if item.kind == "promise" or last_on is None or item.days <= FRESH_DAYS:
        return True
    days_then = item.days - (today - last_on).days
    return days_then < 0 or item.days // WEEK_DAYS > days_then // WEEK_DAYS


def _candidates(agenda: Agenda, today: date) -> Iterable[Item]:
    for promise in agenda.promises:
        if _awake(promise.snoozed_until, today) and promise.state == "open":
            yield from _promise(promise, today)
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


def _promise(promise: Promise, today: date) -> Iterable[Item]:
    days = (today - promise.due_on).days if promise.due_on else -2
    if days < 0 and promise.snoozed_until:  # put off to a day that has come: that is when it was wanted
        yield Item("promise", promise, "due_soon", -days)
    elif promise.direction == "theirs":
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
