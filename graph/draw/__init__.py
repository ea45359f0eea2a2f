"""Pictures: a subgraph as one self-contained HTML file drawn by pyvis, or as the data the page draws from.

Names and quotes come from texts and are untrusted: they reach the file as JSON or autoescaped text only, never as
markup, and the file's content security policy runs no script but its own and loads nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from entente.graph.draw.layout import positions
from entente.graph.draw.style import LOOKS
from entente.graph.files import whole
from entente.graph.model import Hop, Subgraph, to_json
from entente.ontology import Kind, Status

__all__ = ["asset", "draw", "html", "picture", "vis_network"]

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "tooltipDelay": 150, "multiselect": False},
    "nodes": {
        "scaling": {"label": {"drawThreshold": 3}},
        "font": {"size": 15, "face": "system-ui, sans-serif", "strokeWidth": 4},
        "borderWidth": 1.5,
        "widthConstraint": {"maximum": 150},
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.7}},
        "font": {"size": 11, "face": "system-ui, sans-serif", "align": "middle", "strokeWidth": 4},
        "color": {"color": "#7d8590", "highlight": "#d55e00", "hover": "#d55e00"},
        "selectionWidth": 1.5,
    },
}
"""vis-network's options. Physics stays off: positions are computed beforehand, so a thousand nodes open at once."""

_LONGEST_LABEL = 48


def picture(subgraph: Subgraph) -> dict[str, Any]:
    """What a picture shows, JSON-ready: `nodes` with places and looks, `edges` with statements, `legend`, `options`."""
    where = positions([node.id for node in subgraph.nodes], [(h.subject.id, h.object.id) for h in subgraph.hops])
    degree: Counter[str] = Counter()
    for hop in subgraph.hops:
        degree.update((hop.subject.id, hop.object.id))
    nodes = []
    for node in subgraph.nodes:
        look = LOOKS[node.kind]
        nodes.append(
            {
                "id": node.id,
                "label": _shorten(node.name),
                "title": f"{node.name} ({node.kind})",
                "shape": look.shape,
                "color": {"background": look.colour, "border": "#30363d"},
                "size": round(11 + 4 * math.sqrt(degree[node.id]), 1),
                "x": where[node.id][0],
                "y": where[node.id][1],
                "entity": to_json(node),
            }
        )
    kinds = {node.kind for node in subgraph.nodes}
    legend = [{"kind": kind.value, "color": LOOKS[kind].colour, "shape": LOOKS[kind].shape} for kind in Kind]
    return {
        "nodes": nodes,
        "edges": _edges(subgraph.hops),
        "legend": [item for item in legend if item["kind"] in kinds],
        "options": OPTIONS,
        "truncated": subgraph.truncated,
    }


def html(subgraph: Subgraph, title: str) -> str:
    """The whole picture as one HTML document. The same subgraph and title give the same text."""
    # pyvis brings IPython along; only who draws pays for it.
    from jinja2 import DictLoader, Environment, StrictUndefined
    from pyvis.network import Network

    drawn = picture(subgraph)
    network = Network(directed=True, heading=title, cdn_resources="in_line")
    for node in drawn["nodes"]:
        options = {key: value for key, value in node.items() if key not in ("id", "label", "shape", "color")}
        network.add_node(node["id"], node["label"], shape=node["shape"], color=node["color"], **options)
    for edge in drawn["edges"]:
        options = {key: value for key, value in edge.items() if key not in ("from", "to")}
        network.add_edge(edge["from"], edge["to"], **options)
    network.set_options(json.dumps(OPTIONS))
    environment = Environment(
        loader=DictLoader({network.path: asset("template.html")}), autoescape=True, undefined=StrictUndefined
    )
    scripts = [vis_network(), asset("picture.js"), asset("file.js")]
    environment.globals.update(
        scripts=scripts,
        style=asset("picture.css") + asset("file.css"),
        policy="; ".join(
            (
                "default-src 'none'",
                f"script-src {' '.join(_hash(script) for script in scripts)}",
                "style-src 'unsafe-inline'",
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
        legend=drawn["legend"],
        truncated=drawn["truncated"],
    )
    network.templateEnv = environment
    return str(network.generate_html())


def draw(subgraph: Subgraph, path: Path, title: str) -> None:
    """Write the picture to `path`, whole or not at all. Raises `InputError` where it can't be written."""
    page = html(subgraph, title).encode("utf-8", "replace")
    with whole(Path(path)) as file:
        file.write(page)


@cache
def asset(name: str) -> str:
    """A file of the picture's own: script, style or template."""
    return files("entente.graph.draw").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def vis_network() -> str:
    """The vis-network script that pyvis carries."""
    script = files("pyvis").joinpath("lib", "vis-9.1.2", "vis-network.min.js").read_text(encoding="utf-8")
    return script.replace("//# sourceMappingURL=vis-network.min.js.map", "")


def _edges(hops: Sequence[Hop]) -> list[dict[str, Any]]:
    between: Counter[frozenset[str]] = Counter()
    edges = []
    for number, hop in enumerate(hops):
        pair = frozenset((hop.subject.id, hop.object.id))
        edge: dict[str, Any] = {
            "id": f"e{number}",
            "from": hop.subject.id,
            "to": hop.object.id,
            "label": hop.type.value.replace("_", " ").lower(),
            "type": hop.type.value,
            "width": round(1 + 1.5 * math.log2(max(1, len(hop.statements))), 2),
            "statements": to_json(hop.statements),
            "smooth": _bend(between[pair], forward=hop.subject.id < hop.object.id),
        }
        statuses = {statement.status for statement in hop.statements}
        if statuses == {Status.PLANNED}:
            edge["dashes"] = [8, 6]
        elif statuses == {Status.ENDED}:
            edge["dashes"] = [2, 6]
        between[pair] += 1
        edges.append(edge)
    return edges


def _bend(earlier: int, *, forward: bool) -> dict[str, Any]:
    """Parallel edges fan out to both sides, so that none covers another."""
    if earlier == 0:
        return {"enabled": False}
    left = (earlier % 2 == 1) is forward
    return {
        "enabled": True,
        "type": "curvedCW" if left else "curvedCCW",
        "roundness": round(0.18 * ((earlier + 1) // 2), 2),
    }


def _shorten(name: str) -> str:
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
