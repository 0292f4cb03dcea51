"""The week at a glance: what was kept, said and touched, and what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks import kit
from bot.blocks.kit import Block, Payload
from bot.content import say
from storage.records import Promise, ThankYou, Touch

LINES = 12
NAMES = 20


@dataclass(frozen=True, slots=True)
class Week:
    """The days from `since` to `until`, both included, around today."""

    since: date
    today: date
    until: date
    closed: Sequence[Promise] = ()
    said: Sequence[ThankYou] = ()
    touches: Sequence[Touch] = ()
    due: Sequence[Promise] = ()


def week_message(week: Week) -> Payload:
    """`/kith week`."""
    title = say("week.title")
    behind, ahead = _behind(week), [say("week.due", promise=one, today=week.today) for one in week.due]
    return kit.message(
        title,
        kit.header(title),
        kit.section(say("week.looking_back", since=week.since, today=week.today)),
        _listed(behind, str(say("week.nothing_behind"))),
        kit.section(say("week.looking_ahead", until=week.until, today=week.today)),
        _listed(ahead, str(say("week.nothing_ahead"))),
        kit.context(say("week.only_you")),
    )


def _behind(week: Week) -> list[str]:
    kept = [one for one in week.closed if one.state == "kept"]
    lines = [say("week.kept", promise=one) for one in kept if one.direction == "mine"]
    lines += [say("week.kept_by_them", promise=one) for one in kept if one.direction == "theirs"]
    lines += [say("week.said", thank_you=one) for one in week.said]
    names = list(dict.fromkeys(one.contact for one in week.touches))
    return [*lines, *([say("week.touched", names=_cut(names))] if names else [])]


def _cut(names: list[str]) -> list[str]:
    shown = [name[:60] for name in names[:NAMES]]
    return [*shown, f"{len(names) - NAMES} more"] if len(names) > NAMES else shown


def _listed(lines: Sequence[str], nothing: str) -> Block:
    shown = list(lines[:LINES])
    if len(lines) > LINES:
        shown.append(say("week.more", count=len(lines) - LINES))
    return kit.section("\n".join(shown) or nothing)
