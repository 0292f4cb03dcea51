"""Honest probabilities, and where a label counts as found: fitted on writers that the judge had not seen."""

from collections.abc import Sequence

import numpy as np

from training.figures import Numbers, best_thresholds

STEPS = 100
LONGEST = 0.2  # of a step: from where every answer is sure, Newton's method would leap away
PULL = 4.0  # towards slope 1 and shift 0, as if so many more sentences had said so


def log_odds(probabilities: Numbers) -> Numbers:
    safe = np.clip(probabilities, 1e-6, 1 - 1e-6)
    return np.log(safe / (1 - safe))


def fitted(probabilities: Sequence[Numbers], true: Sequence[Numbers]) -> dict[str, list[float]]:
    """Slope and shift of the log odds a label (Platt), and the thresholds on what comes of it."""
    odds, marks = log_odds(np.concatenate(probabilities)), np.concatenate(true)
    lines = np.array([line(odds[:, label], marks[:, label]) for label in range(odds.shape[1])])
    slope, shift = lines.T
    honest = [calibrated(each, slope, shift) for each in probabilities]
    return {
        "slope": [round(float(each), 4) for each in slope],
        "shift": [round(float(each), 4) for each in shift],
        "threshold": [round(float(each), 3) for each in best_thresholds(honest, true)],
    }


def calibrated(probabilities: Numbers, slope: Numbers, shift: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-np.clip(log_odds(probabilities) * slope + shift, -30, 30)))


def line(odds: Numbers, marks: Numbers) -> tuple[float, float]:
    """Logistic regression on one number, by Newton's method."""
    design = np.stack([odds, np.ones_like(odds)], 1)
    start = np.array([1.0, 0.0])
    found = start.copy()
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        slope = design.T @ (likely - marks) + PULL * (found - start)
        curve = (design * (likely * (1 - likely))[:, None]).T @ design + PULL * np.eye(2)
        found = found - np.clip(np.linalg.solve(curve, slope), -LONGEST, LONGEST)
    return float(found[0]), float(found[1])
