"""Headers as other programs write them."""

from __future__ import annotations

import pytest

from bot.coach.column_names import fields_of

HEADERS = {
    "linkedin": (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        ["first", "last", "url", "email", "company", "role", "connected_on"],
    ),
    "google": (
        "First Name,Middle Name,Last Name,Organization Name,Organization Title,Notes,E-mail 1 - Value",
        ["first", "middle", "last", "company", "role", "notes", "email"],
    ),
    "google until 2024": (
        "Name,Given Name,Family Name,Organization 1 - Name,Organization 1 - Title",
        ["name", "first", "last", "company", "role"],
    ),
    "outlook": (
        "Title,First Name,Last Name,Suffix,Company,Department,Job Title,E-mail Address",
        ["prefix", "first", "last", "suffix", "company", None, "role", "email"],
    ),
    "ours": (
        "Name,Company,Met at,Via,Network,Cadence days,Looking for,Can offer,Last touch,Notes",
        [
            "name",
            "company",
            "met_at",
            "via",
            "network",
            "cadence_days",
            "looking_for",
            "can_offer",
            None,
            "notes",
        ],
    ),
    "german": ("Name,Vorname,Firma", ["last", "first", "company"]),
    "french": ("Nom,Prénom,Société", ["last", "first", "company"]),
    "french, one column": ("Nom,Fonction", ["name", "role"]),
    "spanish": ("Nombre,Apellidos,Empresa", ["first", "last", "company"]),
    "in any case, with signs": ("FULL_NAME, company ", ["name", "company"]),
}


@pytest.mark.parametrize("program", HEADERS)
def test_the_headers_of_other_programs_are_understood(program: str) -> None:
    header, fields = HEADERS[program]
    assert fields_of(header.split(",")) == fields


def test_of_two_columns_for_one_thing_the_first_counts() -> None:
    assert fields_of(["Name", "Email", "Email address"]) == ["name", "email", None]


@pytest.mark.parametrize("line", ["Dana Lee,Acme", "Company,Title", "", "Notes:"])
def test_a_line_without_a_column_of_names_is_no_header(line: str) -> None:
    assert set(fields_of(line.split(","))) == {None}
