"""What the two witnesses say of each sentence: signs that are plain, and the learned judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.coach.practice.decisions import Bounds
from bot.coach.practice.elements import Kind, elements_of
from bot.coach.practice.finding import Found, is_request, shown_in
from bot.coach.practice.nature import is_addressed_to_the_coach
from bot.coach.practice.reading import SentenceJudge, State
from bot.coach.practice.same_names import same_names
from bot.coach.practice.words import without_fillers

Table = NDArray[np.float64]
_OPENING = 2  # a hook stands in the first two sentences or nowhere


@dataclass(frozen=True)
class Evidence:
    """`judged` is [sentences, elements], from 0 to 1; None without a judge. `shown` is what signs found."""

    kind: Kind
    sentences: tuple[str, ...]  # as they are read, without "um"
    judged: Table | None
    shown: tuple[Mapping[str, Found], ...]

    def best(self, element: str) -> float:
        """How sure the judge is that some sentence carries the element."""
        if self.judged is None or not len(self.judged):
            return 0.0
        return float(self.judged[:, elements_of(self.kind).index(element)].max())

    def has_sign(self, element: str) -> bool:
        """Whether a sign of the element was found."""
        return any(element in found for found in self.shown)


def evidence_of(kind: Kind, sentences: Sequence[str], judge: SentenceJudge | None) -> Evidence:
    """Both witnesses heard. "Um" is left out, and what is said to the coach carries nothing."""
    bare = tuple(without_fillers(each) for each in sentences)
    shown = tuple(shown_in(same_names(bare), kind))
    if judge is None:
        return Evidence(kind, bare, None, shown)
    judged = np.array(judge.probabilities(kind, bare), np.float64).reshape(len(bare), len(elements_of(kind)))
    if kind == "pitch":
        judged[_OPENING:, elements_of(kind).index("hook")] = 0
    for number, each in enumerate(bare):
        if is_addressed_to_the_coach(each):
            judged[number] = 0
        if kind == "story" and "takeaway" not in shown[number] and is_request(each):
            judged[number, elements_of(kind).index("takeaway")] = 0
    return Evidence(kind, bare, judged, shown)


def labels_of(evidence: Evidence, bounds: Mapping[str, Bounds]) -> list[tuple[str, ...]]:
    """The elements that each sentence carries. A text that surely has an element has it in some sentence."""
    names = elements_of(evidence.kind)
    if evidence.judged is None:
        return [tuple(name for name in names if name in found) for found in evidence.shown]
    least = np.array([bounds[name].sentence for name in names])
    carried = evidence.judged >= least
    for column, name in enumerate(names):
        if not carried[:, column].any() and evidence.best(name) >= bounds[name].present:
            carried[int(evidence.judged[:, column].argmax()), column] = True
    return [tuple(name for name, has in zip(names, row, strict=True) if has) for row in carried]


def states_of(evidence: Evidence, bounds: Mapping[str, Bounds]) -> dict[str, State]:
    """Each element as present, absent or unsure. Without a judge nothing is called absent."""
    return {name: _state(evidence, name, bounds[name]) for name in elements_of(evidence.kind)}


def _state(evidence: Evidence, name: str, bounds: Bounds) -> State:
    if evidence.judged is None:
        return "present" if evidence.has_sign(name) else "unsure"
    likely = evidence.best(name)
    if likely >= bounds.present or (likely >= bounds.sentence and evidence.has_sign(name)):
        return "present"
    # A sign beside a judge who sees nothing: the two differ.
    return "absent" if likely <= bounds.absent and not evidence.has_sign(name) else "unsure"
