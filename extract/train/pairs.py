"""Trains the small model of `entente_clusters`: which two forms of a document name one thing."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from entente.extract.components.clusters import FEATURES, Form, brackets, candidate_pairs
from entente.extract.heads import KINDS, Floats
from entente.extract.train.augment import Renamer
from entente.extract.train.data import CONFUSED, GoldDocument
from entente.ontology import Kind

_INNER = 32


def pair_rows(document: GoldDocument, rng: random.Random | None = None) -> tuple[Floats, Floats]:
    """Features and truth of a document's candidate pairs of forms.

    With `rng` some forms have a wrong kind. At run time two forms of one thing are often taken for a company and a
    university; a model that never saw that would not put them together.
    """
    forms: dict[str, Form] = {}
    owner: dict[str, int] = {}
    for start, end, index in document.spans:
        text = document.text[start:end]
        if text not in forms:
            kind = document.entities[index].kind
            forms[text] = Form(text, kind if rng is None else _taken_for(kind, rng), start)
            owner[text] = index
    listed = [f for f in forms.values() if f.words]
    pairs, rows = candidate_pairs(listed, brackets(document.text, [s[:2] for s in document.spans]))
    same = np.array([owner[listed[i].text] == owner[listed[j].text] for i, j in pairs], np.float32)
    return rows, same


def _taken_for(kind: Kind, rng: random.Random) -> Kind:
    if kind in CONFUSED and rng.random() < _LIKE:
        return rng.choice(CONFUSED)
    return rng.choice(KINDS) if rng.random() < _ANY else kind


_LIKE, _ANY = 0.25, 0.05
"""How often a form is taken for another kind of organisation, and for any other kind."""


def train_pairs(documents: Sequence[GoldDocument], *, seed: int = 1, steps: int = 2500) -> dict[str, Floats]:
    """The weights of the pair model."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    renamer = Renamer(documents)
    tables = [pair_rows(d) for d in documents] + [pair_rows(renamer.rename(d, rng)) for d in documents]
    tables += [pair_rows(d, rng) for _ in range(2) for d in documents]
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
