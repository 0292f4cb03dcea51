"""How things stand: what comes next, how much is kept, and what could not be sent, why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from bot.blocks import kit
from bot.blocks.kit import Payload
from bot.blocks.settings import KEY, change_button, is_paused, quiet_days, resume_button
from bot.coach.cadence import is_known_zone
from bot.content import say
from storage.records import Member

MOST_HITCHES = 5
# What waits for somebody: a message that Slack refused, a nudge that could not be put together, a member
# whom Slack does not let be reached, and a workspace whose token does not work.
FOR_OPERATORS = ("kept", "not_made", "out_of_reach", "stopped")

HitchKind = Literal[
    "kept", "looked_for", "again", "late", "not_made", "made_again", "out_of_reach", "stopped", "held"
]


class Hitch(NamedTuple):
    """Something that was not sent as it should have been, and the date for which it was meant.

    `why` is Slack's word, "" when there is none; `when` is the next try in words, "" when it is due now.
    """

    what: HitchKind
    kind: str
    on: date
    why: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """`nudges`: kind -> when it comes next, in words."""

    member: Member
    today: date
    nudges: Mapping[str, str] = field(default_factory=dict)
    contacts: int = 0
    promises: int = 0
    thanks: int = 0
    hitches: Sequence[Hitch] = ()


def status_message(status: Status) -> Payload:
    """`/kith status`."""
    title = say("status.title")
    paused = is_paused(status.member, status.today)
    buttons = [*([resume_button()] if paused else []), change_button()]
    return kit.message(
        title,
        kit.header(title),
        kit.section("\n".join([*([paused] if paused else []), *_nudges(status)]), block_id=KEY),
        kit.actions(*buttons, block_id=f"{KEY}.do"),
        kit.section(_counts(status)),
        kit.section("\n".join([*_about(status.member), *_hitches(status)])),
        kit.context(say("settings.only_you")),
    )


def _nudges(status: Status) -> list[str]:
    if not status.member.nudges_on:
        return [say("status.off")]
    quiet = quiet_days(status.member)
    nudges = [say(f"status.{kind}", when=when) for kind, when in status.nudges.items()]
    return [*nudges, *([quiet] if quiet else [])]


def _counts(status: Status) -> str:
    return say("status.counts", contacts=status.contacts, promises=status.promises, thanks=status.thanks)


def _about(member: Member) -> list[str]:
    """What Slack says of the member that keeps nudges from coming, or from coming at the right hour."""
    lines: list[str] = []
    if member.deactivated_at:
        lines.append(say("status.deactivated"))
    if not is_known_zone(member.tz):
        lines.append(say("status.unknown_zone", tz=member.tz))
    return lines


def _hitches(status: Status) -> list[str]:
    """One line each: several nudges that the same thing keeps from being sent are one."""
    if not status.hitches:
        return [say("status.all_well")]
    found: dict[tuple[str, ...], list[Hitch]] = {}
    for hitch in status.hitches:
        found.setdefault((hitch.what, hitch.why, hitch.when), []).append(hitch)
    lines = [_line(hitches, status.today) for hitches in found.values()]
    if len(lines) > MOST_HITCHES:
        lines = [*lines[:MOST_HITCHES], say("status.more", number=len(lines) - MOST_HITCHES)]
    needs_help = any(hitch.what in FOR_OPERATORS for hitch in status.hitches)
    return [*lines, say("status.tell_operator" if needs_help else "status.nothing_to_do")]


def _line(hitches: Sequence[Hitch], today: date) -> str:
    first = hitches[0]
    names = [say("status.name", kind=one.kind, on=one.on, today=today) for one in hitches]
    shown = names if len(names) <= MOST_HITCHES else [*names[: MOST_HITCHES - 1], say("status.others")]
    values = {"names": shown, "one": len(names) == 1, "why": first.why, "when": first.when}
    return say(f"status.{first.what}", **values)
