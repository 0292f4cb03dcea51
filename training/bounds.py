"""From where a sentence carries an element, and from where a text surely has or lacks it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
GRID = np.round(np.concatenate([np.arange(0.01, 0.1, 0.01), np.arange(0.1, 0.96, 0.02)]), 2)
PRECISION_PRESENT = {"pitch": 0.96, "story": 0.972}
PRECISION_ABSENT = 0.911


def f1s(truth: Floats, likely: Floats) -> Floats:
    """For each bound of the grid the F1 of one label, smoothed: one text tips no bound."""
    found = likely[None, :] >= GRID[:, None]
    right = (found & (truth[None, :] > 0)).sum(1)
    each = 2 * right / np.maximum(found.sum(1) + truth.sum(), 1)
    return np.convolve(np.pad(each, 2, mode="edge"), np.ones(5) / 5, "valid")


def best_bounds(truth: Floats, likely: Floats) -> list[float]:
    """Of [rows, labels]: the bound of the best F1 a label."""
    return [float(GRID[np.argmax(f1s(t, p))]) for t, p in zip(truth.T, likely.T, strict=True)]


def present_bounds(truth: Floats, likely: Floats, kind: str) -> list[float]:
    """The best F1 a label under one condition on all together: so many of the claims are right."""
    return _under(truth, likely, PRECISION_PRESENT[kind])


def _under(truth: Floats, likely: Floats, wanted: float) -> list[float]:
    gains = [f1s(t, p) for t, p in zip(truth.T, likely.T, strict=True)]
    slack = [_slack(t, p, wanted) for t, p in zip(truth.T, likely.T, strict=True)]
    low, high = 0.0, 64.0  # the price of a wrong claim
    for _ in range(30):
        price = (low + high) / 2
        chosen = [int(np.argmax(g + price * s / len(truth))) for g, s in zip(gains, slack, strict=True)]
        if sum(s[c] for s, c in zip(slack, chosen, strict=True)) >= 0:
            high = price
        else:
            low = price
    chosen = [int(np.argmax(g + high * s / len(truth))) for g, s in zip(gains, slack, strict=True)]
    return [float(GRID[c]) for c in chosen]


def _slack(truth: Floats, likely: Floats, wanted: float) -> Floats:
    """For each bound: right claims beyond what the precision asks for."""
    found = likely[None, :] >= GRID[:, None]
    right = (found & (truth[None, :] > 0)).sum(1)
    return right - wanted * found.sum(1)


def absent_bound(truth: Floats, likely: Floats, may: NDArray[np.bool_]) -> float:
    """One bound for all labels, since the odds are honest: the highest below which claims are right."""
    best = 0.0
    for bound in GRID:
        claimed = (likely <= bound) & may
        if claimed.any() and 1 - truth[claimed].mean() >= PRECISION_ABSENT:
            best = float(bound)
    return best


def macro(truth: Floats, found: NDArray[np.bool_]) -> Floats:
    """F1 a label."""
    right = (found & (truth > 0)).sum(0)
    scores: Floats = 2 * right / np.maximum(found.sum(0) + truth.sum(0), 1)
    return scores


def stacked(tables: Sequence[Floats]) -> Floats:
    return np.concatenate([np.asarray(table, float) for table in tables])
