"""The table of the benchmarks says what was measured, and marks what is over its budget."""

from __future__ import annotations

from datetime import date

import pytest

from tests.bench.report import Row, document, quantity, table


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(1.0849, "x", "1.08 x"), (35.25, "x", "35.2 x"), (229.7, "ms", "230 ms"), (0.004, "s", "0.00 s")],
)
def test_a_quantity_has_three_digits_or_so(value: float, unit: str, text: str) -> None:
    assert quantity(value, unit) == text


@pytest.mark.parametrize(
    ("value", "most", "least", "is_missed"),
    [(1.15, 1.15, None, False), (1.16, 1.15, None, True), (99, None, None, False), (0.89, None, 0.9, True)],
)
def test_a_budget_is_missed_only_beyond_it(
    value: float, most: float | None, least: float | None, is_missed: bool
) -> None:
    row = Row("Help", value, "x", most, least=least)
    assert row.is_missed == is_missed
    assert ("MISSED" in row.cells()[2]) == is_missed


def test_the_columns_of_the_table_are_aligned() -> None:
    lines = table([Row("Help", 1.1, "x", 1.15), Row("A longer name", 80, "MB", how="idle")]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert set(lines[1]) == {"|", "-", " "}


def test_the_page_holds_day_machine_and_table() -> None:
    rows = [Row("Help", 1.1, "x", 1.15)]
    page = document(rows, "2 cores", date(2026, 11, 24))
    assert "Last measured on 2026-11-24: 2 cores." in page
    assert table(rows) in page
