"""Which one thing to change first, and how strong the whole is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from bot.coach.practice.decisions import Ranking
from bot.coach.practice.elements import Kind, required
from bot.coach.practice.evidence import Evidence
from bot.coach.practice.features import Numbers, own_of, whole_of, words_aimed_at
from bot.coach.practice.measures import Measures
from bot.coach.practice.reading import State
from bot.coach.practice.scene import Scene

# In a hundred words: from here on coaches name it whatever else there is.
_HEAVY_JARGON = 5
_HEAVY_FILLERS = 8
_POLISHED = 4.5  # of 5, and nothing required is missing: nothing is worth changing
_COUNTED = frozenset({"length", "jargon", "fillers"})
_FAR_OUT: dict[Kind, tuple[float, float]] = {"pitch": (0.2, 1.3), "story": (0.18, 1.47)}


class Fix(NamedTuple):
    """What to change first ("" for nothing), whether to tell it or to ask, and what it is if it must be."""

    name: str
    is_sure: bool
    guess: str


def fix_of(
    evidence: Evidence, states: Mapping[str, State], scene: Scene, measures: Measures, ranking: Ranking
) -> Fix:
    """The one thing: what is far out of measure, else what a coach would most likely name.

    It is sure where it was counted, or where both witnesses see no trace of the element.
    """
    guess = _far_out(evidence.kind, scene, measures) or _likeliest(evidence, scene, measures, ranking)
    is_sure = guess in _COUNTED or states.get(guess) == "absent"
    reckoned = _reckoned(evidence, scene, measures, ranking)
    needed = required(evidence.kind, scene.goal, scene.listener)
    if reckoned >= _POLISHED and guess not in _COUNTED and all(states[n] == "present" for n in needed):
        return Fix("", True, guess)
    return Fix(guess, is_sure, guess)


def _far_out(kind: Kind, scene: Scene, measures: Measures) -> str:
    words = max(measures.words, 1)
    least, most = _FAR_OUT[kind]
    if not least <= words / words_aimed_at(kind, scene) <= most:
        return "length"
    if len(measures.jargon) * 100 >= _HEAVY_JARGON * words:
        return "jargon"
    return "fillers" if (measures.fillers or 0) * 100 >= _HEAVY_FILLERS * words else ""


def _likeliest(evidence: Evidence, scene: Scene, measures: Measures, ranking: Ranking) -> str:
    likely = ranked(evidence, scene, measures, ranking)
    if not measures.jargon:
        del likely["jargon"]
    if not measures.fillers:
        del likely["fillers"]
    return max(likely, key=lambda name: likely[name])


def ranked(evidence: Evidence, scene: Scene, measures: Measures, ranking: Ranking) -> dict[str, float]:
    """How likely a coach would name each candidate first; together 1."""
    scores = own_of(evidence, scene) @ np.array(ranking.shared) + np.array(ranking.own) @ scaled(
        evidence, scene, measures, ranking
    )
    likely = np.exp(scores - scores.max())
    return dict(zip(ranking.candidates, (likely / likely.sum()).tolist(), strict=True))


def strength_of(evidence: Evidence, scene: Scene, measures: Measures, ranking: Ranking) -> int:
    """From 1 to 5, for measuring; nobody is told."""
    return max(1, min(5, round(_reckoned(evidence, scene, measures, ranking))))


def _reckoned(evidence: Evidence, scene: Scene, measures: Measures, ranking: Ranking) -> float:
    return float(scaled(evidence, scene, measures, ranking) @ np.array(ranking.strength))


def scaled(evidence: Evidence, scene: Scene, measures: Measures, ranking: Ranking) -> Numbers:
    """The features in the order of the ranking, each of about the same size."""
    known = whole_of(evidence, scene, measures)
    values = np.array([known[name] for name in ranking.features])
    scaled: Numbers = (values - np.array(ranking.mean)) / np.array(ranking.scale)
    return scaled
