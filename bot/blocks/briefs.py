"""The brief, the reminder and what they share: words for "late" and the last line of every nudge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.blocks import kit
from bot.blocks.contacts import touch_item
from bot.blocks.kit import Block, Payload
from bot.blocks.promises import promise_item
from bot.blocks.teams import join_question
from bot.blocks.thanks import key as thank_you_key
from bot.blocks.thanks import thank_you_item
from bot.coach import cadence
from bot.coach.priorities import Chosen, Item
from bot.coach.wording import MONTHS, WEEKDAYS
from bot.content import say
from storage.records import Contact, Promise, Team, ThankYou

# Five blocks an item at most, and a message holds fifty.
MOST_ITEMS = 8


@dataclass(frozen=True, slots=True)
class Missed:
    """A nudge that was too late to be sent: its kind, and the date it was meant for."""

    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Brief:
    """What one brief says. `late_at` is the local time it was due, when it comes late."""

    today: date
    chosen: Chosen
    people: Mapping[int, Contact] = field(default_factory=dict)
    missed: Sequence[Missed] = ()
    team_ask: Team | None = None
    late_at: datetime | None = None


def brief_message(brief: Brief) -> Payload:
    """The daily brief: the most important first, each with its context and buttons."""
    count = len(brief.chosen.items)
    blocks = [kit.section(say("brief.title", day=day_title(brief.today), count=count))]
    if brief.late_at:
        blocks.append(late_line(brief.late_at))
    unsaid = dict(brief.people)
    for item in brief.chosen.items[:MOST_ITEMS]:
        blocks += item_blocks(item, brief.today, unsaid)
        # What is known of a person is said once.
        unsaid.pop(getattr(item.row, "contact_id", None) or 0, None)
    blocks += _after_the_items(brief)
    return kit.message(say("brief.fallback", first=_first(brief), count=count), *blocks, *last_line())


def item_blocks(item: Item, today: date, people: Mapping[int, Contact]) -> list[Block]:
    """One item, with what is known of its person."""
    if isinstance(item.row, Promise):
        return promise_item(item.row, today, people.get(item.row.contact_id or 0))
    if isinstance(item.row, ThankYou):
        return _thank_you(item.row, today, people.get(item.row.contact_id))
    return touch_item(item.row, today)


def _thank_you(thank_you: ThankYou, today: date, about: Contact | None) -> list[Block]:
    *lines, buttons = thank_you_item(thank_you, today)
    facts = say("promises.about", contact=about, today=today) if about else ""
    more = [kit.context(facts, block_id=f"{thank_you_key(thank_you)}.person")] if facts else []
    return [*lines, *more, buttons]


def _after_the_items(brief: Brief) -> list[Block]:
    made = []
    if brief.chosen.more:
        made.append(kit.context(say("brief.more", count=brief.chosen.more)))
    made += [kit.context(say(f"brief.missed_{m.kind}", on=m.on, today=brief.today)) for m in brief.missed]
    return made + ([kit.divider(), *join_question(brief.team_ask)] if brief.team_ask else [])


def day_title(on: date) -> str:
    """A date as the title of a day: "Monday 2 Mar"."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"


def _first(brief: Brief) -> str:
    """The first item in a few words, for the notification."""
    row = brief.chosen.items[0].row
    if isinstance(row, Promise):
        return say("promises.line", promise=row, today=brief.today)
    if isinstance(row, ThankYou):
        return say("thanks.line", thank_you=row, today=brief.today)
    return say("brief.be_in_touch", contact=row)


def reminder_message(
    promise: Promise, about: Contact | None, today: date, late_at: datetime | None = None
) -> Payload:
    """A promise that has an hour, some time before it."""
    title = say("reminder.title", at=promise.due_time)
    blocks = [kit.section(title), *([late_line(late_at)] if late_at else [])]
    text = say("reminder.fallback", promise=promise)
    return kit.message(text, *blocks, *promise_item(promise, today, about), *last_line())


def late_line(late_at: datetime) -> Block:
    """Says that a nudge comes late, and for when it was meant."""
    return kit.context(say("brief.late", at=late_at.time()))


def late_since(due_at: datetime, now: datetime, tz: str) -> datetime | None:
    """The local time for which a nudge was meant, when it is late enough to say so."""
    return due_at.astimezone(cadence.zone(tz)) if cadence.is_late(due_at, now) else None


def last_line() -> list[Block]:
    """Who can see it, and the way to change it: below every nudge."""
    settings = kit.button("Settings", "settings.open")
    return [kit.context(say("brief.only_you")), kit.actions(settings, block_id="nudge.do")]
