"""Texts as numbers: word pieces, where the sentences begin and end, and what was labelled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import torch

from bot.coach.practice.judge import KINDS, facts_of
from bot.coach.practice.same_names import same_names
from bot.coach.practice.wordpiece import WordPieces
from training.network import FACTS, PLACES, Batch
from training.records import Sample

MARKS = 9


@dataclass(frozen=True)
class Row:
    """A text as the network reads it: [CLS] sentence [SEP] sentence [SEP] ..."""

    pieces: list[int]
    ends: list[int]  # the place of each sentence's [SEP]
    kind: int
    marks: Sequence[Sequence[float]]


def row_of(sample: Sample, read: WordPieces) -> Row:
    pieces, ends = [read.start], []
    for sentence in same_names(sample.sentences):
        pieces += [*pieces_of(read, sentence), read.end]
        ends.append(len(pieces) - 1)
    kept = [end for end in ends if end < PLACES]
    return Row(pieces[: kept[-1] + 1], kept, KINDS.index(sample.kind), sample.marks[: len(kept)])


@lru_cache(maxsize=200_000)
def pieces_of(read: WordPieces, sentence: str) -> tuple[int, ...]:
    return tuple(read(sentence))


def batch_of(rows: Sequence[Row]) -> Batch:
    longest, most = max(len(row.pieces) for row in rows), max(len(row.ends) for row in rows)
    shape = len(rows), most
    batch = Batch(
        torch.zeros(len(rows), longest, dtype=torch.long),
        torch.zeros(len(rows), longest, dtype=torch.bool),
        torch.tensor([row.kind for row in rows]),
        torch.zeros(*shape, longest),
        torch.zeros(shape, dtype=torch.long),
        torch.zeros(*shape, FACTS),
        torch.zeros(shape, dtype=torch.bool),
        torch.zeros(*shape, MARKS),
    )
    for number, row in enumerate(rows):
        fill(batch, number, row)
    return batch


def fill(batch: Batch, at: int, row: Row) -> None:
    batch.pieces[at, : len(row.pieces)] = torch.tensor(row.pieces)
    batch.is_token[at, : len(row.pieces)] = True
    begin = 1
    for number, end in enumerate(row.ends):
        batch.spread[at, number, begin : end + 1] = 1 / (end + 1 - begin)
        batch.markers[at, number] = end
        batch.facts[at, number] = torch.tensor(facts_of(number, len(row.ends)))
        batch.is_sentence[at, number] = True
        batch.marks[at, number, : len(row.marks[number])] = torch.tensor(row.marks[number])
        begin = end + 1


def shuffled_batches(rows: Sequence[Row], size: int, rng: Random) -> Iterator[Batch]:
    """Texts of about the same length together, so that little is padded; the batches in random order."""
    order = sorted(rows, key=lambda row: len(row.pieces) * rng.uniform(0.85, 1.15))
    groups = [order[begin : begin + size] for begin in range(0, len(order), size)]
    rng.shuffle(groups)
    yield from map(batch_of, groups)
