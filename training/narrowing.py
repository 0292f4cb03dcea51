"""Fewer heads and neurons a layer: those that say the least on our texts are left out."""

import torch
from torch import Tensor, nn

from training.network import HEAD_WIDTH, Batch, Layer, Network


def narrow(network: Network, texts: Batch, heads: int, neurons: int) -> None:
    """In each layer over all tokens keep those that vary most; what the others say on average stays."""
    attended = heard(network, texts, "joined")
    fired = heard(network, texts, "outer")
    for layer, before_joined, before_outer in zip(network.layers, attended, fired, strict=True):
        keep_heads(layer, before_joined, heads)
        keep_neurons(layer, before_outer, neurons)


def heard(network: Network, texts: Batch, part: str) -> list[Tensor]:
    """What goes into this part of each layer, [tokens, numbers]."""
    found: list[Tensor] = []
    hooks = [
        getattr(layer, part).register_forward_pre_hook(lambda _m, given: found.append(given[0]))
        for layer in network.layers
    ]
    with torch.no_grad():
        network.eval()(texts)
    for hook in hooks:
        hook.remove()
    return [states[texts.is_token] for states in found]


def keep_heads(layer: Layer, attended: Tensor, kept: int) -> None:
    varying = (attended - attended.mean(0)).unflatten(1, (-1, HEAD_WIDTH))
    outcome = layer.joined.weight.unflatten(1, (-1, HEAD_WIDTH))
    size = torch.einsum("thd,whd->thw", varying, outcome).square().sum(2).mean(0)
    heads = size.topk(kept).indices.sort().values
    chosen = (heads[:, None] * HEAD_WIDTH + torch.arange(HEAD_WIDTH)).flatten()
    layer.joined = without(layer.joined, attended.mean(0), chosen)
    for name in ("query", "key", "value"):
        setattr(layer, name, only(getattr(layer, name), chosen))


def keep_neurons(layer: Layer, fired: Tensor, kept: int) -> None:
    size = fired.std(0) * layer.outer.weight.norm(dim=0)
    chosen = size.topk(kept).indices.sort().values
    layer.outer = without(layer.outer, fired.mean(0), chosen)
    layer.inner = only(layer.inner, chosen)


def only(dense: nn.Linear, chosen: Tensor) -> nn.Linear:
    """With these of its outcomes."""
    found = nn.Linear(dense.in_features, len(chosen))
    with torch.no_grad():
        found.weight.copy_(dense.weight[chosen])
        found.bias.copy_(dense.bias[chosen])
    return found


def without(dense: nn.Linear, usual: Tensor, chosen: Tensor) -> nn.Linear:
    """With these of its inputs: the others count as always what they usually are."""
    found = nn.Linear(len(chosen), dense.out_features)
    left_out = usual.clone()
    left_out[chosen] = 0
    with torch.no_grad():
        found.weight.copy_(dense.weight[:, chosen])
        found.bias.copy_(dense.bias + dense.weight @ left_out)
    return found
