"""Putting something off, by the menu beside it or to a date that a form asks for: alike for every noun."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from bot import surface
from bot.blocks.snooze import snooze_modal
from bot.coach.snooze import snoozed_until
from bot.content import plain
from bot.interaction import FieldErrors, Interaction, ItemChange


@dataclass(frozen=True, slots=True)
class PutOff:
    """What a feature answers with. `line` says what the number is about, and raises CoachError when it is
    not the member's; `until` puts the row of that number off to a date."""

    callback_id: str
    line: Callable[[Interaction], Awaitable[str]]
    until: Callable[[Interaction, int, date], Awaitable[ItemChange]]

    async def chosen(self, it: Interaction) -> ItemChange | None:
        """A choice of the menu; "date" opens the form."""
        if it.value == "date":
            line = await self.line(it)
            await it.open(snooze_modal(self.callback_id, line, surface.origin(it, id=it.number)))
            return None
        return await self.until(it, it.number, snoozed_until(it.value, it.today))

    async def picked(self, it: Interaction) -> FieldErrors | ItemChange:
        """The date of the form, which must lie ahead."""
        on = date.fromisoformat(it.values["until"])
        if on <= it.today:
            return FieldErrors({"until": plain("promises.not_ahead", on=on, today=it.today)})
        return await self.until(it, it.subject, on)
