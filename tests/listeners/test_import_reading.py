"""Any bytes at all, dropped as an address book."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.address_books import MAX_ROWS, NAME_LENGTH
from bot.coach.text_files import NotText
from bot.listeners.imports import parse

HEADS = (b"", b"Name,Company\n", b"BEGIN:VCARD\nFN:Dana\n", b"\xff\xfe", b"\xef\xbb\xbfName;Notes\r\n")


@given(st.sampled_from(HEADS), st.binary(max_size=200), st.booleans())
def test_no_bytes_make_reading_fail(head: bytes, body: bytes, is_vcard: bool) -> None:
    with suppress(NotText):
        book = parse(head + body, is_vcard=is_vcard)
        assert all(0 < len(row.draft.name) <= NAME_LENGTH for row in book.rows)
        assert all(line >= 1 and reason for line, reason in book.faults)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_an_export_of_linkedin_is_read_in_any_encoding(encoding: str) -> None:
    text = "Notes:\r\n\r\nFirst Name,Last Name,Company\r\nZoë,Müller,Café\r\n"
    (row,) = parse(text.encode(encoding), is_vcard=False).rows
    assert (row.draft.name, row.draft.company, row.line) == ("Zoë Müller", "Café", 4)


def test_the_largest_file_of_people_is_read_whole() -> None:
    body = "\n".join(f"Person {number},Acme" for number in range(MAX_ROWS))
    book = parse(f"Name,Company\n{body}".encode(), is_vcard=False)
    assert (len(book.rows), book.is_too_long) == (MAX_ROWS, False)
