"""What the heads share between training and run time: tags, distances, which pairs are looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from entente.ontology import Kind, RelationType, Status

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]

KINDS = tuple(Kind)
TYPES = tuple(RelationType)
STATUSES = tuple(Status)
TAGS = ("O", *(f"B-{kind}" for kind in KINDS), *(f"I-{kind}" for kind in KINDS))
"""BIO tags: outside, begins a kind, goes on in a kind."""

_DISTANCE_STEPS = np.array([2, 4, 7, 11, 16, 24, 36, 54, 80, 120, 180, 260])
DISTANCES = 2 * (len(_DISTANCE_STEPS) + 1)
"""Buckets of the distance between two mentions, by direction."""

AROUND = 4
"""Pieces before and after two mentions that the relation head looks at."""

ALLOWED: npt.NDArray[np.bool_] = np.array(
    [[[kind.allows(subject, obj) for kind in TYPES] for obj in KINDS] for subject in KINDS]
)
"""(subject kind, object kind, type): what the ontology allows."""
_ANY: npt.NDArray[np.bool_] = np.any(ALLOWED, axis=-1, keepdims=True)[..., 0]


def pair_arrays(
    first: Ints, last: Ints, owner: Ints, kinds: Ints, worth: npt.NDArray[np.bool_] | None = None
) -> tuple[Ints, Ints, Ints, Ints]:
    """The ordered pairs of entities that some relation may join.

    `first`, `last`, `owner` describe the mentions (M), `kinds` the entities (E). Returns `heads`, `tails` (P),
    the nearest mentions (P, 2) and the bucket of their distance (P). With `worth` (subject kind, object kind, bucket)
    only the pairs for which it is true.
    """
    count, size = len(kinds), len(first)
    gaps = np.maximum(first[:, None] - last[None, :], first[None, :] - last[:, None])  # (M, M)
    # A gap and where it is in one number, so that the smallest says both.
    places = gaps * size**2 + np.arange(size**2).reshape(size, size)
    order = np.argsort(owner, kind="stable")
    edges = np.searchsorted(owner[order], np.arange(count))
    best = np.minimum.reduceat(np.minimum.reduceat(places[order][:, order], edges, 0), edges, 1)  # (E, E)
    heads, tails = np.nonzero(_ANY[np.ix_(kinds, kinds)] & ~np.eye(count, dtype=bool))
    chosen = best[heads, tails]
    nearest = np.stack(np.divmod(chosen % size**2, size), 1)
    gap = chosen // size**2
    forward = first[nearest[:, 0]] < first[nearest[:, 1]]
    distance = np.searchsorted(_DISTANCE_STEPS, gap, side="right") + forward * (len(_DISTANCE_STEPS) + 1)
    if worth is None:
        return heads, tails, nearest, distance
    kept = worth[kinds[heads], kinds[tails], distance]
    return heads[kept], tails[kept], nearest[kept], distance[kept]


def kind_indices(kinds: Sequence[Kind]) -> Ints:
    """Indices in `KINDS`."""
    return np.array([KINDS.index(kind) for kind in kinds], np.int64)


def log_softmax(scores: Floats) -> Floats:
    """Along the last axis."""
    top = scores.max(-1, keepdims=True)
    result: Floats = scores - top - np.log(np.exp(scores - top).sum(-1, keepdims=True))
    return result
