"""Trains the small model of `entente_clusters`: which two forms of a document name one thing."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from entente.extract.components.clusters import FEATURES, Form, brackets, candidate_pairs
from entente.extract.heads import Floats
from entente.extract.train.augment import Renamer
from entente.extract.train.data import GoldDocument

_INNER = 32


def pair_rows(document: GoldDocument) -> tuple[Floats, Floats]:
    """Features and truth of a document's candidate pairs of forms."""
    forms: dict[str, Form] = {}
    owner: dict[str, int] = {}
    for start, end, index in document.spans:
        text = document.text[start:end]
        if text not in forms:
            forms[text] = Form(text, document.entities[index].kind, start)
            owner[text] = index
    listed = [f for f in forms.values() if f.words]
    pairs, rows = candidate_pairs(listed, brackets(document.text, [s[:2] for s in document.spans]))
    same = np.array([owner[listed[i].text] == owner[listed[j].text] for i, j in pairs], np.float32)
    return rows, same


def train_pairs(documents: Sequence[GoldDocument], *, seed: int = 1, steps: int = 2500) -> dict[str, Floats]:
    """The weights of the pair model."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    renamer = Renamer(documents)
    tables = [pair_rows(d) for d in documents] + [pair_rows(renamer.rename(d, rng)) for d in documents]
    rows = torch.from_numpy(np.concatenate([t[0] for t in tables]))
    same = torch.from_numpy(np.concatenate([t[1] for t in tables]))
    model = nn.Sequential(nn.Linear(FEATURES, _INNER), nn.ReLU(), nn.Dropout(0.1), nn.Linear(_INNER, 1))
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for _ in range(steps):
        pick = torch.randint(0, len(rows), (256,))
        loss = functional.binary_cross_entropy_with_logits(model(rows[pick])[:, 0], same[pick])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    inner, outer = model[0], model[3]
    return {
        "inner.weight": inner.weight.detach().numpy().T.copy(),
        "inner.bias": inner.bias.detach().numpy().copy(),
        "outer.weight": outer.weight.detach().numpy().T.copy(),
        "outer.bias": outer.bias.detach().numpy().copy(),
    }
