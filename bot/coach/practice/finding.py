"""The first witness: elements whose words are plain enough to be sure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.coach.practice.elements import Kind
from bot.coach.practice.pitch_signs import PITCH_SIGNS
from bot.coach.practice.signs import Sign
from bot.coach.practice.story_signs import STORY_SIGNS

_HEARD = 500  # characters of a sentence; nobody follows a longer one, and no pattern has to


_REQUEST = re.compile(
    r"\?\W*$"
    r"|^(?:so |and |please |just )*(?:call|ring|phone|email|message|contact|hire|visit|book) (?:me|us|now)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """The sentence that shows an element, and where in it the telling words begin."""

    sentence: str
    start: int


def is_request(sentence: str) -> bool:
    """Whether it asks the listener for something, or asks anything: no point that a story makes."""
    return bool(_REQUEST.search(sentence))


def shown_in(parts: Sequence[str], kind: Kind) -> list[dict[str, Found]]:
    """For each sentence the elements whose signs stand in it."""
    signs = _heard_of(kind, "\n".join(part[:_HEARD] for part in parts).replace("’", "'"))
    return [_shown(part, position, len(parts), signs) for position, part in enumerate(parts)]


def _heard_of(kind: Kind, text: str) -> Mapping[str, tuple[Sign, ...]]:
    """The signs that could stand in a sentence of the text, of which each has a line: most do not."""
    return {
        name: kept
        for name, those in _signs(kind).items()
        if (kept := tuple(each for each in those if each.in_a_line.search(text)))
    }


def start_of(name: str, kind: Kind, sentence: str) -> int:
    """Where in a sentence the words begin that tell of the element; 0 where no sign says so."""
    found = (each.pattern.search(sentence[:_HEARD]) for each in _signs(kind).get(name, ()))
    return min((match.start() for match in found if match), default=0)


def _signs(kind: Kind) -> Mapping[str, tuple[Sign, ...]]:
    return PITCH_SIGNS if kind == "pitch" else STORY_SIGNS


def _shown(part: str, position: int, count: int, signs: Mapping[str, tuple[Sign, ...]]) -> dict[str, Found]:
    heard = part[:_HEARD].replace("’", "'")
    found = {}
    for name, those in signs.items():
        starts = (sign.start_in(heard, position, count) for sign in those)
        start = next((start for start in starts if start is not None), None)
        if start is not None:
            found[name] = Found(part, start)
    return found
