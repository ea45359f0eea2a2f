from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.graph.draw.layout import positions

NAMES = st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=25)


@given(nodes=NAMES, seed=st.integers(0, 100))
@settings(max_examples=40, deadline=None)
def test_places_are_a_pure_function_of_the_graph_whatever_the_order(nodes: list[str], seed: int) -> None:
    chance = random.Random(seed)
    edges = [(chance.choice(nodes), chance.choice(nodes)) for _ in nodes]
    first = positions(nodes, edges)
    shuffled = chance.sample(nodes, len(nodes))
    assert positions(shuffled, list(reversed(edges))) == first
    assert set(first) == set(nodes)


@given(nodes=NAMES.filter(lambda names: len(names) > 1))
@settings(max_examples=25, deadline=None)
def test_no_two_nodes_lie_on_each_other(nodes: list[str]) -> None:
    placed = positions(nodes, list(itertools.pairwise(nodes)))
    assert len(set(placed.values())) == len(nodes)


def test_parts_that_are_not_connected_lie_side_by_side() -> None:
    placed = positions(["a", "b", "c", "d"], [("a", "b"), ("c", "d")])
    left = {placed["a"][0], placed["b"][0]}
    right = {placed["c"][0], placed["d"][0]}
    rows = {placed["a"][1], placed["b"][1]}, {placed["c"][1], placed["d"][1]}
    assert max(left) < min(right) or max(rows[0]) < min(rows[1])


@pytest.mark.slow
def test_a_thousand_nodes_are_placed_in_seconds_not_minutes() -> None:
    nodes = [f"n{i}" for i in range(1000)]
    chance = random.Random(1)
    placed = positions(nodes, [(nodes[i], nodes[chance.randrange(i)]) for i in range(1, 1000)])
    assert len(set(placed.values())) > 990
