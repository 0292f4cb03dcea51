"""Evidence for texts of which no judge was asked that had not learned from them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DRAWS = 3  # a text; its luck evens out
SEED = 3


def lent(marks: Sequence[Floats], told_marks: Floats, told: Floats) -> list[list[Floats]]:
    """For each text of `marks` [sentences, labels] some tables of probabilities.

    Each number is drawn from what judges said (`told`) of other sentences that carry the label, or do not.
    """
    rng = np.random.default_rng(SEED)
    by_label = [(said[mark == 0], said[mark > 0]) for mark, said in zip(told_marks.T, told.T, strict=True)]
    return [[_drawn(rng, each, by_label) for _ in range(DRAWS)] for each in marks]


def _drawn(rng: np.random.Generator, marks: Floats, by_label: Sequence[tuple[Floats, Floats]]) -> Floats:
    columns = [
        np.where(mark > 0, rng.choice(having, len(mark)), rng.choice(lacking, len(mark)))
        for mark, (lacking, having) in zip(marks.T, by_label, strict=True)
    ]
    return np.stack(columns, 1)
