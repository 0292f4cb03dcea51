"""Notes in arrows and under headings, spelled out before they are read; verbs and their inflections."""

from datetime import date

import pytest

from bot.coach.capture import Reading, read
from bot.coach.capture.clean import clean
from bot.coach.capture.notation import spell_out
from bot.coach.capture.shape import join_lists, shape_line
from bot.coach.capture.verbs import as_order, base_form

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
KNOWN = ["Dana Lee", "Omar Haddad", "Priya Nair"]


def spelled(text: str) -> str:
    line = shape_line(clean(text), MONDAY, KNOWN)
    join_lists(line)
    spell_out(line)
    return line.as_typed(line.shape)


def owed(text: str) -> list[tuple[str, str | None, str, date | None]]:
    reading: Reading = read(text, MONDAY, KNOWN)
    return [(p.direction, p.person, p.what, p.due_on) for p in reading.promises]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("me -> Dana: the deck", "I owe Dana the deck"),
        ("Dana <- me: the deck", "I owe Dana the deck"),
        ("Dana -> me: two names", "Dana owes me two names"),
        ("Dana -> back to me in a week", "Dana will get back to me in a week"),
        ("Omar -> sends the list", "Omar will send the list"),
        ("Me => slides to Omar", "todo: send slides to Omar"),
        ("contract -> Omar", "todo: send contract to Omar"),
        ("Call with Omar -> he moved", "Call with Omar → he moved"),
        ("Omar -> out of crypto", "Omar → out of crypto"),
        ("Dana and I met", "Dana and me met"),
        ("met Dana and I promised a call", "met Dana and I promised a call"),
        ("I was told by Omar that he is ill", "Omar told me that he is ill"),
        ("Reminder: Dana, invoice", "I owe Dana invoice"),
        ("Remind me: Dana's birthday card", "I owe Dana birthday card"),
        ("Thanks list: Dana (a lift), Omar", "I need to thank Dana for a lift. I need to thank Omar"),
        ("Owed to me: Dana (the keys)", "Dana owes me the keys"),
        ("Emailed: Dana, Omar", "Emailed Dana, Omar"),
        ("Demo day: Dana, Omar, Priya", "met Dana, Omar, Priya at Demo day"),
        ("Dana: moved to Lyon", "Dana: moved to Lyon"),
    ],
)
def test_notes_are_spelled_out(text: str, expected: str) -> None:
    assert spelled(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("me -> Dana: the deck by Friday", [("mine", "Dana Lee", "send the deck", FRIDAY)]),
        ("he -> the deck by Friday. Omar", [("theirs", "Omar Haddad", "send the deck", FRIDAY)]),
        ("Call w/ Omar -> he sends the list Friday", [("theirs", "Omar Haddad", "send the list", FRIDAY)]),
        ("Omar -> out of crypto", []),
    ],
)
def test_an_arrow_says_who_owes_whom(text: str, expected: list[tuple[str, str, str, date]]) -> None:
    assert owed(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("sends", "send"),
        ("sending", "send"),
        ("getting", "get"),
        ("delivering", "deliver"),
        ("shares", "share"),
        ("sharing", "share"),
        ("replies", "reply"),
        ("passes", "pass"),
        ("has", "have"),
        ("deck", "deck"),
        ("seeing", "see"),
    ],
)
def test_a_verb_goes_back_to_its_base_form(word: str, expected: str) -> None:
    assert base_form(word) == expected


@pytest.mark.parametrize(
    ("what", "expected"),
    [("sends me the list", "send me the list"), ("the list", "the list"), ("", "")],
)
def test_what_somebody_does_becomes_an_order(what: str, expected: str) -> None:
    assert as_order(what) == expected


@pytest.mark.parametrize(
    "text", ["-> ->", "me ->", "-> me: ", "Dana -> -> Omar", "a.b." * 400, "me -> " * 300]
)
def test_broken_notation_is_read_without_harm(text: str) -> None:
    assert read(text, MONDAY, KNOWN).promises == ()
