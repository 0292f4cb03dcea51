"""The words after a slash command: what was promised to whom, who is thanked, who a new contact is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.coach import names
from bot.coach.capture import Person, ReadPromise, read
from bot.coach.capture.clean import clean
from bot.coach.capture.reading import Direction, ThanksState
from bot.coach.capture.words import COMMON
from bot.coach.dates import DateError, Found, When, find_when, read_when
from bot.coach.patterns import Pattern

_NAME = r"[^\W\d_][\w'.-]*(?:\s+[^\W\d_][\w'.-]*){0,3}"


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """The arguments of /promise; `person` is the known full name where exactly one fits, else as typed."""

    person: str | None
    what: str
    due: When | None
    direction: Direction


@dataclass(frozen=True, slots=True)
class ThanksWords:
    """The arguments of /thanks."""

    person: str | None
    reason: str | None
    state: ThanksState


_TO_FIRST = Pattern(rf"^(?:to|for)\s+(?P<who>{_NAME})\s*[:,-]\s*(?P<what>.+)$")
_TO_LAST = Pattern(rf"^(?P<what>.+?)\s+(?:to|for|with)\s+(?P<who>{_NAME})$")
# "intro Dana to Omar" is promised to Dana.
_NOT_SENT = Pattern(r"(?:intro|introduce|connect|thank)\b|\S+\s+(?:will|promised|owes)\b")
_VERB_FIRST = Pattern(
    r"^(?:send|give|lend|show|get|bring|email|mail|call|text|ring|tell|ask|introduce|intro|invite"
    r"|help|buy|pay|hand"
    r"|forward|write|offer|meet|visit|thank)\s+(?P<who>.+)$"
)
_OBJECT = Pattern(r"\s+(?=(?:the|a|an|my|our|his|her|their|some|two|three|about|for|with|to|\d+)\b)")


def read_promise(text: str, today: date, known: Sequence[str] = ()) -> PromiseWords:
    """Read `<what> [to <whom>] [by <when>]`, or a sentence ("Dana will send me the numbers by Friday").

    Raises DateError for a day that does not exist.
    """
    text = _plain(text)
    found = find_when(text, today)
    due = found.when if found else None
    body = _without(text, found)
    for pattern in (_TO_FIRST, _TO_LAST):
        match = pattern.match(body)
        if match and _may_be_name(match["who"], known) and not _NOT_SENT.match(body):
            return PromiseWords(_person(match["who"], known), match["what"].strip(), due, "mine")
    return _as_sentence(text, body, due, today, known)


_GIVES_WORD = Pattern(r"\b(?:i will|i'll|i’ll|i shall|i promise|i'm going to|i’m going to|i am going to)\b")


def read_message(text: str, today: date, is_own: bool) -> PromiseWords:
    """What a whole message says of a promise: all its words, the day in it, and whose promise it is.

    In somebody else's message "I will ..." is their promise; what they ask for would be the reader's own.
    """
    try:
        found = find_when(_plain(text), today)
    except DateError:
        found = None
    direction: Direction = "theirs" if not is_own and _GIVES_WORD.search(text) else "mine"
    return PromiseWords(None, text, found.when if found else None, direction)


def _as_sentence(text: str, body: str, due: When | None, today: date, known: Sequence[str]) -> PromiseWords:
    for sentence in (text, f"I promised to {text}", f"I need to {text}"):
        promises = read(sentence, today, known).promises
        if promises:
            return _from_reading(promises[0], due)
    match = _VERB_FIRST.match(body)
    who = _OBJECT.split(match["who"])[0] if match else ""
    if match and _may_be_name(who, known):
        return PromiseWords(_person(who, known), " ".join(body.replace(who, "", 1).split()), due, "mine")
    return PromiseWords(None, body, due, "mine")


def _from_reading(promise: ReadPromise, due: When | None) -> PromiseWords:
    return PromiseWords(promise.person, promise.what, due, promise.direction)


_THANKED = Pattern(
    r"^(?:(?:i\s+)?(?:already\s+)?(?P<said>thanked|said(?:\s+(?:thanks|thank you))?|done"
    r"|sent\s+(?:my\s+)?(?:thanks|a thank you)))\s*[:,]?\s+"
)
_OWED = Pattern(r"^(?:i\s+)?(?:owe(?:\s+(?:thanks|a thank you))?|thank|need to thank|thanks)\s+")
_FOR = Pattern(r"\s*[,:]?\s+(?:for|re|because of|about)(?:\s+|$)|\s*:\s+|\s*,\s*")


def read_thanks(text: str, known: Sequence[str] = ()) -> ThanksWords:
    """Read `<whom> [for <what>]`, with "said" or "thanked" before it when it is done."""
    body = _plain(text)
    said = _THANKED.match(body)
    body = body[said.end() :] if said else _OWED.sub("", body)
    who, *reason = _FOR.split(re.sub(r"^to\s+", "", body, flags=re.IGNORECASE), maxsplit=1)
    state: ThanksState = "said" if said else "owed"
    return ThanksWords(
        _person(who, known) if who.strip() else None, (reason[0] or None) if reason else None, state
    )


_PART = Pattern(
    r"(?:^|[\s,;(]+)(?P<key>from|at|of|@|works? (?:at|for)|with|who works (?:at|for)|(?:we\s+"
    r"|i\s+)?met(?:\s+(?:him|her|them))?(?:\s+(?:at|in|on|during|through|over))?"
    r"|via|through|introduced by|intro by|thanks to)\s+|\s*[,(]\s*"
)


def read_contact(text: str, known: Sequence[str] = ()) -> Person:
    """Read `Dana Lee from Acme, met at the fair via Omar`; the name stays as typed, or is empty."""
    body = re.sub(r"^(?:add|new)\s+", "", _plain(text), flags=re.IGNORECASE)
    pieces: dict[str, str] = {}
    slot, at = "name", 0
    for match in _PART.finditer(body):
        _keep(pieces, slot, body[at : match.start()])
        slot, at = _slot(match["key"], slot), match.end()
    _keep(pieces, slot, body[at:])
    via = pieces.get("via")
    return Person(
        pieces.get("name", ""),
        pieces.get("company"),
        pieces.get("met_at"),
        _person(via, known) if via else None,
    )


def _slot(key: str | None, current: str) -> str:
    """A comma alone after the name is followed by the company ("Dana Lee, Acme")."""
    if key is None:
        return "company" if current == "name" else "rest"
    key = key.lower()
    if "met" in key.split() or key.startswith(("met", "we met", "i met")):
        return "met_at"
    if key in ("via", "introduced by", "intro by", "thanks to") or (key == "through" and current != "met_at"):
        return "via"
    return "met_at" if current == "met_at" else "company"


def _keep(pieces: dict[str, str], slot: str, piece: str) -> None:
    words = piece.strip(" ,.;()")
    if words:
        pieces.setdefault(slot, words)


def read_pause(text: str, today: date) -> date | None:
    """The last day of a pause: "2 weeks", "until 5 Jan". None if it says none. Raises DateError."""
    words = re.sub(r"^(?:for|until|till|til|to|the next)\s+", "", _plain(text), flags=re.IGNORECASE)
    when = read_when(f"in {words}", today) or read_when(words, today)
    return when.on if when else None


def _plain(text: str) -> str:
    return " ".join(clean(text).split())


def _without(text: str, found: Found | None) -> str:
    if found is None:
        return text
    return " ".join(f"{text[: found.start]} {text[found.end :]}".split()).strip(" ,;-")


def _may_be_name(words: str, known: Sequence[str]) -> bool:
    """A known name, or words that are not ordinary ones: "to dana", not "to finish the report"."""
    if names.match(words, known):
        return True
    return bool(words) and all(names.key(word) not in COMMON for word in words.split())


def _person(typed: str, known: Sequence[str]) -> str:
    fits = names.match(typed, known)
    return fits[0] if len(fits) == 1 else typed.strip(" ,.:;")
