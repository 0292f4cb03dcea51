"""Fewer neurons in the widest part of each layer: those that say the least on our texts are left out."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.network import Batch, Layer, Network


def narrow(network: Network, texts: Batch, kept: int) -> None:
    """In each layer over all tokens, keep as many neurons: those that move the outcome most, by mean size."""
    said: list[Tensor] = []
    hooks = [
        layer.inner.register_forward_hook(lambda _m, _i, out: said.append(out)) for layer in network.layers
    ]
    with torch.inference_mode():
        network.eval()(texts)
    for hook in hooks:
        hook.remove()
    for layer, states in zip(network.layers, said, strict=True):
        size = functional.gelu(states[texts.is_token]).abs().mean(0) * layer.outer.weight.norm(dim=0)
        keep_neurons(layer, size.topk(kept).indices.sort().values.clone())


def keep_neurons(layer: Layer, chosen: Tensor) -> None:
    with torch.no_grad():
        inner, outer = layer.inner, layer.outer
        layer.inner = nn.Linear(inner.in_features, len(chosen))
        layer.outer = nn.Linear(len(chosen), outer.out_features)
        layer.inner.weight.copy_(inner.weight[chosen])
        layer.inner.bias.copy_(inner.bias[chosen])
        layer.outer.weight.copy_(outer.weight[:, chosen])
        layer.outer.bias.copy_(outer.bias)
