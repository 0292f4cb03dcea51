"""CSV files, read and written."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach import tabular
from bot.coach.address_books import MAX_ROWS, Fault, Row
from bot.coach.text_files import decode
from storage.records import ContactDraft

LINKEDIN = """Notes:
"When exporting your connection data, you may notice that
some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Dana,Lee,https://example.com/dana,,Acme,CTO,12 May 2021
"""


def names(text: str) -> list[str]:
    return [row.draft.name for row in tabular.read(text).rows]


def test_the_notes_above_linkedins_header_are_passed_over() -> None:
    row = Row(
        6,
        ContactDraft("Dana Lee", company="Acme", role="CTO"),
        ("Web: https://example.com/dana, Connected on: 12 May 2021",),
    )
    assert tabular.read(LINKEDIN) == ([row], [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    text = delimiter.join(["Name", "Company"]) + "\n" + delimiter.join(["Dana Lee", "Acme"])
    assert tabular.read(text).rows == [Row(2, ContactDraft("Dana Lee", company="Acme"))]


def test_a_comma_in_a_semicolon_file_stays_in_its_cell() -> None:
    assert tabular.read("Name;Company\nDana Lee;Acme, Inc").rows[0].draft.company == "Acme, Inc"


def test_one_column_of_names_is_enough() -> None:
    assert names("Name\nDana Lee\n\nOmar Haddad\n") == ["Dana Lee", "Omar Haddad"]


def test_a_cell_may_hold_quotes_commas_and_line_ends() -> None:
    book = tabular.read('Name,Notes\n"Lee, ""D"" Dana","one\ntwo"\nOmar,\n')
    assert [(row.line, row.draft.name, row.notes) for row in book.rows] == [
        (2, 'Lee, "D" Dana', ("one\ntwo",)),
        (4, "Omar", ()),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('"Ann,Acme', tabular.BAD_QUOTES),
        ('"Ann" B,Acme', tabular.BAD_QUOTES),
        (",Acme", "there is no name"),
        ("Ann,Acme,Inc", "it has 3 cells, and the header has 2"),
        ('"Ann,' + "x" * 200_000, tabular.BAD_QUOTES),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_kept(line: str, reason: str) -> None:
    book = tabular.read(f"Name,Company\nDana,Acme\n{line}\nOmar,Bolt\n")
    assert [row.draft.name for row in book.rows] == ["Dana", "Omar"]
    assert book.faults == [Fault(3, reason)]


@pytest.mark.parametrize("text", ["", "\n\n", "Dana Lee,Acme\nOmar,Bolt\n", "Company,Title\nAcme,CTO\n"])
def test_a_file_without_a_header_is_told_once(text: str) -> None:
    assert tabular.read(text) == ([], [Fault(1, tabular.NO_HEADER)])


def test_a_line_longer_than_any_header_is_none() -> None:
    assert tabular.find_header(["Name," * (tabular.LONGEST_HEADER // 5 + 1)]) is None


def test_reading_stops_where_an_import_is_too_long() -> None:
    assert tabular.read("Name\n" + "Dana\n" * MAX_ROWS).is_too_long is False
    book = tabular.read("Name\n" + "Dana\n" * (MAX_ROWS + 500))
    assert (book.is_too_long, len(book.rows)) == (True, MAX_ROWS + 1)


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@SUM(A1)", "\tx", "\rx", "'=1", "''@x"])
def test_a_cell_that_looks_like_a_formula_is_quoted_and_comes_back(text: str) -> None:
    assert tabular.safe_cell(text) == f"'{text}"
    assert tabular.plain_cell(tabular.safe_cell(text)) == text


@pytest.mark.parametrize("text", ["Dana", "", "O'Neil", "'quoted'", "3 + 4"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert tabular.safe_cell(text) == tabular.plain_cell(text) == text


@given(st.text(max_size=30))
def test_every_cell_comes_back_and_none_begins_like_a_formula(text: str) -> None:
    safe = tabular.safe_cell(text)
    assert tabular.plain_cell(safe) == text
    assert safe[:1] not in tuple("=+-@\t\r\n")


def test_what_is_written_has_the_mark_that_spreadsheets_look_for() -> None:
    data = tabular.write(["Name", "Days"], [["Zoë", 30], ["=cmd", None]])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["Name", "Days"], ["Zoë", "30"], ["'=cmd", ""]]


@settings(max_examples=200)
@given(st.text(alphabet="ab,;\"\n\t'=", max_size=60))
def test_no_text_makes_reading_fail(body: str) -> None:
    book = tabular.read(decode(f"Name,Company\n{body}".encode()))
    assert all(row.draft.name for row in book.rows)
    assert all(line >= 2 for line, _ in book.faults)
