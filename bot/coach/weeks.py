"""A member's week: what was done, what comes next, and one question to think about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from storage.records import Promise, ThankYou, Touch


@dataclass(frozen=True, slots=True)
class Week:
    """The seven days up to `today`: what was kept, said and touched; open promises, and thanks owed."""

    today: date
    kept: tuple[Promise, ...] = ()
    said: tuple[ThankYou, ...] = ()
    touched: tuple[Touch, ...] = ()
    promises: tuple[Promise, ...] = ()
    owed: tuple[ThankYou, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Nothing was done and nothing is open: there is no week to look back on."""
        return not (self.kept or self.said or self.touched or self.promises or self.owed)

    @property
    def people(self) -> tuple[str, ...]:
        """Whom the member was in touch with, each once, in the order of the first time."""
        return tuple(dict.fromkeys(touch.contact for touch in self.touched))

    @property
    def thanked(self) -> tuple[str, ...]:
        """Who was thanked, each once."""
        return tuple(dict.fromkeys(thank_you.contact for thank_you in self.said))

    @property
    def coming(self) -> tuple[Promise, ...]:
        """The member's own open promises that are overdue or due within seven days, by their date."""
        last = self.today + timedelta(days=7)
        mine = (promise for promise in self.promises if promise.direction == "mine")
        return tuple(promise for promise in mine if promise.due_on and promise.due_on <= last)

    @property
    def undated(self) -> int:
        """How many of the member's own open promises have no date."""
        return sum(promise.direction == "mine" and promise.due_on is None for promise in self.promises)


def question_number(today: date, questions: int) -> int:
    """Which of so many questions this week's review asks: each in turn, by the number of the week."""
    # Weeks counted from the beginning of the calendar, so that the turn of the year skips none.
    return (today.toordinal() // 7) % questions
