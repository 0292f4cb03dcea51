"""The last values that still count: a whole week, the last minute, the fullest line, the best header."""

from __future__ import annotations

import pytest

from bot.coach import preferences, tabular, vcards
from bot.coach.rehearsal import choose
from bot.coach.tabular import find_header
from storage.records import ContactDraft
from tests.coach.test_rehearsal import IDS
from tests.coach.test_takeaway import CONTACT, PROMISE, lines, packed

FORMS = [
    ({"nudges": "off"}, {"nudges_on": False}),
    ({"nudges": "on"}, {"nudges_on": True}),
    ({"days": list("7654321")}, {"brief_days": "1234567"}),
    ({"practice": ["3", "3"]}, {"practice_days": "3"}),
    ({"limit": "1"}, {"brief_limit": 1}),
]


@pytest.mark.parametrize(("form", "changes"), FORMS)
def test_what_a_form_may_set_is_set(form: dict[str, object], changes: dict[str, object]) -> None:
    assert preferences.read_preferences(form) == (changes, {})


@pytest.mark.parametrize(
    ("minute", "hour"), [(0, "00:00"), (59, "00:59"), (60, "01:00"), (1439, "23:59"), (None, "")]
)
def test_an_hour_is_told_to_the_minute(minute: int | None, hour: str) -> None:
    zipped = packed(contacts=[CONTACT], promises=[{**PROMISE, "contact_id": 7, "due_minute": minute}])
    assert lines(zipped, "promises.csv")[1].split(",")[4] == hour


def test_the_line_that_names_the_most_columns_is_the_header() -> None:
    header = find_header(["Name", "x,y", "Name,Company,Role", "Name,Company"])
    assert header is not None and (header.at, header.fields) == (2, ["name", "company", "role"])


def test_columns_that_mean_nothing_are_left_out() -> None:
    book = tabular.read("Name,Shoe size,Company\nDana Lee,44,Acme\n")
    [row] = book.rows
    assert (row.draft, book.faults) == (ContactDraft("Dana Lee", "Acme"), [])


@pytest.mark.parametrize(("letters", "folds"), [(75, 0), (76, 1), (149, 1), (150, 2)])
def test_a_line_is_folded_only_when_it_must_be(letters: int, folds: int) -> None:
    pieces = vcards._folded("x" * letters).split("\r\n")
    assert len(pieces) == folds + 1
    assert "".join(pieces).replace(" ", "") == "x" * letters


def test_what_is_avoided_is_jumped_over_by_half_the_ring_then_a_quarter() -> None:
    assert choose(IDS, 3, {IDS[3]}) == IDS[3 + 11]
    assert choose(IDS, 3, {IDS[3], IDS[14]}) == IDS[3 + 5]
