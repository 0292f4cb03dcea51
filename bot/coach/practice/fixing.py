"""Which one thing to change first, and how strong the whole is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from bot.coach.practice.decisions import Ranking
from bot.coach.practice.elements import Kind, required
from bot.coach.practice.evidence import Evidence
from bot.coach.practice.features import own_of, whole_of, words_aimed_at, words_meant
from bot.coach.practice.measures import Measures
from bot.coach.practice.reading import State
from bot.coach.practice.scene import Scene

# In a hundred words: from here on coaches name it whatever else there is.
_HEAVY_JARGON = 5
_HEAVY_FILLERS = 8
_POLISHED = 4.5  # of 5, and nothing required is missing: nothing is worth changing
_THERE = 0.5  # of its likelihood counts for what is present
_COUNTED = frozenset({"length", "jargon", "fillers"})
_FAR_OUT: dict[Kind, tuple[float, float]] = {"pitch": (0.2, 1.3), "story": (0.18, 1.47)}


class Fix(NamedTuple):
    """What to change first ("" for nothing), whether to tell it or to ask, and what it is if it must be."""

    name: str
    is_sure: bool
    guess: str


class Weighed(NamedTuple):
    """How likely a coach would name each candidate first, together 1, and how strong the whole is, 1 to 5."""

    likely: dict[str, float]
    strength: float


def weighed(evidence: Evidence, scene: Scene, measures: Measures, ranking: Ranking) -> Weighed:
    """By the features of the text, each scaled to about the same size."""
    known = whole_of(evidence, scene, measures)
    values = np.array([known[name] for name in ranking.features])
    scaled = (values - ranking.mean) / ranking.scale
    scores = own_of(evidence, scene) @ ranking.shared + ranking.own @ scaled
    raised = np.exp(scores - scores.max())
    likely = dict(zip(ranking.candidates, (raised / raised.sum()).tolist(), strict=True))
    return Weighed(likely, float(scaled @ ranking.strength))


def fix_of(
    evidence: Evidence, states: Mapping[str, State], scene: Scene, measures: Measures, by: Weighed
) -> Fix:
    """The one thing: what is far out of measure, else what a coach would most likely name.

    It is sure where it was counted, or where both witnesses see no trace of the element.
    """
    guess = _far_out(evidence.kind, scene, measures) or _likeliest(measures, states, by.likely)
    is_sure = guess in _COUNTED or states.get(guess) == "absent"
    needed = required(evidence.kind, scene.goal, scene.listener)
    if by.strength >= _POLISHED and guess not in _COUNTED and all(states[n] == "present" for n in needed):
        return Fix("", True, guess)
    return Fix(guess, is_sure, guess)


def _far_out(kind: Kind, scene: Scene, measures: Measures) -> str:
    words = max(measures.words, 1)
    least, most = _FAR_OUT[kind]
    if not least <= words_meant(kind, measures) / words_aimed_at(kind, scene) <= most:
        return "length"
    if len(measures.jargon) * 100 >= _HEAVY_JARGON * words:
        return "jargon"
    return "fillers" if (measures.fillers or 0) * 100 >= _HEAVY_FILLERS * words else ""


def _likeliest(measures: Measures, states: Mapping[str, State], likely: Mapping[str, float]) -> str:
    """What is there already is named only where that is clear: a reason to miss it would be untrue."""
    may = {name: share * (_THERE if states.get(name) == "present" else 1) for name, share in likely.items()}
    for name in ("jargon", "fillers"):
        if not getattr(measures, name):
            del may[name]
    return max(may, key=lambda name: may[name])


def strength_of(by: Weighed) -> int:
    """From 1 to 5, for measuring; nobody is told."""
    return max(1, min(5, round(by.strength)))
