"""Texts told a little differently, so that the judge learns what is said and not how it is written."""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from training.records import Sample

FILLERS = ("um", "uh", "so", "you know", "like", "well", "I mean", "and", "okay so", "basically")
NAMES = ("Ana", "Tomasz", "Priya", "Kofi", "Lena", "Diego", "Mei", "Omar", "Ingrid", "Jamal", "Sofia", "Ravi")
NUMBERS = ("3", "7", "12", "15", "28", "40", "65", "90", "140", "230", "800")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
NUMBER = re.compile(r"\b\d{1,3}\b")


def varied(sample: Sample, rng: Random, share: float) -> Sample:
    if rng.random() >= share:
        return sample
    change = rng.choice(CHANGES)
    return change(sample, rng)


def spoken(sample: Sample, rng: Random) -> Sample:
    """As a transcript: lower case, hardly any punctuation, a filler now and then."""

    def said(text: str) -> str:
        plain = re.sub(r"[,.;:!?\"“”()]", "", text).lower()
        return f"{rng.choice(FILLERS)} {plain}" if rng.random() < 0.25 else plain

    return replace(sample, sentences=tuple(map(said, sample.sentences)))


def renamed(sample: Sample, rng: Random) -> Sample:
    """Other names and numbers change nothing."""

    def other(text: str) -> str:
        text = NUMBER.sub(lambda _: rng.choice(NUMBERS), text)
        return NAME.sub(lambda found: rng.choice(NAMES) if rng.random() < 0.5 else found[0], text)

    return replace(sample, sentences=tuple(map(other, sample.sentences)))


def shortened(sample: Sample, rng: Random) -> Sample:
    """Without one or two of its sentences, never the first: what is left keeps its labels."""
    count = len(sample.sentences)
    if count < 4:
        return sample
    dropped = {rng.randrange(1, count) for _ in range(rng.choice((1, 2)))}
    kept = [number for number in range(count) if number not in dropped]
    return of_numbers(sample, kept)


def lacking(sample: Sample, rng: Random) -> Sample:
    """Without any sentence that carries one of its elements: the last sentence is not always the ask."""
    there = [label for label, marks in enumerate(zip(*sample.marks, strict=True)) if any(marks)]
    if not there:
        return sample
    label = rng.choice([*there, there[-1]])
    kept = [number for number, marks in enumerate(sample.marks) if not marks[label]]
    return of_numbers(sample, kept) if kept else sample


def of_numbers(sample: Sample, numbers: list[int]) -> Sample:
    return replace(
        sample,
        sentences=tuple(sample.sentences[number] for number in numbers),
        marks=tuple(sample.marks[number] for number in numbers),
    )


CHANGES: tuple[Callable[[Sample, Random], Sample], ...] = (spoken, renamed, shortened, lacking)
