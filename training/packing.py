"""Weights as the judge reads them: whole numbers of eight bits and a scale a column or row."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.network import Layer, Network

Arrays = dict[str, NDArray[np.generic]]


def packed_pieces(network: Network) -> Arrays:
    weight = array(network.pieces.weight)
    scale = np.abs(weight).max(1) / 127
    return {
        "pieces": np.rint(weight / scale[:, None]).astype(np.int8),
        "pieces.scale": scale.astype(np.float16),
    }


def packed_layers(network: Network) -> Arrays:
    found: Arrays = {"kinds": array(network.kinds.weight), **packed("places", array(network.places.weight))}
    found |= plain("norm", network.norm)
    for number, layer in enumerate(network.layers):
        found |= packed_layer(f"layer{number}", layer)
    found |= packed_layer("closing", network.closing)
    for kind, head in zip(("pitch", "story"), network.heads, strict=True):
        found |= {f"{kind}.weight": array(head.weight).T, f"{kind}.bias": array(head.bias)}
    return found


def packed_layer(name: str, layer: Layer) -> Arrays:
    found: Arrays = {}
    for part, module in layer.named_children():
        if isinstance(module, torch.nn.LayerNorm):
            found |= plain(f"{name}.{part}", module)
        elif isinstance(module, torch.nn.Linear):
            found |= packed(f"{name}.{part}.weight", array(module.weight).T)
            found[f"{name}.{part}.bias"] = array(module.bias)
    return found


def plain(name: str, module: torch.nn.LayerNorm) -> Arrays:
    return {f"{name}.weight": array(module.weight), f"{name}.bias": array(module.bias)}


def packed(name: str, weight: NDArray[np.float32]) -> Arrays:
    scale = np.abs(weight).max(0) / 127
    return {name: np.rint(weight / scale).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}


def rounded(network: Network) -> Network:
    """The network as the judge will have it, with the weights that are left after packing."""
    pieces, layers = packed_pieces(network), packed_layers(network)
    with torch.no_grad():
        network.pieces.weight.copy_(
            tensor(pieces["pieces"]) * tensor(pieces["pieces.scale"].astype(np.float32))[:, None]
        )
        network.places.weight.copy_(spread(layers, "places"))
        stages = {f"layer{number}": layer for number, layer in enumerate(network.layers)}
        for name, layer in {**stages, "closing": network.closing}.items():
            for part, module in layer.named_children():
                if isinstance(module, torch.nn.Linear):
                    module.weight.copy_(spread(layers, f"{name}.{part}.weight").T)
    return network


def spread(arrays: Arrays, name: str) -> torch.Tensor:
    return tensor(arrays[name]) * tensor(arrays[f"{name}.scale"])


def tensor(found: NDArray[np.generic]) -> torch.Tensor:
    return torch.from_numpy(found.astype(np.float32))


def array(parameter: torch.Tensor) -> NDArray[np.float32]:
    return parameter.detach().numpy().astype(np.float32)


def write(folder: Path, network: Network, vocabulary: list[str]) -> None:
    """The files that `load_judge` reads, but for the calibration."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    np.savez_compressed(folder / "pieces.npz", **packed_pieces(network))
    np.savez_compressed(folder / "layers.npz", **packed_layers(network))
