"""The member's own words for what was found, and which of it to praise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.coach.practice.elements import Kind, elements_of
from bot.coach.practice.evidence import Evidence
from bot.coach.practice.finding import Found, start_of
from bot.coach.practice.reading import State
from bot.coach.practice.typed import own_words

# The rarer feat first.
_PRAISED_FIRST: Mapping[Kind, tuple[str, ...]] = {
    "pitch": ("proof", "hook", "ask", "solution", "problem", "audience", "who"),
    "story": (
        *("dialogue", "takeaway", "turning", "conflict", "sensory", "resolution", "inciting", "setting"),
        "character",
    ),
}
_LONGEST_QUOTE = 24  # words; the whole feedback has to fit in ninety


def quotes_of(evidence: Evidence, states: Mapping[str, State], own: Sequence[str]) -> dict[str, str]:
    """For each present element the words that show it best, as they stand in the sentences as typed."""
    return {name: _quote(evidence, name, own) for name, state in states.items() if state == "present"}


def _quote(evidence: Evidence, name: str, own: Sequence[str]) -> str:
    number = _shown(evidence, name)
    sentence = evidence.sentences[number]
    start = start_of(name, evidence.kind, sentence)
    return own_words([quote(Found(sentence, start))], own[number])[0]


def worked_of(evidence: Evidence, states: Mapping[str, State], fix: str) -> str | None:
    """The element to praise: present to the judge, a sign of it found, and not what is to be changed."""
    return next(
        (
            name
            for name in _PRAISED_FIRST[evidence.kind]
            if name != fix and states[name] == "present" and evidence.has_sign(name)
        ),
        None,
    )


def _shown(evidence: Evidence, name: str) -> int:
    """The sentence with the sign of which the judge is surest, or without any sign the surest of all."""
    column = elements_of(evidence.kind).index(name)
    with_sign = [number for number, found in enumerate(evidence.shown) if name in found]
    numbers = with_sign or range(len(evidence.sentences))
    judged = evidence.judged
    return numbers[0] if judged is None else max(numbers, key=lambda number: judged[number, column])


def quote(found: Found) -> str:
    """The words to quote: the sentence, or of a long one the part that tells, cut at a comma or "and"."""
    if len(found.sentence.split()) <= _LONGEST_QUOTE:
        return found.sentence
    borders = [border.end() for border in re.finditer(r"[,;:—–]\s+|\s(?=and\s)", found.sentence)]
    start = max((border for border in borders if border <= found.start), default=0)
    kept = found.sentence[start:].split()[:_LONGEST_QUOTE]
    return " ".join(kept)
