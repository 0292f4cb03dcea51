"""Typed names and the known names that they may mean."""

import pytest

from bot.coach.names import is_near, key, match

KNOWN = [
    "Dana Lee",
    "Dana Cruz",
    "Omar Haddad",
    "Robert Kim",
    "José Luis Ortega",
    "Elif Yıldız",
    "Park Min-ho",
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Omar", ["Omar Haddad"]),
        ("omar haddad", ["Omar Haddad"]),
        ("Haddad", ["Omar Haddad"]),
        ("Mr Haddad", ["Omar Haddad"]),
        ("Omar's", ["Omar Haddad"]),
        ("Omer", ["Omar Haddad"]),
        ("Dana", ["Dana Lee", "Dana Cruz"]),
        ("Dana L", ["Dana Lee"]),
        ("Bob", ["Robert Kim"]),
        ("Pepe", ["José Luis Ortega"]),
        ("jose luis", ["José Luis Ortega"]),
        ("Yildiz", ["Elif Yıldız"]),
        ("min-ho", ["Park Min-ho"]),
        ("Dana Kim", []),
        ("Zoe", []),
        ("", []),
        ("😀", []),
    ],
)
def test_a_typed_name_finds_all_that_fit(typed: str, expected: list[str]) -> None:
    assert list(match(typed, KNOWN)) == expected


def test_a_full_name_wins_over_parts() -> None:
    assert match("Ana", ["Ana Sousa", "Ana"]) == ("Ana",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("  José   Luis ", "jose luis"), ("STRASSE", "strasse"), ("Łukasz", "lukasz"), ("Dana's", "dana")],
)
def test_a_key_folds_case_accents_and_spaces(name: str, expected: str) -> None:
    assert key(name) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("omar", "omra", True),
        ("omar", "omer", True),
        ("priya", "priyaa", True),
        ("priya", "pria", True),
        ("dana", "lana", False),
        ("ann", "anne", False),
        ("marta", "mirto", False),
    ],
)
def test_one_typing_error_is_near(one: str, other: str, expected: bool) -> None:
    assert is_near(one, other) is expected
    assert is_near(other, one) is expected
