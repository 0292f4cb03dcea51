"""The first witness: elements whose words are plain enough to be sure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.coach.practice.elements import Kind
from bot.coach.practice.language import is_english
from bot.coach.practice.pitch_signs import PITCH_SIGNS
from bot.coach.practice.signs import Sign
from bot.coach.practice.story_signs import STORY_SIGNS
from bot.coach.practice.words import sentences, without_fillers

_HEARD = 500  # characters of a sentence; nobody follows a longer one, and no pattern has to


@dataclass(frozen=True)
class Found:
    """The sentence that shows an element, and where in it the telling words begin."""

    sentence: str
    start: int


def find_elements(text: str, kind: Kind) -> dict[str, Found]:
    """The elements that are surely there, each with the first sentence that shows it."""
    bare = without_fillers(text)
    if not is_english(bare):
        return {}
    shown = shown_in(sentences(bare), kind)
    return {name: found[name] for found in reversed(shown) for name in found}


def shown_in(parts: Sequence[str], kind: Kind) -> list[dict[str, Found]]:
    """For each sentence the elements whose signs stand in it."""
    signs = PITCH_SIGNS if kind == "pitch" else STORY_SIGNS
    return [_shown(part, position, len(parts), signs) for position, part in enumerate(parts)]


def _shown(part: str, position: int, count: int, signs: Mapping[str, tuple[Sign, ...]]) -> dict[str, Found]:
    heard = part[:_HEARD].replace("’", "'")
    found = {}
    for name, those in signs.items():
        starts = (sign.start_in(heard, position, count) for sign in those)
        start = next((start for start in starts if start is not None), None)
        if start is not None:
            found[name] = Found(part, start)
    return found
