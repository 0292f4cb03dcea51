"""The numbers by which evidence becomes a decision: a data file, fitted on writers left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.coach.practice.elements import Kind

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Bounds:
    """Of one element: from where a sentence carries it, a text surely has it, or surely lacks it."""

    sentence: float
    present: float
    absent: float


@dataclass(frozen=True, eq=False)
class Ranking:
    """A linear ranking of what could be changed first, over features that are scaled to the same size.

    `shared` weighs what is true of a candidate itself, `own` holds a row of weights a candidate.
    """

    candidates: tuple[str, ...]
    features: tuple[str, ...]
    mean: Numbers
    scale: Numbers
    shared: Numbers
    own: Numbers
    strength: Numbers  # a weight a feature, as scaled; the first feature is always 1


@dataclass(frozen=True)
class Decisions:
    """All numbers of one kind."""

    bounds: Mapping[str, Bounds]
    ranking: Ranking


@cache
def decisions(kind: Kind) -> Decisions:
    """The decisions that came with Kith."""
    file = resources.files("coaching_content") / "judge" / "decisions.json"
    return decisions_of(json.loads(file.read_text(encoding="utf-8"))[kind])


def decisions_of(table: Mapping[str, Any]) -> Decisions:
    """From what training.decide wrote."""
    ranking: dict[str, Any] = {
        name: tuple(values) if name in ("candidates", "features") else np.array(values)
        for name, values in table["ranking"].items()
    }
    return Decisions({name: Bounds(**bounds) for name, bounds in table["bounds"].items()}, Ranking(**ranking))
