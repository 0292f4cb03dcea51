"""Fitting which one thing coaches name first, and how strong they find the whole."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS, RATE = 400, 0.05


@dataclass(frozen=True)
class Fitted:
    """Weights over scaled features: as bot.coach.practice.decisions.Ranking holds them."""

    mean: Floats
    scale: Floats
    shared: Floats
    own: Floats
    strength: Floats


def fit(own: Floats, whole: Floats, named: Floats, strength: Floats, hold: float) -> Fitted:
    """`own` [texts, candidates, F], `whole` [texts, G] (its first column is 1), `named` [texts, candidates].

    A row of `named` sums to one, or to nought where nobody named anything. `hold` keeps weights small.
    """
    mean, scale = whole.mean(0), whole.std(0) + 1e-6
    mean[0], scale[0] = 0, 1
    flat = (whole - mean) / scale
    is_named = named.sum(1) > 0
    shared, weights = softmax_weights(own[is_named], flat[is_named], named[is_named], hold)
    return Fitted(mean, scale, shared, weights, ridge(flat, strength))


def softmax_weights(own: Floats, flat: Floats, named: Floats, hold: float) -> tuple[Floats, Floats]:
    """Adam on the cross entropy; the first of `flat` is hardly held, it is how often a thing is named."""
    count = len(flat)
    weights = [np.zeros(own.shape[2]), np.zeros((named.shape[1], flat.shape[1]))]
    first, second = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    held = np.r_[0.1, np.ones(flat.shape[1] - 1)]
    for step in range(1, STEPS + 1):
        missed = likely(own, flat, weights[0], weights[1]) - named
        slopes = [
            (np.einsum("nc,ncf->f", missed, own) + 0.3 * weights[0]) / count,
            (missed.T @ flat + hold * weights[1] * held) / count,
        ]
        for at, slope in enumerate(slopes):
            first[at] = 0.9 * first[at] + 0.1 * slope
            second[at] = 0.999 * second[at] + 0.001 * slope * slope
            pace = first[at] / (1 - 0.9**step)
            weights[at] -= RATE * pace / (np.sqrt(second[at] / (1 - 0.999**step)) + 1e-8)
    return weights[0], weights[1]


def likely(own: Floats, flat: Floats, shared: Floats, weights: Floats) -> Floats:
    scores = own @ shared + flat @ weights.T
    raised = np.exp(scores - scores.max(1, keepdims=True))
    shares: Floats = raised / raised.sum(1, keepdims=True)
    return shares


def ridge(flat: Floats, strength: Floats, hold: float = 20.0) -> Floats:
    held = np.eye(flat.shape[1]) * hold
    held[0, 0] = 0
    solved: Floats = np.linalg.solve(flat.T @ flat + held, flat.T @ strength)
    return solved
