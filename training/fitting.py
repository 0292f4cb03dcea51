"""Fine-tuning: from the public encoder and labelled texts to a network that judges sentences."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from bot.coach.practice.judge import KINDS
from bot.coach.practice.wordpiece import WordPieces
from training.batches import Row, batch_of, row_of, shuffled_batches
from training.encoder_weights import fresh_network
from training.narrowing import narrow
from training.network import INNER, OUTPUTS, Batch, Network
from training.records import Sample
from training.variation import varied

Tell = Callable[[int, float, Network], None]  # the epoch that ended, its mean loss, the network so far


MEASURED = 48  # texts on which it is seen which neurons say the least


@dataclass(frozen=True)
class Recipe:
    """What is tried out in the folds; the defaults are the ones that did best on writers never seen."""

    layers: int = 3
    closing: bool = True
    heads: int = 8  # of 12 in each layer over all tokens are kept
    inner: int = 768  # of 1,536 neurons in the widest part of each layer over all tokens are kept
    after_epochs: int = 3  # that follow on leaving out the others
    after_rate: float = 1.5e-4
    epochs: int = 6
    size: int = 8
    rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.9  # of the rate, a layer further down
    dropout: float = 0.1
    variation: float = 0.6  # the share of texts that are varied in each epoch
    smoothing: float = 0.0
    averaged: float = 0.4  # the last share of steps over which the weights are averaged
    frozen: bool = True  # the embeddings of the pieces stay as published: rare words keep their sense
    seed: int = 1


def fit(samples: Sequence[Sample], read: WordPieces, recipe: Recipe, tell: Tell) -> Network:
    """Learn at full width, leave out the neurons that say the least, and learn a little more."""
    torch.manual_seed(recipe.seed)
    fresh = fresh_network(recipe.layers, recipe.closing, recipe.dropout)
    return narrowed(learn(fresh, samples, read, recipe, tell), samples, read, recipe, tell)


def narrowed(
    network: Network, samples: Sequence[Sample], read: WordPieces, recipe: Recipe, tell: Tell
) -> Network:
    if recipe.inner < INNER:
        chosen = Random(recipe.seed).sample(list(samples), MEASURED)
        narrow(network, batch_of([row_of(each, read) for each in chosen]), recipe.heads, recipe.inner)
        after = replace(recipe, epochs=recipe.after_epochs, rate=recipe.after_rate)
        network = learn(network, samples, read, after, tell)
    return network


def learn(
    network: Network, samples: Sequence[Sample], read: WordPieces, recipe: Recipe, tell: Tell
) -> Network:
    rng = Random(recipe.seed)
    optimizer = torch.optim.AdamW(groups(network, recipe), weight_decay=0.01)
    total = recipe.epochs * math.ceil(len(samples) / recipe.size)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: warm_then_down(step, total))
    mean = torch.optim.swa_utils.AveragedModel(network)
    step = 0
    for epoch in range(recipe.epochs):
        losses = []
        rows = [row_of(varied(each, rng, recipe.variation), read) for each in samples]
        for batch in shuffled_batches(rows, recipe.size, rng):
            losses.append(train_step(network, optimizer, batch, recipe))
            schedule.step()
            step += 1
            if step > total * (1 - recipe.averaged):
                mean.update_parameters(network)
        tell(epoch + 1, float(np.mean(losses)), network)
    averaged = mean.module if recipe.averaged else network
    return averaged.eval()


def train_step(network: Network, optimizer: torch.optim.Optimizer, batch: Batch, recipe: Recipe) -> float:
    network.train()
    loss = loss_of(network(batch), batch, recipe.smoothing)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def loss_of(logits: Tensor, batch: Batch, smoothing: float) -> Tensor:
    counted = batch.is_sentence[:, :, None] & (
        (torch.arange(logits.shape[2]) < OUTPUTS["pitch"]) | (batch.kinds == 1)[:, None, None]
    )
    target = batch.marks * (1 - 2 * smoothing) + smoothing
    each = functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return each[counted].mean()


def warm_then_down(step: int, total: int) -> float:
    warm = max(total // 10, 1)
    return (step + 1) / warm if step < warm else max(total - step, 0) / max(total - warm, 1)


def groups(network: Network, recipe: Recipe) -> list[dict[str, object]]:
    """Lower layers hold what is common to all texts: they learn more slowly than the heads."""
    found: list[dict[str, object]] = [{"params": list(network.heads.parameters()), "lr": recipe.head_rate}]
    rate = recipe.rate
    stages = [network.closing, *reversed(network.layers)] if network.closing else [*reversed(network.layers)]
    for stage in stages:
        found.append({"params": list(stage.parameters()), "lr": rate})
        rate *= recipe.decay
    network.pieces.requires_grad_(not recipe.frozen)
    bottom = (network.pieces, network.places, network.kinds, network.norm)
    found.append({"params": [p for part in bottom for p in part.parameters() if p.requires_grad], "lr": rate})
    return found


def predict(network: Network, rows: Sequence[Row]) -> list[NDArray[np.float64]]:
    """Probabilities [sentences, labels] a text."""
    found = []
    with torch.inference_mode():
        for row in rows:
            logits = network(batch_of([row]))[0, :, : OUTPUTS[KINDS[row.kind]]]
            found.append(torch.sigmoid(logits.double()).numpy())
    return found
