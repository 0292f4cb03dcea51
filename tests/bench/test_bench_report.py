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
    ("value", "most", "is_over"), [(1.15, 1.15, False), (1.16, 1.15, True), (99.0, None, False)]
)
def test_a_row_is_over_only_beyond_its_budget(value: float, most: float | None, is_over: bool) -> None:
    row = Row("Help", value, "x", most)
    assert row.is_over == is_over
    assert ("OVER" in row.cells()[2]) == is_over


def test_the_columns_of_the_table_are_aligned() -> None:
    lines = table([Row("Help", 1.1, "x", 1.15), Row("A longer name", 80, "MB", how="idle")]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert set(lines[1]) == {"|", "-", " "}


def test_the_page_holds_day_machine_and_table() -> None:
    rows = [Row("Help", 1.1, "x", 1.15)]
    page = document(rows, "2 cores", date(2026, 11, 24))
    assert "Last measured on 2026-11-24: 2 cores." in page
    assert table(rows) in page
