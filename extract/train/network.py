"""The network in torch: MiniLM encoder with case shapes, mention tags, relations between entity pairs.

Only training uses it; at run time the encoder is ONNX and the heads are numpy (`entente.extract.heads`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from entente.extract.heads import AROUND, DISTANCES, TAGS
from entente.extract.windows import SHAPES
from entente.ontology import Kind, RelationType, Status

HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512
PAIR, KIND, DISTANCE = 256, 24, 16


class Layer(nn.Module):
    """One transformer layer of BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.out_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.down_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, lengths: Sequence[int] | None) -> tuple[Tensor, list[Tensor]]:
        """`x`: (pieces, hidden) of texts one after the other. Also each text's attention (heads, pieces, pieces)."""
        weights = []
        mixed = []
        parts = [f(x).unflatten(1, (HEADS, -1)).transpose(0, 1) for f in (self.query, self.key, self.value)]
        for q, k, v in [parts] if lengths is None else zip(*(p.split(lengths, 1) for p in parts), strict=True):
            weight = (q / math.sqrt(HIDDEN / HEADS) @ k.transpose(-1, -2)).softmax(-1)
            mixed.append((weight.to(v.dtype) @ v).transpose(0, 1).flatten(1))
            weights.append(weight)
        x = self.out_norm(x + self.dropout(self.out(torch.cat(mixed))))
        return self.down_norm(x + self.dropout(self.down(functional.gelu(self.up(x))))), weights


class Encoder(nn.Module):
    """MiniLM-L6 with an embedding of the case shape added to each piece."""

    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.kinds = nn.Parameter(torch.zeros(HIDDEN))
        self.shapes = nn.Embedding(len(SHAPES), HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor, lengths: Sequence[int] | None = None) -> tuple[Tensor, list[Tensor]]:
        """(pieces) of texts with these lengths, one after the other and not padded: hidden states (pieces, hidden)
        and for each text the last layer's attention (heads, pieces, pieces). Without lengths it is one text."""
        return self.encode(self.words(ids), shapes, lengths)

    def encode(
        self, words: Tensor, shapes: Tensor, lengths: Sequence[int] | None = None
    ) -> tuple[Tensor, list[Tensor]]:
        """The same from the pieces' embeddings."""
        place = torch.cat([torch.arange(n) for n in ([words.shape[0]] if lengths is None else lengths)])
        x = words + self.positions(place) + self.kinds + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        weights: list[Tensor] = []
        for layer in self.layers:
            x, weights = layer(x, lengths)
        return x, weights

    @classmethod
    def pretrained(cls, folder: Path, dropout: float = 0.1) -> Encoder:
        """From the weights of a BERT of this size in `model.safetensors`."""
        given = load_file(folder / "model.safetensors")
        encoder = cls(given["embeddings.word_embeddings.weight"].shape[0], dropout)
        names = {
            "words.weight": "embeddings.word_embeddings.weight",
            "positions.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        state = encoder.state_dict()
        for ours, theirs in names.items():
            state[ours] = given[theirs]
        state["kinds"] = given["embeddings.token_type_embeddings.weight"][0]
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "out_norm": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "down_norm": "output.LayerNorm",
        }
        for i in range(LAYERS):
            for ours, theirs in parts.items():
                for end in ("weight", "bias"):
                    state[f"layers.{i}.{ours}.{end}"] = given[f"encoder.layer.{i}.{theirs}.{end}"]
        encoder.load_state_dict(state)
        return encoder


@dataclass(slots=True)
class Pairs:
    """The entity pairs of one window, as the relation head takes them.

    Shapes, with M mentions, E entities, P pairs: `first`, `last` (M) pieces of the mentions, `owner` (M) their
    entity, `anaphor` (M) whether one is an anaphor, `kinds` (E), `heads`, `tails` (P) entities, `nearest` (P, 2)
    the two mentions nearest to each other, `distance` (P) bucket.
    """

    first: Tensor
    last: Tensor
    owner: Tensor
    anaphor: Tensor
    kinds: Tensor
    heads: Tensor
    tails: Tensor
    nearest: Tensor
    distance: Tensor


