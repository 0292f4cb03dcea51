"""Fewer neurons in the widest part of each layer: those that say the least on our texts are left out."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.network import Batch, Layer, Network


def narrow(network: Network, texts: Batch, kept: int) -> None:
    """In each layer over all tokens keep those that vary most; what the others say on average stays."""
    said: list[Tensor] = []
    hooks = [
        layer.inner.register_forward_hook(lambda _m, _i, out: said.append(out)) for layer in network.layers
    ]
    with torch.no_grad():
        network.eval()(texts)
    for hook in hooks:
        hook.remove()
    for layer, states in zip(network.layers, said, strict=True):
        keep_neurons(layer, functional.gelu(states[texts.is_token], approximate="tanh"), kept)


def keep_neurons(layer: Layer, fired: Tensor, kept: int) -> None:
    """`fired` is [tokens, neurons]."""
    inner, outer = layer.inner, layer.outer
    size = fired.std(0) * outer.weight.norm(dim=0)
    chosen = size.topk(kept).indices.sort().values
    usual = fired.mean(0)
    usual[chosen] = 0
    with torch.no_grad():
        layer.inner = nn.Linear(inner.in_features, kept)
        layer.outer = nn.Linear(kept, outer.out_features)
        layer.inner.weight.copy_(inner.weight[chosen])
        layer.inner.bias.copy_(inner.bias[chosen])
        layer.outer.weight.copy_(outer.weight[:, chosen])
        layer.outer.bias.copy_(outer.bias + outer.weight @ usual)
