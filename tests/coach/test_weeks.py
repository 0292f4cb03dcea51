"""A member's week, and the question that it ends with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.coach.weeks import Week, question_number
from storage.records import Owner, Promise, ThankYou, Touch

ALICE = Owner("T1", "U1")
TODAY = date(2026, 3, 6)
NOW = datetime(2026, 3, 6, 16, tzinfo=UTC)


def promise(row_id: int, in_days: int | None, **values: Any) -> Promise:
    due_on = None if in_days is None else TODAY + timedelta(days=in_days)
    given = {"direction": "mine", "state": "open", **values}
    return Promise(row_id, ALICE, what="the deck", created_at=NOW, due_on=due_on, **given)


def test_what_comes_is_overdue_or_due_within_seven_days_and_ones_own() -> None:
    rows = (promise(1, -3), promise(2, 0), promise(3, 7), promise(4, 8), promise(5, 2, direction="theirs"))
    assert [one.id for one in Week(TODAY, promises=rows).coming] == [1, 2, 3]


def test_promises_without_a_date_are_counted() -> None:
    rows = (promise(1, None), promise(2, None), promise(3, None, direction="theirs"), promise(4, 1))
    assert Week(TODAY, promises=rows).undated == 2


def test_each_person_is_named_once() -> None:
    touched = tuple(
        Touch(n, ALICE, 1, name, "met", TODAY, NOW) for n, name in enumerate(("Dana", "Omar", "Dana"))
    )
    said = tuple(ThankYou(n, ALICE, 1, "Omar", "said", NOW) for n in range(2))
    week = Week(TODAY, said=said, touched=touched)
    assert (week.people, week.thanked) == (("Dana", "Omar"), ("Omar",))


def test_a_week_is_blank_only_when_nothing_was_done_and_nothing_is_open() -> None:
    assert Week(TODAY).is_blank
    assert not Week(TODAY, promises=(promise(1, None),)).is_blank
    assert not Week(TODAY, owed=(ThankYou(1, ALICE, 1, "Omar", "owed", NOW),)).is_blank


def test_every_question_has_its_week_over_the_turn_of_the_year_too() -> None:
    fridays = [date(2026, 12, 4) + n * timedelta(days=7) for n in range(8)]
    numbers = [question_number(on, 8) for on in fridays]
    assert numbers == [(numbers[0] + n) % 8 for n in range(8)]
