"""Which pairs of entities are worth a look: those of kinds, at a distance, that state something often enough."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from entente.extract.heads import DISTANCES, KINDS, Doubles, Floats
from entente.extract.train.data import GoldDocument
from entente.extract.train.examples import Exampler

SHARE = 0.005
"""Pairs of which fewer state anything are left out. Half of all pairs go, and one statement of forty with them."""
_TRUST = 100
"""So many pairs of what is usual for the kinds and for the distance stand beside those counted."""


def worth(documents: Iterable[GoldDocument], exampler: Exampler) -> Floats:
    """(subject kind, object kind, bucket of distance): 1 where pairs are worth a look, else 0."""
    pairs = np.zeros((len(KINDS), len(KINDS), DISTANCES))
    stated = np.zeros_like(pairs)
    for document in documents:
        for example in exampler.windows(document):
            if example.pairs is None:
                continue
            p = example.pairs
            kinds = p.kinds.numpy()
            place = (kinds[p.heads.numpy()], kinds[p.tails.numpy()], p.distance.numpy())
            np.add.at(pairs, place, 1)
            np.add.at(stated, place, example.labels.any(1).numpy())
    return (often(pairs, stated) >= SHARE).astype(np.float32)


def often(pairs: Doubles, stated: Doubles) -> Doubles:
    """The share of pairs that state something, each cell drawn to what its kinds and its distance let expect."""
    usual = stated.sum() / max(pairs.sum(), 1)

    def share(*axes: int) -> Doubles:
        some: Doubles = (stated.sum(axes) + usual * _TRUST) / (pairs.sum(axes) + _TRUST)
        return some

    expected = np.clip(share(2)[:, :, None] * share(0, 1) / max(usual, 1e-9), 0, 1)
    result: Doubles = (stated + _TRUST * expected) / (pairs + _TRUST)
    return result
