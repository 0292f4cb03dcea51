"""A small transformer in numpy: how the judge reads a text as a whole, sentence beside sentence."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[np.generic]]

HEAD_WIDTH = 32  # a layer has as many heads as its queries are times as wide
PLACES = 512  # tokens that are read at once
TINY = 1e-12  # as in BERT
MOST = np.float32(78)  # of a score before exp, which would overflow at 88; the largest seen was 64


@dataclass(frozen=True)
class Dense:
    """y = x @ weight + bias."""

    weight: Floats
    bias: Floats

    def __call__(self, states: Floats) -> Floats:
        found: Floats = states @ self.weight
        found += self.bias
        return found


@dataclass(frozen=True)
class Norm:
    gain: Floats
    bias: Floats

    def __call__(self, states: Floats) -> Floats:
        centred: Floats = states - states.mean(1, keepdims=True)
        spread = np.sqrt(np.einsum("ij,ij->i", centred, centred) / states.shape[1] + TINY)
        centred /= spread[:, None]
        centred *= self.gain
        centred += self.bias
        return centred


@dataclass(frozen=True)
class Layer:
    """One layer of BERT; `queries` may be a part of the tokens, when only they are carried on."""

    query: Dense
    key: Dense
    value: Dense
    joined: Dense
    attended_norm: Norm
    inner: Dense
    outer: Dense
    norm: Norm

    def __call__(self, queries: Floats, tokens: Floats) -> Floats:
        attended = attend(self.query(queries), self.key(tokens), self.value(tokens))
        together = self.joined(attended)
        together += queries
        after = self.attended_norm(together)
        widened = self.outer(gelu(self.inner(after)))
        widened += after
        return self.norm(widened)


def attend(queries: Floats, keys: Floats, values: Floats) -> Floats:
    """Head by head: the weights of all heads at once would take many times the memory."""
    found = np.empty_like(queries)
    queries *= np.float32(1 / math.sqrt(HEAD_WIDTH))
    for begin in range(0, queries.shape[1], HEAD_WIDTH):
        part = slice(begin, begin + HEAD_WIDTH)
        weights = queries[:, part] @ keys[:, part].T
        np.minimum(weights, MOST, out=weights)
        np.exp(weights, out=weights)
        np.matmul(weights, values[:, part], out=found[:, part])
        found[:, part] /= np.add.reduce(weights, 1, keepdims=True)
    return found


def gelu(states: Floats) -> Floats:
    """The approximation by tanh, in place of `states` where it can."""
    inner = states * states
    inner *= np.float32(0.044715 * 0.7978845608)
    inner += np.float32(0.7978845608)
    inner *= states
    np.tanh(inner, out=inner)
    inner += 1
    inner *= states
    inner *= np.float32(0.5)
    return inner


@dataclass(frozen=True)
class Pieces:
    """A row of whole numbers a word piece, with one scale a row: only the rows of a text are spread out."""

    rows: NDArray[np.int8]
    scales: Floats

    def __call__(self, numbers: Sequence[int]) -> Floats:
        found: Floats = self.rows[numbers].astype(np.float32)
        found *= self.scales[numbers][:, None]
        return found


@dataclass(frozen=True)
class Encoder:
    """`layers` over all tokens, then `closing` over the closing token of each sentence alone."""

    pieces: Pieces
    places: Floats
    kinds: Floats
    norm: Norm
    layers: tuple[Layer, ...]
    closing: Layer

    def __call__(self, numbers: Sequence[int], ends: Sequence[int], kind: int) -> Floats:
        """Features [sentences, 2 x width]. `ends` are the places of the sentences' closing tokens."""
        states = self.norm(self.pieces(numbers) + self.places[: len(numbers)] + self.kinds[kind])
        for layer in self.layers:
            states = layer(states, states)
        begins = [1, *(end + 1 for end in ends[:-1])]
        lengths = np.array([end + 1 - begin for begin, end in zip(begins, ends, strict=True)], np.float32)
        means = np.add.reduceat(states[: ends[-1] + 1], begins) / lengths[:, None]
        return np.concatenate([means, self.closing(states[list(ends)], states)], 1)


def encoder_of(pieces: Arrays, layers: Arrays) -> Encoder:
    """From the arrays of the two weight files; KeyError names the one that is missing."""
    count = sum(name.endswith(".query.weight") for name in layers)
    return Encoder(
        Pieces(pieces["pieces"].astype(np.int8, copy=False), floats(pieces["pieces.scale"])),
        unpacked(layers, "places"),
        floats(layers["kinds"]),
        norm_of(layers, "norm"),
        tuple(layer_of(layers, f"layer{number}") for number in range(count - 1)),
        layer_of(layers, "closing"),
    )


def layer_of(arrays: Arrays, name: str) -> Layer:
    def dense(part: str) -> Dense:
        return Dense(unpacked(arrays, f"{name}.{part}.weight"), floats(arrays[f"{name}.{part}.bias"]))

    return Layer(
        dense("query"),
        dense("key"),
        dense("value"),
        dense("joined"),
        norm_of(arrays, f"{name}.attended_norm"),
        dense("inner"),
        dense("outer"),
        norm_of(arrays, f"{name}.norm"),
    )


def norm_of(arrays: Arrays, name: str) -> Norm:
    return Norm(floats(arrays[f"{name}.weight"]), floats(arrays[f"{name}.bias"]))


def unpacked(arrays: Arrays, name: str) -> Floats:
    """Whole numbers times the scale of their column."""
    spread: Floats = arrays[name].astype(np.float32)
    spread *= floats(arrays[f"{name}.scale"])
    return spread


def floats(array: NDArray[np.generic]) -> Floats:
    return array.astype(np.float32)
