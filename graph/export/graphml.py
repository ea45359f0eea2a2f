"""GraphML: entities and their relationships for networkx, igraph, yEd, Cytoscape and Gephi."""

from __future__ import annotations

from typing import Any, BinaryIO

from entente.graph.export import source
from entente.graph.export.xml import Writer, plain
from entente.graph.model import Subgraph
from entente.graph.store.connection import Connection

_TYPES = {str: "string", list: "string", int: "long", float: "double"}


def write(graph: Connection | Subgraph, stream: BinaryIO) -> None:
    """Writes all entities and relationships. Lists are joined by ` | `."""
    xml = Writer(stream)
    with xml.element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns"):
        for owner, attributes in (("node", source.NODE_ATTRIBUTES), ("edge", source.EDGE_ATTRIBUTES)):
            for name, type_ in attributes.items():
                key = {"for": owner, "attr.name": name, "attr.type": _TYPES[type_]}
                xml.leaf("key", id=f"{owner}-{name}", **key)
        with xml.element("graph", id="entente", edgedefault="directed"):
            for entity in source.entities(graph):
                with xml.element("node", id=entity.id):
                    _data(xml, "node", source.node_attributes(entity))
            for relation in source.relations(graph):
                with xml.element("edge", id=relation.id, source=relation.subject, target=relation.object):
                    _data(xml, "edge", source.edge_attributes(relation))


def _data(xml: Writer, owner: str, attributes: dict[str, Any]) -> None:
    for name, value in attributes.items():
        xml.leaf("data", plain(value), key=f"{owner}-{name}")
