"""How things stand: what comes next, how much is kept, and what could not be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.blocks import kit
from bot.blocks.kit import Payload
from bot.blocks.settings import KEY, change_button, is_paused, resume_button
from bot.content import say
from storage.records import Member

UNSENT = 5


@dataclass(frozen=True, slots=True)
class Status:
    """`nudges`: kind -> when it comes next, in words. `unsent`: what could not be sent, and its day."""

    member: Member
    today: date
    nudges: Mapping[str, str] = field(default_factory=dict)
    contacts: int = 0
    promises: int = 0
    thanks: int = 0
    unsent: Sequence[tuple[str, date]] = ()


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
        kit.section(_unsent(status)),
        kit.context(say("settings.only_you")),
    )


def _nudges(status: Status) -> list[str]:
    if not status.member.nudges_on:
        return [say("status.off")]
    return [say(f"status.{kind}", when=when) for kind, when in status.nudges.items()]


def _counts(status: Status) -> str:
    return say("status.counts", contacts=status.contacts, promises=status.promises, thanks=status.thanks)


def _unsent(status: Status) -> str:
    if not status.unsent:
        return say("status.all_well")
    names = [say("status.not_sent", kind=kind, on=on, today=status.today) for kind, on in status.unsent]
    return say("status.could_not", names=names[:UNSENT])
