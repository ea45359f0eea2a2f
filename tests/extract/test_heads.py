"""Which pairs of entities are looked at, and how far apart they are."""

from __future__ import annotations

import numpy as np

from entente.extract.heads import ALLOWED, DISTANCES, KINDS, TYPES, kind_indices, pair_arrays
from entente.ontology import Kind, RelationType


def arrays(*rows: tuple[int, int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return tuple(np.array(column) for column in zip(*rows, strict=True))  # type: ignore[return-value]


def test_the_mask_is_the_ontology() -> None:
    for t, kind in enumerate(TYPES):
        for s, subject in enumerate(KINDS):
            for o, obj in enumerate(KINDS):
                assert ALLOWED[s, o, t] == kind.allows(subject, obj)


def test_pairs_that_nothing_may_join_are_left_out() -> None:
    first, last, owner = arrays((1, 1, 0), (5, 6, 1))
    heads, _, _, _ = pair_arrays(first, last, owner, kind_indices([Kind.TECHNOLOGY, Kind.TECHNOLOGY]))
    assert heads.tolist() == []


def test_the_nearest_mentions_count() -> None:
    first, last, owner = arrays((1, 2, 0), (40, 41, 1), (44, 44, 0))
    heads, tails, nearest, distance = pair_arrays(first, last, owner, kind_indices([Kind.FUND, Kind.COMPANY]))
    assert list(zip(heads.tolist(), tails.tolist(), strict=True)) == [(0, 1), (1, 0)]
    assert nearest.tolist() == [[2, 1], [1, 2]]
    assert len(set(distance.tolist())) == 2, "the direction counts"
    assert (distance < DISTANCES).all()


def test_far_apart_is_the_last_bucket() -> None:
    first, last, owner = arrays((1, 1, 0), (400, 401, 1))
    *_, distance = pair_arrays(first, last, owner, kind_indices([Kind.PERSON, Kind.PLACE]))
    assert max(distance.tolist()) == DISTANCES - 1
    assert RelationType.WORKS_FOR.allows(Kind.PERSON, Kind.PLACE)
