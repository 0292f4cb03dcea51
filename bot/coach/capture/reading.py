"""What a line was read as: people, promises, thank-yous, touches and facts."""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

Direction = Literal["mine", "theirs"]
ThanksState = Literal["owed", "said"]


@dataclass(frozen=True, slots=True)
class Person:
    """An outside person named in the line, by the known full name where exactly one fits, else as typed."""

    name: str
    company: str | None = None
    met_at: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class ReadPromise:
    """A thing promised, as an order ("send the deck"): `mine` is owed to the person, `theirs` by them."""

    direction: Direction
    person: str | None
    what: str
    due_on: date | None = None
    due_time: time | None = None


@dataclass(frozen=True, slots=True)
class ReadThankYou:
    """Thanks owed to a person, or said."""

    person: str
    reason: str | None
    state: ThanksState


@dataclass(frozen=True, slots=True)
class ReadTouch:
    """An interaction that happened; `kind` is met, call, message, coffee, lunch, event or other."""

    person: str
    on: date
    kind: str


@dataclass(frozen=True, slots=True)
class ReadFact:
    """A lasting thing worth knowing about a person, nearly as typed."""

    person: str
    fact: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a line says; a line that holds nothing is an empty reading."""

    people: tuple[Person, ...] = ()
    promises: tuple[ReadPromise, ...] = ()
    thank_yous: tuple[ReadThankYou, ...] = ()
    touches: tuple[ReadTouch, ...] = ()
    facts: tuple[ReadFact, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was read."""
        return not (self.people or self.promises or self.thank_yous or self.touches or self.facts)
