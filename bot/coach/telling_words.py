"""The words after `/story told`: which story, to whom, at what occasion, on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.coach.dates import scan
from bot.coach.story_search import PLAIN, titled
from storage.practice_records import Story

_TO = re.compile(r"\s+(?:to|with)\s+", re.IGNORECASE)
_AT = re.compile(r"(?:^|\s+)(?=(?:at|in|during|over|before|after)\s+)", re.IGNORECASE)
_PLAIN_AT = re.compile(r"(?:at|in|during)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+")
_NO_NAMES = """
a all an another both each every everybody everyone her him his it its me my nobody no our some somebody
someone that the their them these this those two us you your
"""
NO_NAMES = frozenset(_NO_NAMES.split())
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Told:
    """What a line says of a telling. `stories`: those whose title fits; `people` as typed; `on` if said."""

    stories: tuple[Story, ...]
    people: tuple[str, ...] = ()
    occasion: str = ""
    on: date | None = None


def read_told(text: str, stories: Sequence[Story], today: date) -> Told:
    """Read `<title words> to <contact> [at <occasion>] [day]`, of which the title may hold a "to" of its own.

    Raises DateError for a day that does not exist.
    """
    text = " ".join(text.split())
    for title, rest, is_to in _splits(text):
        if fitting := titled(title, stories):
            return _read_rest(tuple(fitting), rest, is_to, today)
    return Told(tuple(titled(text, stories)))


def _splits(text: str) -> Iterator[tuple[str, str, bool]]:
    """Before and behind each "to", and then each "at", the last first; and whether it is a "to"."""
    for pattern, is_to in ((_TO, True), (_AT, False)):
        for found in reversed(list(pattern.finditer(text))):
            yield text[: found.start()], text[found.end() :], is_to


def _read_rest(stories: tuple[Story, ...], rest: str, is_to: bool, today: date) -> Told:
    rest, on = _without_day(rest, today)
    person, occasion = _parted(_AT, rest) if is_to else ("", rest)
    if not is_to and _TO.search(occasion):
        occasion, person = _parted(_TO, occasion)
    people = people_of(person)
    if person and not people:  # "to my class at the fair"
        return Told(stories, (), rest, on)
    return Told(stories, people, _PLAIN_AT.sub("", occasion, count=1) if occasion else "", on)


def _parted(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def people_of(words: str) -> tuple[str, ...]:
    """The names in "Dana Lee, Omar and Zoë"; none where one of them cannot be a name."""
    named = tuple(dict.fromkeys(part.strip() for part in _AND.split(words) if part.strip()))
    return named if all(map(_may_be_name, named)) else ()


def _may_be_name(words: str) -> bool:
    first, *others = words.lower().split()
    is_plain = first in NO_NAMES or len(others) > 3 or not PLAIN.isdisjoint(others)
    return not is_plain and len(words) <= LONGEST_NAME and any(char.isalpha() for char in words)


def _without_day(rest: str, today: date) -> tuple[str, date | None]:
    """The words without the day that closes them, or stands before "at". A weekday is the last one."""
    for phrase in reversed(scan(rest)):
        behind = rest[phrase.end :]
        if not phrase.start or (behind and not _AT.match(behind)):
            continue
        on = phrase.on(today, past=phrase.tense != "future")
        if on is not None:
            return f"{rest[: phrase.start]}{behind}".strip(), on
    return rest, None
