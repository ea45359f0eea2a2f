"""Where the nodes lie: computed beforehand and always the same for the same graph, so that nothing has to settle."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx

_SEED = 20
_DENSE = 500
"""From this size on the cheaper of the two layouts is used; the other would need a sparse-matrix library."""
_SPACE = 230
"""Pixels between neighbours, about."""
_STRETCH = 1.4
"""Labels are wide: horizontal distances are stretched by this."""


def positions(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Pixel coordinates for every node, centred on the origin. A pure function of its arguments' contents.

    Each connected component is laid out by itself; they are packed in rows, the largest first.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in edges if a != b))
    components = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    return _pack([_one(graph, part) for part in components])


def _one(graph: nx.Graph[str], part: list[str]) -> dict[str, tuple[float, float]]:
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    sub: nx.Graph[str] = nx.Graph()
    sub.add_nodes_from(part)
    sub.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in graph.edges(part)))
    if len(part) < _DENSE:
        steps = 400 if len(part) <= 60 else 100
        found = {node: _point(xy) for node, xy in nx.spring_layout(sub, seed=_SEED, iterations=steps).items()}
    else:
        found = {node: _point(xy) for node, xy in nx.forceatlas2_layout(sub, seed=_SEED, max_iter=40).items()}
    xs, ys = [x for x, _ in found.values()], [y for _, y in found.values()]
    reach = max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0
    scale = _SPACE * math.sqrt(len(part)) / reach
    return {node: (found[node][0] * scale * _STRETCH, found[node][1] * scale) for node in part}


def _point(xy: Any) -> tuple[float, float]:
    return float(xy[0]), float(xy[1])


def _pack(parts: list[dict[str, tuple[float, float]]], gap: float = 200) -> dict[str, tuple[int, int]]:
    boxes = []
    for part in parts:
        xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
        boxes.append((part, min(xs), min(ys), max(xs) - min(xs) + gap, max(ys) - min(ys) + gap))
    widest = max((width for *_, width, _ in boxes), default=0.0)
    row = max(widest, math.sqrt(sum(width * height for *_, width, height in boxes)) * _STRETCH)
    placed: dict[str, tuple[float, float]] = {}
    x = y = tallest = 0.0
    for part, left, top, width, height in boxes:
        if x and x + width > row:
            x, y, tallest = 0.0, y + tallest, 0.0
        placed.update({node: (px - left + x, py - top + y) for node, (px, py) in part.items()})
        x, tallest = x + width, max(tallest, height)
    if not placed:
        return {}
    xs, ys = [p[0] for p in placed.values()], [p[1] for p in placed.values()]
    cx, cy = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return {node: (round(px - cx), round(py - cy)) for node, (px, py) in placed.items()}
