"""What is known of a whole text, as numbers: from these the fix and the strength are reckoned."""

from __future__ import annotations

import math
import re

import numpy as np
from numpy.typing import NDArray

from bot.coach.practice.elements import GOALS_FOR_ONESELF, Kind, elements_of, required
from bot.coach.practice.evidence import Evidence
from bot.coach.practice.measures import STORY_WORDS, WORDS_A_MINUTE, Measures, words_said
from bot.coach.practice.scene import USUAL_SECONDS, Scene

Numbers = NDArray[np.float64]
BESIDES = ("length", "jargon", "order", "fillers")  # what can be changed beside an element
_BUSINESS = frozenset({"lead", "funding", "partner"})
_END = re.compile(r"[.!?…]")
_LEAST, _MOST = 1e-4, 1 - 1e-4


def candidates_of(kind: Kind) -> tuple[str, ...]:
    """Everything that could be the one thing to change."""
    return (*elements_of(kind), *BESIDES)


def own_of(evidence: Evidence, scene: Scene) -> Numbers:
    """[candidates, 7]: what is true of each candidate; noughts for what is no element."""
    best, needed = _best(evidence), required(evidence.kind, scene.goal, scene.listener)
    judged = evidence.judged if evidence.judged is not None else np.zeros((1, len(best)))
    often = np.minimum(judged.sum(0), 2)
    table = np.zeros((len(best) + len(BESIDES), 7))
    for row, name in enumerate(elements_of(evidence.kind)):
        has, is_needed = best[row], float(name in needed)
        lack = [1 - has, -_odds(has), float(has < 0.1), float(has < 0.5)]
        table[row] = [*lack, is_needed, is_needed * (1 - has), 1 - often[row] / 2]
    return table


def whole_of(evidence: Evidence, scene: Scene, measures: Measures) -> dict[str, float]:
    """The features of the whole text by name; the first is always 1."""
    best = _best(evidence)
    known = {
        "one": 1.0,
        **_length(evidence.kind, scene, words_meant(evidence.kind, measures)),
        **_manner(evidence, measures),
        **_scene(scene),
        **_order(evidence),
        "unlabelled": _unlabelled(evidence),
        "on average": float(best.mean()),
    }
    for name, has in zip(elements_of(evidence.kind), best, strict=True):
        known[f"{name} odds"] = _odds(has)
        known[f"{name} lacks"] = float(has < 0.5)
    return known


def _best(evidence: Evidence) -> Numbers:
    return np.array([evidence.best(name) for name in elements_of(evidence.kind)])


def _odds(likely: float) -> float:
    """Log odds from -1 to 1."""
    held = min(max(likely, _LEAST), _MOST)
    return max(-5.0, min(5.0, math.log(held / (1 - held)))) / 5


def words_aimed_at(kind: Kind, scene: Scene) -> float:
    """The words of a pitch that takes its time, or the middle of what a story may have."""
    if kind == "story":
        return sum(STORY_WORDS) / 2
    return (scene.seconds or USUAL_SECONDS) * WORDS_A_MINUTE / 60


def words_meant(kind: Kind, measures: Measures) -> int:
    """The words that its length means: of a spoken pitch what its seconds hold."""
    is_timed = kind == "pitch" and measures.is_exact
    return words_said(measures.words, measures.seconds, is_timed)


def _length(kind: Kind, scene: Scene, words: int) -> dict[str, float]:
    share = math.log(max(words, 1) / words_aimed_at(kind, scene))
    return {
        "share": share,
        "over": max(0.0, share),
        "under": max(0.0, math.log(0.6) - share),
        "far over": float(share > math.log(1.3)),
        "far under": float(share < math.log(0.2)),
        "words": math.log(max(words, 1) / 100),
        "many words": float(words > 200),
        "few words": float(words < 40),
        "hardly a word": float(words < 25),
    }


def _manner(evidence: Evidence, measures: Measures) -> dict[str, float]:
    count = max(len(evidence.sentences), 1)
    words = max(measures.words, 1)
    jargon = len(measures.jargon) * 100 / words
    ends = len(_END.findall(" ".join(evidence.sentences)))
    return {
        "jargon": min(jargon, 10) / 5,
        "some jargon": float(jargon >= 3),
        "much jargon": float(jargon >= 5),
        "fillers": min((measures.fillers or 0) * 100 / words, 10) / 5,
        "unmarked": float(ends < count / 2),
        "sentences": count / 10,
        "long sentences": words / count / 20,
    }


def _scene(scene: Scene) -> dict[str, float]:
    return {
        "for oneself": float(scene.goal in GOALS_FOR_ONESELF),
        "internal": float(scene.goal == "help" and scene.listener == "executive"),
        "business": float(scene.goal in _BUSINESS),
        "no goal": float(scene.goal == "none"),
    }


def _order(evidence: Evidence) -> dict[str, float]:
    """Where the ask or the moral stands: at the end, as it should, or first."""
    name = "ask" if evidence.kind == "pitch" else "takeaway"
    judged = evidence.judged
    if judged is None or not len(judged):
        return {"end stands": 1.0, "end first": 0.0}
    column = judged[:, elements_of(evidence.kind).index(name)]
    return {
        "end stands": float(np.argmax(column)) / max(len(column) - 1, 1),
        "end first": float(column[0]),
    }


def _unlabelled(evidence: Evidence) -> float:
    judged = evidence.judged
    return float((judged.max(1) < 0.3).mean()) if judged is not None and len(judged) else 1.0
