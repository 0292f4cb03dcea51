"""When a brief speaks of a thing again: promises until they are answered, thanks and people once a week."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.coach.priorities import choose
from storage.records import Agenda, Contact, Owner, Promise, ThankYou

OWNER = Owner("T1", "U1")
MONDAY = date(2026, 3, 2)
BEGAN = datetime(2026, 3, 2, 8, tzinfo=UTC)
THANKS = ThankYou(1, OWNER, 1, "Omar", "owed", BEGAN)
CONTACT = Contact(1, OWNER, "Dana", BEGAN, cadence_days=14, last_touch_on=MONDAY - timedelta(days=14))


def briefs(agenda: Agenda, days: int = 28) -> list[int]:
    """The days after that Monday on which the brief of a working week speaks of it."""
    spoken, last_on = [], None
    for n in range(days):
        today = MONDAY + timedelta(days=n)
        if today.isoweekday() > 5:
            continue
        if choose(agenda, today, 5, last_on).items:
            spoken.append(n)
        last_on = today
    return spoken


@pytest.mark.parametrize("agenda", [Agenda(thank_yous=(THANKS,)), Agenda(contacts=(CONTACT,))])
def test_thanks_and_people_are_spoken_of_when_new_and_then_once_a_week(agenda: Agenda) -> None:
    assert briefs(agenda) == [0, 1, 2, 7, 14, 21]


def test_what_came_up_on_a_weekend_is_not_passed_over() -> None:
    saturday = datetime(2026, 3, 7, 8, tzinfo=UTC)
    agenda = Agenda(thank_yous=(ThankYou(1, OWNER, 1, "Omar", "owed", saturday),))
    assert [n for n in briefs(agenda) if n >= 7] == [7, 14, 21]


def test_a_late_promise_is_spoken_of_every_day() -> None:
    promise = Promise(1, OWNER, "mine", "send", "open", BEGAN, due_on=MONDAY)
    assert briefs(Agenda(promises=(promise,)), 14) == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]


def test_whoever_asks_sees_everything() -> None:
    today = MONDAY + timedelta(days=10)
    assert len(choose(Agenda(thank_yous=(THANKS,), contacts=(CONTACT,)), today, 5).items) == 2


@pytest.mark.parametrize("due_on", [MONDAY + timedelta(days=9), None])
def test_what_was_put_off_comes_back_on_its_day(due_on: date | None) -> None:
    back_on = MONDAY + timedelta(days=1)
    promise = Promise(1, OWNER, "theirs", "intro", "open", BEGAN, due_on=due_on, snoozed_until=back_on)
    agenda = Agenda(promises=(promise,))
    assert not choose(agenda, MONDAY, 5).items
    assert choose(agenda, back_on, 5).items
