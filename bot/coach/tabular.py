"""CSV: reading what other programs export, and writing what a spreadsheet may open without harm."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.coach.address_books import AddressBook, Fault, Row, row_of
from bot.coach.column_names import fields_of

DELIMITERS = (",", ";", "\t", "|")
# LinkedIn puts notes above the header, other programs a title.
LINES_BEFORE_HEADER = 30
LONGEST_HEADER = 20_000
NO_HEADER = "no line names the columns, such as Name,Company,Role"
BAD_QUOTES = "a quotation mark is not closed, or a cell goes on after one"
# A spreadsheet reads a cell that begins like this as a formula. Source: OWASP, "CSV Injection".
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r\n]")


class Header(NamedTuple):
    """The line that names the columns: where it is (from 0), what parts cells, what each column means."""

    at: int
    delimiter: str
    fields: list[str | None]


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes in front. None is empty."""
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def plain_cell(text: str) -> str:
    """Undo `safe_cell`."""
    return text[1:] if _QUOTED_FORMULA.match(text) else text


def write(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file in UTF-8, with the mark by which spreadsheets know it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def read(text: str) -> AddressBook:
    """The people of a CSV text; the delimiter, the header and the columns are found out."""
    lines = text.split("\n")
    header = find_header(lines)
    if header is None:
        return AddressBook([], [Fault(1, NO_HEADER)])
    book = AddressBook([], [])
    for line, cells in _records(lines, header):
        book.take(cells if isinstance(cells, Fault) else _row(line, cells, header))
        if book.is_too_long:
            break
    return book


def find_header(lines: Sequence[str]) -> Header | None:
    """The first line with the most columns that mean something, if any names people."""
    found = [
        Header(at, delimiter, fields)
        for at, line in enumerate(lines[:LINES_BEFORE_HEADER])
        if len(line) <= LONGEST_HEADER
        for delimiter in DELIMITERS
        if any(fields := fields_of(_cells(line, delimiter)))
    ]
    return max(found, key=lambda header: sum(field is not None for field in header.fields), default=None)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _records(lines: Sequence[str], header: Header) -> Iterator[tuple[int, list[str] | Fault]]:
    """Each record below the header with the line where it begins. Behind a bad line it goes on."""
    start = header.at + 1
    while start < len(lines):
        reader = csv.reader(_ended(lines, start), delimiter=header.delimiter, strict=True)
        begins = start
        try:
            for cells in reader:
                yield begins + 1, cells
                begins = start + reader.line_num
            return
        except csv.Error:
            yield begins + 1, Fault(begins + 1, BAD_QUOTES)
            start = begins + 1


def _ended(lines: Sequence[str], start: int) -> Iterator[str]:
    return (f"{lines[at]}\n" for at in range(start, len(lines)))


def _row(line: int, cells: Sequence[str], header: Header) -> Row | Fault | None:
    """None for an empty line. Cells beyond the header mean that a delimiter stands unquoted in a cell."""
    if not any(cell.strip() for cell in cells):
        return None
    if any(cell.strip() for cell in cells[len(header.fields) :]):
        return Fault(line, f"it has {len(cells)} cells, and the header has {len(header.fields)}")
    named = zip(header.fields, map(plain_cell, cells), strict=False)
    fields = {field: cell for field, cell in named if field is not None}
    return row_of(line, fields, [fields.pop("notes", "")])
