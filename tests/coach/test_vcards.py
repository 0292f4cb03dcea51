"""vCards of every version, read and written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach import vcards
from bot.coach.address_books import MAX_ROWS, Fault, Row
from bot.coach.text_files import decode
from storage.records import ContactDraft


def card(*lines: str) -> str:
    return "\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""])


def only(text: str) -> Row:
    book = vcards.read(text)
    assert book.faults == []
    return book.rows[0]


def test_a_card_of_version_3_is_read() -> None:
    row = only(
        card(
            "VERSION:3.0",
            "FN:Dana Lee",
            "N:Lee;Dana;;;",
            "ORG:Acme\\, Inc\\; Labs;Research",
            "TITLE:CTO",
            "item1.EMAIL;TYPE=INTERNET:dana@example.com",
            'TEL;TYPE="voice:work;x":+49 30',
            "NOTE:Met at the fair\\nPlays chess",
        )
    )
    assert row.draft == ContactDraft("Dana Lee", company="Acme, Inc; Labs", role="CTO")
    assert row.notes == ("Met at the fair\nPlays chess", "Email: dana@example.com, Phone: +49 30")


def test_quoted_printable_of_version_2_is_read_over_soft_line_ends() -> None:
    row = only(
        card(
            "VERSION:2.1",
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=",
            "=C3=B6rg",
            "TITLE;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Gesch=E4ftsf=FChrer",
        )
    )
    assert row.draft == ContactDraft("Jörg Müller", role="Geschäftsführer")


def test_a_folded_line_is_one_line() -> None:
    assert only(card("VERSION:4.0", "FN:Dana", "NOTE:one ", " two\\, ", "\tthree")).notes == (
        "one two, three",
    )


def test_a_name_may_hold_an_escaped_semicolon() -> None:
    assert only(card("N:Lee\\; Kim;Dana;;Dr.;")).draft.name == "Dr. Dana Lee; Kim"


def test_a_photo_is_passed_over() -> None:
    assert only(card("FN:Dana", "PHOTO;ENCODING=b:AAAA", " BBBB==", "TITLE:CTO")).draft.role == "CTO"


def test_what_is_as_long_as_a_photo_is_passed_over() -> None:
    row = only(card("FN:Dana", "NOTE:" + "x" * vcards.LONGEST, "TITLE:CTO"))
    assert (row.draft.role, row.notes) == ("CTO", ())


def test_reading_stops_where_an_import_is_too_long() -> None:
    book = vcards.read("BEGIN:VCARD\n" * (MAX_ROWS + 500))
    assert book.is_too_long
    assert len(book.faults) < MAX_ROWS + 5


@pytest.mark.parametrize(
    "encoding", ["CHARSET=NO-SUCH;ENCODING=QUOTED-PRINTABLE", "CHARSET=HEX;ENCODING=QUOTED-PRINTABLE"]
)
def test_a_charset_that_nobody_knows_leaves_the_text_as_it_stands(encoding: str) -> None:
    assert only(card("FN:Dana", f"TITLE;{encoding}:CTO")).draft.role == "CTO"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (card("ORG:Acme"), [Fault(1, "there is no name")]),
        ("BEGIN:VCARD\nFN:Dana\n", [Fault(1, vcards.NO_END)]),
        ("hello\nBEGIN:VCARD\nFN:A\n" + card("FN:B"), [Fault(2, vcards.NO_END)]),
        ("", [Fault(1, vcards.NO_CARD)]),
        ("Name,Company\nDana,Acme", [Fault(1, vcards.NO_CARD)]),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(text: str, faults: list[Fault]) -> None:
    assert vcards.read(text).faults == faults


def test_what_is_written_comes_back_the_same() -> None:
    row = Row(
        1,
        ContactDraft(
            "Zoë van der Müller",
            company="Acme; Labs",
            role="Head, R\\D",
            met_at="Fair",
            via="Omar",
            network="strategic",
            cadence_days=30,
            looking_for="partners",
            can_offer="time",
        ),
        ("Plays chess\nand go", "Two; notes"),
    )
    assert vcards.read(decode(vcards.write([row]))).rows == [row]


def test_long_lines_are_folded_at_75_bytes_between_letters() -> None:
    data = vcards.write([Row(1, ContactDraft("Zoë"), ("ü" * 200,))])
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() or True for line in lines)


@given(
    st.text(
        st.characters(exclude_characters="\0\r\ufeff", exclude_categories=["Cs"]), min_size=1, max_size=80
    )
)
def test_every_note_comes_back(note: str) -> None:
    rows = vcards.read(decode(vcards.write([Row(1, ContactDraft("Dana"), (note,))]))).rows
    assert rows == [Row(1, ContactDraft("Dana"), (note.strip(),) if note.strip() else ())]


@given(st.text(alphabet='BEGIN:VCARD\n;=FN \\"N.END', max_size=80))
def test_no_text_makes_reading_a_card_fail(text: str) -> None:
    book = vcards.read(f"BEGIN:VCARD\n{text}\nEND:VCARD")
    assert book.rows or book.faults