class RelationHead(nn.Module):
    """What the text says of two entities: a network of two layers over the entities, their nearest mentions, the
    context that both attend to (Zhou et al. 2021), and the stretches between, before and after the mentions.

    Those around have weights of their own for each order of the mentions, or "A bought B" could not be told from
    "B bought A". The last output is the threshold class: a relation holds where its score is above that. The same
    pair also tells where the act stands (planned, ongoing, completed, ended).
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.kind = nn.Embedding(len(Kind), KIND)
        self.distance = nn.Embedding(DISTANCES, DISTANCE)
        self.anaphor = nn.Parameter(torch.zeros(HIDDEN))
        self.head, self.tail = nn.Linear(2 * HIDDEN, PAIR, bias=False), nn.Linear(2 * HIDDEN, PAIR, bias=False)
        self.forth, self.back = nn.Linear(4 * HIDDEN, PAIR, bias=False), nn.Linear(4 * HIDDEN, PAIR, bias=False)
        self.plain = nn.Linear(2 * KIND + DISTANCE, PAIR)
        self.inner = nn.Linear(PAIR, PAIR)
        self.out = nn.Linear(PAIR, len(RelationType) + 1)
        self.status = nn.Linear(PAIR, len(Status))
        self.direct = nn.Linear(2 * KIND + DISTANCE, len(RelationType) + 1, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, attention: Tensor, pairs: Pairs) -> tuple[Tensor, Tensor, Tensor]:
        """One window: scores (P, types + 1), each pair's attention over the pieces (P, pieces), status (P, 4)."""
        mentions = (hidden[pairs.first] + hidden[pairs.last]) / 2 + pairs.anaphor[:, None] * self.anaphor
        count, length = len(pairs.kinds), len(hidden)
        member = pairs.owner[None, :] == torch.arange(count)[:, None]  # (E, M)
        spread = mentions[None].masked_fill(~member[:, :, None], -1e4)
        entities = torch.logsumexp(spread, 1)
        rows = attention[:, pairs.first]  # (heads, M, pieces)
        weight = member.float() / member.sum(1, keepdim=True).clamp(min=1)
        looks = torch.einsum("em,hmn->ehn", weight, rows)
        each = looks.permute(2, 0, 1)  # (pieces, E, heads)
        context = (each @ each.transpose(1, 2)).permute(1, 2, 0)[pairs.heads, pairs.tails]
        context = context / (context.sum(1, keepdim=True) + 1e-10)
        a, b = pairs.nearest[:, 0], pairs.nearest[:, 1]
        left = torch.minimum(pairs.first[a], pairs.first[b])
        right = torch.maximum(pairs.last[a], pairs.last[b]) + 1
        sums = functional.pad(hidden.cumsum(0), (0, 0, 1, 0))

        def mean(start: Tensor, end: Tensor) -> Tensor:
            return (sums[end] - sums[start]) / (end - start).clamp(min=1)[:, None]

        inside = mean(torch.minimum(pairs.last[a], pairs.last[b]) + 1, torch.maximum(pairs.first[a], pairs.first[b]))
        before = mean((left - AROUND).clamp(min=0), left)
        after = mean(right, (right + AROUND).clamp(max=length))
        around = self.dropout(torch.cat([context @ hidden, inside, before, after], -1))
        forward = (pairs.first[a] < pairs.first[b])[:, None]
        kinds = self.kind(pairs.kinds)
        plain = torch.cat([kinds[pairs.heads], kinds[pairs.tails], self.distance(pairs.distance)], -1)
        x = self.head(self.dropout(torch.cat([entities[pairs.heads], mentions[a]], -1)))
        x = x + self.tail(self.dropout(torch.cat([entities[pairs.tails], mentions[b]], -1)))
        x = x + torch.where(forward, self.forth(around), self.back(around)) + self.plain(plain)
        x = functional.relu(self.inner(self.dropout(functional.relu(x))))
        x = self.dropout(x)
        return self.out(x) + self.direct(plain), context, self.status(x)


class Network(nn.Module):
    """Encoder and both heads."""

    def __init__(self, encoder: Encoder, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(HIDDEN, len(TAGS))
        self.relations = RelationHead(dropout)


def threshold_loss(scores: Tensor, labels: Tensor, allowed: Tensor) -> Tensor:
    """The adaptive threshold loss: wanted types above the threshold class, the others below.

    `scores` (P, T + 1), `labels` and `allowed` (P, T); types that the ontology forbids take no part. Mean over pairs.
    """
    blocked = torch.full_like(scores, -1e4)
    threshold = torch.zeros_like(scores, dtype=torch.bool)
    threshold[:, -1] = True
    wanted = functional.pad(labels, (0, 1))
    rest = functional.pad(allowed & ~labels, (0, 1))
    positive = torch.where(wanted | threshold, scores, blocked).log_softmax(-1)
    first = -(positive * wanted).sum(-1)
    negative = torch.where(rest | threshold, scores, blocked).log_softmax(-1)
    return (first - negative[:, -1]).mean()
