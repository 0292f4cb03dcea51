"""The edges of a brief and of a week: the first late day, the undated, each thing that makes a week."""

from __future__ import annotations

from typing import Any

import pytest

from bot.coach.column_names import fields_of
from bot.coach.priorities import choose
from bot.coach.tabular import find_header
from bot.coach.weeks import Week
from storage.records import Agenda, ThankYou, Touch
from tests.coach.test_priorities import TODAY as MONDAY
from tests.coach.test_priorities import promise
from tests.coach.test_weeks import ALICE, NOW, TODAY
from tests.coach.test_weeks import promise as weeks_promise

DAYS = [
    ("mine", 1, [("overdue", 1)]),
    ("mine", 0, [("due_today", 0)]),
    ("mine", -1, [("due_soon", 1)]),
    ("mine", -2, []),
    ("theirs", 1, [("their_overdue", 1)]),
    ("theirs", 0, []),
    ("theirs", -1, []),
]


@pytest.mark.parametrize(("direction", "days", "said"), DAYS)
def test_a_promise_is_spoken_of_from_its_first_day_on(
    direction: str, days: int, said: list[tuple[str, int]]
) -> None:
    items = choose(Agenda((promise(1, days, direction=direction),), (), ()), MONDAY, 5).items
    assert [(item.reason, item.days) for item in items] == said


ROWS: dict[str, Any] = {
    "kept": weeks_promise(1, 0, state="kept"),
    "said": ThankYou(1, ALICE, 1, "Omar", "said", NOW),
    "touched": Touch(1, ALICE, 1, "Dana", "met", TODAY, NOW),
    "promises": weeks_promise(1, None),
    "owed": ThankYou(1, ALICE, 1, "Omar", "owed", NOW),
}


@pytest.mark.parametrize("what", sorted(ROWS))
def test_one_thing_of_any_kind_makes_a_week(what: str) -> None:
    assert not Week(TODAY, **{what: (ROWS[what],)}).is_blank


def test_what_has_no_date_does_not_come_next() -> None:
    assert Week(TODAY, promises=(weeks_promise(1, None), weeks_promise(2, 1))).coming[0].id == 2


HEADERS = [
    (["First name", "Company"], ["first", "company"]),
    (["Prénom", "Nom"], ["first", "last"]),
    (["Company", "Role"], [None, None]),
]


@pytest.mark.parametrize(("header", "fields"), HEADERS)
def test_a_bare_name_is_the_family_name_only_beside_a_first_name(
    header: list[str], fields: list[str | None]
) -> None:
    assert fields_of(header) == fields


def test_a_line_that_no_reader_of_csv_takes_is_no_header() -> None:
    header = find_header(["Exported\rfrom, elsewhere", "Name,Company"])
    assert header is not None and (header.at, header.fields) == (1, ["name", "company"])
