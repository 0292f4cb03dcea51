"""The encoder and its heads in torch: the numpy forward pass of the judge computes the same."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, HEAD_WIDTH, INNER, PLACES = 384, 12, 32, 1536, 512
FACTS = 8  # numbers that tell where in the text a sentence stands
OUTPUTS = {"pitch": 7, "story": 9}


@dataclass(frozen=True)
class Batch:
    """Texts side by side. T tokens, S sentences in the longest of B texts; the shorter are padded."""

    pieces: Tensor  # [B, T] numbers of word pieces
    is_token: Tensor  # [B, T] false where padded
    kinds: Tensor  # [B] 0 pitch, 1 story
    spread: Tensor  # [B, S, T] each row sums to one over the sentence's tokens
    markers: Tensor  # [B, S] where the token stands that closes the sentence
    facts: Tensor  # [B, S, FACTS]
    is_sentence: Tensor  # [B, S]
    marks: Tensor  # [B, S, 9] what was labelled; a pitch uses the first seven


class Layer(nn.Module):
    """One layer of BERT. `queries` may be fewer than the tokens: only they are carried on.

    No dropout within the attention: on a CPU it costs a third of all the time.
    """

    def __init__(self, dropout: float, inner: int = INNER) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries: Tensor, tokens: Tensor, is_token: Tensor) -> Tensor:
        attended = functional.scaled_dot_product_attention(
            split(self.query(queries)),
            split(self.key(tokens)),
            split(self.value(tokens)),
            attn_mask=is_token[:, None, None, :],
        )
        together = self.joined(attended.transpose(1, 2).flatten(2))
        after = self.attended_norm(queries + self.dropout(together))
        inner = functional.gelu(self.inner(after), approximate="tanh")
        return self.norm(after + self.dropout(self.outer(inner)))


def split(states: Tensor) -> Tensor:
    """[B, N, heads x HEAD_WIDTH] to [B, heads, N, HEAD_WIDTH]."""
    return states.unflatten(2, (-1, HEAD_WIDTH)).transpose(1, 2)


class Network(nn.Module):
    """The first layers of a BERT over the whole text, one for the sentences alone, a head a kind."""

    def __init__(self, pieces: int, layers: int, closing: bool = True, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.closing = Layer(dropout) if closing else None
        wide = WIDTH * (2 if closing else 1) + FACTS
        self.heads = nn.ModuleList(nn.Linear(wide, OUTPUTS[kind]) for kind in OUTPUTS)

    def forward(self, batch: Batch) -> Tensor:
        """Logits [B, S, 9]; the last two of a pitch mean nothing."""
        features = self.dropout(self.features(batch))
        pitch, story = (head(features) for head in self.heads)
        padded = functional.pad(pitch, (0, story.shape[-1] - pitch.shape[-1]))
        return torch.where(batch.kinds[:, None, None] == 1, story, padded)

    def features(self, batch: Batch) -> Tensor:
        places = self.places.weight[: batch.pieces.shape[1]]
        summed = self.pieces(batch.pieces) + places + self.kinds(batch.kinds)[:, None]
        states = self.dropout(self.norm(summed))
        for layer in self.layers:
            states = layer(states, states, batch.is_token)
        parts = [batch.facts, batch.spread @ states]
        if self.closing is not None:
            chosen = batch.markers[:, :, None].expand(-1, -1, WIDTH)
            parts.append(self.closing(states.gather(1, chosen), states, batch.is_token))
        return torch.cat(parts, 2)
