"""Readings to speak about: those of the labelled texts, and every one that can be thought of."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

from bot import library
from bot.coach.practice import Kind, Length, Reading, Scene, elements_of, read

EXAMPLES = Path(__file__).parents[2] / "training" / "examples"
OTHERS = ("length", "jargon", "fillers", "order", "")
LONG = " ".join(
    ["Every winter eleven old lifts stood still, and my neighbours carried water up by hand."] * 3
)


@cache
def examples() -> list[Reading]:
    """Every labelled text, as the rules alone read it."""
    paths = sorted(EXAMPLES.glob("writer_*.jsonl"))
    lines = [line for path in paths for line in path.read_text().splitlines()]
    return [
        read(one["text"], one["kind"], Scene(one["listener"], one["goal"], one["target_seconds"] or 60))
        for one in map(json.loads, lines[::4])
    ]


@cache
def base(kind: Kind, text: str) -> Reading:
    return read(text, kind)


def a_reading(kind: Kind = "pitch", text: str = LONG, **changes: Any) -> Reading:
    """A reading in which everything was found, and every quote is as long as it can be."""
    names = elements_of(kind)
    whole = {"states": dict.fromkeys(names, "present"), "quotes": dict.fromkeys(names, text)}
    changed = {**whole, "worked": None, "fix": "", "is_sure": True, "is_english": True, "nature": "answer"}
    return replace(base(kind, text), **{**changed, **changes})


@cache
def every_reading() -> list[Reading]:
    """Every fix in every state beside every element that can have worked, and every length."""
    return [*_beside_each_other(), *_lengths()]


def _beside_each_other() -> Iterator[Reading]:
    for kind in library.KINDS:
        names = elements_of(kind)
        fixes = (*names, *OTHERS)
        for fix, state, worked in itertools.product(fixes, ("present", "absent", "unsure"), names):
            yield a_reading(kind, fix=fix, states=dict.fromkeys(names, state), worked=worked)


def _lengths() -> Iterator[Reading]:
    for kind, length, state in itertools.product(library.KINDS, get_args(Length), ("present", "unsure")):
        states = dict.fromkeys(elements_of(kind), state)
        yield a_reading(kind, fix="length", states=states, worked=elements_of(kind)[0], length=length)
