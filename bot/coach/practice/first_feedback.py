"""The first plain feedback on an answer: one thing that worked, one question, and the length."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.coach.practice.elements import Kind, required
from bot.coach.practice.finding import Found, find_elements
from bot.coach.practice.language import is_english
from bot.coach.practice.measures import Length, Measures, measure, pitch_length, story_length
from bot.coach.practice.words import without_fillers

# Praise quotes only what the signs place in the right sentence too, the rarer feat first.
_QUOTED_FIRST: dict[Kind, tuple[str, ...]] = {
    "pitch": ("proof", "hook", "ask", "solution", "audience", "problem", "who"),
    "story": ("dialogue", "takeaway", "setting"),
}
_LONGEST_QUOTE = 24  # words; the whole feedback has to fit in ninety


class Worked(NamedTuple):
    """An element that is surely there, and the member's own words that show it (without "um")."""

    element: str
    quote: str


@dataclass(frozen=True)
class Feedback:
    """What to say about an answer.

    `question` is the required element, the most missed first, that was not surely found: ask about it, never
    call it missing. Where `is_english` is false only `length` and `measures` mean anything.
    """

    worked: Worked | None
    question: str | None
    length: Length
    measures: Measures
    is_english: bool


def feedback(
    text: str, kind: Kind, *, goal: str = "none", listener: str = "none", seconds: int | None = 60
) -> Feedback:
    """Read an answer of any length, language or intent; it is only ever text to be counted, never obeyed.

    `goal`, `listener` and `seconds` (the target) are the prompt's; a story has no target in seconds.
    """
    measures = measure(text)
    fits = story_length(measures.words) if kind == "story" else pitch_length(measures.words, seconds or 60)
    english = is_english(without_fillers(text))
    if not measures.words or not english:
        return Feedback(None, None, fits, measures, english)
    found = find_elements(text, kind)
    worked = next((Worked(name, quote(found[name])) for name in _QUOTED_FIRST[kind] if name in found), None)
    question = next((name for name in required(kind, goal, listener) if name not in found), None)
    return Feedback(worked, question, fits, measures, True)


def quote(found: Found) -> str:
    """The words to quote: the sentence, or of a long one the part that tells, cut at a comma or "and"."""
    if len(found.sentence.split()) <= _LONGEST_QUOTE:
        return found.sentence
    borders = [border.end() for border in re.finditer(r"[,;:—–]\s+|\s(?=and\s)", found.sentence)]
    start = max((border for border in borders if border <= found.start), default=0)
    kept = found.sentence[start:].split()[:_LONGEST_QUOTE]
    return " ".join(kept)
