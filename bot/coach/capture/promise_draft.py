"""A promise as found in a clause: who it is to, and what, as an order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.coach.capture.clauses import Clause
from bot.coach.capture.promise_patterns import LEAD, SECOND, TO_WHOM, VERB_WHOM
from bot.coach.capture.reading import Direction
from bot.coach.capture.talk import WHO, Names, Talk
from bot.coach.capture.verbs import ACTION, as_order


@dataclass(frozen=True, slots=True)
class Draft:
    """A promise as it stands in a clause; `what` is still in the shape."""

    direction: Direction
    people: Names
    what: str
    at: int


def is_third(subject: str | None) -> bool:
    return bool(subject) and subject is not None and subject.lower() not in ("i", "we", "you")


def mine(
    talk: Talk, clause: Clause, rest: str, at: int, whom: str | None, whom_at: int, *, is_verb: bool = False
) -> Iterator[Draft]:
    """To whom: who was told, else whom the order itself names, else the person spoken of."""
    what = as_order(rest) if is_verb else order(rest)
    if whom:
        people = talk.who(whom, clause.start + whom_at)
    else:
        people = _receiver(talk, rest, clause.start + at) or talk.last(clause.start + at)
    second = SECOND.search(what)
    yield Draft("mine", people, what[: second.start()] if second else what, clause.start + at)
    if second:
        also = talk.line.people(second["who"])
        yield Draft("mine", also, "send " + second["rest"], clause.start + at)


def _receiver(talk: Talk, rest: str, at: int) -> Names:
    if re.match(r"\s*(?:that )?(?:I'd |I'll |I would |to )*put in a (?:good )?word\b", rest, re.IGNORECASE):
        return ()  # it is spoken to somebody else than the one it is promised to
    match = (
        VERB_WHOM.search(rest) or TO_WHOM.search(rest) or re.search(rf"(?P<who>{WHO})", rest, re.IGNORECASE)
    )
    return talk.who(match["who"], at + match.start("who")) if match else ()


def order(rest: str) -> str:
    """The rest of a promise as an order: "to send the deck" and "the deck" are both "send the deck"."""
    lead = LEAD.match(rest)
    body = rest[lead.end() :] if lead else rest
    if lead and re.search(r"\bto\s+$|'ll\s+$|will\s+$|'d\s+$|would\s+$", lead[0], re.IGNORECASE):
        return as_order(body)
    starts_with_verb = re.match(rf"{ACTION}\b", body, re.IGNORECASE) and (
        (lead and lead[0].strip(" ,")) or not re.match(r"\w+\s*(?:$|,)", body)
    )
    return body if starts_with_verb or not body.strip() else "send " + body
