"""The learned judge: for each sentence of a practice text, how likely it carries each element."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from bot.coach.practice.elements import Kind, elements_of
from bot.coach.practice.encoder import PLACES, Arrays, Encoder, Floats, encoder_of, floats
from bot.coach.practice.same_names import same_names
from bot.coach.practice.wordpiece import WordPieces

KINDS: tuple[Kind, ...] = get_args(Kind)
LABELS: Mapping[str, tuple[str, ...]] = {kind: elements_of(kind) for kind in KINDS}


@dataclass(frozen=True)
class Head:
    """From features to log odds; slope and shift make them honest on writers that were never seen."""

    weight: Floats
    bias: Floats
    slope: Floats
    shift: Floats

    def __call__(self, features: Floats) -> NDArray[np.float64]:
        odds = (features @ self.weight + self.bias) * self.slope + self.shift
        likely: NDArray[np.float64] = 1 / (1 + np.exp(-odds.astype(np.float64)))
        return likely


@dataclass(frozen=True)
class Judge:
    """Answers depend on the sentences alone: no state, no dice."""

    read: WordPieces
    encoder: Encoder
    heads: Mapping[str, Head]
    thresholds: Mapping[str, NDArray[np.float64]]  # a label is taken as found from here: the best F1

    def probabilities(self, kind: str, sentences: Sequence[str]) -> NDArray[np.float64]:
        """[sentences, labels in the order of LABELS[kind]], each from 0 to 1."""
        if not sentences:
            return np.zeros((0, len(LABELS[kind])))
        count = len(sentences)
        facts = np.array([facts_of(number, count) for number in range(count)], np.float32)
        pieces = [self.read(each)[: PLACES - 2] for each in same_names(sentences)]
        parts = [self._features(kind, window) for window in windows(pieces)]
        return self.heads[kind](np.concatenate([facts, np.concatenate(parts)], 1))

    def _features(self, kind: str, pieces: Sequence[Sequence[int]]) -> Floats:
        numbers, ends = [self.read.start], []
        for each in pieces:
            numbers += [*each, self.read.end]
            ends.append(len(numbers) - 1)
        return self.encoder(numbers, ends, KINDS.index(kind))


def windows(pieces: Sequence[Sequence[int]]) -> list[list[Sequence[int]]]:
    """As many whole sentences together as the encoder can read at once."""
    found: list[list[Sequence[int]]] = []
    room = 0
    for each in pieces:
        if len(each) + 1 > room:
            found.append([])
            room = PLACES - 1
        found[-1].append(each)
        room -= len(each) + 1
    return found


def facts_of(number: int, count: int) -> list[float]:
    """Where sentence `number` (from 0) of `count` stands."""
    return [
        number / max(count - 1, 1),
        float(number == 0),
        float(number == 1),
        float(number == count - 1),
        float(number == count - 2),
        1 / (1 + number),
        1 / (count - number),
        math.log(count) / 3,
    ]


def load_judge(folder: Traversable) -> Judge:
    """From the four files in the folder. ValueError: one is missing or of another shape."""
    try:
        vocabulary = (folder / "vocabulary.txt").read_text(encoding="utf-8").split()
        pieces, layers = arrays(folder / "pieces.npz"), arrays(folder / "layers.npz")
        calibration = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
        judge = Judge(
            WordPieces(vocabulary),
            encoder_of(pieces, layers),
            {kind: head_of(layers, kind, calibration[kind]) for kind in KINDS},
            {kind: np.array(calibration[kind]["threshold"]) for kind in KINDS},
        )
        if len(judge.encoder.pieces.rows) != len(vocabulary):
            raise ValueError("the vocabulary and the table of pieces differ in length")
        judge.probabilities("pitch", ["Hello."])
    except (OSError, KeyError, ValueError, IndexError, TypeError) as problem:
        raise ValueError(f"The judge of practice cannot be loaded from {folder}: {problem}.") from problem
    return judge


def arrays(path: Traversable) -> dict[str, NDArray[np.generic]]:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as found:
        return dict(found)


def head_of(layers: Arrays, kind: str, calibration: Mapping[str, Sequence[float]]) -> Head:
    count = len(LABELS[kind])
    slope, shift = (np.array(calibration[name], np.float32) for name in ("slope", "shift"))
    if slope.shape != (count,) or shift.shape != (count,):
        raise ValueError(f"the calibration of {kind} is not for {count} labels")
    return Head(floats(layers[f"{kind}.weight"]), floats(layers[f"{kind}.bias"]), slope, shift)
