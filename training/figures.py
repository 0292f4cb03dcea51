"""How well labels are found: F1 a label, over sentences and over texts, with bootstrap intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
ROUNDS = 1000


@dataclass(frozen=True)
class Counts:
    """Per text and label: right, wrongly found, missed. Each is [texts, labels]."""

    right: Numbers
    wrong: Numbers
    missed: Numbers

    def of(self, texts: NDArray[np.int64]) -> "Counts":
        return Counts(self.right[texts], self.wrong[texts], self.missed[texts])

    def f1(self) -> Numbers:
        """F1 a label over all the texts together."""
        right, wrong, missed = (each.sum(0) for each in (self.right, self.wrong, self.missed))
        return 2 * right / np.maximum(2 * right + wrong + missed, 1)


def by_sentence(found: Sequence[Numbers], true: Sequence[Numbers]) -> Counts:
    """`found` and `true` hold noughts and ones, one array [sentences, labels] a text."""
    pairs = list(zip(found, true, strict=True))
    return Counts(
        np.array([(f * t).sum(0) for f, t in pairs]),
        np.array([(f * (1 - t)).sum(0) for f, t in pairs]),
        np.array([((1 - f) * t).sum(0) for f, t in pairs]),
    )


def by_text(found: Sequence[Numbers], true: Sequence[Numbers]) -> Counts:
    """A label counts once a text: is it anywhere in it?"""
    return by_sentence([f.max(0, keepdims=True) for f in found], [t.max(0, keepdims=True) for t in true])


def interval(counts: Counts, seed: int = 1) -> tuple[float, float]:
    """95 % of the macro-F1s of texts drawn anew, with replacement."""
    rng = np.random.default_rng(seed)
    size = len(counts.right)
    drawn = [counts.of(rng.integers(0, size, size)).f1().mean() for _ in range(ROUNDS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def best_thresholds(probabilities: Sequence[Numbers], true: Sequence[Numbers]) -> Numbers:
    """The threshold a label with the highest F1 over sentences, smoothed by its neighbours on the grid."""
    p, t = np.concatenate(probabilities), np.concatenate(true)
    grid = np.arange(0.1, 0.81, 0.02)
    scores = np.array([by_sentence([(p > cut).astype(float)], [t]).f1() for cut in grid])
    smooth = np.array([np.convolve(column, np.ones(5) / 5, "same") for column in scores.T])
    return grid[2:-2][smooth[:, 2:-2].argmax(1)]
