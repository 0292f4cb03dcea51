"""A reading as JSON and back, so that a card can wait for its member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, time
from typing import Any

from bot.coach.capture import Person, ReadFact, Reading, ReadPromise, ReadThankYou, ReadTouch
from bot.coach.remainder import is_left_over

Json = dict[str, Any]

# How many rows of a form each thing takes, and how many a form holds: what fits there fits on a card too.
FORM_ROWS = {"people": 5, "promises": 6, "thank_yous": 4, "touches": 4, "facts": 3}
MOST_ROWS = 96
# What of a line is read; of a longer one that holds something the whole text is kept as a note as well.
READ_CHARS = 1500


def to_json(reading: Reading) -> Json:
    """The slots as plain values: dates and times in ISO form."""
    return {
        slot: [{key: _plain(value) for key, value in asdict(item).items()} for item in items]
        for slot, items in _slots(reading).items()
    }


def from_json(data: Mapping[str, Any]) -> Reading:
    """What `to_json` made, back."""
    return Reading(
        people=tuple(Person(**item) for item in data.get("people", ())),
        promises=tuple(_promise(item) for item in data.get("promises", ())),
        thank_yous=tuple(ReadThankYou(**item) for item in data.get("thank_yous", ())),
        touches=tuple(
            ReadTouch(item["person"], date.fromisoformat(item["on"]), item["kind"])
            for item in data.get("touches", ())
        ),
        facts=tuple(ReadFact(**item) for item in data.get("facts", ())),
    )


def names_in(reading: Reading) -> list[str]:
    """Every person whom the reading speaks of, once, in the order of appearance."""
    people = [person.name for person in reading.people]
    others = [item.person for item in items(reading) if item.person]
    via = [person.via for person in reading.people if person.via]
    return list(dict.fromkeys([*people, *others, *via]))


def items(reading: Reading) -> list[ReadPromise | ReadThankYou | ReadTouch | ReadFact]:
    """Everything of a reading that is about a person."""
    return [*reading.promises, *reading.thank_yous, *reading.touches, *reading.facts]


def renamed(reading: Reading, names: Mapping[str, str]) -> Reading:
    """The reading with the full names of those who are known by another."""

    def of_known(one: Any) -> Any:
        return replace(one, person=names.get(one.person, one.person))

    return replace(
        reading,
        promises=tuple(map(of_known, reading.promises)),
        thank_yous=tuple(map(of_known, reading.thank_yous)),
        touches=tuple(map(of_known, reading.touches)),
        facts=tuple(map(of_known, reading.facts)),
    )


def is_long(reading: Reading, text: str) -> bool:
    """Whether a text says more than its reading: it goes on beyond what is read, or much of it is unread."""
    return not reading.is_empty and (len(text) > READ_CHARS or is_left_over(reading, text))


def is_too_much(reading: Reading) -> bool:
    """Whether there is more in it than a card can show and a form can hold."""
    return sum(FORM_ROWS[slot] * len(held) for slot, held in _slots(reading).items()) > MOST_ROWS


def _slots(reading: Reading) -> dict[str, tuple[Any, ...]]:
    return {
        "people": reading.people,
        "promises": reading.promises,
        "thank_yous": reading.thank_yous,
        "touches": reading.touches,
        "facts": reading.facts,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value


def _promise(item: Json) -> ReadPromise:
    due_on, due_time = item.get("due_on"), item.get("due_time")
    return ReadPromise(
        item["direction"],
        item.get("person"),
        item["what"],
        date.fromisoformat(due_on) if due_on else None,
        time.fromisoformat(due_time) if due_time else None,
    )
