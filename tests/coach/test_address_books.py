"""From the fields of a file to a contact."""

from __future__ import annotations

import pytest

from bot.coach.address_books import MAX_ROWS, AddressBook, Fault, Row, from_json, row_of, to_json
from storage.records import ContactDraft


def test_a_name_is_put_together_from_its_parts() -> None:
    row = row_of(2, {"prefix": "Dr", "first": "Dana", "middle": "M.", "last": "Lee", "suffix": "Jr"})
    assert isinstance(row, Row)
    assert row.draft.name == "Dr Dana M. Lee Jr"


def test_a_whole_name_counts_before_its_parts_and_loses_its_spare_blanks() -> None:
    row = row_of(2, {"name": "  Dana \n Lee ", "first": "D"})
    assert isinstance(row, Row)
    assert row.draft.name == "Dana Lee"


def test_what_a_contact_has_no_place_for_becomes_a_note() -> None:
    row = row_of(
        2, {"name": "Dana", "email": "dana@example.com", "connected_on": "3 May"}, ["Plays chess", " "]
    )
    assert isinstance(row, Row)
    assert row.notes == ("Plays chess", "Email: dana@example.com, Connected on: 3 May")


@pytest.mark.parametrize(
    ("network", "cadence", "kept", "notes"),
    [
        ("Strategic", "30", ("strategic", 30), ()),
        ("bowling", "30", (None, 30), ("Network: bowling",)),
        ("", "monthly", (None, None), ("Cadence: monthly",)),
        ("", "0", (None, None), ("Cadence: 0",)),
        ("", "99999999999999999999", (None, None), ("Cadence: 99999999999999999999",)),
    ],
)
def test_a_network_or_cadence_that_is_not_ours_is_kept_as_a_note(
    network: str, cadence: str, kept: tuple[object, object], notes: tuple[str, ...]
) -> None:
    row = row_of(2, {"name": "Dana", "network": network, "cadence_days": cadence})
    assert isinstance(row, Row)
    assert ((row.draft.network, row.draft.cadence_days), row.notes) == (kept, notes)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"company": "Acme"}, "there is no name"),
        ({"name": " \t "}, "there is no name"),
        ({"name": "x" * 201}, "the name is longer than 200 letters"),
        ({"name": "Dana", "met_at": "x" * 501}, "the met at is longer than 500 letters"),
    ],
)
def test_a_row_that_cannot_be_a_contact_tells_why(fields: dict[str, str], reason: str) -> None:
    assert row_of(7, fields) == Fault(7, reason)


def test_rows_wait_as_json_and_come_back_the_same() -> None:
    rows = [
        Row(2, ContactDraft("Dana Lee", company="Acme", network="personal", cadence_days=30), ("Chess",)),
        Row(3, ContactDraft("Omar")),
    ]
    assert from_json(to_json(rows)) == rows
    assert to_json(rows)[1] == {"line": 3, "notes": [], "draft": {"name": "Omar"}}


def test_a_book_is_too_long_one_row_beyond_the_limit() -> None:
    row = Row(1, ContactDraft("Dana"))
    assert not AddressBook([row] * MAX_ROWS, []).is_too_long
    assert AddressBook([row] * MAX_ROWS, [Fault(1, "")]).is_too_long
