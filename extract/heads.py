"""What the heads share between training and run time: tags, distances, which pairs are looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from entente.ontology import Kind, RelationType

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

KINDS = tuple(Kind)
TYPES = tuple(RelationType)
TAGS = ("O", *(f"B-{kind}" for kind in KINDS), *(f"I-{kind}" for kind in KINDS))
"""BIO tags: outside, begins a kind, goes on in a kind."""

_DISTANCE_STEPS = np.array([2, 4, 7, 11, 16, 24, 36, 54, 80, 120, 180, 260])
DISTANCES = 2 * (len(_DISTANCE_STEPS) + 1)
"""Buckets of the distance between two mentions, by direction."""

ALLOWED: npt.NDArray[np.bool_] = np.array(
    [[[kind.allows(subject, obj) for kind in TYPES] for obj in KINDS] for subject in KINDS]
)
"""(subject kind, object kind, type): what the ontology allows."""
_ANY: npt.NDArray[np.bool_] = np.any(ALLOWED, axis=-1, keepdims=True)[..., 0]


def pair_arrays(first: Ints, last: Ints, owner: Ints, kinds: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The ordered pairs of entities that some relation may join.

    `first`, `last`, `owner` describe the mentions (M), `kinds` the entities (E). Returns `heads`, `tails` (P),
    the nearest mentions (P, 2) and the bucket of their distance (P).
    """
    count = len(kinds)
    gaps = np.maximum(first[:, None] - last[None, :], first[None, :] - last[:, None])  # (M, M)
    order = np.argsort(owner, kind="stable")
    edges = np.searchsorted(owner[order], np.arange(count))
    sorted_gaps = gaps[order][:, order]
    best = np.minimum.reduceat(np.minimum.reduceat(sorted_gaps, edges, 0), edges, 1)  # (E, E)
    heads, tails = np.nonzero(_ANY[np.ix_(kinds, kinds)] & ~np.eye(count, dtype=bool))
    nearest = np.empty((len(heads), 2), np.int64)
    members = [order[a:b] for a, b in zip(edges, [*edges[1:], len(order)], strict=True)]
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for p, (h, t) in enumerate(zip(heads.tolist(), tails.tolist(), strict=True)):
        cell = cells.get((t, h))
        if cell is not None:
            nearest[p] = cell[1], cell[0]
            continue
        if len(members[h]) == 1 and len(members[t]) == 1:
            cell = int(members[h][0]), int(members[t][0])
        else:
            a, b = divmod(int(gaps[np.ix_(members[h], members[t])].argmin()), len(members[t]))
            cell = int(members[h][a]), int(members[t][b])
        cells[h, t] = cell
        nearest[p] = cell
    distance = np.searchsorted(_DISTANCE_STEPS, best[heads, tails], side="right")
    forward = first[nearest[:, 0]] < first[nearest[:, 1]]
    return heads, tails, nearest, distance + forward * (len(_DISTANCE_STEPS) + 1)


def kind_indices(kinds: Sequence[Kind]) -> Ints:
    """Indices in `KINDS`."""
    return np.array([KINDS.index(kind) for kind in kinds], np.int64)
